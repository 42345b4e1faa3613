import { createHash } from 'node:crypto'
import { BasehitError } from '../../errors.ts'
import { digestOf, isDigest } from '../../image/digest.ts'
import { manifestMediaTypes, parseManifest } from '../../image/manifest.ts'
import type { Deleted, HeadAnswer, ManifestAnswer, ManifestStored } from './answers.ts'
import { parseErrorBody } from './error-body.ts'
import { type Fault, isFault, oneLine } from './fault.ts'
import { absentOrFault } from './missing.ts'
import { isPassing } from './retry.ts'
import type { Called, Session } from './session.ts'
import type { Access } from './token.ts'
import type { Reply } from './transport.ts'
import { brokenAnswer, contentType, faultOfReply, isForeignText, notARegistry } from './verdict.ts'

/** The largest manifest read. OCI distribution spec: registries take at least 4 MiB. */
export const manifestCap = 4 * 1024 * 1024

/** Without every type in Accept a registry answers 404 for an image it has. */
const accept = manifestMediaTypes.join(', ')

/** Reads a manifest and proves it: bytes, digest and media type agree. */
export async function readManifest(
  session: Session,
  repository: string,
  reference: string,
  actions: Access['actions'] = ['pull'],
): Promise<ManifestAnswer> {
  const called = await ask(session, 'GET', repository, reference, actions)
  if (isFault(called)) return called
  const { reply } = called
  if (reply.status === 404) return absentOrFault(session, called, 'manifest')
  // It is reading that is denied, under whatever right it was asked for.
  if (reply.status !== 200) return faultOfReply(reply, { ...called.judgement, right: 'pull' })
  return proveManifest(reply, reference)
}

/** Resolves a reference by HEAD; whatever HEAD leaves open, a GET of the same says. */
export async function resolveManifest(session: Session, repository: string, reference: string): Promise<HeadAnswer> {
  const called = await ask(session, 'HEAD', repository, reference, ['pull'])
  if (isFault(called)) return called
  if (isPassing(called.reply.status)) return faultOfReply(called.reply, called.judgement)
  const head = called.reply.status === 200 ? readHead(called.reply, reference) : undefined
  if (head !== undefined) return head
  const answer = await readManifest(session, repository, reference)
  if (answer.kind !== 'found') return answer
  const { digest, mediaType, bytes } = answer
  return { kind: 'found', digest, mediaType, size: bytes.byteLength }
}

/** Stores a manifest. A digest in the answer that is not that of the bytes is `broken`. */
export async function storeManifest(
  session: Session,
  repository: string,
  reference: string,
  bytes: Uint8Array,
  mediaType: string,
): Promise<ManifestStored> {
  const called = await session.call({
    method: 'PUT',
    kind: 'manifest',
    url: session.url(`${repository}/manifests/${reference}`),
    headers: { 'content-type': mediaType },
    body: bytes,
    access: { repository, actions: ['pull', 'push'] },
    cap: manifestCap,
    repeat: 'safe',
  })
  if (isFault(called)) return called
  const { reply } = called
  const named = reply.headers.has('docker-content-digest')
  if (reply.status !== 201 && !((reply.status === 200 || reply.status === 202) && named)) {
    const detail = immutability(reply)
    return detail === undefined ? faultOfReply(reply, called.judgement) : { kind: 'immutable', detail }
  }
  const contradiction = contradictedDigest(reply, bytes)
  return contradiction ?? { kind: 'stored', digest: digestOf(bytes) }
}

/** Deletes a manifest by digest, or a tag where the registry can. */
export async function removeManifest(session: Session, repository: string, reference: string): Promise<Deleted> {
  const called = await session.call({
    method: 'DELETE',
    kind: 'manifest',
    url: session.url(`${repository}/manifests/${reference}`),
    access: { repository, actions: ['pull', 'delete'] },
    cap: 64 * 1024,
    repeat: 'safe',
  })
  if (isFault(called)) return called
  const { reply } = called
  const wordless = reply.body.byteLength === 0
  if (reply.status === 202 || (wordless && (reply.status === 200 || reply.status === 204))) return { kind: 'deleted' }
  const errors = parseErrorBody(reply.body) ?? []
  if (reply.status === 405 || errors.some(error => error.code === 'UNSUPPORTED')) {
    return { kind: 'unsupported', detail: oneLine(errors[0]?.message ?? 'the registry does not delete') }
  }
  if (reply.status === 404) return absentOrFault(session, called, 'manifest')
  return faultOfReply(reply, called.judgement)
}

function ask(
  session: Session,
  method: 'GET' | 'HEAD',
  repository: string,
  reference: string,
  actions: Access['actions'],
): Promise<Called | Fault> {
  return session.call({
    method,
    kind: 'manifest',
    url: session.url(`${repository}/manifests/${reference}`),
    headers: { accept },
    access: { repository, actions },
    cap: manifestCap,
    repeat: 'safe',
  })
}

function readHead(reply: Reply, reference: string): HeadAnswer | undefined {
  const digest = reply.headers.get('docker-content-digest')
  const mediaType = contentType(reply)
  if (digest === null || !isDigest(digest) || !manifestMediaTypes.includes(mediaType ?? '')) return undefined
  if (reference.includes(':') && reference !== digest) {
    return brokenAnswer(reply, `asked for ${reference}, answers ${digest}`)
  }
  const size = Number(reply.headers.get('content-length') ?? Number.NaN)
  return {
    kind: 'found',
    digest,
    mediaType: mediaType ?? '',
    size: Number.isSafeInteger(size) && size > 0 ? size : undefined,
  }
}

function proveManifest(reply: Reply, reference: string): ManifestAnswer {
  if (isForeignText(reply)) return isHtml(reply) ? notARegistry(reply) : brokenAnswer(reply, 'the manifest is not JSON')
  const digest = digestOf(reply.body)
  if (reference.includes(':') && reference !== digest) {
    return brokenAnswer(reply, `asked for ${reference}, sends bytes of ${digest}`)
  }
  const contradiction = contradictedDigest(reply, reply.body)
  if (contradiction !== undefined) return contradiction
  const said = contentType(reply)
  const known = said !== undefined && !vagueTypes.has(said) ? said : undefined
  try {
    const document = parseManifest(reply.body, known)
    return { kind: 'found', bytes: reply.body, digest, mediaType: document.mediaType, document }
  } catch (error) {
    if (error instanceof BasehitError) return brokenAnswer(reply, error.message, error.remedy)
    throw error
  }
}

/** Types that say nothing about which JSON it is. */
const vagueTypes: ReadonlySet<string> = new Set(['application/json', 'application/octet-stream', 'text/plain'])

function isHtml(reply: Reply): boolean {
  return contentType(reply) === 'text/html' || /^\s*</.test(new TextDecoder().decode(reply.body.subarray(0, 64)))
}

function contradictedDigest(reply: Reply, bytes: Uint8Array): Fault | undefined {
  const said = reply.headers.get('docker-content-digest')
  if (said === null) return undefined
  const [, algorithm] = /^(sha256|sha512):[0-9a-f]+$/.exec(said) ?? []
  if (algorithm === undefined)
    return brokenAnswer(reply, `Docker-Content-Digest is \`${oneLine(said).slice(0, 80)}\`, not a digest`)
  const computed = `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
  return said === computed ? undefined : brokenAnswer(reply, `says ${said} of bytes whose digest is ${computed}`)
}

/** How ECR, Harbor, Artifact Registry, GitLab and zot say that a tag does not move; undefined if it is something else. */
function immutability(reply: Reply): string | undefined {
  if (![400, 403, 405, 409, 412].includes(reply.status)) return undefined
  const text = oneLine(new TextDecoder().decode(reply.body))
  const says = /immutab|already exists|cannot be (overwritten|updated|moved)|TAG_INVALID/i.test(text)
  return says || reply.status === 412 ? text || `status ${reply.status}` : undefined
}
