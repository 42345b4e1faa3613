import type { Instruction, Stage } from '../dockerfile/instructions.ts'
import { findParentStage } from '../dockerfile/stages.ts'
import { expandWord } from '../dockerfile/words.ts'
import { BasehitError } from '../errors.ts'
import type { ContainerConfig } from '../image/config.ts'
import {
  formatPlatform,
  formatPlatformAll,
  normalizePlatform,
  type Platform,
  parsePlatform,
  readSpecifier,
} from '../image/platform.ts'
import { contextKey, formatReference, parseReference, withDefaultTag } from '../image/reference.ts'
import type { Position } from '../position.ts'
import { builderVariables, isTargetStage } from './globals.ts'
import { type InheritedPlatform, inheritedPlatform } from './inherited-platform.ts'
import type { Lowering } from './lowering.ts'
import { describeMissing, type Missing, missingRemedy, noteMissing } from './missing.ts'
import type { Input } from './operations.ts'
import type { NamedContext } from './options.ts'
import { type Asking, askImage } from './questions.ts'
import { emptyConfig, type StageState, startFromImage, startFromStage } from './stage.ts'
import { imageTriggers, stageTriggers } from './triggers.ts'

/** A FROM line after expansion. */
export interface ResolvedFrom {
  readonly image: string
  /** What `--platform` names, be there such a platform or not. */
  readonly platform: Platform | undefined
  /** The variables in the image that are not set or are empty. */
  readonly missing: readonly Missing[]
}

/**
 * Expands a FROM with the global variables. Every stage's FROM must expand, even one that is never reached, and its
 * platform must read as one. Throws BH027 and BH070. BuildKit: convert.go buildDispatchStates.
 */
export function resolveFrom(lowering: Lowering, stage: Stage): ResolvedFrom {
  const { from } = stage
  const { value: image, missing } = expandGlobal(lowering, from.image, from.position)
  if (image === '') throw emptyFrom(lowering, `FROM ${from.image}`, missing, from.position)
  const specifier = expandPlatform(lowering, stage)
  if (specifier === undefined) return { image, platform: undefined, missing }
  return { image, platform: readSpecifier(specifier) ?? parsePlatform(specifier, from.position), missing }
}

/** The text of `--platform`, expanded. */
function expandPlatform(lowering: Lowering, { from }: Stage): string | undefined {
  if (from.platform === undefined) return undefined
  const { value, missing } = expandGlobal(lowering, from.platform, from.position)
  if (value === '') throw emptyFrom(lowering, `FROM --platform=${from.platform}`, missing, from.position)
  return value
}

/** The names of stages that BuildKit never looks for a named context of. */
export const reservedNames: ReadonlySet<string | undefined> = new Set([undefined, 'scratch', 'context'])

function emptyFrom(lowering: Lowering, written: string, missing: readonly Missing[], position: Position): BasehitError {
  return new BasehitError('BH027', `${written} is empty${describeMissing(missing)}`, {
    position,
    remedy: missingRemedy(lowering.dockerfile, missing),
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

/** The named context that takes a stage's place for a platform, if one does. */
export function stageContext(
  lowering: Lowering,
  { from: { name } }: Stage,
  platform: Platform,
): NamedContext | undefined {
  return name === undefined || reservedNames.has(name) ? undefined : findNamedContext(lowering, name, platform)
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
  if (from.platform !== undefined) parsePlatform(expandPlatform(lowering, stage) ?? '', position)
  const platform = from.platform ?? lowering.options.platform
  const replacement = stageContext(lowering, stage, platform)
  if (name !== undefined && replacement !== undefined) {
    const state = yield* startNamedContext(lowering, name, replacement, platform, position)
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
  const state = beginWithImage(
    lowering,
    yield* lowerImage(lowering, from.image, platform, position),
    platform,
    position,
  )
  const triggers = imageTriggers(lowering, from.image, state.config.onbuild, position)
  state.config.onbuild = []
  return { state, triggers, replaced: false }
}

/**
 * The build context that BuildKit finds for a name: one for this platform alone, else one for all.
 * BuildKit: frontend/dockerui/config.go NamedContext.
 */
export function findNamedContext(
  { options }: Pick<Lowering, 'options'>,
  name: string,
  platform: Platform,
): NamedContext | undefined {
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
  const image = yield* lowerReference(lowering, context.reference, platform, position)
  return beginWithImage(lowering, { ...image, config: { ...image.config, OnBuild: [] } }, platform, position)
}

interface LoweredImage {
  readonly root: Input
  readonly config: ContainerConfig
  readonly author?: string | undefined
  readonly inherited?: InheritedPlatform | undefined
}

/** The state of a stage that begins with an image. */
function beginWithImage(
  lowering: Lowering,
  { root, config, author, inherited }: LoweredImage,
  platform: Platform,
  position: Position,
): StageState {
  const state = startFromImage(root, config, platform, position, lowering.effort, author)
  if (inherited !== undefined) state.config.inherited = { ...inherited, position }
  return state
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
  const inherited = inheritedPlatform(lowering.options.platform, found.config)
  if (layerless === 'scratch' && rootfs.diff_ids.length === 0) {
    return { root: null, config, author, inherited: { ...inherited, isRecorded: true } }
  }
  const name = lowering.options.upstream === 'follow' ? found.digest : reference
  const root = lowering.list.add({ op: 'image', image: name, platform: at }, position)
  return { root, config, author, inherited }
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
