import fc from 'fast-check'
import { definitionPairs, Frontend, type Judged, shrink } from './definition.ts'
import { printDockerfile } from './model.ts'
import { isFault } from './outcome.ts'
import { count, countText, emptyTally, type Tally } from './tally.ts'

const chunk = 250

/** Judges pairs against BuildKit's frontend, and prints each first fault of a kind, shrunk. */
export async function runDefinition(pairs: number, seed: number, say: (text: string) => void): Promise<Tally> {
  const frontend = new Frontend()
  const tally = emptyTally()
  const shown = new Set<string>()
  for (let done = 0; done < pairs; done += chunk) {
    const own = seed + done / chunk
    const sample = fc.sample(definitionPairs, { seed: own, numRuns: Math.min(chunk, pairs - done) })
    const judged = await Promise.all(sample.map(pair => frontend.judge(pair)))
    for (const [index, each] of judged.entries()) {
      count(tally, each.pair, each.outcome, each.exemption)
      countReasons(tally, each)
      const kind = `${each.outcome}, ${each.pair.operator.name}`
      if (!isFault(each)) continue
      if (each.outcome === 'unsound') countText(tally.unsound, headline(each, own, index))
      if (shown.has(kind)) continue
      shown.add(kind)
      say(await describe(frontend, each, own, index))
    }
  }
  await frontend.end()
  return tally
}

function countReasons(tally: Tally, { ours, theirs, outcome }: Judged): void {
  const ourText = ours.flatMap(each => ('refusal' in each ? [each.refusal] : []))[0]
  const theirText = theirs.flatMap(each => ('refusal' in each ? [each.refusal] : []))[0]
  if (outcome === 'refused' && ourText !== undefined) countText(tally.refusals, ourText.slice(0, 140))
  if (theirText !== undefined) countText(tally.invalid, `${outcome}: ${theirText.slice(0, 120)}`)
}

function headline({ pair, outcome }: Judged, seed: number, index: number): string {
  return `${outcome}: ${pair.operator.name} (seed ${seed}, path ${index})`
}

async function describe(frontend: Frontend, judged: Judged, seed: number, index: number): Promise<string> {
  const { pair, outcome, ours, theirs } = judged
  const small = (await shrink(frontend, seed, String(index), outcome)) ?? pair
  const { before, after } = small
  const why = [...ours, ...theirs].flatMap(each => ('refusal' in each ? [`  ${each.refusal}`] : []))
  return [
    headline(judged, seed, index),
    ...why,
    indent(printDockerfile(before)),
    '  becomes',
    indent(printDockerfile(after)),
    `  args ${JSON.stringify(before.args)} → ${JSON.stringify(after.args)}, platform ${before.platform} → ${after.platform}`,
    '',
  ].join('\n')
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  | ')
}
