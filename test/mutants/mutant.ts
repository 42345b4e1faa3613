/** A rule taken out of the source: one text replaced by another, and what must then fail. */
export interface Mutant {
  /** The rule in words, as a list of what is tested reads it. */
  readonly rule: string
  /** Path of the file, from the root of the repository. */
  readonly file: string
  /** A text that stands in the file exactly once. */
  readonly from: string
  readonly to: string
  /** Unit test files of which one test at least must fail; or, behind `--oracle`, the arguments of an oracle run that must find a fault. */
  readonly tests?: readonly string[]
  readonly oracle?: readonly string[]
}
