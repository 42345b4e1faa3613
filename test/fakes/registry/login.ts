import { errorAnswer, type ProtocolRequest } from './protocol.ts'
import type { Answer } from './rules.ts'

/** How a registry wants to be logged in to. */
export type Login =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'bearer'
      readonly username: string
      readonly password: string
      /** What a token is given for without a login. */
      readonly anonymous: 'nothing' | 'pull'
      readonly identityToken?: string
      /** Where the challenge says tokens are; the registry itself if not given. */
      readonly realm?: string
      /** What a token's answer says of its life, in seconds; nothing if not given. */
      readonly expiresIn?: number
    }

interface Grant {
  readonly scopes: readonly string[]
}

/** Checks Authorization headers, and gives tokens at `/token`. */
export class Porter {
  readonly #login: Login
  readonly #grants = new Map<string, Grant>()
  #given = 0

  constructor(login: Login) {
    this.#login = login
  }

  /** Makes every token given so far worthless. */
  revokeAll(): void {
    this.#grants.clear()
  }

  /** The refusal of a request, or undefined if it may pass. */
  refusal(request: ProtocolRequest, origin: string): Answer | undefined {
    const login = this.#login
    const given = request.headers.authorization
    if (login.kind === 'none') return undefined
    if (login.kind === 'basic') {
      if (given === basic(login)) return undefined
      return errorAnswer(401, 'UNAUTHORIZED', 'authentication required', {
        'www-authenticate': 'Basic realm="fake, registry"',
      })
    }
    const scope = scopeOf(request)
    const grant = this.#grants.get(given?.replace(/^Bearer /, '') ?? '')
    if (grant !== undefined && (scope === undefined || covers(grant, scope))) return undefined
    const realm = login.realm ?? `${origin}/token`
    const challenge = `Bearer realm="${realm}",service="fake"${scope === undefined ? '' : `,scope="${scope}"`}`
    return errorAnswer(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': challenge })
  }

  /** Answers at `/token`: GET with Basic or nothing, POST with a refresh token. */
  token(request: ProtocolRequest): Answer {
    const login = this.#login
    if (login.kind !== 'bearer') return errorAnswer(404, 'UNSUPPORTED', 'no tokens here')
    const form = request.method === 'POST' ? new URLSearchParams(new TextDecoder().decode(request.body)) : undefined
    const known =
      form === undefined
        ? request.headers.authorization === basic(login)
        : form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === login.identityToken
    const claims = form !== undefined || request.headers.authorization !== undefined
    if (!known && (claims || login.anonymous === 'nothing'))
      return errorAnswer(401, 'UNAUTHORIZED', 'incorrect username or password')
    const scopes = form?.get('scope')?.split(' ') ?? request.url.searchParams.getAll('scope')
    const token = `token-${++this.#given}`
    this.#grants.set(token, { scopes: known ? scopes : scopes.map(scope => scope.replace(/:[^:]*$/, ':pull')) })
    const body = {
      [form === undefined ? 'token' : 'access_token']: token,
      ...(login.expiresIn === undefined ? {} : { expires_in: login.expiresIn }),
    }
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(body)),
    }
  }
}

function basic(login: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
}

function scopeOf(request: ProtocolRequest): string | undefined {
  const repository = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(request.url.pathname)?.[1]
  if (repository === undefined) return undefined
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const deletes = request.method === 'DELETE' && request.url.pathname.includes('/manifests/')
  return `repository:${repository}:${reads ? 'pull' : deletes ? 'delete' : 'pull,push'}`
}

function covers(grant: Grant, scope: string): boolean {
  const cut = scope.lastIndexOf(':')
  const name = scope.slice(0, cut)
  const granted = grant.scopes
    .filter(each => each.slice(0, each.lastIndexOf(':')) === name)
    .flatMap(each => each.slice(each.lastIndexOf(':') + 1).split(','))
  return scope
    .slice(cut + 1)
    .split(',')
    .every(action => granted.includes(action))
}
