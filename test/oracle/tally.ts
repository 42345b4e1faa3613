import { constructs, look } from './constructs.ts'
import { imprecision } from './imprecise.ts'
import { countKinds, emptyKinds, type KindCounts } from './kinds.ts'
import type { Outcome } from './outcome.ts'
import type { Pair } from './pairs.ts'

/** Counts of a run; plain data, so that it can be kept in a file and added to. */
export interface Tally {
  readonly outcomes: Record<string, number>
  readonly operators: Record<string, Record<string, number>>
  readonly constructs: Record<string, { builds: number; judged: number }>
  readonly refusals: Record<string, number>
  /** Classes of changes for nothing. */
  readonly imprecise: Record<string, number>
  /** Why BuildKit itself refused. */
  readonly invalid: Record<string, number>
  /** Pairs whose digest stays where BuildKit builds something else, by the seed and number that give them again. */
  readonly unsound: Record<string, number>
  readonly drawn: KindCounts
}

export function emptyTally(): Tally {
  const counts = { outcomes: {}, operators: {}, constructs: {}, refusals: {}, imprecise: {}, invalid: {}, unsound: {} }
  return { ...counts, drawn: emptyKinds() }
}

/** Adds one judged pair. */
export function count(tally: Tally, pair: Pair, outcome: Outcome, exemption: string | undefined): void {
  const key = exemption === undefined ? outcome : `exempt: ${exemption}`
  tally.outcomes[key] = (tally.outcomes[key] ?? 0) + 1
  tally.operators[pair.operator.name] ??= {}
  const row = tally.operators[pair.operator.name] ?? {}
  row[key] = (row[key] ?? 0) + 1
  if (outcome === 'imprecise') countText(tally.imprecise, imprecision(pair))
  const isJudged = outcome !== 'refused' && outcome !== 'invalid' && outcome !== 'lenient'
  countKinds(tally.drawn, pair.before, isJudged)
  const seen = look(pair.before)
  for (const { name, has } of constructs) {
    if (!has(seen)) continue
    tally.constructs[name] ??= { builds: 0, judged: 0 }
    const entry = tally.constructs[name]
    entry.builds++
    if (isJudged) entry.judged++
  }
}

export function countText(table: Record<string, number>, text: string): void {
  table[text] = (table[text] ?? 0) + 1
}

/** How many pairs a tally holds. */
export function total(tally: Tally): number {
  return Object.values(tally.outcomes).reduce((sum, each) => sum + each, 0)
}
