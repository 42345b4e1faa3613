import { digestOf, type ManifestDigest } from '../../image/digest.ts'
import type { BlobAnswer, BlobHead } from './answers.ts'
import { type Fault, isFault } from './fault.ts'
import { absentOrFault } from './missing.ts'
import type { Called, Session } from './session.ts'
import type { Access } from './token.ts'
import { brokenAnswer, faultOfReply } from './verdict.ts'

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
  if (head.reply.status === 200) return { kind: 'found', size: sizeOf(head) }
  const called = await ask(session, 'GET', digest, access, 'skip')
  if (isFault(called)) return called
  const { reply } = called
  if (reply.status === 200) return { kind: 'found', size: sizeOf(called) }
  if (reply.status === 206 || reply.status === 416) return { kind: 'found', size: undefined }
  if (reply.status === 404) return absentOrFault(session, called, 'blob')
  return faultOfReply(reply, called.judgement)
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

function sizeOf(called: Called): number | undefined {
  const size = Number(called.reply.headers.get('content-length') ?? Number.NaN)
  return Number.isSafeInteger(size) && size >= 0 ? size : undefined
}
