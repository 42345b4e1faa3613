import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { type Limits } from './generate.ts'
import { exemption } from './exempt.ts'
import { type Outcome, outcomeOf, type Verdict } from './outcome.ts'
import { type Pair, pairs } from './pairs.ts'
import { archive } from './pool.ts'
import { buildProgram, JsonProgram } from './program.ts'
import { frontendCase, ourVerdict } from './sides.ts'

/** What the frontend made of one build. */
interface Answer {
  readonly id: number
  readonly root?: string
  readonly config?: string
  readonly loose?: string
  readonly error?: string
  readonly dump?: unknown
}

/** One pair judged. */
export interface Judged {
  readonly pair: Pair
  readonly outcome: Outcome
  /** The line of EXEMPT that an unsound pair falls under. */
  readonly exemption: string | undefined
  readonly ours: readonly [Verdict, Verdict]
  readonly theirs: readonly [Verdict, Verdict]
}

export const limits: Limits = {
  real: false,
  http: { url: `http://files.example/${archive.name}`, sha256: createHash('sha256').update(archive.text).digest('hex') },
}

export const definitionPairs = pairs(limits, operator => operator.seen === 'definition')

/** BuildKit's own frontend, asked in memory. */
export class Frontend {
  readonly #program = new JsonProgram<Answer>(buildProgram('llb'))

  async judge(pair: Pair): Promise<Judged> {
    const [one, other] = await Promise.all([this.verdict(pair.before), this.verdict(pair.after)])
    const ours = [ourVerdict(pair.before), ourVerdict(pair.after)] as const
    const theirs = [one, other] as const
    const outcome = outcomeOf(ours, theirs)
    return { pair, ours, theirs, outcome, exemption: outcome === 'unsound' ? exemption(pair, theirs) : undefined }
  }

  async verdict(build: Pair['before']): Promise<Verdict> {
    const { root, config, loose, error } = await this.#program.ask(frontendCase(build))
    return error === undefined ? { digest: `${root} ${config}`, loose: `${loose} ${config}` } : { refusal: error }
  }

  async dump(build: Pair['before']): Promise<unknown> {
    return (await this.#program.ask({ ...frontendCase(build), dump: true })).dump
  }

  end(): Promise<void> {
    return this.#program.end()
  }
}

/** Shrinks the first pair of a seed that has an outcome. */
export async function shrink(frontend: Frontend, seed: number, path: string, outcome: Outcome): Promise<Pair | undefined> {
  const property = fc.asyncProperty(definitionPairs, async pair => {
    const judged = await frontend.judge(pair)
    return judged.outcome !== outcome || judged.exemption !== undefined
  })
  const run = await fc.check(property, { seed, path, numRuns: 1, endOnFailure: false, interruptAfterTimeLimit: 20_000 })
  return run.counterexample?.[0]
}
