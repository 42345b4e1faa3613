import type { Credential } from './credentials.ts'
import { isRecord, parseJson } from './error-body.ts'
import { type Fault, isFault } from './fault.ts'
import type { Endpoint } from './hosts.ts'
import type { Right } from './remedies.ts'
import type { Exchange, Reply, Transport } from './transport.ts'
import { brokenAnswer, contentType, faultOfReply, isForeignText, notARegistry } from './verdict.ts'

/** What a request may do: the scope of its token, as narrow as the request. */
export interface Access {
  readonly repository: string
  readonly actions: readonly ('pull' | 'push' | 'delete')[]
  /** Another repository of the same registry that is read, to mount a blob from. */
  readonly alsoPull?: string | undefined
}

/** Where tokens come from, as a Bearer challenge says. */
export interface TokenService {
  readonly realm: URL
  readonly service: string | undefined
}

/** A token, and its life in milliseconds from now. */
export interface Token {
  readonly kind: 'token'
  readonly token: string
  readonly life: number
}

/** What a token is asked with. */
export interface TokenRequest {
  readonly endpoint: Endpoint
  readonly service: TokenService
  readonly access: Access
  readonly credential: Exclude<Credential, { kind: 'registry-token' }> | undefined
}

const tokenCap = 1024 * 1024
const defaultLife = 60_000

/**
 * Asks for a token: with a GET under user and password or anonymously, with an OAuth2 POST for an identity token.
 * Life counts from the answer, whatever the clocks say. Source: distribution docs/content/spec/auth/{token,oauth}.md.
 */
export async function askToken(transport: Transport, request: TokenRequest): Promise<Token | Fault> {
  const { credential } = request
  const exchange = credential?.kind === 'identity-token' ? refresh(request, credential.token) : ask(request)
  const reply = await transport.send(exchange)
  if (isFault(reply)) return reply
  if (reply.status === 200) return readToken(reply)
  const judgement = {
    right: rightOf(request.access),
    repository: request.access.repository,
    loggedIn: credential !== undefined,
  }
  return faultOfReply(reply, judgement)
}

/** The right that a request needs, as a user names it. */
export function rightOf(access: Access): Right {
  return access.actions.includes('delete') ? 'delete' : access.actions.includes('push') ? 'push' : 'pull'
}

function scopesOf({ endpoint, access }: TokenRequest): string[] {
  const own = `repository:${endpoint.prefix}${access.repository}:${access.actions.join(',')}`
  return access.alsoPull === undefined ? [own] : [own, `repository:${endpoint.prefix}${access.alsoPull}:pull`]
}

function ask(request: TokenRequest): Exchange {
  const { endpoint, service, credential } = request
  const url = new URL(service.realm)
  if (service.service !== undefined) url.searchParams.set('service', service.service)
  for (const scope of scopesOf(request)) url.searchParams.append('scope', scope)
  const authorization =
    credential?.kind === 'password' ? basicValue(credential.username, credential.password) : undefined
  return { method: 'GET', kind: 'token', host: endpoint.host, url, authorization, cap: tokenCap, repeat: 'safe' }
}

function refresh(request: TokenRequest, token: string): Exchange {
  const { endpoint, service } = request
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'basehit', refresh_token: token })
  if (service.service !== undefined) form.set('service', service.service)
  form.set('scope', scopesOf(request).join(' '))
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = new TextEncoder().encode(form.toString())
  return {
    method: 'POST',
    kind: 'token',
    host: endpoint.host,
    url: service.realm,
    headers,
    body,
    cap: tokenCap,
    repeat: 'safe',
  }
}

function readToken(reply: Reply): Token | Fault {
  if (reply.path === 'left-origin') return brokenAnswer(reply, `the token service redirects to ${reply.url.host}`)
  if (isForeignText(reply) && contentType(reply) !== 'application/json') return notARegistry(reply)
  const document = parseJson(reply.body)
  if (!isRecord(document)) return brokenAnswer(reply, 'the token service answers without JSON')
  const { token, access_token: accessToken, expires_in: seconds } = document
  const value = [token, accessToken].find(each => typeof each === 'string' && each !== '')
  // What is not printable would end the header it is put in.
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value))
    return brokenAnswer(reply, 'the token service answers without a token')
  const known = typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0
  return { kind: 'token', token: value, life: known ? seconds * 1000 : defaultLife }
}

/** Prints the Authorization of a user and password. RFC 7617, in UTF-8. */
export function basicValue(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
