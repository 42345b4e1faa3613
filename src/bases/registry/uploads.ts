import type { ManifestDigest } from '../../image/digest.ts'
import type { BlobStored, PushRight } from './answers.ts'
import { headBlob } from './blobs.ts'
import { type Fault, isFault } from './fault.ts'
import { refusalToFollow } from './origin.ts'
import type { Session } from './session.ts'
import type { Access } from './token.ts'
import type { Reply } from './transport.ts'
import { brokenAnswer, faultOfReply } from './verdict.ts'

/** What is to be stored, and where. */
export interface Upload {
  readonly repository: string
  readonly digest: ManifestDigest
  readonly content: Uint8Array | Blob
  readonly mountFrom?: string | undefined
}

/** An upload session is open, or there is no need for one. */
type Opened = { readonly kind: 'session'; readonly location: URL } | { readonly kind: 'mounted' }

const uploadTries = 3
const replyCap = 64 * 1024

/**
 * Stores a blob by one POST and one PUT. The PUT ends its session whether or not its answer arrives, so a lost answer is
 * followed by a look for the blob and, if it is not there, by a new session.
 */
export async function storeBlob(session: Session, upload: Upload): Promise<BlobStored> {
  const access: Access = { repository: upload.repository, actions: ['pull', 'push'] }
  const there = await headBlob(session, access, upload.digest)
  if (isFault(there)) return there
  if (there.kind === 'found' && isWhole(there.size, upload.content)) return { kind: 'stored', how: 'present' }
  for (let tries = 1; ; tries++) {
    const opened = await openUpload(session, access, upload)
    if (isFault(opened)) return opened
    if (opened.kind === 'mounted') return { kind: 'stored', how: 'mounted' }
    const fault = await finishUpload(session, access, upload, opened.location)
    if (fault === undefined) return { kind: 'stored', how: 'uploaded' }
    if (fault.kind !== 'unreachable' && !fault.codes.includes('BLOB_UPLOAD_UNKNOWN')) return fault
    const now = await headBlob(session, access, upload.digest)
    if (now.kind === 'found' && isWhole(now.size, upload.content)) return { kind: 'stored', how: 'uploaded' }
    if (tries === uploadTries) return fault
  }
}

/** Whether a size that a registry tells, if it does, is that of the content. */
function isWhole(size: number | undefined, content: Uint8Array | Blob): boolean {
  return size === undefined || size === (content instanceof Uint8Array ? content.byteLength : content.size)
}

/** Opens an upload session and closes it: the one question about pushing that registries answer truthfully. */
export async function askToPush(session: Session, repository: string): Promise<PushRight> {
  const access: Access = { repository, actions: ['pull', 'push'] }
  const opened = await post(session, access, {})
  if (isFault(opened)) return opened
  if (opened.kind === 'session') {
    // A session that stays open is collected by the registry, so how this ends does not matter.
    await session.call({ method: 'DELETE', kind: 'upload', url: opened.location, access, cap: 'skip', repeat: 'never' })
  }
  return { kind: 'allowed' }
}

async function openUpload(session: Session, access: Access, upload: Upload): Promise<Opened | Fault> {
  const { mountFrom } = upload
  if (mountFrom === undefined || mountFrom === upload.repository) return post(session, access, {})
  const opened = await post(session, { ...access, alsoPull: mountFrom }, { mount: upload.digest, from: mountFrom })
  // A mount is a shortcut: what forbids it does not forbid the upload.
  return isFault(opened) && opened.kind !== 'unreachable' ? post(session, access, {}) : opened
}

async function post(
  session: Session,
  access: Access,
  query: Readonly<Record<string, string>>,
): Promise<Opened | Fault> {
  const url = session.url(`${access.repository}/blobs/uploads/`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const body = new Uint8Array()
  const called = await session.call({
    method: 'POST',
    kind: 'upload',
    url,
    body,
    access,
    cap: replyCap,
    repeat: 'safe',
  })
  if (isFault(called)) return called
  const { reply, judgement } = called
  if (reply.status === 201) return { kind: 'mounted' }
  if (reply.status !== 202) return faultOfReply(reply, judgement)
  return locationOf(reply)
}

async function finishUpload(
  session: Session,
  access: Access,
  upload: Upload,
  location: URL,
): Promise<Fault | undefined> {
  const url = new URL(location)
  // Appended as text: a signed query must not be written anew.
  url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(upload.digest)}`
  const headers = { 'content-type': 'application/octet-stream' }
  const called = await session.call({
    method: 'PUT',
    kind: 'upload',
    url,
    headers,
    body: upload.content,
    access,
    cap: replyCap,
    repeat: 'never',
  })
  if (isFault(called)) return called
  const { reply, judgement } = called
  if (reply.status !== 201 && reply.status !== 204) return faultOfReply(reply, judgement)
  const said = reply.headers.get('docker-content-digest')
  return said === null || said === upload.digest
    ? undefined
    : brokenAnswer(reply, `stored ${said} instead of ${upload.digest}`)
}

function locationOf(reply: Reply): Opened | Fault {
  const location = reply.headers.get('location')
  const url = location === null ? null : URL.parse(location, reply.url.href)
  if (url === null) return brokenAnswer(reply, 'opens an upload without saying where')
  const refusal = refusalToFollow(reply.url, url)
  if (refusal !== undefined) return brokenAnswer(reply, `sends the upload to ${url.host}: ${refusal}`)
  return { kind: 'session', location: url }
}
