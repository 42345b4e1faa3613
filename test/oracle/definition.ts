import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { type Exemption, firstExemption, type Keys } from './exempt.ts'
import type { Limits } from './generate.ts'
import type { Build } from './model.ts'
import { type Outcome, outcomeOf, type Verdict } from './outcome.ts'
import { type Pair, pairs } from './pairs.ts'
import { archive } from './pool.ts'
import { buildProgram, JsonProgram } from './program.ts'
import { frontendCase, ourVerdict } from './sides.ts'

/** What the frontend made of one build. */
interface Answer {
  readonly id: number
  readonly keys?: Keys
  readonly config?: string
  readonly error?: string
  readonly dump?: unknown
}

/** One pair judged. */
export interface Judged {
  readonly pair: Pair
  readonly outcome: Outcome
  /** The line of EXEMPT that an unsound pair falls under. */
  readonly exemption: Exemption | undefined
  readonly ours: readonly [Verdict, Verdict]
  readonly theirs: readonly [Verdict, Verdict]
}

export const limits: Limits = {
  real: false,
  http: {
    url: `http://files.example/${archive.name}`,
    sha256: createHash('sha256').update(archive.text).digest('hex'),
  },
}

export const definitionPairs = pairs(limits, operator => operator.seen === 'definition')

/** BuildKit's own frontend, asked in memory. */
export class Frontend {
  readonly #program = new JsonProgram<Answer>(buildProgram('llb'))

  async judge(pair: Pair): Promise<Judged> {
    const [one, other] = await Promise.all([this.#ask(pair.before), this.#ask(pair.after)])
    const ours = [ourVerdict(pair.before), ourVerdict(pair.after)] as const
    const theirs = [verdictOf(one), verdictOf(other)] as const
    const outcome = outcomeOf(ours, theirs)
    return outcome === 'unsound'
      ? { pair, ours, theirs, ...forgive(one, other) }
      : { pair, ours, theirs, outcome, exemption: undefined }
  }

  /** The outcome of a judged pair if our digest forgot a field of the recipe. */
  rejudge({ pair, theirs }: Judged, forgotten: string): Outcome {
    return outcomeOf([ourVerdict(pair.before, forgotten), ourVerdict(pair.after, forgotten)], theirs)
  }

  /** The exemption under which BuildKit's definitions of two builds are one; undefined for two that are one as they are. */
  async exemption({ before, after }: Pair): Promise<Exemption | undefined> {
    const [one, other] = await Promise.all([this.#ask(before), this.#ask(after)])
    return one.config === other.config ? firstExemption(one.keys, other.keys) : undefined
  }

  #ask(build: Build): Promise<Answer> {
    return this.#program.ask(frontendCase(build))
  }

  async dump(build: Build): Promise<unknown> {
    return (await this.#program.ask({ ...frontendCase(build), dump: true })).dump
  }

  end(): Promise<void> {
    return this.#program.end()
  }
}

function verdictOf({ keys, config, error }: Answer): Verdict {
  return error === undefined ? { digest: `${keys?.exact} ${config}` } : { refusal: error }
}

/** A pair that BuildKit keys apart and we do not: the exemption it falls under. */
function forgive(one: Answer, other: Answer): Pick<Judged, 'outcome' | 'exemption'> {
  return {
    outcome: 'unsound',
    exemption: one.config === other.config ? firstExemption(one.keys, other.keys) : undefined,
  }
}

/** Shrinks the first pair of a seed that has an outcome. */
export async function shrink(
  frontend: Frontend,
  seed: number,
  path: string,
  outcome: Outcome,
): Promise<Pair | undefined> {
  const property = fc.asyncProperty(definitionPairs, async pair => {
    const judged = await frontend.judge(pair)
    return judged.outcome !== outcome || judged.exemption !== undefined
  })
  const run = await fc.check(property, { seed, path, numRuns: 1, endOnFailure: false, interruptAfterTimeLimit: 20_000 })
  return run.counterexample?.[0]
}
