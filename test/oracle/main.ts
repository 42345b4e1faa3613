import { parseArgs } from 'node:util'
import { runBehaviour } from './behaviour-run.ts'
import { runDefinition } from './definition-run.ts'
import { printKinds, thinKinds } from './kinds.ts'
import { runNeutrality } from './neutrality-run.ts'
import { oracleWorld } from './oracle-world.ts'
import { printPatterns, runPatterns } from './patterns/run.ts'
import { measurePower } from './power.ts'
import { faults, printTally } from './report.ts'

/*
 * The defaults are a part of what a change of meaning is judged by, which takes hours and can be resumed:
 * --definition 40000 --behaviour 3000 --neutrality 2000 --seed N --resume FILE. A seed draws the same builds again.
 */
const { values } = parseArgs({
  options: {
    definition: { type: 'string', default: '20000' },
    behaviour: { type: 'string', default: '300' },
    neutrality: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    resume: { type: 'string' },
    power: { type: 'string', default: '0' },
    only: { type: 'string' },
    patterns: { type: 'string', default: '1000' },
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
  say(printKinds('definition', tally.drawn))
  found.push(...faults('definitions', tally), ...thinKinds('definition', tally.drawn))
}

const power = Number(values.power)
if (power > 0) {
  const caught = await measurePower(power, seed)
  const missed = Object.keys(caught).filter(field => caught[field] === 0)
  for (const [field, count] of Object.entries(caught))
    say(`  a digest without ${field}: ${count} unsound pairs of ${power}`)
  if (missed.length > 0) found.push(`power: nothing would notice a digest without ${missed.join(', ')}`)
}

const behaviour = Number(values.behaviour)
if (behaviour > 0) {
  const { env, close } = oracleWorld()
  const started = performance.now()
  try {
    const tally = await runBehaviour(behaviour, seed, values.resume, env, say, values.only)
    say(printTally('behaviour', tally))
    say(`${((behaviour * 1000) / (performance.now() - started)).toFixed(1)} pairs a second`)
    say(printKinds('behaviour', tally.drawn))
    found.push(...faults('behaviour', tally), ...thinKinds('behaviour', tally.drawn))
  } finally {
    close()
  }
}

const neutrality = Number(values.neutrality)
if (neutrality > 0) {
  const { env, close } = oracleWorld()
  try {
    const started = performance.now()
    const resume = values.resume === undefined ? undefined : `${values.resume}.neutrality`
    const { outcomes, reasons, drawn } = await runNeutrality(neutrality, seed, resume, env, say)
    say(printKinds('neutrality', drawn))
    say(`${((neutrality * 60_000) / (performance.now() - started)).toFixed(0)} apps a minute`)
    found.push(...thinKinds('neutrality', drawn))
    say(`neutrality: ${neutrality} apps; ${JSON.stringify(outcomes)}`)
    for (const [reason, count] of Object.entries(reasons)) say(`  ${count} × ${reason}`)
    const { different = 0, failed = 0 } = outcomes
    if (different + failed > 0)
      found.push(`neutrality: ${different} apps are others on their base, ${failed} fail on it`)
  } finally {
    close()
  }
}

const patterns = Number(values.patterns)
if (patterns > 0) {
  const outcome = await runPatterns(patterns, seed)
  say(printPatterns(outcome))
  found.push(...outcome.faults)
}

for (const fault of found) say(`fault: ${fault}`)
process.exitCode = found.length > 0 ? 1 : 0
