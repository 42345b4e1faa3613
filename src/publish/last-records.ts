import { canonicalJson } from '../canonical.ts'
import { digestOf, type ManifestDigest } from '../image/digest.ts'
import { type Descriptor, type ImageIndex, type ImageManifest, mediaTypes } from '../image/manifest.ts'
import { recipeMediaType } from '../recipe/recipe.ts'
import { recordMediaType } from '../recipe/record.ts'
import type { StoredManifest } from './manifests.ts'

/** How many bases of one Dockerfile and stage a miss is compared with: each is one request. */
export const mostRecords = 4

/** A recipe and the record beside it, as blobs. */
export interface RecordBlobs {
  readonly recipe: Blob
  readonly record: Blob
}

interface Blob {
  readonly digest: ManifestDigest
  /** In bytes. */
  readonly size: number
}

/** The artifact that lists the last few records, the newest first: their layers one after the other. */
export function lastRecordsManifest(records: readonly RecordBlobs[]): StoredManifest {
  const layers = records.flatMap(({ recipe, record }) => [
    { mediaType: recipeMediaType, ...recipe },
    { mediaType: recordMediaType, ...record },
  ])
  const document = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: recipeMediaType,
    config: { mediaType: mediaTypes.ociEmpty, digest: digestOf('{}'), size: 2 },
    layers,
  }
  return { bytes: new TextEncoder().encode(canonicalJson(document)), mediaType: mediaTypes.ociManifest }
}

/** The records that an artifact lists, each recipe followed by its record; whoever made it, no more than `mostRecords`. */
export function readLastRecords(document: ImageManifest | ImageIndex): readonly RecordBlobs[] {
  if (document.kind !== 'manifest') return []
  const pairs = document.layers.flatMap((recipe, index) => {
    const record = document.layers[index + 1]
    if (recipe.mediaType !== recipeMediaType || record?.mediaType !== recordMediaType) return []
    return [{ recipe: blobOf(recipe), record: blobOf(record) }]
  })
  return pairs.slice(0, mostRecords)
}

function blobOf({ digest, size }: Descriptor): Blob {
  return { digest, size }
}
