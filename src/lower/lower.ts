import { cleanPath } from '../context/entry.ts'
import type { Dockerfile, Instruction, Stage } from '../dockerfile/instructions.ts'
import { formatPlatform, normalizePlatform } from '../image/platform.ts'
import type { Position } from '../position.ts'
import { checkStages } from './check-stages.ts'
import { type RecordedConfig, recordConfig } from './config.ts'
import { lowerAdd, lowerCopy } from './copy.ts'
import { Effort } from './effort.ts'
import type { Variable } from './environment.ts'
import { readSourceDateEpoch, settleSourceDateEpoch } from './epoch.ts'
import { startStage } from './from.ts'
import { refuseForeignFrontend } from './frontend.ts'
import { evaluateGlobals } from './globals.ts'
import { refuseInheritedVariant } from './inherited-platform.ts'
import type { CacheMount, Lowering, Upstream } from './lowering.ts'
import {
  lowerArg,
  lowerCmd,
  lowerEntrypoint,
  lowerEnv,
  lowerExpose,
  lowerHealthcheck,
  lowerLabel,
  lowerStopsignal,
  lowerVolume,
} from './metadata.ts'
import { refuseMixedBuilder, refuseMixedTargetStage } from './mixed-variables.ts'
import { type Input, type Operation, OperationList } from './operations.ts'
import type { LowerOptions } from './options.ts'
import { type FileOrigin, fileLists } from './origins.ts'
import { normalizePath } from './paths.ts'
import type { Asking } from './questions.ts'
import { lowerRun } from './run.ts'
import { expandIn, type StageState } from './stage.ts'
import { refuseUnsentDirectories } from './transfers.ts'
import { refuseUnresolvedImages } from './unresolved-images.ts'

/** A stage as BuildKit sees it for one platform, and what was noticed on the way. */
export interface Lowered {
  readonly platform: string
  readonly operations: readonly Operation[]
  readonly root: Input
  readonly config: RecordedConfig
  /** Where each operation stands in the Dockerfile. */
  readonly places: readonly Position[]
  /** What the files of the operations were taken from, in their order. */
  readonly fileOrigins: readonly FileOrigin[]
  readonly upstreams: readonly Upstream[]
  readonly cacheMounts: readonly CacheMount[]
  readonly secrets: readonly string[]
  readonly readsTargetStage: boolean
  /** The variables that BuildKit sets by the platform of the builder, and that it depends on. */
  readonly builderVariables: readonly string[]
  /** Seconds since 1970, from the build arg or the file. */
  readonly sourceDateEpoch: number | undefined
  /** Variables a child stage would inherit but an image cannot carry: ARGs with a value that ENV does not hold. */
  readonly lostArgs: ReadonlyMap<string, Variable>
}

/**
 * Lowers a stage to the operations BuildKit would run for it. Only what the stage reaches is lowered; every FROM
 * must expand. What is not known here is refused with its place.
 * BuildKit: frontend/dockerfile/dockerfile2llb/convert.go.
 */
export function* lowerTarget(dockerfile: Dockerfile, options: LowerOptions): Asking<Lowered> {
  refuseForeignFrontend(dockerfile, options)
  const lowering = beginLowering(dockerfile, options)
  const target = checkStages(lowering)
  const state = yield* lowerStage(lowering, target)
  refuseInheritedVariant(options.platform, state.config.inherited)
  const { facts, list } = lowering
  refuseMixedTargetStage(lowering)
  refuseMixedBuilder(lowering)
  refuseUnsentDirectories(lowering)
  const reached = dockerfile.stages.filter(stage => lowering.stages.has(stage.index))
  refuseUnresolvedImages(lowering, target, reached)
  return {
    platform: formatPlatform(normalizePlatform(options.platform)),
    operations: list.operations,
    root: state.root,
    config: recordConfig(state.config),
    places: list.places,
    fileOrigins: fileLists(list.operations).flatMap(files => facts.fileOrigins.get(files) ?? []),
    upstreams: [...facts.upstreams.values()],
    cacheMounts: facts.cacheMounts,
    secrets: [...facts.secrets].sort(),
    readsTargetStage: facts.targetStageRead !== undefined,
    builderVariables: [...facts.builderVariables].sort(),
    sourceDateEpoch: lowering.sourceDateEpoch,
    lostArgs: new Map(
      [...state.env.entries()].filter(([name, variable]) => variable.origin === 'arg' && !state.config.env.has(name)),
    ),
  }
}

/** The shared state of one lowering, before any stage. */
export function beginLowering(dockerfile: Dockerfile, options: LowerOptions): Lowering {
  const evaluated = evaluateGlobals(dockerfile, options)
  const sourceDateEpoch = readSourceDateEpoch(options, evaluated)
  return {
    dockerfile,
    escape: dockerfile.directives.escape,
    ...settleSourceDateEpoch(options, evaluated, sourceDateEpoch),
    sourceDateEpoch,
    list: new OperationList(),
    effort: new Effort(),
    stages: new Map(),
    facts: {
      upstreams: new Map(),
      cacheMounts: [],
      fileOrigins: new Map(),
      secrets: new Set(),
      sshAgents: new Set(),
      transfers: new Map(),
      targetStageRead: undefined,
      builderVariables: new Set(),
      ownTargetStage: undefined,
    },
  }
}

function* lowerStage(lowering: Lowering, stage: Stage): Asking<StageState> {
  const known = lowering.stages.get(stage.index)
  if (known !== undefined) return known
  const lowerOther = (other: Stage) => lowerStage(lowering, other)
  const { state, triggers, replaced } = yield* startStage(lowering, stage, lowerOther)
  if (!replaced) {
    for (const instruction of [...triggers, ...stage.instructions]) {
      yield* lowerInstruction(lowering, stage, state, instruction, lowerOther)
    }
  }
  lowering.stages.set(stage.index, state)
  return state
}

function* lowerInstruction(
  lowering: Lowering,
  stage: Stage,
  state: StageState,
  instruction: Instruction,
  lowerOther: (stage: Stage) => Asking<StageState>,
): Asking<void> {
  switch (instruction.kind) {
    case 'run':
      return yield* lowerRun(lowering, stage, state, instruction, lowerOther)
    case 'copy':
      return yield* lowerCopy(lowering, stage, state, instruction, lowerOther)
    case 'add':
      return yield* lowerAdd(lowering, state, instruction)
    case 'workdir':
      return lowerWorkdir(lowering, state, instruction.path, instruction.position)
    case 'arg':
      return lowerArg(lowering, state, instruction)
    case 'env':
      return lowerEnv(lowering, state, instruction)
    default:
      return lowerMetadata(lowering, state, instruction)
  }
}

/** What changes the image's config and nothing else of the stage. */
function lowerMetadata(
  lowering: Lowering,
  state: StageState,
  instruction: Exclude<Instruction, { readonly kind: 'run' | 'copy' | 'add' | 'workdir' | 'arg' | 'env' }>,
): void {
  const { config } = state
  switch (instruction.kind) {
    case 'label':
      lowerLabel(lowering, state, instruction)
      return
    case 'volume':
      lowerVolume(lowering, state, instruction)
      return
    case 'expose':
      lowerExpose(lowering, state, instruction)
      return
    case 'stopsignal':
      lowerStopsignal(lowering, state, instruction)
      return
    case 'cmd':
      lowerCmd(state, instruction)
      return
    case 'entrypoint':
      lowerEntrypoint(state, instruction)
      return
    case 'healthcheck':
      lowerHealthcheck(state, instruction)
      return
    case 'user':
      config.user = expandIn(state, instruction.user, instruction.position, lowering.escape).value
      return
    case 'shell':
      config.shell = instruction.shell
      return
    case 'onbuild':
      config.onbuild = [...config.onbuild, instruction.expression]
      return
    case 'maintainer':
      config.author = instruction.name
      return
  }
}

/**
 * Sets the working directory as it is written and makes it, unless it is the root.
 * BuildKit: convert.go dispatchWorkdir; client/llb/fileop.go normalizePath for what is made.
 */
function lowerWorkdir(lowering: Lowering, state: StageState, path: string, position: Position): void {
  const { value } = expandIn(state, path, position, lowering.escape)
  const workdir = normalizePath(state.config.workdir, value, 'drop-slash')
  state.config.workdir = workdir
  state.cwd = workdir
  if (workdir === '/') return
  const created = lowering.sourceDateEpoch
  const { user } = state.config
  state.root = lowering.list.add(
    {
      op: 'mkdir',
      input: state.root,
      path: cleanPath(workdir),
      ...(user ? { owner: user } : {}),
      ...(created === undefined ? {} : { created }),
    },
    position,
  )
}
