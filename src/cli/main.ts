import type { Hide } from '../buildx/log-lines.ts'
import { printable } from '../buildx/printable.ts'
import type { Process } from '../buildx/process.ts'
import type { Options } from '../commands/options.ts'
import { digest, type LoweredBase, plan } from '../commands/plan.ts'
import { readOptions } from '../commands/read-options.ts'
import { emptySecrets } from '../commands/read-secrets.ts'
import { refuse } from '../commands/refuse.ts'
import type { World } from '../commands/world.ts'
import { BasehitError } from '../errors.ts'
import { formatPlatform } from '../image/platform.ts'
import { hideLogins } from '../login.ts'
import { readActor } from '../machine/actor.ts'
import { type Machine, readSurroundings } from '../machine/machine.ts'
import { runFacts } from '../machine/run.ts'
import { readSecretValues } from '../machine/secrets.ts'
import { Interrupted } from '../machine/signals.ts'
import { version } from '../machine/version.ts'
import { createWorld } from '../machine/world.ts'
import type { Event } from '../report/events.ts'
import { planJson } from '../report/json.ts'
import { Redactor } from '../report/redact.ts'
import { errorLines, eventLines } from '../report/text.ts'
import { type CommandLine, type Extras, parseCommandLine } from './flags.ts'
import { helpText } from './help.ts'

/** What the command line runs in. */
export interface Terminal {
  readonly machine: Machine
  readonly process: Process
  readonly signal: AbortSignal
  /** Data. */
  out(bytes: Uint8Array | string): void
  /** Everything else. */
  err(text: string): void
}

/** How a run of the command line ended: 0 done, 1 failed, 2 usage, 3 a base would be built. */
export type ExitStatus = 0 | 1 | 2 | 3

/** Runs one command line and says how it ended; every error is printed. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  let line: CommandLine
  try {
    line = parseCommandLine(argv)
  } catch (error) {
    return fail(error, 2, terminal)
  }
  if (line.kind === 'run') return run(line, terminal)
  terminal.out(line.kind === 'version' ? `${version}\n` : helpText(line.command))
  return 0
}

type Run = Extract<CommandLine, { kind: 'run' }>

async function run(line: Run, terminal: Terminal): Promise<ExitStatus> {
  const { machine, process, signal } = terminal
  const redactor = new Redactor(printable)
  const report = reporter(line, terminal, redactor)
  try {
    const surroundings = { ...(await readSurroundings(machine)), layout: '.basehit' }
    const options = readOptions(line.raw, surroundings)
    redactor.add([...(await readSecretValues(options, machine.env)), machine.env.ACTIONS_RUNTIME_TOKEN ?? ''])
    if (line.extras.recipe) refuseSeveral(options)
    const actor = await readActor(machine.env)
    const shell = { machine, raw: line.raw, process, run: runFacts(machine.env), actor, report, signal }
    const hide: Hide = (text, from, to) => redactor.hide(text, from, to)
    const world = createWorld({ ...shell, hide, tellSecrets: found => redactor.add(found) })
    for (const id of emptySecrets(line.raw)) {
      report({ kind: 'warning', message: `the secret ${id} is empty: not passed on` })
    }
    try {
      return await perform(line, options, world, terminal)
    } finally {
      await world.close()
    }
  } catch (error) {
    return fail(error, isUsage(error) ? 2 : 1, terminal, redactor)
  }
}

/** Flags that do not go together are usage; a value that is wrong is a failure like any other. */
function isUsage(error: unknown): boolean {
  return error instanceof BasehitError && error.code === 'BH160'
}

async function perform(
  { command, extras }: Run,
  options: Options,
  world: World,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (command === 'digest') {
    terminal.out(printDigests(await digest(options, world), extras))
    return 0
  }
  if (command === 'build') {
    // Building is half of the program, and the other commands start sooner without.
    const { runBuild } = await import('./build.ts')
    const { text, status } = await runBuild(options, world)
    terminal.out(text)
    return status
  }
  const planned = await plan(options, world)
  if (extras.json) terminal.out(`${planJson(planned)}\n`)
  for (const { decision, tag } of planned.bases) {
    if (decision.kind === 'refuse') throw refuse(`${planned.store.name}:${tag}`, decision.outcome)
  }
  return extras.exitCode && planned.bases.some(base => base.decision.kind !== 'reuse') ? 3 : 0
}

function printDigests(bases: readonly LoweredBase[], { recipe }: Extras): string | Uint8Array {
  const [first] = bases
  if (recipe) return first?.bytes ?? ''
  if (bases.length === 1) return `${first?.digest}\n`
  return bases.map(base => `${base.digest} ${base.name} ${formatPlatform(base.platform)}\n`).join('')
}

/** Two recipes in one stream would have the digest of neither. */
function refuseSeveral({ build: { platforms } }: Options): void {
  if (platforms.length === 1) return
  throw new BasehitError('BH160', `--recipe prints one recipe, and there are ${platforms.length} platforms`, {
    remedy: 'Give one --platform.',
  })
}

/** What a plan decides is its data; anything else that is said is not. */
function reporter({ command, extras }: Run, terminal: Terminal, redactor: Redactor): World['report'] {
  return (event: Event) => {
    const text = eventLines(event, Date.now()).map(line => `${printable(redactor.hide(line))}\n`)
    const isData = command === 'plan' && !extras.json && (event.kind === 'decided' || event.kind === 'changed')
    if (text.length === 0) return
    if (isData) terminal.out(text.join(''))
    else terminal.err(text.join(''))
  }
}

function fail(error: unknown, status: ExitStatus, terminal: Terminal, redactor?: Redactor): ExitStatus {
  const said = describeError(error, terminal.signal).map(hideLogins)
  const lines = said.map(line => printable(redactor?.hide(line) ?? line))
  terminal.err(`${lines.join('\n')}\n`)
  return status
}

function describeError(error: unknown, signal: AbortSignal): readonly string[] {
  if (signal.aborted && signal.reason instanceof Interrupted) return [signal.reason.message]
  if (error instanceof BasehitError) return errorLines(error)
  const fault = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return ['error: a fault in Basehit itself; please report it with this text', fault]
}
