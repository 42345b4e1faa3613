import { BasehitError } from '../../errors.ts'
import { registryPattern } from '../../image/reference.ts'
import { hideLogin } from '../../login.ts'
import { isLoopback } from './origin.ts'

/** A server that answers for a registry. */
export interface Endpoint {
  /** The registry in the names of images, such as `docker.io`. */
  readonly registry: string
  /** The server in messages, and the name its credentials are kept under. */
  readonly host: string
  /** Ends in `/v2/`, or in `/v2/<path>/` for a mirror that lives in a path. */
  readonly base: URL
  readonly role: 'upstream' | 'mirror'
  /** What the mirror's path puts before every repository in token scopes; empty or ends in `/`. */
  readonly prefix: string
}

/** What the user says about registries. */
export interface HostSettings {
  /** Registry → mirrors in the order to ask. */
  readonly mirrors?: ReadonlyMap<string, readonly string[]> | undefined
  /** Hosts, with their ports, that are spoken to in plain HTTP. */
  readonly insecure?: readonly string[] | undefined
}

/** The servers of one registry: mirrors in order, for reading, and the registry itself. */
export interface Endpoints {
  readonly mirrors: readonly Endpoint[]
  readonly upstream: Endpoint
}

const dockerHub = 'docker.io'
const dockerHubServer = 'registry-1.docker.io'
/** Another name of Docker Hub in the names of images. */
const dockerHubName = 'index.docker.io'

/**
 * Says which servers answer for a registry. Loopback hosts are spoken to in plain HTTP unless a mirror's URL says https.
 * Source: BuildKit util/resolver/resolver.go and containerd core/remotes/docker, MatchLocalhost.
 */
export function endpointsOf(registry: string, settings: HostSettings = {}): Endpoints {
  const mirrors = (settings.mirrors?.get(registry) ?? []).map(mirror => mirrorEndpoint(registry, mirror, settings))
  const host = registry === dockerHub ? dockerHubServer : registry
  const base = baseUrl(`${schemeOf(host, settings)}://${host}/v2/`, host)
  return { mirrors, upstream: { registry, host: registry, base, role: 'upstream', prefix: '' } }
}

/**
 * Reads `registry-mirrors`: one `REGISTRY=MIRROR` an entry, several of one registry in the order to ask.
 * Stops with BH076 at an entry that is anything else.
 */
export function parseRegistryMirrors(entries: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const mirrors = new Map<string, string[]>()
  for (const entry of entries) {
    const [, registry, mirror] = /^([^=]+)=(.+)$/.exec(entry.trim()) ?? []
    if (registry === undefined || mirror === undefined || !registryPattern.test(registry)) {
      throw notAMirror(hideLogin(entry))
    }
    mirrorEndpoint(registry, mirror, {})
    const named = registry === dockerHubName ? dockerHub : registry
    mirrors.set(named, [...(mirrors.get(named) ?? []), mirror])
  }
  return mirrors
}

function mirrorEndpoint(registry: string, mirror: string, settings: HostSettings): Endpoint {
  const [, scheme, rest] = /^(?:(https?):\/\/)?([^?#@\\]+)$/.exec(mirror) ?? []
  if (rest === undefined) throw notAMirror(`${registry}=${hideLogin(mirror)}`)
  const [host = '', ...path] = rest.split('/').filter((part, index) => part !== '' || index === 0)
  if (!registryPattern.test(host)) throw notAMirror(`${registry}=${mirror}`)
  const prefix = path.map(part => `${part}/`).join('')
  const base = baseUrl(`${scheme ?? schemeOf(host, settings)}://${host}/v2/${prefix}`, host)
  return { registry, host, base, role: 'mirror', prefix }
}

function schemeOf(host: string, settings: HostSettings): 'http' | 'https' {
  if (settings.insecure?.includes(host)) return 'http'
  return isLoopback(host.replace(/:[0-9]*$/, '')) ? 'http' : 'https'
}

function baseUrl(text: string, host: string): URL {
  const url = registryPattern.test(host) ? URL.parse(text) : null
  if (url === null) throw new BasehitError('BH006', `\`${host}\` is not a registry host`)
  return url
}

function notAMirror(shown: string): BasehitError {
  return new BasehitError('BH076', `registry-mirrors: \`${shown}\` is not a registry and its mirror`, {
    remedy: 'Write REGISTRY=MIRROR, for example `docker.io=https://mirror.example.com`.',
  })
}
