import type { Position } from './position.ts'

/** `BH` and three digits; each code has a page in docs/errors with Output, Why and Fix. */
export type ErrorCode = `BH${Digit}${Digit}${Digit}`
type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'

/** What an error says besides its message. */
export interface ErrorDetails {
  /** Where in the user's text the fault is. */
  readonly position?: Position | undefined
  /** What to do about it, as one imperative sentence. */
  readonly remedy?: string | undefined
  readonly cause?: unknown
}

/** The one error Basehit throws on purpose: a code, a fact, and where known a place and a remedy. */
export class BasehitError extends Error {
  readonly code: ErrorCode
  readonly position: Position | undefined
  readonly remedy: string | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'BasehitError'
    this.code = code
    this.position = details.position
    this.remedy = details.remedy
  }
}

/**
 * The error for a path that the system does not let be written: BH103 where no space is left, BH042 otherwise. What is no
 * error of the system is given back as it is.
 */
export function writeFault(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!/^E[A-Z0-9]+$/.test(code)) return error
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const remedy = 'Free space on that disk, or set TMPDIR (in a workflow RUNNER_TEMP) to a directory elsewhere.'
    return new BasehitError('BH103', `no space left in \`${path}\` (${code})`, { cause: error, remedy })
  }
  const remedy = 'Make it a directory that this user may write, or set TMPDIR to one.'
  return new BasehitError('BH042', `cannot write in \`${path}\` (${code})`, { cause: error, remedy })
}
