import type { BasehitError } from '../errors.ts'

/** A fault that was found before anything is built, and whether the build would fail by it. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly fault: BasehitError
}

/** Faults without those that say the same at the same place, as the bases of several platforms do. */
export function distinctFaults(faults: readonly BasehitError[]): readonly BasehitError[] {
  return [...new Map(faults.map(fault => [JSON.stringify([fault.message, fault.position]), fault])).values()]
}
