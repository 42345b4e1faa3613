import type { Instruction, Stage } from '../dockerfile/instructions.ts'
import { findParentStage } from '../dockerfile/stages.ts'
import { expandWord } from '../dockerfile/words.ts'
import { BasehitError, type ErrorCode } from '../errors.ts'
import type { ContainerConfig } from '../image/config.ts'
import {
  formatPlatform,
  formatPlatformAll,
  normalizePlatform,
  type Platform,
  parsePlatform,
} from '../image/platform.ts'
import { contextKey, formatReference, parseReference, withDefaultTag } from '../image/reference.ts'
import type { Position } from '../position.ts'
import { builderVariables, isTargetStage } from './globals.ts'
import type { Lowering } from './lowering.ts'
import { describeMissing, type Missing, noteMissing } from './missing.ts'
import type { Input } from './operations.ts'
import type { NamedContext } from './options.ts'
import { type Asking, askImage } from './questions.ts'
import { emptyConfig, type StageState, startFromImage, startFromStage } from './stage.ts'
import { imageTriggers, stageTriggers } from './triggers.ts'

/** A FROM line after expansion. */
export interface ResolvedFrom {
  readonly image: string
  readonly platform: Platform | undefined
  /** The variables in the image that are not set or are empty. */
  readonly missing: readonly Missing[]
}

/**
 * Expands a FROM with the global variables. Every stage's FROM must expand, even one that is never reached.
 * BuildKit: convert.go buildDispatchStates.
 */
export function resolveFrom(lowering: Lowering, stage: Stage): ResolvedFrom {
  const { from } = stage
  const { value: image, missing } = expandGlobal(lowering, from.image, from.position)
  if (image === '') throw emptyFrom(`FROM ${from.image}`, missing, from.position)
  if (from.platform === undefined) return { image, platform: undefined, missing }
  const platform = expandGlobal(lowering, from.platform, from.position)
  if (platform.value === '') throw emptyFrom(`FROM --platform=${from.platform}`, platform.missing, from.position)
  return { image, platform: parsePlatform(platform.value, from.position), missing }
}

const missingRemedy = 'give the ARG a default before the first FROM, or pass it in build-args'

function emptyFrom(written: string, missing: readonly Missing[], position: Position): BasehitError {
  return new BasehitError('BH027', `${written} is empty${describeMissing(missing)}`, {
    position,
    remedy: missingRemedy,
  })
}

function expandGlobal(lowering: Lowering, word: string, position: Position) {
  const { facts, globals, options } = lowering
  const environment = {
    lookup(name: string) {
      const variable = globals.get(name)
      if (isTargetStage(name, variable, options)) facts.targetStageRead ??= position
      for (const own of builderVariables(name, variable, options)) facts.builderVariables.add(own)
      return variable?.value
    },
  }
  const missing: Missing[] = []
  const onMatch = (steps: number) => lowering.effort.match(steps, position)
  const onRead = noteMissing(missing)
  const value = expandWord(word, environment, { escape: lowering.escape, position, onRead, onMatch })
  return { value, missing }
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
  const platform = from.platform ?? lowering.options.platform
  const isReserved = name === undefined || name === 'scratch' || name === 'context'
  const replacement = isReserved ? undefined : findNamedContext(lowering, name, platform)
  if (replacement !== undefined) {
    const state = yield* startNamedContext(lowering, name ?? '', replacement, platform, position)
    return { state, triggers: [], replaced: true }
  }
  const parent = findParentStage(lowering.dockerfile, stage, from.image)
  if (parent !== undefined) {
    const state = startFromStage(yield* lowerStage(parent))
    return { state, triggers: stageTriggers(lowering, parent, position), replaced: false }
  }
  if (from.image === 'scratch') {
    const state = startFromImage(null, emptyConfig, lowering.options.platform, position, lowering.effort)
    return { state, triggers: [], replaced: false }
  }
  const state = yield* startImage(lowering, stage, from, platform)
  const triggers = imageTriggers(lowering, from.image, state.config.onbuild, position)
  state.config.onbuild = []
  return { state, triggers, replaced: false }
}

/**
 * The build context that BuildKit finds for a name: one for this platform alone, else one for all.
 * BuildKit: frontend/dockerui/config.go NamedContext.
 */
export function findNamedContext({ options }: Lowering, name: string, platform: Platform): NamedContext | undefined {
  const key = contextKey(name)
  if (key === undefined) return undefined
  const { namedContexts } = options
  return namedContexts.get(`${key}::${formatPlatformAll(normalizePlatform(platform))}`) ?? namedContexts.get(key)
}

function* startNamedContext(
  lowering: Lowering,
  name: string,
  context: NamedContext,
  platform: Platform,
  position: Position,
): Asking<StageState> {
  if (context.kind !== 'image') {
    throw new BasehitError(
      'BH037',
      `the build context ${name} cannot stand for a stage here: only docker-image:// is known`,
      {
        position,
        remedy: 'use docker-image://REFERENCE, or keep the stage',
      },
    )
  }
  const { root, config, author } = yield* lowerReference(lowering, context.reference, platform, position)
  return startFromImage(root, { ...config, OnBuild: [] }, platform, position, lowering.effort, author)
}

/** What parseReference throws. */
const referenceCodes: ReadonlySet<ErrorCode> = new Set(['BH002', 'BH006', 'BH007', 'BH011'])

/** Begins from an image of a registry, or from the named context that stands for it. */
function* startImage(
  lowering: Lowering,
  { from: { image: written, position } }: Stage,
  { image, missing }: ResolvedFrom,
  platform: Platform,
): Asking<StageState> {
  try {
    const { root, config, author } = yield* lowerImage(lowering, image, platform, position)
    return startFromImage(root, config, platform, position, lowering.effort, author)
  } catch (cause) {
    if (!(cause instanceof BasehitError) || !referenceCodes.has(cause.code) || missing.length === 0) throw cause
    const fact = `FROM ${written} is \`${image}\`, which is no image reference${describeMissing(missing)}`
    throw new BasehitError(cause.code, fact, { position, remedy: missingRemedy, cause })
  }
}

interface LoweredImage {
  readonly root: Input
  readonly config: ContainerConfig
  readonly author?: string | undefined
}

/**
 * The operation of an image, or of the named context that stands for it, and its config. An image without layers is the
 * empty file system. BuildKit: convert.go resolveBaseImage.
 */
export function* lowerImage(
  lowering: Lowering,
  image: string,
  platform: Platform,
  position: Position,
): Asking<LoweredImage> {
  const reference = imageReference(lowering, image, platform, position)
  const layerless = reference === image ? 'scratch' : 'image'
  return yield* lowerReference(lowering, reference, platform, position, layerless)
}

function* lowerReference(
  lowering: Lowering,
  image: string,
  platform: Platform,
  position: Position,
  layerless: 'scratch' | 'image' = 'image',
): Asking<LoweredImage> {
  if (image === 'scratch') return { root: null, config: emptyConfig }
  const reference = fullReference(image, position)
  const at = formatPlatform(normalizePlatform(platform))
  const found = yield* askImage(reference, at, position)
  const { upstreams } = lowering.facts
  const key = `${reference} ${at}`
  if (!upstreams.has(key)) upstreams.set(key, { reference, platform: at, digest: found.digest, position })
  const { config = {}, author, rootfs } = found.config
  if (layerless === 'scratch' && rootfs.diff_ids.length === 0) return { root: null, config, author }
  const name = lowering.options.upstream === 'follow' ? found.digest : reference
  const root = lowering.list.add({ op: 'image', image: name, platform: at }, position)
  return { root, config, author }
}

function imageReference(lowering: Lowering, image: string, platform: Platform, position: Position): string {
  const context = findNamedContext(lowering, image, platform)
  if (context?.kind === 'image') return context.reference
  if (context !== undefined) {
    throw new BasehitError(
      'BH037',
      `the build context ${image} cannot stand for an image here: only docker-image:// is known`,
      {
        position,
        remedy: 'use docker-image://REFERENCE',
      },
    )
  }
  return image
}

/** A reference in full: registry, repository and tag or digest. */
export function fullReference(image: string, position: Position): string {
  return formatReference(withDefaultTag(parseReference(image, position)))
}
