import { BasehitError, type ErrorCode } from '../../errors.ts'
import { listed } from '../../listing.ts'

/** Why a registry's answer leads nowhere: it said no, it said nothing, it is something else, or it contradicts itself. */
export type FaultKind = 'denied' | 'unreachable' | 'not-a-registry' | 'broken'

/** An answer that says nothing about what the registry holds, so it is never read as "absent". */
export interface Fault {
  readonly kind: FaultKind
  readonly code: ErrorCode
  /** The registry as the user names it, such as `ghcr.io`. */
  readonly host: string
  readonly method: string
  /** Without user information, and without query values that could be secrets. */
  readonly url: string
  readonly status: number | undefined
  /** The registry's own error codes, upper case, such as `DENIED`. */
  readonly codes: readonly string[]
  /** What happened, as the end of the sentence "ghcr.io: …". One line, no control characters. */
  readonly detail: string
  readonly remedy: string | undefined
}

/** The request a fault is about. */
export interface Asked {
  readonly host: string
  readonly method: string
  readonly url: URL
}

/** What a fault says besides the request it is about. */
export interface FaultDetails {
  readonly detail: string
  readonly status?: number | undefined
  readonly codes?: readonly string[] | undefined
  readonly remedy?: string | undefined
}

const faultKinds: ReadonlySet<string> = new Set<FaultKind>(['denied', 'unreachable', 'not-a-registry', 'broken'])

/** Makes a fault of a request; every word in it is fit for a log. */
export function faultOf(asked: Asked, kind: FaultKind, code: ErrorCode, details: FaultDetails): Fault {
  return {
    kind,
    code,
    host: asked.host,
    method: asked.method,
    url: redactUrl(asked.url),
    status: details.status,
    codes: details.codes ?? [],
    detail: oneLine(details.detail),
    remedy: details.remedy,
  }
}

/** Tells a fault from the answers it shares a union with. */
export function isFault<T extends { readonly kind: string }>(answer: T | Fault): answer is Fault {
  return faultKinds.has(answer.kind)
}

/** Turns a fault into the error that ends the run. */
export function toError(fault: Fault): BasehitError {
  const status = fault.status === undefined ? '' : ` → ${fault.status}`
  const codes = fault.codes.length === 0 ? '' : ` ${listed(fault.codes, 3)}`
  const message = `${fault.host}: ${fault.detail} (${fault.method} ${fault.url}${status}${codes})`
  return new BasehitError(fault.code, message, { remedy: fault.remedy })
}

const shownQuery: ReadonlySet<string> = new Set(['service', 'scope', 'ns', 'n', 'last', 'digest', 'mount', 'from'])

/** Prints a URL without user information, fragment, and query values other than those of the distribution protocol. */
export function redactUrl(url: URL): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  shown.hash = ''
  for (const name of [...shown.searchParams.keys()]) {
    if (!shownQuery.has(name)) shown.searchParams.set(name, 'redacted')
  }
  return shown.href
}

/** Flattens foreign text to one printable line of at most 300 characters. */
export function oneLine(text: string): string {
  const flat = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .toWellFormed()
    .trim()
  return flat.length > 300 ? `${flat.slice(0, 299).toWellFormed()}…` : flat
}
