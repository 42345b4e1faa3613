import { randomUUID } from 'node:crypto'
import type { Exchange } from './exchange.ts'
import type { CacheStore } from './store.ts'

// Azure's clients take the first segment of a path on a bare address for the account, the second for the container.
const CONTAINER = '/basehit/cache/'

/** The address a client uploads a blob to and downloads it from. */
export function blobUrl(origin: string, id: string): string {
  return `${origin}${CONTAINER}${id}?sig=unchecked`
}

/** The blob that a request is about. */
export function blobOf(path: string): string | undefined {
  return path.startsWith(CONTAINER) ? path.slice(CONTAINER.length) : undefined
}

/** Answers the part of Azure's blob storage that cache clients use. */
export async function answerBlob(exchange: Exchange, store: CacheStore, id: string): Promise<void> {
  if (exchange.method === 'PUT') await receive(exchange, store, id)
  else if (exchange.method === 'GET' || exchange.method === 'HEAD') await deliver(exchange, store, id)
  else await exchange.answer(405, storageHeaders())
}

async function receive(exchange: Exchange, store: CacheStore, id: string): Promise<void> {
  const part = exchange.url.searchParams.get('comp')
  exchange.kind = part === 'block' ? 'upload-block' : part === 'blocklist' ? 'commit-blocks' : 'upload'
  if (!store.accepts(id)) {
    for await (const _ of exchange.body);
    await exchange.answer(403, { ...storageHeaders(), 'x-ms-error-code': 'AuthorizationFailure' })
    return
  }
  if (part === 'block') {
    await store.putBlock(id, exchange.url.searchParams.get('blockid') ?? '', exchange.body)
  } else if (part === 'blocklist') {
    const xml = await exchange.bodyText()
    const blocks = [...xml.matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)].map(match => match[1] ?? '')
    if (!(await store.joinBlocks(id, blocks))) {
      await exchange.answer(400, { ...storageHeaders(), 'x-ms-error-code': 'InvalidBlockList' })
      return
    }
  } else {
    await store.putBlob(id, exchange.body)
  }
  await exchange.answer(201, { ...storageHeaders(), ...versionHeaders(id) })
}

async function deliver(exchange: Exchange, store: CacheStore, id: string): Promise<void> {
  exchange.kind = exchange.method === 'HEAD' ? 'probe' : 'download'
  const size = store.accepts(id) ? undefined : store.blobSize(id)
  if (size === undefined) {
    await exchange.answer(404, { ...storageHeaders(), 'x-ms-error-code': 'BlobNotFound' })
    return
  }
  const range = rangeOf(exchange, size)
  if (range !== undefined && range.start >= size) {
    const headers = { 'x-ms-error-code': 'InvalidRange', 'content-range': `bytes */${size}` }
    await exchange.answer(416, { ...storageHeaders(), ...headers })
    return
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const headers = {
    ...storageHeaders(),
    ...versionHeaders(id),
    'content-type': 'application/octet-stream',
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    'x-ms-blob-type': 'BlockBlob',
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  }
  const body = exchange.method === 'HEAD' ? '' : store.readBlob(id, start, end)
  await exchange.answer(range === undefined ? 200 : 206, headers, body)
}

function rangeOf(exchange: Exchange, size: number): { start: number; end: number } | undefined {
  const header = exchange.headers['x-ms-range'] ?? exchange.headers.range
  const match = /^bytes=(\d+)-(\d*)$/.exec(String(header ?? ''))
  if (match === null) return undefined
  const last = match[2] === '' ? size - 1 : Number(match[2])
  return { start: Number(match[1]), end: Math.min(last, size - 1) }
}

function storageHeaders(): Record<string, string> {
  return { 'x-ms-request-id': randomUUID(), 'x-ms-version': '2025-05-05' }
}

// An entry never changes, so its name serves as its version.
function versionHeaders(id: string): Record<string, string> {
  return { etag: `"${id}"`, 'last-modified': new Date(0).toUTCString() }
}
