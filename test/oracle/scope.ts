import fc, { type Arbitrary } from 'fast-check'

/** What an instruction of a stage can name. */
export interface Scope {
  /** Names of stages before it. */
  readonly stages: readonly string[]
  /** Address of a file with its checksum; without it nothing is downloaded. */
  readonly http: { readonly url: string; readonly sha256: string }
  /** A real builder without entitlements runs it. */
  readonly real: boolean
}

/** One of some values. */
export const of = <T>(...values: T[]): Arbitrary<T> => fc.constantFrom(...values)
/** One in so many has it. */
export const sometimes = <T>(arb: Arbitrary<T>, oneIn: number): Arbitrary<T | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: arb })
