import { context } from '@actions/github'
import type { PlanOutputName } from '../commands/inputs.ts'
import { plan } from '../commands/plan.ts'
import { readMachine } from '../machine/machine.ts'
import { watchSignals } from '../machine/signals.ts'
import { isLeftToBuild, planOutputs } from './plan-outputs.ts'
import { runStep, writeOutput } from './step.ts'

const { signal, release } = watchSignals()
process.exitCode = await runStep(readMachine(), context, signal, async (options, world) => {
  const planned = await plan(options, world)
  const outputs = planOutputs(planned)
  for (const base of planned.bases.filter(each => isLeftToBuild(planned, each))) {
    const message = `reading ${planned.store.name}:${base.tag} is denied, which may mean that nothing is there yet: the job that builds asks again`
    world.report({ kind: 'notice', message })
  }
  for (const [name, value] of Object.entries(outputs)) writeOutput(name as PlanOutputName, value)
})
release()
