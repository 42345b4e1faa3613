import type { Absent } from '../bases/registry/answers.ts'
import { type Fault, isFault, toError } from '../bases/registry/fault.ts'
import type { BasehitError } from '../errors.ts'

/** Takes what was found out of an answer; a fault is thrown as its error, an absence as the one given. */
export function expectFound<Found extends { readonly kind: 'found' }>(
  answer: Found | Absent | Fault,
  absent: (what: Absent) => BasehitError,
): Found {
  if (isFault(answer)) throw toError(answer)
  if (answer.kind === 'absent') throw absent(answer)
  return answer
}
