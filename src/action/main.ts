import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { info, summary, warning } from '@actions/core'
import type { BuiltApp } from '../commands/app.ts'
import { type BuildOutcome, build } from '../commands/build.ts'
import type { OutputName } from '../commands/inputs.ts'
import { BasehitError } from '../errors.ts'
import type { Machine } from '../machine/machine.ts'
import { summaryMarkdown } from '../report/markdown.ts'
import type { Context } from './event.ts'
import { outputsOf } from './outputs.ts'
import type { Reporter } from './reporter.ts'
import { isWritable, runStep, writeOutput } from './step.ts'

/** Runs the action once and says how it ended: 0 done, 1 failed. Every error is an annotation. */
export function main(machine: Machine, context: Context, signal: AbortSignal): Promise<0 | 1> {
  return runStep(machine, context, signal, async (options, world, reporter) => {
    const outcome = await build(options, world)
    reporter.closeGroup()
    await writeResults(outcome, machine)
    await writeSummary(outcome, reporter.notices, machine.env)
    const { call } = outcome.app ?? {}
    if (call !== undefined) reportCall(call, reporter)
  })
}

/** Says what a `call` such as `check` answered; findings fail the step. */
function reportCall({ output, status }: NonNullable<BuiltApp['call']>, reporter: Reporter): void {
  info(reporter.safe(output))
  if (status === 0) return
  const [first = 'the call found faults'] = output.split('\n').filter(line => line.trim() !== '')
  throw new BasehitError('BH102', first)
}

/** The bake file outlives the step: later steps read it. */
async function writeResults(outcome: BuildOutcome, machine: Machine): Promise<void> {
  const bakeFile = join(machine.temp, `basehit-${randomUUID()}.json`)
  await writeFile(bakeFile, outcome.handover.bakeFile)
  const outputs = outputsOf(outcome, bakeFile, machine.env.BUILDX_METADATA_PROVENANCE)
  for (const [name, value] of Object.entries(outputs)) writeOutput(name as OutputName, value)
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
