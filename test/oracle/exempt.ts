import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Verdict } from './outcome.ts'
import type { Pair } from './pairs.ts'

/** The names that EXEMPT lists. */
export const exemptions: readonly string[] = readFileSync(join(import.meta.dirname, 'EXEMPT'), 'utf8')
  .split('\n')
  .filter(text => text !== '' && !text.startsWith('#'))
  .map(text => text.split(/\s/, 1)[0] ?? '')

/**
 * The exemption that a pair falls under which BuildKit keys apart and we do not. `env-order` and `cache-mount-id` are
 * taken out of BuildKit's keys before they are compared (llb/graph.go), so they do not get here from definitions.
 */
export function exemption(pair: Pair, theirs: readonly [Verdict, Verdict]): string | undefined {
  const [a, b] = theirs
  if ('refusal' in a || 'refusal' in b) return undefined
  if (a.loose !== undefined && a.loose === b.loose) return 'selection'
  return pair.operator.exempt
}
