import type { Stage } from '../dockerfile/instructions.ts'
import { parseOnbuild } from '../dockerfile/parse.ts'
import { findParentStage } from '../dockerfile/stages.ts'
import { expandWord } from '../dockerfile/words.ts'
import { BasehitError } from '../errors.ts'
import type { ContainerConfig } from '../image/config.ts'
import { formatPlatform, normalizePlatform, type Platform, parsePlatform } from '../image/platform.ts'
import { contextKey, formatReference, parseReference, withDefaultTag } from '../image/reference.ts'
import type { Position } from '../position.ts'
import type { Instruction } from '../dockerfile/instructions.ts'
import type { Lowering } from './lowering.ts'
import type { Input } from './operations.ts'
import { type Asking, askImage } from './questions.ts'
import { emptyConfig, type StageState, startFromImage, startFromStage } from './stage.ts'

/** A FROM line after expansion. */
export interface ResolvedFrom {
  readonly image: string
  readonly platform: Platform | undefined
}

/**
 * Expands a FROM with the global variables. Every stage's FROM must expand, even one that is never reached.
 * BuildKit: convert.go buildDispatchStates.
 */
export function resolveFrom(lowering: Lowering, stage: Stage): ResolvedFrom {
  const { from } = stage
  const image = expandGlobal(lowering, from.image, from.position)
  if (image === '') {
    throw new BasehitError('BH027', `FROM ${from.image} is empty: its ARG has no value and no default`, {
      position: from.position,
      remedy: 'give the ARG a default before the first FROM, or pass it in build-args',
    })
  }
  if (from.platform === undefined) return { image, platform: undefined }
  const platform = expandGlobal(lowering, from.platform, from.position)
  if (platform === '') {
    throw new BasehitError('BH027', `FROM --platform=${from.platform} is empty`, { position: from.position })
  }
  return { image, platform: parsePlatform(platform, from.position) }
}

function expandGlobal(lowering: Lowering, word: string, position: Position): string {
  const environment = {
    lookup(name: string) {
      if (name === 'TARGETSTAGE') lowering.facts.readsTargetStage = true
      return lowering.globals.get(name)?.value
    },
  }
  return expandWord(word, environment, { escape: lowering.escape, position })
}

/** Where a stage begins, and the ONBUILD triggers that run before its own instructions. */
export interface StageStart {
  readonly state: StageState
  readonly triggers: readonly Instruction[]
  /** A named context took the stage's place: its instructions are not run. */
  readonly replaced: boolean
}

/** Begins a stage from its FROM: a named context, an earlier stage, scratch or an image. */
export function* startStage(
  lowering: Lowering,
  stage: Stage,
  lowerStage: (stage: Stage) => Asking<StageState>,
): Asking<StageStart> {
  const { position, name } = stage.from
  const from = resolveFrom(lowering, stage)
  const replacement = name === undefined ? undefined : lowering.options.namedContexts.get(contextKey(name) ?? '')
  if (replacement !== undefined && name !== undefined && name !== 'scratch' && name !== 'context') {
    const state = yield* startNamedContext(lowering, name, from.platform ?? lowering.options.platform, position)
    return { state, triggers: [], replaced: true }
  }
  const parent = findParentStage(lowering.dockerfile, stage, from.image)
  if (parent !== undefined) {
    const state = startFromStage(yield* lowerStage(parent))
    return { state, triggers: stageTriggers(parent, position), replaced: false }
  }
  if (from.image === 'scratch') {
    return { state: startFromImage(null, emptyConfig, lowering.options.platform, position), triggers: [], replaced: false }
  }
  const state = yield* startImage(lowering, from.image, from.platform ?? lowering.options.platform, position)
  const triggers = state.config.onbuild.map(expression => parseOnbuild(expression, position))
  state.config.onbuild = []
  return { state, triggers, replaced: false }
}

function stageTriggers(parent: Stage, position: Position): Instruction[] {
  return parent.instructions
    .filter(instruction => instruction.kind === 'onbuild')
    .map(instruction => parseOnbuild(instruction.expression, position))
}

function* startNamedContext(lowering: Lowering, name: string, platform: Platform, position: Position): Asking<StageState> {
  const context = lowering.options.namedContexts.get(contextKey(name) ?? '')
  if (context?.kind !== 'image') {
    throw new BasehitError('BH037', `the build context ${name} cannot stand for a stage here: only docker-image:// is known`, {
      position,
      remedy: 'use docker-image://REFERENCE, or keep the stage',
    })
  }
  const { root, config } = yield* lowerImage(lowering, context.reference, platform, position)
  return startFromImage(root, config, platform, position)
}

/** Begins from an image of a registry, or from the named context that stands for it. */
export function* startImage(lowering: Lowering, image: string, platform: Platform, position: Position): Asking<StageState> {
  const { root, config } = yield* lowerImage(lowering, image, platform, position)
  return startFromImage(root, config, platform, position)
}

/** The operation of an image, and its config. An image without layers is the empty file system. */
export function* lowerImage(
  lowering: Lowering,
  image: string,
  platform: Platform,
  position: Position,
): Asking<{ root: Input; config: ContainerConfig }> {
  const reference = upstreamReference(lowering, image, position)
  const at = formatPlatform(normalizePlatform(platform))
  const found = yield* askImage(reference, at)
  lowering.facts.upstreams.set(`${reference} ${at}`, { reference, platform: at, digest: found.digest, position })
  const config = { ...(found.config.config ?? {}), ...(found.config.author ? { Author: found.config.author } : {}) }
  if (found.config.rootfs.diff_ids.length === 0) return { root: null, config }
  const name = lowering.options.upstream === 'follow' ? found.digest : reference
  return { root: lowering.list.add({ op: 'image', image: name, platform: at }, position), config }
}

function upstreamReference(lowering: Lowering, image: string, position: Position): string {
  const context = lowering.options.namedContexts.get(contextKey(image) ?? '')
  if (context?.kind === 'image') return fullReference(context.reference, position)
  if (context !== undefined) {
    throw new BasehitError('BH037', `the build context ${image} cannot stand for an image here: only docker-image:// is known`, {
      position,
      remedy: 'use docker-image://REFERENCE',
    })
  }
  return fullReference(image, position)
}

/** A reference in full: registry, repository and tag or digest. */
export function fullReference(image: string, position: Position): string {
  return formatReference(withDefaultTag(parseReference(image, position)))
}
