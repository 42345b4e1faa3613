/** Statuses that a later try may turn into an answer. 499 and 522 are what load balancers in front of GHCR and others give. */
const passing: ReadonlySet<number> = new Set([408, 429, 499, 500, 502, 503, 504, 522])

/** How long and how often one request is tried. Times in milliseconds. */
export interface Patience {
  readonly tries: number
  /** No try starts later than this after the first one. */
  readonly budget: number
  /** From the start of a try to its response headers; uploads get more by their size. */
  readonly headers: number
  /** Between two pieces of a response body. */
  readonly idle: number
}

/** Six tries in two minutes, each silent for at most 15 seconds. */
export const defaultPatience: Patience = { tries: 6, budget: 120_000, headers: 15_000, idle: 15_000 }

/** What is to be done after a try that gave no answer. */
export type NextTry =
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'stop'; readonly why: 'tries' | 'budget' | 'asked-to-wait' }

/** The state of a request after a try that gave no answer. */
export interface TryState {
  /** Tries made so far, at least 1. */
  readonly made: number
  readonly elapsed: number
  /** What Retry-After asked for, if it was understood. */
  readonly asked: number | undefined
  /** In [0, 1). */
  readonly random: number
}

/** Whether a status is worth another try. */
export function isPassing(status: number): boolean {
  return passing.has(status)
}

/** Full jitter over 0.5 s · 2ⁿ up to 30 s; Retry-After is honoured as the least pause, and ends the tries if it exceeds the budget. */
export function nextTry(state: TryState, patience: Patience): NextTry {
  const left = patience.budget - state.elapsed
  if (state.asked !== undefined && state.asked > left) return { kind: 'stop', why: 'asked-to-wait' }
  if (state.made >= patience.tries) return { kind: 'stop', why: 'tries' }
  const jitter = state.random * Math.min(30_000, 500 * 2 ** (state.made - 1))
  const milliseconds = Math.ceil(state.asked === undefined ? jitter : state.asked + state.random * 500)
  return milliseconds > left ? { kind: 'stop', why: 'budget' } : { kind: 'wait', milliseconds }
}

/** Reads Retry-After, as seconds or as a date, into milliseconds from `now`; undefined if it is neither. RFC 9110 §10.2.3. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined
  const text = value.trim()
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000
  if (!/^[A-Z][a-z]{2,8},? .* (GMT|UTC)$|^[A-Z][a-z]{2} [A-Z][a-z]{2} /.test(text)) return undefined
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** Prints a pause as people say it: `45 s`, `60 min`. */
export function printPause(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
