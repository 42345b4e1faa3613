import { rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { digestOf, type ManifestDigest } from '../../image/digest.ts'
import { type Descriptor, type ImageIndex, type ImageManifest, parseManifest } from '../../image/manifest.ts'
import { brokenFile, LayoutFault } from './faults.ts'
import { blobPath, parsed, readIfThere, settleFile, sizeIfThere, syncFolder } from './files.ts'

/** The largest manifest read, in bytes; the same as from a registry. */
const manifestCap = 4 * 1024 * 1024

/** Reads a blob and proves it by its digest; undefined if it is not there. */
export async function readBlob(root: string, digest: ManifestDigest, cap: number): Promise<Buffer | undefined> {
  const path = blobPath(root, digest)
  const size = await sizeIfThere(path)
  if (size === undefined) return undefined
  if (size > cap) throw brokenFile(path, `has ${size} bytes, more than the ${cap} expected at most`)
  const bytes = await readIfThere(path)
  if (bytes !== undefined && digestOf(bytes) !== digest) throw brokenFile(path, 'does not hash to its name')
  return bytes
}

/** A manifest or index with its bytes. */
export interface StoredManifest {
  readonly bytes: Buffer
  readonly document: ImageManifest | ImageIndex
}

/** Reads a manifest and proves it; undefined if it is not there. `mediaType` is what index.json says, if it does. */
export async function readStoredManifest(
  root: string,
  digest: ManifestDigest,
  mediaType?: string,
): Promise<StoredManifest | undefined> {
  const bytes = await readBlob(root, digest, manifestCap)
  if (bytes === undefined) return undefined
  return { bytes, document: parsed(blobPath(root, digest), () => parseManifest(bytes, mediaType)) }
}

/** What has to be there for a manifest or index to be complete. */
export function partsOf(document: ImageManifest | ImageIndex): readonly Descriptor[] {
  return document.kind === 'index' ? document.manifests : [document.config, ...document.layers]
}

/** Refuses a manifest that names blobs the layout does not have: a tag is never put on half an image. */
export async function requireParts(root: string, document: ImageManifest | ImageIndex): Promise<void> {
  for (const part of partsOf(document)) {
    const path = blobPath(root, part.digest)
    const size = await sizeIfThere(path)
    if (size === part.size) continue
    if (size !== undefined) throw brokenFile(path, `has ${size} bytes, not ${part.size}`)
    throw new LayoutFault('broken', 'BH097', path, `${part.digest} of the image is missing`, 'Run again.')
  }
}

/** Moves an image from one layout to another: its parts first, so that a manifest that is there is complete. */
export async function importImage(from: string, root: string, digest: ManifestDigest): Promise<void> {
  const stored = (await readStoredManifest(from, digest)) ?? (await readStoredManifest(root, digest))
  if (stored === undefined) throw notLeft(from, digest)
  const parts = partsOf(stored.document)
  for (const part of parts) {
    if (stored.document.kind === 'index') await importImage(from, root, part.digest)
    else await importBlob(from, root, part.digest)
  }
  await requireParts(root, stored.document)
  await importBlob(from, root, digest)
  await syncFolder(dirname(blobPath(root, digest)))
}

/** Replaces what is there under the same name: it has the same bytes, or is damaged. */
async function importBlob(from: string, root: string, digest: ManifestDigest): Promise<void> {
  const source = blobPath(from, digest)
  const size = await sizeIfThere(source)
  if (size === undefined) {
    if ((await sizeIfThere(blobPath(root, digest))) === undefined) throw notLeft(from, digest)
    return
  }
  const computed = await settleFile(source)
  if (computed !== digest) throw brokenFile(source, `does not hash to its name but to ${computed}`)
  await rename(source, blobPath(root, digest))
}

function notLeft(from: string, digest: ManifestDigest): LayoutFault {
  return new LayoutFault('broken', 'BH097', from, `the build left no ${digest} here`, 'Run again; nothing was tagged.')
}
