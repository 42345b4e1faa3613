import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Turn } from '../turns.ts'

/** How long a computation may keep everything else waiting, in milliseconds. */
const due = 50

/** Turns of the event loop for long computations, which end with the signal's reason when it is aborted. */
export function createTurns(signal: AbortSignal): Turn {
  let last = performance.now()
  const give = async () => {
    await nextTurn()
    last = performance.now()
    signal.throwIfAborted()
  }
  return () => (performance.now() - last < due ? undefined : give())
}
