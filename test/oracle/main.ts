import { parseArgs } from 'node:util'
import { runDefinition } from './definition-run.ts'
import { faults, printTally } from './report.ts'

const { values } = parseArgs({
  options: {
    definition: { type: 'string', default: '20000' },
    behaviour: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    resume: { type: 'string' },
  },
})

const say = (text: string) => process.stdout.write(`${text}\n`)
const seed = Number(values.seed)
const found: string[] = []
say(`seed ${seed}`)

const pairs = Number(values.definition)
if (pairs > 0) {
  const started = performance.now()
  const tally = await runDefinition(pairs, seed, say)
  say(printTally('definitions', tally))
  say(`${Math.round((pairs * 60_000) / (performance.now() - started))} pairs a minute`)
  found.push(...faults('definitions', tally))
}

for (const fault of found) say(`fault: ${fault}`)
process.exitCode = found.length > 0 ? 1 : 0
