import { accessSync, constants } from 'node:fs'
import { error as annotate, setOutput, setSecret } from '@actions/core'
import type { Hide } from '../buildx/log-lines.ts'
import type { OutputName, PlanOutputName } from '../commands/inputs.ts'
import type { Options } from '../commands/options.ts'
import { readOptions } from '../commands/read-options.ts'
import { emptySecrets } from '../commands/read-secrets.ts'
import type { World } from '../commands/world.ts'
import { BasehitError } from '../errors.ts'
import { hideLogins } from '../login.ts'
import { type Machine, readSurroundings } from '../machine/machine.ts'
import { readSecretValues } from '../machine/secrets.ts'
import { Interrupted } from '../machine/signals.ts'
import { createWorld } from '../machine/world.ts'
import { type Context, readEvent } from './event.ts'
import { execProcess } from './exec.ts'
import { annotationOf } from './failure.ts'
import { readInputs, refuseUnknownInputs } from './inputs.ts'
import { Reporter } from './reporter.ts'

/** What a step does between reading its inputs and its end. */
export type Work = (options: Options, world: World, reporter: Reporter) => Promise<void>

/** Runs one step and says how it ended: 0 done, 1 failed. Every error is an annotation. */
export async function runStep(machine: Machine, context: Context, signal: AbortSignal, work: Work): Promise<0 | 1> {
  const reporter = new Reporter(machine.cwd)
  try {
    await run(machine, context, signal, reporter, work)
    return 0
  } catch (error) {
    reporter.closeGroup()
    const { message, properties } = annotationOf(signal.aborted ? interruption(signal, error) : error, machine.cwd)
    annotate(reporter.safe(hideLogins(message)), properties)
    if (reporter.digests.length > 0 && isWritable(machine.env.GITHUB_OUTPUT)) {
      writeOutput('dependency-digest', reporter.digests.join('\n'))
    }
    return 1
  }
}

async function run(
  machine: Machine,
  context: Context,
  signal: AbortSignal,
  reporter: Reporter,
  work: Work,
): Promise<void> {
  requireRunner(machine.env)
  refuseUnknownInputs(machine.env)
  const raw = readInputs()
  const { run: facts, origin, actor } = readEvent(context, machine.env.GITHUB_REF_PROTECTED)
  const options = readOptions(raw, { ...(await readSurroundings(machine)), origin })
  const secrets = await readSecretValues(options, machine.env)
  for (const secret of secrets) setSecret(secret)
  const { report, redactor } = reporter
  redactor.add([...secrets, machine.env.ACTIONS_RUNTIME_TOKEN ?? ''])
  for (const id of emptySecrets(raw)) report({ kind: 'warning', message: `the secret ${id} is empty: not passed on` })
  const process = execProcess(machine.temp)
  const tellSecrets = (found: readonly string[]) => redactor.add(found)
  const hide: Hide = (text, from, to) => redactor.hide(text, from, to)
  const world = createWorld({ machine, raw, process, run: facts, actor, tellSecrets, hide, report, signal })
  try {
    await work(options, world, reporter)
  } finally {
    await world.close()
  }
}

function requireRunner(env: Machine['env']): void {
  if (env.GITHUB_ACTIONS !== 'true') {
    throw new BasehitError('BH121', 'this is the entry of the GitHub Action, and this is no workflow run', {
      remedy: 'Use the command line: `basehit build`.',
    })
  }
  if (isWritable(env.GITHUB_OUTPUT)) return
  throw new BasehitError('BH120', 'the file for outputs (GITHUB_OUTPUT) is not given or cannot be written', {
    remedy: 'Run on a runner that is up to date, and let this user write to its files.',
  })
}

/** Whether one of the runner's files is there to be written to. */
export function isWritable(path: string | undefined): boolean {
  if (!path) return false
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Sets an output of the step. */
export function writeOutput(name: OutputName | PlanOutputName, value: string): void {
  setOutput(name, value)
}

function interruption(signal: AbortSignal, error: unknown): unknown {
  if (!(signal.reason instanceof Interrupted)) return error
  return new BasehitError('BH107', signal.reason.message, { cause: error })
}
