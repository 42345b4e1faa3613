/** A branch's share of the cache, and what a run may do there: 1 reads, 2 writes, 3 does both. */
export interface CacheScope {
  readonly scope: string
  readonly permission: number
}

/** A runtime token of the shape GitHub's runner hands to actions; its clients read the claims and trust them. */
export function runtimeToken(scopes: readonly CacheScope[], expires: Date = new Date('2100-01-01T00:00:00Z')): string {
  const ac = JSON.stringify(scopes.map(({ scope, permission }) => ({ Scope: scope, Permission: permission })))
  const claims = { ac, nbf: 0, exp: Math.floor(expires.getTime() / 1000) }
  return [{ alg: 'HS256', typ: 'JWT' }, claims].map(encode).concat(encode('unsigned')).join('.')
}

/** The scopes that a request's token grants, or none if it grants nothing now. */
export function grantedScopes(authorization: string | undefined): readonly CacheScope[] | undefined {
  const payload = /^Bearer [^.]+\.([^.]+)\./.exec(authorization ?? '')?.[1]
  if (payload === undefined) return undefined
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { ac: string; exp: number }
    if (claims.exp * 1000 < Date.now()) return undefined
    const grants = JSON.parse(claims.ac) as { Scope: string; Permission: number }[]
    return grants.map(({ Scope, Permission }) => ({ scope: Scope, permission: Permission }))
  } catch {
    return undefined
  }
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
