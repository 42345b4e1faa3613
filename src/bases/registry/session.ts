import type { Authorizer } from './auth.ts'
import { type Fault, isFault } from './fault.ts'
import type { Endpoint } from './hosts.ts'
import { type Access, rightOf } from './token.ts'
import type { Exchange, Reply, Transport } from './transport.ts'
import type { Judgement } from './verdict.ts'

/** A request to an endpoint's repository. */
export interface Call extends Omit<Exchange, 'host' | 'authorization'> {
  readonly access: Access
}

/** A reply, and what is needed to judge it. */
export interface Called {
  readonly kind: 'called'
  readonly reply: Reply
  readonly judgement: Judgement
}

/** Talks to one endpoint, logged in where it asks for that. */
export interface Session {
  readonly endpoint: Endpoint
  call(call: Call): Promise<Called | Fault>
  /** A URL of the distribution API, below `/v2/`. */
  url(path: string): URL
}

/** Opens a session. Each call answers at most one challenge, of the endpoint's own origin: a second 401 is the answer. */
export function openSession(endpoint: Endpoint, transport: Transport, authorizer: Authorizer): Session {
  return {
    endpoint,
    url: path => {
      const url = new URL(path, endpoint.base)
      // containerd: a mirror may serve several registries and is told which one is meant.
      if (endpoint.role === 'mirror') url.searchParams.set('ns', endpoint.registry)
      return url
    },
    call: async ({ access, ...exchange }) => {
      let authorization = await authorizer.prepare(endpoint, access)
      for (let round = 0; ; round++) {
        if (isFault(authorization)) return authorization
        const { value, loggedIn } = authorization
        const reply = await transport.send({
          ...exchange,
          host: endpoint.host,
          authorization: scoped(exchange.url, endpoint, value),
        })
        if (isFault(reply)) return reply
        const judgement = { right: rightOf(access), repository: access.repository, loggedIn }
        const mayAsk = isOwn(exchange.url, endpoint) && reply.path === 'direct'
        if (reply.status !== 401 || !mayAsk || round > 0) return { kind: 'called', reply, judgement }
        const next = await authorizer.answer(endpoint, access, reply, value)
        if (!isFault(next) && (next.value === undefined || next.value === value))
          return { kind: 'called', reply, judgement }
        authorization = next
      }
    },
  }
}

/** An upload may live on another origin than the registry: it is not told who we are. */
function scoped(url: URL, endpoint: Endpoint, value: string | undefined): string | undefined {
  return isOwn(url, endpoint) ? value : undefined
}

function isOwn(url: URL, endpoint: Endpoint): boolean {
  return url.origin === endpoint.base.origin
}
