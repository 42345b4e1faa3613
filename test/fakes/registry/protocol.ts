import { digestOf } from '../../../src/image/digest.ts'
import type { Answer } from './rules.ts'
import type { Storage } from './storage.ts'

/** A request as the protocol sees it. */
export interface ProtocolRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

/** What sets one registry apart from another. */
export interface Habits {
  /** `immutable`: a tag is written once. */
  readonly tags: 'mutable' | 'immutable'
  readonly deletes: 'allowed' | 'unsupported'
  /** `none`: a mount is an ordinary upload. */
  readonly mounts: 'allowed' | 'none'
  /** What it says of a manifest that it does not have. */
  readonly missing: 'unknown' | 'forbidden'
  /** The most tags on one page. */
  readonly pageSize: number
  /** What every answer says of itself. */
  readonly apiVersion: 'said' | 'unsaid'
}

const name = '([a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)'
const routes: readonly [RegExp, (call: Call) => Answer][] = [
  [/^\/v2\/$/, () => json(200, {})],
  [new RegExp(`^/v2/${name}/tags/list$`), listTags],
  [new RegExp(`^/v2/${name}/manifests/((?:sha256:[0-9a-f]{64})|(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))$`), manifests],
  [new RegExp(`^/v2/${name}/blobs/(sha256:[0-9a-f]{64})$`), blobs],
  [new RegExp(`^/v2/${name}/blobs/uploads/$`), uploads],
  [new RegExp(`^/v2/${name}/blobs/uploads/([a-z0-9-]+)$`), upload],
]

interface Call {
  readonly request: ProtocolRequest
  readonly storage: Storage
  readonly habits: Habits
  readonly repository: string
  readonly rest: string
}

/** Answers as distribution 2.8 does: OCI error documents, and a router that answers 404 in plain text. */
export function answerRequest(request: ProtocolRequest, storage: Storage, habits: Habits): Answer {
  const headers: Record<string, string> =
    habits.apiVersion === 'said' ? { 'docker-distribution-api-version': 'registry/2.0' } : {}
  for (const [pattern, route] of routes) {
    const match = pattern.exec(request.url.pathname)
    if (match === null) continue
    const answer = route({ request, storage, habits, repository: match[1] ?? '', rest: match[2] ?? '' })
    return { ...answer, headers: { ...headers, ...answer.headers } }
  }
  const body = new TextEncoder().encode('404 page not found\n')
  return { status: 404, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' }, body }
}

/** An OCI error document. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return json(status, { errors: [{ code, message }] }, headers)
}

function json(status: number, document: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = new TextEncoder().encode(JSON.stringify(document))
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body }
}

function empty(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: new Uint8Array() }
}

function unsupported(): Answer {
  return errorAnswer(405, 'UNSUPPORTED', 'The operation is unsupported.')
}

function manifests(call: Call): Answer {
  const { request, storage, repository, rest } = call
  if (request.method === 'PUT') return putManifest(call)
  const digest = storage.resolve(repository, rest)
  const stored = digest === undefined ? undefined : storage.find(repository)?.manifests.get(digest)
  if (digest === undefined || stored === undefined) {
    if (call.habits.missing === 'forbidden') return json(403, { errors: [{ status: 403, message: 'Forbidden' }] })
    return errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  }
  if (request.method === 'DELETE') return deleteManifest(call, digest)
  if (request.method !== 'GET' && request.method !== 'HEAD') return unsupported()
  if (!(request.headers.accept ?? '').includes(stored.mediaType)) {
    return errorAnswer(404, 'MANIFEST_UNKNOWN', `${stored.mediaType} found, but accept header does not support it`)
  }
  return {
    status: 200,
    headers: { 'content-type': stored.mediaType, 'docker-content-digest': digest },
    body: stored.bytes,
  }
}

function putManifest({ request, storage, habits, repository, rest }: Call): Answer {
  const digest = digestOf(request.body)
  if (rest.includes(':') && rest !== digest)
    return errorAnswer(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content')
  const before = storage.find(repository)?.tags.get(rest)
  if (habits.tags === 'immutable' && before !== undefined) {
    return errorAnswer(
      400,
      'TAG_INVALID',
      `The image tag '${rest}' already exists and cannot be overwritten because the repository is immutable.`,
    )
  }
  const missing = blobsOf(request.body).filter(blob => !storage.find(repository)?.blobs.has(blob))
  if (missing.length > 0) return errorAnswer(400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry')
  storage.putManifest(repository, rest, { mediaType: request.headers['content-type'] ?? '', bytes: request.body })
  return empty(201, { location: `/v2/${repository}/manifests/${digest}`, 'docker-content-digest': digest })
}

function blobsOf(bytes: Uint8Array): string[] {
  const document = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>
  const { config, layers } = document as { config?: { digest: string }; layers?: { digest: string }[] }
  return [...(config === undefined ? [] : [config]), ...(layers ?? [])].map(blob => blob.digest)
}

function deleteManifest({ storage, habits, repository, rest }: Call, digest: string): Answer {
  if (habits.deletes === 'unsupported') return unsupported()
  const stored = storage.open(repository)
  if (!rest.includes(':')) {
    stored.tags.delete(rest)
    return empty(202)
  }
  stored.manifests.delete(digest)
  for (const [tag, target] of stored.tags) if (target === digest) stored.tags.delete(tag)
  return empty(202)
}

function blobs({ request, storage, repository, rest }: Call): Answer {
  const bytes = storage.find(repository)?.blobs.get(rest)
  if (bytes === undefined) return errorAnswer(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
  if (request.method !== 'GET' && request.method !== 'HEAD') return unsupported()
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'docker-content-digest': rest },
    body: bytes,
  }
}

function uploads({ request, storage, habits, repository }: Call): Answer {
  if (request.method !== 'POST') return unsupported()
  const query = request.url.searchParams
  const source =
    habits.mounts === 'allowed' ? storage.find(query.get('from') ?? '')?.blobs.get(query.get('mount') ?? '') : undefined
  if (source !== undefined) {
    const digest = storage.putBlob(repository, source)
    return empty(201, { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest })
  }
  const id = storage.openUpload(repository)
  return empty(202, { location: `/v2/${repository}/blobs/uploads/${id}?_state=s%2Bt%2Fa`, 'docker-upload-uuid': id })
}

function upload({ request, storage, repository, rest }: Call): Answer {
  if (request.method !== 'PUT' && request.method !== 'DELETE') return unsupported()
  if (request.url.searchParams.get('_state') !== 's+t/a')
    return errorAnswer(400, 'BLOB_UPLOAD_INVALID', 'state is not what was given')
  if (!storage.closeUpload(rest)) return errorAnswer(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry')
  if (request.method === 'DELETE') return empty(204)
  const digest = digestOf(request.body)
  if (digest !== request.url.searchParams.get('digest'))
    return errorAnswer(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content')
  storage.putBlob(repository, request.body)
  return empty(201, { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest })
}

function listTags({ request, storage, habits, repository }: Call): Answer {
  const stored = storage.find(repository)
  if (stored === undefined) return errorAnswer(404, 'NAME_UNKNOWN', 'repository name not known to registry')
  const last = request.url.searchParams.get('last') ?? ''
  const asked = Number(request.url.searchParams.get('n') ?? habits.pageSize)
  const size = Math.min(asked, habits.pageSize)
  const after = [...stored.tags.keys()].sort().filter(tag => tag > last)
  const tags = after.slice(0, size)
  const link = `</v2/${repository}/tags/list?last=${tags.at(-1)}&n=${asked}>; rel="next"`
  return json(200, { name: repository, tags }, after.length > size ? { link } : {})
}
