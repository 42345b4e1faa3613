import type { Failure } from './attempt.ts'
import type { Seeds } from './seeds.ts'
import { makeInput } from './shapes.ts'

/** How one input ended. */
export interface End {
  readonly index: number
  /** `lowered`, the code of a refusal, or `failure`. */
  readonly end: string
  readonly ms: number
  readonly failure?: Failure & { readonly base64: string; readonly size: number }
}

/** Counts ends, and prints each kind of failure as soon as it is met. */
export class Tally {
  readonly #seed: number
  readonly #seeds: Seeds
  readonly #ends = new Map<string, number>()
  readonly #failures = new Map<string, number>()
  #slowest: End | undefined
  #done = 0

  constructor(seed: number, seeds: Seeds) {
    this.#seed = seed
    this.#seeds = seeds
  }

  get failures(): number {
    return [...this.#failures.values()].reduce((sum, count) => sum + count, 0)
  }

  add(end: End): void {
    this.#count(this.#ends, end.end)
    if (this.#slowest === undefined || end.ms > this.#slowest.ms) this.#slowest = end
    if (++this.#done % 50_000 === 0) console.error(`${this.#done} done, ${this.failures} failures`)
    if (end.failure !== undefined) this.#fail(end.index, end.failure)
  }

  /** An input whose worker did not come back. */
  lose(index: number, what: string): void {
    this.#count(this.#ends, 'lost')
    const { bytes } = makeInput(this.#seed, index, this.#seeds)
    const base64 = Buffer.from(bytes.subarray(0, 400)).toString('base64')
    this.#fail(index, { kind: 'failure', what: 'lost', detail: what, base64, size: bytes.length })
  }

  text(): string {
    const rows = [...this.#ends].sort((one, other) => other[1] - one[1])
    const slowest = this.#slowest
    return [
      ...rows.map(([end, count]) => `${String(count).padStart(9)}  ${end}`),
      ...[...this.#failures].map(([what, count]) => `${String(count).padStart(9)}  ✗ ${what}`),
      ...(slowest === undefined
        ? []
        : [
            `slowest: ${slowest.ms.toFixed(0)} ms, input ${slowest.index} (${this.#shape(slowest.index)}), ${slowest.end}`,
          ]),
    ].join('\n')
  }

  #fail(index: number, { what, detail, base64, size }: NonNullable<End['failure']>): void {
    const key = `${what} (${this.#shape(index)})`
    if (!this.#failures.has(key))
      console.log(`✗ input ${index}: ${key}\n    ${detail}\n    ${size} bytes, base64 ${base64}`)
    this.#count(this.#failures, key)
  }

  #shape(index: number): string {
    return makeInput(this.#seed, index, this.#seeds).shape
  }

  #count(counts: Map<string, number>, key: string): void {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
}
