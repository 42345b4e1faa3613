import { canonicalJson } from '../canonical.ts'
import { digestOf } from '../image/digest.ts'
import { mediaTypes } from '../image/manifest.ts'
import { annotation } from '../recipe/annotations.ts'
import { recipeMediaType, recipeVersion } from '../recipe/recipe.ts'
import { recordMediaType } from '../recipe/record.ts'

/** What a base's manifest says of its making. */
export interface BaseFacts {
  readonly dependencyDigest: string
  readonly platform: string
  /** When its oldest step ran. ISO 8601. */
  readonly created: string
  /** What building all of it took; undefined where a step of it was taken from a cache. */
  readonly durationMs: number | undefined
  readonly bytes: number
  readonly verify: readonly string[]
  readonly source?: string | undefined
  readonly run?: string | undefined
  readonly reason: string
}

/** A manifest ready to be stored. */
export interface StoredManifest {
  readonly bytes: Uint8Array
  readonly mediaType: string
}

/** The bytes of a manifest with a base's annotations added; every other field stays as it was built. */
export function annotateManifest(bytes: Uint8Array, facts: BaseFacts): Uint8Array {
  const document = JSON.parse(new TextDecoder().decode(bytes)) as { annotations?: Record<string, string> }
  const annotations = { ...document.annotations, ...baseAnnotations(facts) }
  return new TextEncoder().encode(JSON.stringify({ ...document, annotations }))
}

function baseAnnotations(facts: BaseFacts): Record<string, string> {
  return {
    [annotation.dependencyDigest]: facts.dependencyDigest,
    [annotation.recipeVersion]: String(recipeVersion),
    [annotation.platform]: facts.platform,
    [annotation.created]: facts.created,
    ...(facts.durationMs === undefined ? {} : { [annotation.durationMs]: String(Math.round(facts.durationMs)) }),
    [annotation.bytes]: String(facts.bytes),
    ...(facts.verify.length > 0 ? { [annotation.verify]: JSON.stringify(facts.verify) } : {}),
    ...(facts.source ? { [annotation.source]: facts.source } : {}),
    ...(facts.run ? { [annotation.run]: facts.run } : {}),
    [annotation.reason]: facts.reason,
  }
}

/**
 * The artifact manifest that holds a recipe and its record, so that no registry collects them.
 * OCI image spec: "Guidelines for Artifact Usage".
 */
export function recordManifest(recipe: Uint8Array, record: Uint8Array): StoredManifest {
  const descriptor = (mediaType: string, bytes: Uint8Array) => ({
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
  })
  const document = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: recipeMediaType,
    config: descriptor(mediaTypes.ociEmpty, new TextEncoder().encode('{}')),
    layers: [descriptor(recipeMediaType, recipe), descriptor(recordMediaType, record)],
  }
  return { bytes: new TextEncoder().encode(canonicalJson(document)), mediaType: mediaTypes.ociManifest }
}
