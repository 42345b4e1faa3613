import { runBehaviour } from './behaviour-run.ts'
import { parseArgs } from 'node:util'
import { runDefinition } from './definition-run.ts'
import { oracleWorld } from './oracle-world.ts'
import { faults, printTally } from './report.ts'

const { values } = parseArgs({
  options: {
    definition: { type: 'string', default: '20000' },
    behaviour: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    resume: { type: 'string' },
    only: { type: 'string' },
  },
})

const say = (text: string) => process.stdout.write(`${text}\n`)
const seed = Number(values.seed)
const found: string[] = []
say(`seed ${seed}`)

const definition = Number(values.definition)
if (definition > 0) {
  const started = performance.now()
  const tally = await runDefinition(definition, seed, say)
  say(printTally('definitions', tally))
  say(`${Math.round((definition * 60_000) / (performance.now() - started))} pairs a minute`)
  found.push(...faults('definitions', tally))
}

const behaviour = Number(values.behaviour)
if (behaviour > 0) {
  const { env, close } = oracleWorld()
  const started = performance.now()
  try {
    const tally = await runBehaviour(behaviour, seed, values.resume, env, say, values.only)
    say(printTally('behaviour', tally))
    say(`${((behaviour * 1000) / (performance.now() - started)).toFixed(1)} pairs a second`)
    found.push(...faults('behaviour', tally))
  } finally {
    close()
  }
}

for (const fault of found) say(`fault: ${fault}`)
process.exitCode = found.length > 0 ? 1 : 0
