import { type Asked, type Fault, faultOf } from './fault.ts'
import type { Endpoint } from './hosts.ts'
import { isAddress, isLoopback, refusalToFollow, sameOrigin } from './origin.ts'

/** Registry or mirror → further hosts, with their ports, that may be given its credentials for a token. */
export type TokenHosts = ReadonlyMap<string, readonly string[]>

/** Registries whose token service is known to live elsewhere; every other known one has it at its own origin. */
const knownRealms: ReadonlyMap<string, string> = new Map([
  ['docker.io', 'https://auth.docker.io/token'],
  ['dhi.io', 'https://auth.docker.io/token'],
  ['registry.scout.docker.com', 'https://auth.docker.io/token'],
  ['registry.gitlab.com', 'https://gitlab.com/jwt/auth'],
])

/**
 * Says why a token service must not be asked, or undefined if it may.
 * Credentials go to the server's own origin, to the service known for the registry, between ports of a loopback host,
 * and to hosts the user names for that server; nowhere else. Without credentials any https service with a host name may be asked as well:
 * the request then carries nothing but the repository's name.
 */
export function judgeRealm(
  asked: Asked,
  endpoint: Endpoint,
  sends: 'credentials' | 'anonymous',
  tokenHosts?: TokenHosts,
): Fault | undefined {
  const realm = asked.url
  if (sameOrigin(realm, endpoint.base)) return refuseUserInfo(asked)
  const refusal = refusalToFollow(endpoint.base, realm)
  if (refusal !== undefined) return refused(asked, refusal)
  if (isLoopback(endpoint.base.hostname) && isLoopback(realm.hostname)) return undefined
  if (tokenHosts?.get(endpoint.host)?.includes(realm.host)) return undefined
  const known = endpoint.role === 'upstream' ? knownRealms.get(endpoint.registry) : undefined
  if (known === `${realm.origin}${realm.pathname}`) return undefined
  if (sends === 'credentials') return refused(asked, 'the credentials of one host are not given to another')
  if (realm.protocol !== 'https:' || isAddress(realm.hostname))
    return refused(asked, 'it is another host, and not https by name')
  return undefined
}

function refuseUserInfo(asked: Asked): Fault | undefined {
  return asked.url.username === '' && asked.url.password === '' ? undefined : refused(asked, 'it has user information')
}

function refused(asked: Asked, reason: string): Fault {
  const detail = `sends the login to ${asked.url.origin}, refused: ${reason}`
  const remedy = `If ${asked.url.host} is the token service of ${asked.host}, list it: \`token-hosts: ${asked.host}=${asked.url.host}\`.`
  return faultOf(asked, 'denied', 'BH089', { detail, remedy })
}
