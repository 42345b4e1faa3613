import { context } from '@actions/github'
import type { PlanOutputName } from '../commands/inputs.ts'
import { plan } from '../commands/plan.ts'
import { readMachine } from '../machine/machine.ts'
import { watchSignals } from '../machine/signals.ts'
import { planOutputs } from './plan-outputs.ts'
import { runStep, writeOutput } from './step.ts'

const { signal, release } = watchSignals()
process.exitCode = await runStep(readMachine(), context, signal, async (options, world) => {
  const outputs = planOutputs(await plan(options, world))
  for (const [name, value] of Object.entries(outputs)) writeOutput(name as PlanOutputName, value)
})
release()
