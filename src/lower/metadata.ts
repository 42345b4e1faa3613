import type {
  ArgInstruction,
  CmdInstruction,
  CommandLine,
  EntrypointInstruction,
  EnvInstruction,
  ExposeInstruction,
  HealthcheckInstruction,
  LabelInstruction,
  StopsignalInstruction,
  VolumeInstruction,
} from '../dockerfile/instructions.ts'
import { expandWords } from '../dockerfile/words.ts'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { text } from './environment.ts'
import { builderVariables, isTargetStage } from './globals.ts'
import type { Lowering } from './lowering.ts'
import { describeMissing, type Missing, noteMissing } from './missing.ts'
import { exposedPorts } from './ports.ts'
import { looksLikeCredential } from './secrets.ts'
import { isSignal } from './signals.ts'
import { expandIn, type StageState } from './stage.ts'

/** ARGs that steer attestations and never reach a command's environment. BuildKit: convert.go nonEnvArgs. */
const attestationArgs: ReadonlySet<string> = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE'])

/** Declares variables of the build. Later ones see earlier ones of the same line. BuildKit: convert.go dispatchArg. */
export function lowerArg(lowering: Lowering, state: StageState, instruction: ArgInstruction): void {
  for (const { name, value: written } of instruction.args) {
    const given = lowering.options.buildArgs.get(name)
    if (given !== undefined && looksLikeCredential(name)) {
      throw new BasehitError(
        'BH063',
        `the build arg ${name} looks like a credential; its value would be in the image's history`,
        {
          position: instruction.position,
          remedy: `pass it as a secret: RUN --mount=type=secret,id=${name.toLowerCase()} and secrets: ${name.toLowerCase()}=…`,
        },
      )
    }
    const { position } = instruction
    if (given !== undefined && name === 'BUILDKIT_MULTI_PLATFORM') throw noIndex(position)
    const global = lowering.globals.get(name)
    noticeTargetStage(lowering, name, written !== undefined, position)
    if (given === undefined && written === undefined) noticeBuilder(lowering, name)
    const value =
      given ??
      (written === undefined
        ? global?.value
        : expandIn(state, written, position, lowering.escape, { owner: `ARG ${name}` }).value)
    if (value === undefined || attestationArgs.has(name)) continue
    const isGlobal = given === undefined && written === undefined
    const concealed = global?.origin !== 'platform'
    state.env.set(name, { value, origin: 'arg', concealed, position, ...(isGlobal ? { isGlobal } : {}) })
  }
}

/** A base is one platform's image and built without this arg; an app with the stage in it would be built with it. */
function noIndex(position: Position): BasehitError {
  return new BasehitError(
    'BH039',
    'the base reads BUILDKIT_MULTI_PLATFORM, which is given and which no base is built with',
    {
      position,
      remedy: 'give the ARG another name',
    },
  )
}

/** Notices what an ARG takes from what BuildKit says of the builder. */
function noticeBuilder({ facts, globals, options }: Lowering, name: string): void {
  for (const own of builderVariables(name, globals.get(name), options)) facts.builderVariables.add(own)
}

/** Notices whether an ARG takes TARGETSTAGE from BuildKit, or gives it a value of the file's own. */
function noticeTargetStage(lowering: Lowering, name: string, hasDefault: boolean, position: Position): void {
  const { facts, globals, options } = lowering
  if (options.buildArgs.has(name)) return
  const global = globals.get(name)
  if (!hasDefault && isTargetStage(name, global, options)) facts.targetStageRead ??= position
  if (name === 'TARGETSTAGE' && (hasDefault || global?.origin === 'arg')) facts.ownTargetStage ??= position
}

function expandPairs(lowering: Lowering, state: StageState, instruction: EnvInstruction | LabelInstruction) {
  const { kind, pairs, position } = instruction
  return pairs.map(pair => ({
    key: expandIn(state, pair.key, position, lowering.escape),
    value: expandIn(state, pair.value, position, lowering.escape, { owner: `${kind.toUpperCase()} ${pair.key}` }),
  }))
}

/** Sets variables in the image. All words see the environment before the instruction. */
export function lowerEnv(lowering: Lowering, state: StageState, instruction: EnvInstruction): void {
  const pairs = expandPairs(lowering, state, instruction)
  for (const { key, value } of pairs) {
    const variable = {
      value: value.value,
      origin: 'env' as const,
      concealed: value.concealed,
      position: instruction.position,
    }
    state.env.set(key.value, variable)
    state.config.env.set(key.value, variable)
  }
}

export function lowerLabel(lowering: Lowering, state: StageState, instruction: LabelInstruction): void {
  const pairs = expandPairs(lowering, state, instruction)
  for (const { key, value } of pairs) state.config.labels.set(key.value, text(value.value, value.concealed))
}

/** An instruction's one word, expanded; an empty result is refused where BuildKit refuses it. */
export function lowerVolume(lowering: Lowering, state: StageState, instruction: VolumeInstruction): void {
  for (const path of instruction.paths) {
    const { position } = instruction
    const { value, missing } = expandIn(state, path, position, lowering.escape)
    if (value === '') {
      const fact = `VOLUME ${path} is empty${describeMissing(missing)}`
      throw new BasehitError('BH035', fact, {
        position,
        remedy: 'name a path, or set the variable by ARG or ENV before',
      })
    }
    state.config.volumes.add(value)
  }
}

/** What a port takes, in characters. */
const portCost = 16

export function lowerExpose(lowering: Lowering, state: StageState, instruction: ExposeInstruction): void {
  const { position } = instruction
  for (const written of instruction.ports) {
    const missing: Missing[] = []
    const onRead = noteMissing(missing)
    const onMatch = (steps: number) => state.effort.match(steps, position)
    const specs = expandWords(written, state.env, { escape: lowering.escape, position, onRead, onMatch })
    const ports = exposedPorts({ written, specs, missing }, position)
    state.effort.spend(ports.length * portCost, position)
    for (const port of ports) state.config.ports.add(port)
  }
}

export function lowerStopsignal(lowering: Lowering, state: StageState, instruction: StopsignalInstruction): void {
  const { position, signal: written } = instruction
  const { value, missing } = expandIn(state, written, position, lowering.escape)
  if (!isSignal(value)) {
    const what = value === '' ? `is empty${describeMissing(missing)}` : 'is not a signal of Linux'
    const fact = value === '' || value === written ? what : `is ${value}, which ${what}`
    const remedy = 'write a name such as SIGTERM, or a number'
    throw new BasehitError('BH035', `STOPSIGNAL ${written} ${fact}`, { position, remedy })
  }
  state.config.stopSignal = value
}

export function lowerCmd(state: StageState, instruction: CmdInstruction): void {
  state.config.cmd = commandArgs(state, instruction.command)
  state.config.argsEscaped = true
  state.commandSet = true
}

/** Sets the entry point and drops a CMD that the stage inherited. BuildKit: convert.go dispatchEntrypoint. */
export function lowerEntrypoint(state: StageState, instruction: EntrypointInstruction): void {
  state.config.entrypoint = commandArgs(state, instruction.command)
  if (!state.commandSet) state.config.cmd = undefined
}

export function lowerHealthcheck(state: StageState, instruction: HealthcheckInstruction): void {
  const { test, interval, timeout, startPeriod, startInterval, retries } = instruction
  state.config.healthcheck = {
    test: test === 'none' ? ['NONE'] : test.form === 'exec' ? ['CMD', ...test.args] : ['CMD-SHELL', test.text],
    ...(interval ? { interval } : {}),
    ...(timeout ? { timeout } : {}),
    ...(startPeriod ? { startPeriod } : {}),
    ...(startInterval ? { startInterval } : {}),
    ...(retries ? { retries } : {}),
  }
}

/** A command line as it is run: the shell form goes to the stage's SHELL. */
export function commandArgs(state: StageState, command: CommandLine): readonly string[] {
  if (command.form === 'exec') return command.args
  const shell = state.config.shell.length > 0 ? state.config.shell : ['/bin/sh', '-c']
  return [...shell, command.text]
}
