import { digestOf, type ManifestDigest } from '../../image/digest.ts'
import type { BlobAnswer, BlobHead } from './answers.ts'
import { type Fault, isFault } from './fault.ts'
import { absentOrFault } from './missing.ts'
import { isPassing } from './retry.ts'
import type { Called, Session } from './session.ts'
import type { Access } from './token.ts'
import type { Reply } from './transport.ts'
import { brokenAnswer, contentType, faultOfReply, notARegistry } from './verdict.ts'

/** Reads a blob of at most `cap` bytes and checks its digest. */
export async function readBlob(
  session: Session,
  repository: string,
  digest: ManifestDigest,
  cap: number,
): Promise<BlobAnswer> {
  const called = await ask(session, 'GET', digest, { repository, actions: ['pull'] }, cap)
  if (isFault(called)) return called
  const { reply } = called
  if (reply.status === 404) return absentOrFault(session, called, 'blob')
  if (reply.status !== 200) return faultOfReply(reply, called.judgement)
  const computed = digestOf(reply.body)
  if (computed !== digest)
    return brokenAnswer(reply, `asked for ${digest}, sends ${reply.body.byteLength} bytes of ${computed}`)
  return { kind: 'found', bytes: reply.body }
}

/** Looks for a blob by HEAD; what that leaves open is explained by a GET of its first byte. */
export async function headBlob(session: Session, access: Access, digest: ManifestDigest): Promise<BlobHead> {
  const head = await ask(session, 'HEAD', digest, access, 'skip')
  if (isFault(head)) return head
  const first = head.reply.status === 200 ? readHead(head.reply, digest) : undefined
  if (first?.kind === 'found') return first
  if (isPassing(head.reply.status)) return faultOfReply(head.reply, head.judgement)
  const called = await ask(session, 'GET', digest, access, 'skip')
  if (isFault(called)) return called
  const { reply } = called
  if (reply.status === 404) return absentOrFault(session, called, 'blob')
  if (reply.status !== 200 && reply.status !== 206 && reply.status !== 416) return faultOfReply(reply, called.judgement)
  return readHead(reply, digest)
}

/**
 * Reads a success as that of the blob if it says its digest or, as stores that a registry redirects to do, its size:
 * a web page that answers to any path says neither, or another one.
 */
function readHead(reply: Reply, digest: ManifestDigest): BlobHead {
  const said = reply.headers.get('docker-content-digest')
  if (said !== null && said !== digest) return brokenAnswer(reply, `asked for ${digest}, answers ${said}`)
  if (said === null && contentType(reply) === 'text/html') return notARegistry(reply)
  const size = sizeOf(reply)
  if (said === null && size === undefined) return brokenAnswer(reply, 'answers without the digest or size of the blob')
  return { kind: 'found', size }
}

function ask(
  session: Session,
  method: 'GET' | 'HEAD',
  digest: ManifestDigest,
  access: Access,
  cap: number | 'skip',
): Promise<Called | Fault> {
  return session.call({
    method,
    kind: 'blob',
    url: session.url(`${access.repository}/blobs/${digest}`),
    headers: method === 'GET' && cap === 'skip' ? { range: 'bytes=0-0' } : {},
    access,
    cap,
    repeat: 'safe',
  })
}

/** The size of the whole blob, whether all of it was asked for or its first byte. */
function sizeOf({ status, headers }: Reply): number | undefined {
  const range = /^bytes (?:\*|[0-9]+-[0-9]+)\/([0-9]+)$/i.exec(headers.get('content-range') ?? '')
  const text = status === 200 ? headers.get('content-length') : range?.[1]
  const size = Number(text || Number.NaN)
  return Number.isSafeInteger(size) && size >= 0 ? size : undefined
}
