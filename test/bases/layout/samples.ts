import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BaseStore } from '../../../src/bases/port.ts'
import { digestHex, digestOf, type ManifestDigest } from '../../../src/image/digest.ts'
import { mediaTypes } from '../../../src/image/manifest.ts'

/** An image of one config and one layer. */
export interface SampleImage {
  readonly bytes: Uint8Array
  readonly digest: ManifestDigest
  readonly blobs: readonly Uint8Array[]
}

/** Encodes text as UTF-8. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Makes an image with this layer. */
export function imageOf(layer: Uint8Array): SampleImage {
  const config = bytes('{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}}')
  const describe = (mediaType: string, blob: Uint8Array) => ({
    mediaType,
    digest: digestOf(blob),
    size: blob.byteLength,
  })
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: describe(mediaTypes.ociConfig, config),
    layers: [describe('application/vnd.oci.image.layer.v1.tar+gzip', layer)],
  }
  const encoded = bytes(JSON.stringify(manifest))
  return { bytes: encoded, digest: digestOf(encoded), blobs: [config, layer] }
}

/** Stores an image with its blobs under a reference. */
export async function putImage(store: BaseStore, reference: string, image: SampleImage): Promise<void> {
  for (const blob of image.blobs) {
    const stored = await store.putBlob(digestOf(blob), blob)
    if (stored.kind !== 'stored') throw new Error(JSON.stringify(stored))
  }
  const stored = await store.putManifest(reference, image.bytes, mediaTypes.ociManifest)
  if (stored.kind !== 'stored') throw new Error(JSON.stringify(stored))
}

/** Writes an image into a directory as buildx's `type=oci,tar=false` does. */
export function leaveImage(directory: string, image: SampleImage): void {
  mkdirSync(join(directory, 'blobs', 'sha256'), { recursive: true })
  mkdirSync(join(directory, 'ingest'))
  for (const blob of [...image.blobs, image.bytes]) {
    writeFileSync(join(directory, 'blobs', 'sha256', digestHex(digestOf(blob))), blob, { mode: 0o444 })
  }
  const entry = { mediaType: mediaTypes.ociManifest, digest: image.digest, size: image.bytes.byteLength }
  writeFileSync(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [entry] }))
  writeFileSync(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
}
