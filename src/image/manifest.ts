import { isDigest, type ManifestDigest } from './digest.ts'
import {
  asArray,
  asInteger,
  asObject,
  asPlatform,
  asString,
  asStrings,
  defined,
  malformed,
  optional,
  parseObject,
} from './document.ts'
import type { Platform } from './platform.ts'

/** Media types of the documents a registry stores, in the OCI and the Docker spelling. */
export const mediaTypes = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
} as const

/** Media types of manifests and indexes, in the order to ask for them. */
export const manifestMediaTypes: readonly string[] = [
  mediaTypes.ociManifest,
  mediaTypes.ociIndex,
  mediaTypes.dockerManifest,
  mediaTypes.dockerIndex,
]

/** What points at a blob or a manifest. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: ManifestDigest
  /** In bytes. */
  readonly size: number
  readonly platform?: Platform
  readonly annotations?: Readonly<Record<string, string>>
  readonly artifactType?: string
}

/** One platform's image, or an artifact. */
export interface ImageManifest {
  readonly kind: 'manifest'
  readonly mediaType: string
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
  readonly artifactType?: string
  readonly subject?: Descriptor
  readonly annotations?: Readonly<Record<string, string>>
}

/** A list of manifests, usually one per platform. */
export interface ImageIndex {
  readonly kind: 'index'
  readonly mediaType: string
  readonly manifests: readonly Descriptor[]
  readonly artifactType?: string
  readonly subject?: Descriptor
  readonly annotations?: Readonly<Record<string, string>>
}

/**
 * Reads a manifest or an index, or stops with BH094.
 * `mediaType` is what the registry's header says; it has to agree with the document, and a document that could be read
 * both ways is refused.
 */
export function parseManifest(bytes: Uint8Array | string, mediaType?: string): ImageManifest | ImageIndex {
  const document = parseObject(bytes, 'manifest')
  if (document.schemaVersion !== 2)
    throw malformed(`manifest has schema version ${String(document.schemaVersion)}, not 2`)
  const written = optional(document, 'mediaType', 'manifest', asString)
  const said = mediaType?.split(';')[0]?.trim()
  if (written !== undefined && said !== undefined && written !== said) {
    throw malformed(`manifest calls itself ${written}, the registry calls it ${said}`)
  }
  const hasManifests = document.manifests !== undefined
  if (hasManifests && (document.config !== undefined || document.layers !== undefined)) {
    throw malformed('manifest is both an image and an index')
  }
  const type = written ?? said ?? (hasManifests ? mediaTypes.ociIndex : mediaTypes.ociManifest)
  const common = defined({
    mediaType: type,
    artifactType: optional(document, 'artifactType', 'manifest', asString),
    subject: optional(document, 'subject', 'manifest', asDescriptor),
    annotations: optional(document, 'annotations', 'manifest', asStrings),
  })
  if (type === mediaTypes.ociIndex || type === mediaTypes.dockerIndex) {
    return { kind: 'index', ...common, manifests: asArray(document.manifests, 'index.manifests', asDescriptor) }
  }
  if (type !== mediaTypes.ociManifest && type !== mediaTypes.dockerManifest) {
    throw malformed(`${type} is neither an image manifest nor an index`)
  }
  return {
    kind: 'manifest',
    ...common,
    config: asDescriptor(document.config, 'manifest.config'),
    layers: asArray(document.layers, 'manifest.layers', asDescriptor),
  }
}

function asDescriptor(value: unknown, what: string): Descriptor {
  const from = asObject(value, what)
  const digest = asString(from.digest, `${what}.digest`)
  if (!isDigest(digest)) throw malformed(`${what}.digest \`${digest}\` is not a sha256 digest`)
  const size = asInteger(from.size, `${what}.size`)
  if (size < 0) throw malformed(`${what}.size is negative`)
  return defined({
    mediaType: asString(from.mediaType, `${what}.mediaType`),
    digest,
    size,
    platform: optional(from, 'platform', what, asPlatform),
    annotations: optional(from, 'annotations', what, asStrings),
    artifactType: optional(from, 'artifactType', what, asString),
  })
}
