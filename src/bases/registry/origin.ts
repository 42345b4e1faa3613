import { BlockList, isIP } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Addresses that no registry, token service or blob store has: link-local (cloud metadata) and "this host". */
const never = new BlockList()
never.addSubnet('169.254.0.0', 16, 'ipv4')
never.addSubnet('0.0.0.0', 8, 'ipv4')
never.addSubnet('fe80::', 10, 'ipv6')
never.addAddress('::', 'ipv6')
never.addAddress('fd00:ec2::254', 'ipv6')

/** Whether two URLs share scheme, host and port: the only reach of a credential. */
export function sameOrigin(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && one.host === other.host
}

/** Whether a host name (without port) is this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  const name = bare(hostname)
  return name === 'localhost' || name.endsWith('.localhost') || isListed(loopback, name)
}

/** Whether a host name is an IP address rather than a name. */
export function isAddress(hostname: string): boolean {
  return isIP(bare(hostname)) !== 0
}

/**
 * Why a request to `from` must not be led on to `to`, or undefined if it may.
 * Refused: other schemes than http and https, https to http, user information in the URL,
 * link-local and unspecified addresses, and loopback unless `from` is loopback.
 */
export function refusalToFollow(from: URL, to: URL): string | undefined {
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return `the scheme ${to.protocol} is not followed`
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'https is not left for http'
  if (to.username !== '' || to.password !== '') return 'a URL with user information is not followed'
  if (isListed(never, bare(to.hostname))) return `${to.hostname} is a link-local or unspecified address`
  if (isLoopback(to.hostname) && !isLoopback(from.hostname)) return `${to.hostname} is this machine`
  return undefined
}

function isListed(list: BlockList, name: string): boolean {
  const family = isIP(name)
  return family !== 0 && list.check(name, family === 4 ? 'ipv4' : 'ipv6')
}

function bare(hostname: string): string {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  return name.startsWith('[') ? name.slice(1, -1) : name
}
