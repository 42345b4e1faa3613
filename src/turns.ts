/**
 * Lets whatever waits have its turn if that is due, signals among it; throws what ended the run. Undefined when it is not
 * due: most calls cost nothing.
 */
export type Turn = () => Promise<void> | undefined

/** A piece of work that stops now and then, so that something else may be done; nothing is passed. */
export type Work<Result> = Generator<undefined, Result, undefined>

/** Does a piece of work at once. */
export function finish<Result>(work: Work<Result>): Result {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}

/** Does a piece of work, and gives whatever else there is to do its turn in between. */
export async function finishInTurns<Result>(work: Work<Result>, turn: Turn | undefined): Promise<Result> {
  let step = work.next()
  while (!step.done) {
    const pause = turn?.()
    if (pause !== undefined) await pause
    step = work.next()
  }
  return step.value
}
