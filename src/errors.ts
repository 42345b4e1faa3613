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
