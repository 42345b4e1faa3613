import type { ErrorCode } from '../../errors.ts'
import type { Absent } from './answers.ts'
import { parseErrorBody, parseJson, type RegistryError } from './error-body.ts'
import { type Fault, type FaultDetails, type FaultKind, faultOf, oneLine } from './fault.ts'
import { loginRemedy, type Right, remedyFor } from './remedies.ts'
import { isPassing } from './retry.ts'
import type { Reply } from './transport.ts'

/** What a reply is judged by besides itself. */
export interface Judgement {
  readonly right: Right
  readonly repository: string
  /** Whether credentials were found for the server. */
  readonly loggedIn: boolean
}

const denials: ReadonlySet<string> = new Set(['DENIED', 'UNAUTHORIZED'])
const noRepository: ReadonlySet<string> = new Set(['NAME_UNKNOWN', 'REPOSITORY_NOT_FOUND'])
/** Codes of an absence: those of the distribution spec, `NOT_FOUND` of Harbor, `TAG_EXPIRED` of Quay. */
const absences: ReadonlySet<string> = new Set([
  ...noRepository,
  'MANIFEST_UNKNOWN',
  'BLOB_UNKNOWN',
  'NOT_FOUND',
  'TAG_EXPIRED',
])
/** How Harbor, Quay and Red Hat's registry say an absence under the code `UNKNOWN`. */
const absenceInWords =
  /^not found$|^(?:(?:artifact|manifest|image|repository|blob)(?: \S*[/:@]\S*)?|(?:tag|project)(?: \S+)?) (?:(?:is )?not found|was deleted or has expired)\b/i

/** Turns a reply that is not a success into the fault it is. A 404 comes here only if it is no absence. */
export function faultOfReply(reply: Reply, judgement: Judgement): Fault {
  const { status } = reply
  const errors = parseErrorBody(reply.body) ?? []
  const said = words(reply, errors)
  if (reply.path === 'left-origin' && status < 500) {
    const detail = `redirects to ${reply.url.host}, which answers ${status}`
    return fault(reply, 'unreachable', 'BH084', [], { detail, remedy: 'Try again: the link may have expired.' })
  }
  if (status === 429 || errors.some(error => error.code === 'TOOMANYREQUESTS')) return rateLimited(reply, errors)
  if (status === 401 || status === 403 || errors.some(error => denials.has(error.code))) {
    return denied(reply, errors, judgement)
  }
  if (judgement.right === 'push' && errors.some(error => noRepository.has(error.code))) {
    const detail = `${judgement.repository} does not exist, and a push does not create it${said}`
    return fault(reply, 'denied', 'BH080', errors, { detail, remedy: remedyFor(reply.exchange.host, 'push') })
  }
  const gaveUp = reply.gaveUp === undefined ? '' : `, ${reply.gaveUp}`
  if (isPassing(status)) {
    const remedy = `Try again later: ${reply.url.host} has trouble.`
    return fault(reply, 'unreachable', 'BH084', errors, { detail: `answers ${status}${gaveUp}${said}`, remedy })
  }
  if (errors.length === 0 && (isForeignText(reply) || status === 404)) return notARegistry(reply)
  return fault(reply, 'broken', 'BH089', errors, { detail: `answers ${status} to a request it should know${said}` })
}

/** The fault of an answer that no registry gives: a captive portal, a proxy, a web site. */
export function notARegistry(reply: Reply): Fault {
  const type = contentType(reply) ?? 'no content type'
  const start = oneLine(new TextDecoder().decode(reply.body.subarray(0, 400))).slice(0, 80)
  const detail = `${reply.url.host} answers ${reply.status} with ${type}, not as a registry${start === '' ? '' : `: ${start}`}`
  const remedy = `Check the host name, and the proxy between this machine and ${reply.url.host}.`
  return fault(reply, 'not-a-registry', 'BH086', [], { detail, remedy })
}

/** The fault of an answer that contradicts itself or the protocol. */
export function brokenAnswer(reply: Reply, detail: string, remedy?: string): Fault {
  return fault(reply, 'broken', 'BH089', [], { detail, remedy })
}

/**
 * Judges a 404 on a GET. Absent only in a registry's own words: an OCI error document of nothing but absences, or no body
 * at all under the API version header. `ask` means no body and no header: whether `/v2/` is a registry decides.
 * distribution answers 404 in plain text, header included, to names its router does not know: that is no absence.
 */
export function judgeMissing(reply: Reply, what: 'manifest' | 'blob', judgement: Judgement): Absent | Fault | 'ask' {
  if (reply.path === 'left-origin') {
    return brokenAnswer(
      reply,
      `redirects to ${reply.url.host}, which does not have it`,
      'Rebuild with `rebuild: base`.',
    )
  }
  const errors = parseErrorBody(reply.body)
  if (errors !== undefined) {
    if (!errors.every(isAbsence)) return faultOfReply(reply, judgement)
    return { kind: 'absent', what: errors.some(error => noRepository.has(error.code)) ? 'repository' : what }
  }
  // A gateway before the registry answers in JSON of its own.
  if (reply.body.byteLength > 0) return notARegistry(reply)
  return saysRegistry(reply) ? { kind: 'absent', what } : 'ask'
}

function isAbsence({ code, isCoded, message }: RegistryError): boolean {
  return absences.has(code) || (isCoded && code === 'UNKNOWN' && absenceInWords.test(message))
}

/** Whether an answer to `/v2/` is a registry's: 200 or 401, with the API version header or in JSON. */
export function isRegistryPing(reply: Reply): boolean {
  if (reply.path === 'left-origin' || isForeignText(reply)) return false
  if (reply.status !== 200 && reply.status !== 401) return false
  return saysRegistry(reply) || parseJson(reply.body) !== undefined
}

/** The media type of an answer, without parameters, in lower case. */
export function contentType(reply: Reply): string | undefined {
  return reply.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() || undefined
}

/** Whether a body is neither empty nor JSON. */
export function isForeignText(reply: Reply): boolean {
  return reply.body.byteLength > 0 && parseJson(reply.body) === undefined
}

function saysRegistry(reply: Reply): boolean {
  return reply.headers.get('docker-distribution-api-version')?.includes('registry/2.') ?? false
}

function denied(reply: Reply, errors: readonly RegistryError[], judgement: Judgement): Fault {
  const { right, repository, loggedIn } = judgement
  const { host } = reply.exchange
  const said = words(reply, errors)
  const codes = errors.map(error => error.code)
  if (!loggedIn) {
    const remedy = loginRemedy(host, right)
    return fault(reply, 'denied', 'BH081', errors, {
      detail: `not logged in, and no right to ${right} ${repository} without${said}`,
      remedy,
    })
  }
  const remedy = remedyFor(host, right, codes, said)
  return fault(reply, 'denied', 'BH080', errors, { detail: `no right to ${right} ${repository}${said}`, remedy })
}

function rateLimited(reply: Reply, errors: readonly RegistryError[]): Fault {
  const limit = reply.headers.get('ratelimit-limit')
  const remaining = reply.headers.get('ratelimit-remaining')
  const counts =
    limit === null
      ? ''
      : ` (limit ${printLimit(limit)}${remaining === null ? '' : `, remaining ${remaining.split(';')[0]}`})`
  const gaveUp = reply.gaveUp === undefined ? '' : `, ${reply.gaveUp}`
  const detail = `rate limit used up${counts}${gaveUp}${words(reply, errors)}`
  const remedy = `Wait, or log in to ${reply.exchange.host} with an account that has a higher limit.`
  return fault(reply, 'unreachable', 'BH088', errors, { detail, remedy })
}

/** `100;w=21600` is 100 in six hours. */
function printLimit(limit: string): string {
  const [, count, seconds] = /^([0-9]+);w=([0-9]+)$/.exec(limit) ?? []
  return count === undefined ? limit : `${count} per ${Number(seconds) / 3600} h`
}

/** What the registry itself says, as the tail of a sentence. */
function words(reply: Reply, errors: readonly RegistryError[]): string {
  const text = errors.map(error => error.message || error.code).join('; ')
  if (text !== '') return `: ${oneLine(text)}`
  const plain = isForeignText(reply) && contentType(reply) === 'text/plain'
  return plain ? `: ${oneLine(new TextDecoder().decode(reply.body)).slice(0, 200)}` : ''
}

function fault(
  reply: Reply,
  kind: FaultKind,
  code: ErrorCode,
  errors: readonly RegistryError[],
  details: FaultDetails,
): Fault {
  const codes = errors.map(error => oneLine(error.code))
  const asked = { ...reply.exchange, url: reply.url }
  return faultOf(asked, kind, code, { ...details, status: reply.status, codes })
}
