import { listed } from '../../listing.ts'
import { type Challenge, parseChallenges } from './challenge.ts'
import type { Credential, CredentialSource } from './credentials.ts'
import { type Asked, type Fault, faultOf, isFault } from './fault.ts'
import type { Endpoint } from './hosts.ts'
import { judgeRealm, type TokenHosts } from './realm.ts'
import { type Access, askToken, basicValue, type TokenService } from './token.ts'
import type { Clock, Reply, Transport } from './transport.ts'

/** An Authorization header, if any, and where it comes from. */
export interface Authorization {
  readonly kind: 'authorization'
  /** undefined: the request goes without. */
  readonly value: string | undefined
  readonly loggedIn: boolean
}

/** Gives requests their Authorization, and learns from challenges. */
export interface Authorizer {
  /** From what is known of the endpoint already; one token request at most. */
  prepare(endpoint: Endpoint, access: Access): Promise<Authorization | Fault>
  /** From the challenge of a 401 to a request that carried `refused`. */
  answer(endpoint: Endpoint, access: Access, reply: Reply, refused: string | undefined): Promise<Authorization | Fault>
}

/** What an authorizer is made of. */
export interface AuthorizerOptions {
  readonly transport: Transport
  readonly clock: Clock
  readonly credentials: CredentialSource
  readonly tokenHosts?: TokenHosts | undefined
}

type Scheme = { readonly kind: 'basic' } | { readonly kind: 'bearer'; readonly service: TokenService }
type Fetched = { readonly authorization: Authorization | Fault; readonly until: number }
type Kept<T> = { readonly value: T; readonly until: number }

/** Identity federation gives passwords of five minutes; buildx keeps them 4 min 50 s for that reason. */
const credentialLife = 290_000

/** Token services that do not change, so that the first request need not be refused to find them. */
const knownServices: ReadonlyMap<string, TokenService> = new Map([
  ['https://ghcr.io/v2/', { realm: new URL('https://ghcr.io/token'), service: 'ghcr.io' }],
  [
    'https://registry-1.docker.io/v2/',
    { realm: new URL('https://auth.docker.io/token'), service: 'registry.docker.io' },
  ],
])

/** Makes an authorizer. Tokens are kept for their time, per endpoint and scope; one without `expires_in` for 60 s. */
export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  return new KeepingAuthorizer(options)
}

class KeepingAuthorizer implements Authorizer {
  readonly #options: AuthorizerOptions
  readonly #schemes = new Map<string, Scheme>()
  readonly #tokens = new Map<string, Kept<Promise<Authorization | Fault>>>()
  readonly #credentials = new Map<string, Kept<Promise<Credential | undefined>>>()

  constructor(options: AuthorizerOptions) {
    this.#options = options
  }

  async prepare(endpoint: Endpoint, access: Access): Promise<Authorization | Fault> {
    const scheme = this.#schemes.get(endpoint.base.href)
    if (scheme?.kind === 'basic') return this.#basic(endpoint, access)
    if (scheme?.kind === 'bearer') return this.#bearer(endpoint, access, scheme.service)
    const known = knownServices.get(endpoint.base.href)
    if (known === undefined) return without
    const answer = await this.#bearer(endpoint, access, known)
    // A service that is no longer where it was: let the registry say where it is.
    return isFault(answer) && (answer.kind === 'broken' || answer.kind === 'not-a-registry') ? without : answer
  }

  async answer(endpoint: Endpoint, access: Access, reply: Reply, refused: string | undefined) {
    const scheme = readScheme(reply)
    if (scheme === undefined) return without
    if (isFault(scheme)) return scheme
    if (scheme.kind === 'basic') {
      this.#schemes.set(endpoint.base.href, scheme)
      this.#credentials.clear()
      return this.#basic(endpoint, access)
    }
    // Another request may have been given a newer token meanwhile.
    const key = tokenKey(endpoint, access)
    const kept = await this.#tokens.get(key)?.value
    if (kept?.kind === 'authorization' && kept.value === refused) this.#tokens.delete(key)
    const answer = await this.#bearer(endpoint, access, scheme.service)
    // One answer with a token service that gives no token does not spoil the requests after it.
    if (!isFault(answer)) this.#schemes.set(endpoint.base.href, scheme)
    return answer
  }

  async #basic(endpoint: Endpoint, access: Access): Promise<Authorization> {
    const credential = await this.#credential(endpoint, access)
    if (credential === undefined) return without
    const { kind } = credential
    const value =
      kind === 'password' ? basicValue(credential.username, credential.password) : `Bearer ${credential.token}`
    return { kind: 'authorization', value, loggedIn: true }
  }

  async #bearer(endpoint: Endpoint, access: Access, service: TokenService): Promise<Authorization | Fault> {
    const key = tokenKey(endpoint, access)
    const kept = this.#tokens.get(key)
    if (kept !== undefined && kept.until > this.#options.clock.now()) return kept.value
    const fetching = this.#fetchToken(endpoint, access, service)
    const value = fetching.then(fetched => fetched.authorization)
    this.#tokens.set(key, { value, until: Number.POSITIVE_INFINITY })
    const until = await fetching.then(
      fetched => fetched.until,
      () => 0,
    )
    this.#tokens.set(key, { value, until })
    return value
  }

  async #fetchToken(endpoint: Endpoint, access: Access, service: TokenService): Promise<Fetched> {
    const credential = await this.#credential(endpoint, access)
    const asked: Asked = { host: endpoint.host, method: 'GET', url: service.realm }
    const loggedIn = credential !== undefined
    const refusal = judgeRealm(asked, endpoint, loggedIn ? 'credentials' : 'anonymous', this.#options.tokenHosts)
    if (refusal !== undefined) return { authorization: refusal, until: 0 }
    const now = () => this.#options.clock.now()
    const bearer = (token: string): Authorization => ({ kind: 'authorization', value: `Bearer ${token}`, loggedIn })
    if (credential?.kind === 'registry-token') {
      return { authorization: bearer(credential.token), until: now() + credentialLife }
    }
    const token = await askToken(this.#options.transport, { endpoint, service, access, credential })
    if (isFault(token)) return { authorization: token, until: 0 }
    // A token is not used in its last tenth, nor its last ten seconds.
    const life = token.life - Math.min(10_000, token.life / 10)
    return { authorization: bearer(token.token), until: now() + life }
  }

  #credential(endpoint: Endpoint, access: Access): Promise<Credential | undefined> {
    const { clock, credentials } = this.#options
    const registry = endpoint.role === 'mirror' ? endpoint.host : endpoint.registry
    const actions = access.actions.filter(action => action !== 'delete')
    const key = JSON.stringify([registry, access.repository, actions])
    const kept = this.#credentials.get(key)
    if (kept !== undefined && kept.until > clock.now()) return kept.value
    const value = credentials.find({ registry, repository: access.repository, actions })
    this.#credentials.set(key, { value, until: clock.now() + credentialLife })
    return value
  }
}

const without: Authorization = { kind: 'authorization', value: undefined, loggedIn: false }

function tokenKey(endpoint: Endpoint, access: Access): string {
  return JSON.stringify([endpoint.base.href, access.repository, access.actions, access.alsoPull ?? ''])
}

/** Bearer with a realm is taken before Basic, and that before Bearer without; undefined if the 401 has no challenge at all, as GCR once gave. */
function readScheme(reply: Reply): Scheme | Fault | undefined {
  const header = reply.headers.get('www-authenticate')
  if (header === null) return undefined
  const asked: Asked = { ...reply.exchange, url: reply.url }
  const broken = (detail: string) => faultOf(asked, 'broken', 'BH089', { detail, status: reply.status })
  const challenges = parseChallenges(header)
  if (challenges === undefined) return broken(`asks for a login in words that cannot be read: ${header}`)
  const bearers = challenges.filter(challenge => challenge.scheme === 'bearer')
  const bearer = bearers.find(challenge => challenge.parameters.has('realm'))
  if (bearer === undefined && challenges.some(challenge => challenge.scheme === 'basic')) return { kind: 'basic' }
  const chosen = bearer ?? bearers[0]
  if (chosen !== undefined) return readService(chosen, broken)
  return broken(
    `asks for a login by ${listed(challenges.map(challenge => challenge.scheme))}; known are Bearer and Basic`,
  )
}

function readService(challenge: Challenge, broken: (detail: string) => Fault): Scheme | Fault {
  const realm = challenge.parameters.get('realm')
  if (realm === undefined) return broken('asks for a token without saying where to get one')
  const url = URL.parse(realm)
  if (url === null) return broken(`asks for a token from ${realm}, which is not a URL`)
  return { kind: 'bearer', service: { realm: url, service: challenge.parameters.get('service') } }
}
