import { blobUrl } from './blobs.ts'
import type { Exchange } from './exchange.ts'
import type { CacheStore } from './store.ts'
import { type CacheScope, grantedScopes } from './token.ts'

/** Where the service's three calls live. */
export const SERVICE = '/twirp/github.actions.results.api.v1.CacheService/'

interface Call {
  readonly exchange: Exchange
  readonly store: CacheStore
  readonly scopes: readonly CacheScope[]
  readonly key: string
  readonly version: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Answers a call of the cache service; names of fields come in either of protobuf's two JSON spellings. */
export async function answerCall(exchange: Exchange, store: CacheStore): Promise<void> {
  const scopes = grantedScopes(exchange.headers.authorization)
  const fields = JSON.parse((await exchange.bodyText()) || '{}') as Record<string, unknown>
  if (scopes === undefined) {
    await exchange.answerJson(401, { code: 'unauthenticated', msg: 'the token grants no scope, or has expired' })
    return
  }
  const key = String(fields.key ?? '')
  exchange.key = key
  const call = { exchange, store, scopes, key, version: String(fields.version ?? ''), fields }
  switch (exchange.url.pathname.slice(SERVICE.length)) {
    case 'CreateCacheEntry':
      return reserve(call)
    case 'FinalizeCacheEntryUpload':
      return finalize(call)
    case 'GetCacheEntryDownloadURL':
      return lookUp(call)
    default:
      return exchange.answerJson(404, { code: 'bad_route', msg: `no such call: ${exchange.url.pathname}` })
  }
}

async function reserve({ exchange, store, scopes, key, version }: Call): Promise<void> {
  exchange.kind = 'reserve'
  const scope = writable(scopes)
  if (scope === undefined) {
    await exchange.answerJson(200, { ok: false, message: 'cache write denied: the token is read-only' })
    return
  }
  const entry = store.reserve(scope, key, version)
  if (entry === undefined) {
    // GitHub's own answer. BuildKit takes it for "somebody has saved this blob", and an ok:false for a failed build.
    const msg = 'cache entry with the same key, version, and scope already exists'
    await exchange.answerJson(409, { ok: false, code: 'already_exists', msg })
    return
  }
  await exchange.answerJson(200, { ok: true, signed_upload_url: blobUrl(exchange.url.origin, entry.id) })
}

async function finalize({ exchange, store, scopes, key, version, fields }: Call): Promise<void> {
  exchange.kind = 'finalize'
  const size = Number(fields.size_bytes ?? fields.sizeBytes ?? -1)
  const entry = store.complete(writable(scopes) ?? '', key, version, size)
  if (entry === undefined) {
    const message = `no upload of ${size} bytes is open for ${key}: reserve the key and upload exactly that many`
    await exchange.answerJson(200, { ok: false, message })
    return
  }
  await exchange.answerJson(200, { ok: true, entry_id: String(Number(entry.id)) })
}

async function lookUp({ exchange, store, scopes, key, version, fields }: Call): Promise<void> {
  exchange.kind = 'lookup'
  const restoreKeys = fields.restore_keys ?? fields.restoreKeys
  const entry = store.find({
    scopes: scopes.filter(grant => (grant.permission & 1) !== 0).map(grant => grant.scope),
    keys: [key, ...(Array.isArray(restoreKeys) ? restoreKeys.map(String) : [])],
    version,
  })
  if (entry === undefined) {
    await exchange.answerJson(200, { ok: false })
    return
  }
  exchange.matchedKey = entry.key
  const url = blobUrl(exchange.url.origin, entry.id)
  await exchange.answerJson(200, { ok: true, signed_download_url: url, matched_key: entry.key })
}

function writable(scopes: readonly CacheScope[]): string | undefined {
  return scopes.find(grant => (grant.permission & 2) !== 0)?.scope
}
