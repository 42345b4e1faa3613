import { randomUUID } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { error as annotate, setOutput, setSecret, summary, warning } from '@actions/core'
import { type BuildOutcome, build } from '../commands/build.ts'
import type { OutputName } from '../commands/inputs.ts'
import type { Options } from '../commands/options.ts'
import { readOptions } from '../commands/read-options.ts'
import { emptySecrets } from '../commands/read-secrets.ts'
import { BasehitError } from '../errors.ts'
import { type Machine, readSurroundings } from '../machine/machine.ts'
import { Interrupted } from '../machine/signals.ts'
import { createWorld } from '../machine/world.ts'
import { summaryMarkdown } from '../report/markdown.ts'
import { type Context, readEvent } from './event.ts'
import { execProcess } from './exec.ts'
import { annotationOf } from './failure.ts'
import { readInputs, refuseUnknownInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { Reporter } from './reporter.ts'

/** Runs the action once and says how it ended: 0 done, 1 failed. Every error is an annotation. */
export async function main(machine: Machine, context: Context, signal: AbortSignal): Promise<0 | 1> {
  const reporter = new Reporter()
  try {
    await run(machine, context, signal, reporter)
    return 0
  } catch (error) {
    reporter.closeGroup()
    const { message, properties } = annotationOf(signal.aborted ? interruption(signal, error) : error, machine.cwd)
    annotate(message, properties)
    if (reporter.digests.length > 0 && isWritable(machine.env.GITHUB_OUTPUT)) {
      write('dependency-digest', reporter.digests.join('\n'))
    }
    return 1
  }
}

async function run(machine: Machine, context: Context, signal: AbortSignal, reporter: Reporter): Promise<void> {
  requireRunner(machine.env)
  refuseUnknownInputs(machine.env)
  const raw = readInputs()
  const { run: facts, origin } = readEvent(context)
  const options = readOptions(raw, { ...(await readSurroundings(machine)), origin })
  maskSecrets(options)
  const { report } = reporter
  for (const id of emptySecrets(raw)) report({ kind: 'warning', message: `the secret ${id} is empty: not passed on` })
  const process = execProcess(machine.temp)
  const world = createWorld({ machine, raw, process, run: facts, report, signal })
  try {
    const outcome = await build(options, world)
    reporter.closeGroup()
    await writeResults(outcome, machine)
    await writeSummary(outcome, reporter.notices, machine.env)
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

function isWritable(path: string | undefined): boolean {
  if (!path) return false
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function maskSecrets({ build: { secrets } }: Options): void {
  for (const secret of secrets) if (secret.kind === 'value') setSecret(secret.value)
}

/** The bake file outlives the step: later steps read it. */
async function writeResults(outcome: BuildOutcome, machine: Machine): Promise<void> {
  const bakeFile = join(machine.temp, `basehit-${randomUUID()}.json`)
  await writeFile(bakeFile, outcome.handover.bakeFile)
  for (const [name, value] of Object.entries(outputsOf(outcome, bakeFile))) write(name as OutputName, value)
}

function write(name: OutputName, value: string): void {
  setOutput(name, value)
}

/** A summary that cannot be written is no reason to fail. */
async function writeSummary(outcome: BuildOutcome, notices: readonly string[], env: Machine['env']): Promise<void> {
  if (!isWritable(env.GITHUB_STEP_SUMMARY)) return
  try {
    await summary.addRaw(summaryMarkdown(outcome, notices, Date.now())).write()
  } catch (error) {
    warning(`the job summary could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function interruption(signal: AbortSignal, error: unknown): unknown {
  if (!(signal.reason instanceof Interrupted)) return error
  return new BasehitError('BH107', signal.reason.message, { cause: error })
}
