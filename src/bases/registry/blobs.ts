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

/** Looks for a blob by HEAD; any other answer than 200 is explained by a GET of its first byte. */
export async function headBlob(session: Session, access: Access, digest: ManifestDigest): Promise<BlobHead> {
  const head = await ask(session, 'HEAD', digest, access, 'skip')
  if (isFault(head)) return head
  const { reply: first } = head
  if (first.status === 200 && isBlob(first, digest)) return { kind: 'found', size: sizeOf(first) }
  if (isPassing(first.status)) return faultOfReply(first, head.judgement)
  const called = await ask(session, 'GET', digest, access, 'skip')
  if (isFault(called)) return called
  const { reply } = called
  if (reply.status === 404) return absentOrFault(session, called, 'blob')
  if (reply.status !== 200 && reply.status !== 206 && reply.status !== 416) return faultOfReply(reply, called.judgement)
  if (!isBlob(reply, digest)) return notARegistry(reply)
  return { kind: 'found', size: reply.status === 200 ? sizeOf(reply) : undefined }
}

/** Whether a success is that of the blob, and not of a web page that answers to any path. */
function isBlob(reply: Reply, digest: ManifestDigest): boolean {
  const said = reply.headers.get('docker-content-digest')
  return said === null ? contentType(reply) !== 'text/html' : said === digest
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

function sizeOf(reply: Reply): number | undefined {
  const size = Number(reply.headers.get('content-length') ?? Number.NaN)
  return Number.isSafeInteger(size) && size >= 0 ? size : undefined
}
