import { type Asked, type Fault, faultOf, oneLine } from './fault.ts'
import { isPassing } from './retry.ts'

/** What a failed connection means, and whether another try may succeed. */
export interface NetworkVerdict {
  readonly fault: Fault
  readonly passing: boolean
}

const certificate = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_)/
const plainHttp = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNKNOWN_PROTOCOL',
])
const foreignSpeech = /^(HPE_|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_INVALID_ARG)/

/** Turns what `fetch` threw into a fault; only a connection that may yet work is worth another try. */
export function networkFault(asked: Asked, error: unknown): NetworkVerdict {
  const { code, message } = rootOf(error)
  const peer = asked.url.host
  const said = code === undefined ? message : `${code}: ${message}`
  if (code !== undefined && plainHttp.has(code)) {
    const remedy = `If ${peer} has no TLS on purpose, list it in \`insecure-registries\`.`
    const detail = `${peer} does not speak TLS (${code})`
    return { passing: false, fault: faultOf(asked, 'unreachable', 'BH087', { detail, remedy }) }
  }
  if (code !== undefined && certificate.test(code)) {
    const remedy = 'Set NODE_EXTRA_CA_CERTS to the file of the authority that signed it, or renew the certificate.'
    const detail = `TLS with ${peer} fails (${said})`
    return { passing: false, fault: faultOf(asked, 'unreachable', 'BH085', { detail, remedy }) }
  }
  if (code !== undefined && foreignSpeech.test(code)) {
    const detail = `${peer} does not answer in HTTP that can be read (${said})`
    return { passing: false, fault: faultOf(asked, 'broken', 'BH089', { detail }) }
  }
  const remedy =
    code === 'ENOTFOUND'
      ? `Check the host name ${asked.url.hostname} and the DNS of this machine.`
      : `Check that ${peer} can be reached from this machine, through its proxy if it has one.`
  const detail = `cannot reach ${peer} (${oneLine(said)})`
  return { passing: mayPass(code, message), fault: faultOf(asked, 'unreachable', 'BH084', { detail, remedy }) }
}

/** An error without a code is no matter of the network: a port that `fetch` blocks, a proxy that wants a login. */
function mayPass(code: string | undefined, message: string): boolean {
  const status = /^Proxy response \((\d+)\)/.exec(message)?.[1]
  return status === undefined ? code !== undefined : isPassing(Number(status))
}

/** `fetch` wraps: the code that says what happened is at the end of the chain of causes. */
function rootOf(error: unknown): { code: string | undefined; message: string } {
  let code: string | undefined
  let message = String(error)
  let at: unknown = error
  for (let depth = 0; depth < 8 && at instanceof Error; depth++) {
    message = at.message === '' ? message : at.message
    if ('code' in at && typeof at.code === 'string') code = at.code
    // The parser does not number every way of not being HTTP.
    else if (at.name === 'HTTPParserError') code = at.name
    at = at instanceof AggregateError && at.errors.length > 0 ? at.errors[0] : at.cause
  }
  return { code, message }
}
