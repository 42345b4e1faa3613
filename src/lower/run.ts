import { compareCodePoints } from '../canonical.ts'
import { chompHeredoc, isSoleHeredoc } from '../dockerfile/heredocs.ts'
import type { RunInstruction, Stage } from '../dockerfile/instructions.ts'
import { BasehitError } from '../errors.ts'
import { formatPlatform, normalizePlatform } from '../image/platform.ts'
import type { Lowering } from './lowering.ts'
import { commandArgs } from './metadata.ts'
import type { RunMount, RunOperation } from './operations.ts'
import type { Asking } from './questions.ts'
import { lowerMounts } from './run-mounts.ts'
import type { StageState } from './stage.ts'

/** Runs a command on what the stage has so far. BuildKit: convert.go dispatchRun, client/llb/exec.go Validate. */
export function* lowerRun(
  lowering: Lowering,
  stage: Stage,
  state: StageState,
  instruction: RunInstruction,
  lowerOther: (stage: Stage) => Asking<StageState>,
): Asking<void> {
  const { command, script } = runCommand(state, instruction)
  if (command.length === 0) {
    const remedy = 'write RUN COMMAND, or RUN ["PROGRAM", "ARGUMENT"]'
    throw new BasehitError('BH035', 'RUN [] names no command', { position: instruction.position, remedy })
  }
  const mounts = yield* lowerMounts(lowering, stage, state, instruction, lowerOther)
  const all = inOrder(script === undefined ? mounts : [script, ...mounts])
  const network = runNetwork(instruction) ?? lowering.options.network ?? 'default'
  const env = state.env.recorded()
  state.effort.spend(sizeOf(env), instruction.position)
  const operation: RunOperation = {
    op: 'run',
    input: state.root,
    command,
    env,
    cwd: state.cwd,
    user: state.config.user,
    platform: formatPlatform(normalizePlatform(state.platform)),
    ...(network === 'default' ? {} : { network }),
    ...(instruction.security === 'insecure' ? { security: 'insecure' } : {}),
    ...(all.length > 0 ? { mounts: all } : {}),
    ...(instruction.devices.length > 0 ? { devices: instruction.devices } : {}),
    ...runSettings(lowering),
  }
  state.root = lowering.list.add(operation, instruction.position)
}

/** What a variable takes besides its characters. */
const perVariable = 32

function sizeOf(env: RunOperation['env']): number {
  return Object.entries(env).reduce(
    (sum, [name, value]) => sum + perVariable + name.length + (typeof value === 'string' ? value.length : 64),
    0,
  )
}

/** Mounts by target, as BuildKit sorts them, then secrets and agents as written. BuildKit: client/llb/exec.go. */
function inOrder(mounts: readonly RunMount[]): readonly RunMount[] {
  const isFiles = (mount: RunMount) => mount.type !== 'secret' && mount.type !== 'ssh'
  const files = mounts.filter(isFiles)
  files.sort((one, other) => compareCodePoints(one.target ?? '', other.target ?? ''))
  return [...files, ...mounts.filter(mount => !isFiles(mount))]
}

/** `--network=default` says nothing: the build's own network stays. BuildKit: convert_runnetwork.go. */
function runNetwork({ network }: RunInstruction): string | undefined {
  return network === 'default' ? undefined : network
}

function runSettings({ options }: Lowering): Partial<RunOperation> {
  const { hostname, extraHosts = [], ulimits = [], shmSize, cgroupParent } = options
  return {
    ...(hostname ? { hostname } : {}),
    ...(extraHosts.length > 0 ? { extraHosts } : {}),
    ...(ulimits.length > 0 ? { ulimits } : {}),
    ...(shmSize ? { shmSize } : {}),
    ...(cgroupParent ? { cgroupParent } : {}),
  }
}

/**
 * The command line of a RUN with its here-documents: one that stands alone is the shell's script, or a file that the
 * shell starts when it begins with `#!`; any other is handed to the shell as written.
 */
function runCommand(state: StageState, instruction: RunInstruction): { command: readonly string[]; script?: RunMount } {
  const { command, heredocs } = instruction
  const [first] = heredocs
  if (first === undefined || command.form === 'exec') return { command: commandArgs(state, command) }
  if (!isSoleHeredoc(command.text)) {
    const bodies = heredocs.map(({ content, name }) => `\n${content}${name}`).join('')
    return { command: commandArgs(state, { form: 'shell', text: command.text + bodies }) }
  }
  const body = first.chomp ? chompHeredoc(first.content) : first.content
  if (!body.startsWith('#!')) return { command: commandArgs(state, { form: 'shell', text: body }) }
  const path = `/dev/pipes/${first.name}`
  return {
    command: commandArgs(state, { form: 'shell', text: path }),
    script: { type: 'script', target: path, text: body },
  }
}
