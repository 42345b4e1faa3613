import type { BlockList } from 'node:net'

/** Addresses of this machine, and those that no registry, token service or blob store has. */
interface Special {
  readonly loopback: BlockList
  /** Link-local (cloud metadata) and "this host". */
  readonly never: BlockList
}

/** The same and loopback inside of IPv6: IPv4-compatible (RFC 4291), of a translator (RFC 6052), of 6to4 (RFC 3056). */
const embedded: readonly (readonly [prefix: string, bits: number])[] = [
  ['::a9fe:0', 112],
  ['::7f00:0', 104],
  ['64:ff9b::a9fe:0', 112],
  ['64:ff9b::7f00:0', 104],
  ['64:ff9b::', 104],
  ['2002:a9fe::', 32],
  ['2002:7f00::', 24],
  ['2002::', 24],
]

/** Names that systems give this machine in `/etc/hosts`. BuildKit speaks plain HTTP to `localhost` alone. */
const localNames: ReadonlySet<string> = new Set([
  'localhost.localdomain',
  'localhost4',
  'localhost4.localdomain4',
  'localhost6',
  'localhost6.localdomain6',
  'ip6-localhost',
  'ip6-loopback',
])

let known: Special | undefined

/** Made on first use: a run that asks no registry does without the network's module. */
function special(): Special {
  if (known !== undefined) return known
  const { BlockList } = process.getBuiltinModule('node:net')
  const [loopback, never] = [new BlockList(), new BlockList()]
  loopback.addSubnet('127.0.0.0', 8, 'ipv4')
  loopback.addAddress('::1', 'ipv6')
  never.addSubnet('169.254.0.0', 16, 'ipv4')
  never.addSubnet('0.0.0.0', 8, 'ipv4')
  never.addSubnet('fe80::', 10, 'ipv6')
  never.addAddress('::', 'ipv6')
  never.addAddress('fd00:ec2::254', 'ipv6')
  for (const [prefix, bits] of embedded) never.addSubnet(prefix, bits, 'ipv6')
  known = { loopback, never }
  return known
}

/** Whether two URLs share scheme, host and port: the only reach of a credential. */
export function sameOrigin(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && one.host === other.host
}

/** Whether a host name (without port) is this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  const name = bare(hostname)
  return name === 'localhost' || name.endsWith('.localhost') || isListed('loopback', name)
}

/** Whether a host name is an IP address rather than a name. */
export function isAddress(hostname: string): boolean {
  return familyOf(bare(hostname)) !== undefined
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
  if (isListed('never', bare(to.hostname))) return `${to.hostname} is a link-local or unspecified address`
  if (isHere(to.hostname) && !isHere(from.hostname)) return `${to.hostname} is this machine`
  return undefined
}

function isHere(hostname: string): boolean {
  return isLoopback(hostname) || localNames.has(bare(hostname))
}

function isListed(list: keyof Special, name: string): boolean {
  const family = familyOf(name)
  return family !== undefined && special()[list].check(name, family)
}

function familyOf(name: string): 'ipv4' | 'ipv6' | undefined {
  const family = process.getBuiltinModule('node:net').isIP(name)
  return family === 0 ? undefined : family === 4 ? 'ipv4' : 'ipv6'
}

function bare(hostname: string): string {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  return name.startsWith('[') ? name.slice(1, -1) : name
}
