import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { BasehitError } from '../../errors.ts'
import { digestOf, isDigest, type ManifestDigest } from '../../image/digest.ts'
import { parseManifest } from '../../image/manifest.ts'
import type { BaseStore, Receiver } from '../port.ts'
import type { Absent, BlobAnswer, BlobHead, BlobStored, ManifestAnswer, ManifestStored } from '../registry/answers.ts'
import { isFault, toError } from '../registry/fault.ts'
import { type Access, answering, LayoutFault } from './faults.ts'
import { blobPath, createLayout, isLayout, placeBytes, sizeIfThere, workFolder } from './files.ts'
import { readBlob, readStoredManifest, requireParts } from './images.ts'
import { receiveImage } from './receive.ts'
import { findTag, moveTag } from './tags.ts'

/**
 * Keeps bases in an OCI image layout directory on this machine, made on first write.
 * Any number of processes may use it at once, and each may be killed at any instant.
 */
export function openLayout(directory: string): BaseStore {
  const root = resolve(directory)
  const reading: Access = { name: directory, root, method: 'READ' }
  const writing: Access = { name: directory, root, method: 'WRITE' }
  return {
    name: directory,
    manifest: reference => answering(reading, () => readManifest(root, reference)),
    blob: (digest, cap) => answering(reading, () => findBlob(root, digest, cap)),
    hasBlob: digest => answering(reading, () => findSize(root, digest)),
    putBlob: (digest, bytes) => answering(writing, () => storeBlob(root, digest, bytes)),
    putManifest: (reference, bytes, mediaType) =>
      answering(writing, () => storeManifest(root, reference, bytes, mediaType)),
    mayPublish: () =>
      answering(writing, async () => {
        requireAddressable(root)
        await proveWritable(root)
        return { kind: 'allowed' }
      }),
    receive: () => receive(root, writing),
    reference: digest => `${directory}@${digest}`,
    context: digest => {
      requireAddressable(root)
      return `oci-layout://${root}@${digest}`
    },
  }
}

async function readManifest(root: string, reference: string): Promise<ManifestAnswer> {
  if (!(await isLayout(root))) return absent('repository')
  const named = isDigest(reference) ? { digest: reference, mediaType: undefined } : await findTag(root, reference)
  const stored = named && (await readStoredManifest(root, named.digest, named.mediaType))
  if (named === undefined || stored === undefined) return absent('manifest')
  const { bytes, document } = stored
  return { kind: 'found', bytes, digest: named.digest, mediaType: document.mediaType, document }
}

async function findBlob(root: string, digest: ManifestDigest, cap: number): Promise<BlobAnswer> {
  if (!(await isLayout(root))) return absent('repository')
  const bytes = await readBlob(root, digest, cap)
  return bytes === undefined ? absent('blob') : { kind: 'found', bytes }
}

async function findSize(root: string, digest: ManifestDigest): Promise<BlobHead> {
  if (!(await isLayout(root))) return absent('repository')
  const size = await sizeIfThere(blobPath(root, digest))
  return size === undefined ? absent('blob') : { kind: 'found', size }
}

function absent(what: Absent['what']): Absent {
  return { kind: 'absent', what }
}

async function storeBlob(root: string, digest: ManifestDigest, bytes: Uint8Array): Promise<BlobStored> {
  const computed = digestOf(bytes)
  if (computed !== digest) throw new TypeError(`bytes of ${computed} were given as ${digest}`)
  await createLayout(root)
  // A damaged file of that name is replaced.
  const there = await readBlob(root, digest, bytes.byteLength).catch(error => {
    if (!(error instanceof LayoutFault)) throw error
    return undefined
  })
  if (there !== undefined) return { kind: 'stored', how: 'present' }
  await placeBytes(root, blobPath(root, digest), bytes)
  return { kind: 'stored', how: 'uploaded' }
}

const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/

async function storeManifest(
  root: string,
  reference: string,
  bytes: Uint8Array,
  mediaType: string,
): Promise<ManifestStored> {
  const digest = digestOf(bytes)
  if (reference !== digest && !tagPattern.test(reference)) {
    throw new TypeError(`\`${reference}\` is neither a tag nor the digest ${digest}`)
  }
  const document = parseManifest(bytes, mediaType)
  await createLayout(root)
  await requireParts(root, document)
  await storeBlob(root, digest, bytes)
  if (reference !== digest) {
    const { artifactType } = document
    await moveTag(root, reference, { mediaType: document.mediaType, digest, size: bytes.byteLength, artifactType })
  }
  return { kind: 'stored', digest }
}

async function proveWritable(root: string): Promise<void> {
  await createLayout(root)
  const probe = join(root, workFolder, `file-${randomUUID()}`)
  await writeFile(probe, 'writable')
  await rm(probe)
}

async function receive(root: string, access: Access): Promise<Receiver> {
  const failing = async <T>(request: () => Promise<T>): Promise<T> => {
    const answer = await answering(access, async () => ({ kind: 'done' as const, value: await request() }))
    if (isFault(answer)) throw toError(answer)
    return answer.value
  }
  requireAddressable(root)
  const receiver = await failing(() => receiveImage(root))
  return { ...receiver, accept: digest => failing(() => receiver.accept(digest)) }
}

/** buildx 0.36 takes everything after the last colon of an `oci-layout://` path for a tag (util/ocilayout/parse.go). */
function requireAddressable(root: string): void {
  const colon = root.replace(/^[A-Za-z]:(?=[\\/])/, '').includes(':')
  if (!colon) return
  throw new BasehitError(
    'BH005',
    `the path of the layout ${root} has a colon, which buildx reads as the start of a tag`,
    {
      remedy: 'Keep bases in a directory whose whole path has no colon.',
    },
  )
}
