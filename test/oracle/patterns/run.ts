import { compilePatterns, type MatchState, parseIgnoreFile } from '../../../src/context/ignore.ts'
import { BasehitError } from '../../../src/errors.ts'
import { buildProgram, JsonProgram } from '../program.ts'
import { drawPatterns, type PatternCase } from './cases.ts'

/** What moby's matcher says of a case; without answers where it refuses the file or a pattern. */
interface Answer {
  readonly id: number
  readonly refused?: string
  readonly patterns: readonly string[] | null
  readonly matched: readonly boolean[] | null
  readonly walked: readonly boolean[] | null
}

export interface PatternOutcome {
  readonly sets: number
  readonly names: number
  readonly matched: number
  /** Sets that both refuse. */
  readonly refused: number
  /** Sets with a pattern that means more than a path pattern intends, which Basehit alone refuses. */
  readonly stricter: number
  readonly faults: readonly string[]
}

/** What Basehit refuses though Go takes it: escapes with a letter or digit that name no plain set, and counts. */
const refusedByUs = /\\[0-9A-Za-zé😀]|\{\d|\[:\^/u

/** Compares ignore files and paths with moby's matcher, in BuildKit's version of it. */
export async function runPatterns(count: number, seed: number): Promise<PatternOutcome> {
  const program = new JsonProgram<Answer>(buildProgram('patterns', import.meta.dirname, '.'))
  const outcome = { sets: 0, names: 0, matched: 0, refused: 0, stricter: 0, faults: [] as string[] }
  for (let index = 0; index < count; index++) {
    const drawn = drawPatterns(seed * 1_000_003 + index)
    const names = drawn.names.map(({ bytes }) => bytes.toString('base64'))
    const theirs = await program.ask({ text: drawn.text, names })
    judge(drawn, theirs, outcome)
  }
  await program.end()
  return outcome
}

function judge(
  drawn: PatternCase,
  theirs: Answer,
  outcome: { -readonly [Key in keyof PatternOutcome]: PatternOutcome[Key] } & { faults: string[] },
): void {
  outcome.sets++
  const fault = (fact: string) => outcome.faults.push(`${fact} for ${JSON.stringify(drawn.text)}`)
  const ours = judgeHere(drawn)
  if (ours === undefined) {
    if (theirs.refused !== undefined) outcome.refused++
    else if (refusedByUs.test(drawn.text)) outcome.stricter++
    else fault('refused here alone')
    return
  }
  if (theirs.refused !== undefined) {
    fault(`taken here alone (${theirs.refused})`)
    return
  }
  if (JSON.stringify(ours.patterns) !== JSON.stringify(theirs.patterns ?? []))
    fault(`read as ${JSON.stringify(ours.patterns)}`)
  for (const [index, { text }] of drawn.names.entries()) {
    outcome.names++
    if (ours.matched[index]) outcome.matched++
    for (const how of ['matched', 'walked'] as const) {
      if (ours[how][index] !== theirs[how]?.[index]) fault(`${how} ${ours[how][index]} on ${JSON.stringify(text)}`)
    }
  }
}

function judgeHere({ text, names }: PatternCase) {
  try {
    const patterns = parseIgnoreFile(text, '.dockerignore')
    const matcher = compilePatterns(patterns)
    const walk = (path: string) => {
      let state: MatchState | undefined
      let matched = false
      const parts = path.split('/')
      for (let end = 1; end <= parts.length; end++) {
        ;({ matched, state } = matcher.matchWithParent(parts.slice(0, end).join('/'), state))
      }
      return matched
    }
    return {
      patterns: patterns.map(pattern => pattern.text),
      matched: names.map(name => matcher.matches(name.text)),
      walked: names.map(name => walk(name.text)),
    }
  } catch (cause) {
    if (cause instanceof BasehitError) return undefined
    throw cause
  }
}

/** What a run says, in one line. */
export function printPatterns({ sets, names, matched, refused, stricter, faults }: PatternOutcome): string {
  const counts = `${sets} sets, ${names} paths, ${matched} matched; ${refused} sets refused by both, ${stricter} by us alone`
  return `patterns: ${counts}; ${faults.length} other answers`
}
