import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'

/** Characters that are expanded and recorded for one base, files in moderation aside. A few lines that double a value would take all memory. */
const most = 4 * 1024 * 1024

/** Steps of matching patterns such as that of `${a##b*}`: a second. */
const mostSteps = 50_000_000

/** What one lowering has spent so far. */
export class Effort {
  #spent = 0
  #steps = 0

  /** Counts steps of matching; stops with BH024 where they become too many. */
  match(steps: number, position: Position): void {
    this.#steps += steps
    if (this.#steps <= mostSteps) return
    throw new BasehitError('BH024', 'this base has too many patterns of ${…} to match against long values', {
      position,
      remedy: 'shorten the values, or match each of them once',
    })
  }

  /** Counts characters; stops with BH024 at the place where they become too many. */
  spend(characters: number, position: Position): void {
    this.#spent += characters
    if (this.#spent <= most) return
    throw new BasehitError(
      'BH024',
      `this base has more to record than ${most} characters of variables, ports and repeated files`,
      {
        position,
        remedy: 'keep long values in files, and COPY a directory once',
      },
    )
  }
}
