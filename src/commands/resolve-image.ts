import type { FoundManifest } from '../bases/registry/answers.ts'
import type { Upstreams } from '../bases/registry/upstreams.ts'
import { BasehitError } from '../errors.ts'
import { configPlatform, type ImageConfig, parseImageConfig } from '../image/config.ts'
import type { ManifestDigest } from '../image/digest.ts'
import { malformed } from '../image/document.ts'
import { type Descriptor, type ImageManifest, mediaTypes } from '../image/manifest.ts'
import { matchPlatform } from '../image/match.ts'
import { formatPlatform, normalizePlatform, type Platform } from '../image/platform.ts'
import type { Reference } from '../image/reference.ts'
import { expectFound } from './expect.ts'

/** One platform's image, and the digest of its manifest. */
export interface ResolvedImage {
  readonly digest: ManifestDigest
  readonly manifest: ImageManifest
  readonly config: ImageConfig
}

/** What to throw where no image is found. */
export interface NotResolved {
  /** `digest` is undefined where the image itself is missing, else what is missing of it. */
  notFound(digest: ManifestDigest | undefined): BasehitError
  /** `platforms` are those that the image has, as indexes name them. */
  noPlatform(platforms: readonly string[]): BasehitError
}

/** How many indexes may lie in one another. Nothing known makes more than two. */
const deepest = 16
const configCap = 8 * 1024 * 1024

/**
 * Finds the manifest of one platform, through indexes in indexes: each gives the entry that fits best, and only that one is
 * followed. Of an entry without a platform the config of its image decides. Throws BH094 for indexes nested too deeply.
 * BuildKit: util/imageutil/config.go Config; containerd core/images/image.go Manifest.
 */
export async function resolveImage(
  registry: Upstreams,
  reference: Reference,
  top: string,
  platform: Platform,
  errors: NotResolved,
): Promise<ResolvedImage> {
  let found = expectFound(await registry.manifest(reference, top), () => errors.notFound(undefined))
  let depth = 0
  let entry: Descriptor | undefined
  while (found.document.kind === 'index') {
    if (depth++ === deepest) throw tooDeep(reference.repository)
    const { manifests } = found.document
    entry = matchPlatform(platform, manifests)
    if (entry === undefined) throw errors.noPlatform(platformsOf(manifests))
    const { digest, mediaType } = entry
    found = expectFound(await registry.manifest(reference, digest), () => errors.notFound(digest))
    refuseOtherKind(mediaType, found)
  }
  const { document, digest } = found
  const { digest: configDigest } = document.config
  const blob = expectFound(await registry.blob(reference, configDigest, configCap), () => errors.notFound(configDigest))
  const config = parseImageConfig(blob.bytes)
  const own = { platform: configPlatform(config) }
  if (entry !== undefined && entry.platform === undefined && matchPlatform(platform, [own]) === undefined) {
    throw errors.noPlatform(platformsOf([own]))
  }
  return { digest, manifest: document, config }
}

/** An entry says by its media type whether it is an image or an index, and nothing else can be followed. */
function refuseOtherKind(mediaType: string, { digest, document }: FoundManifest): void {
  if (kinds.get(mediaType) === document.kind) return
  throw malformed(
    `the index calls ${digest} ${mediaType}, and it is ${document.kind === 'index' ? 'an index' : 'a manifest'}`,
  )
}

const kinds: ReadonlyMap<string, 'manifest' | 'index'> = new Map([
  [mediaTypes.ociManifest, 'manifest'],
  [mediaTypes.dockerManifest, 'manifest'],
  [mediaTypes.ociIndex, 'index'],
  [mediaTypes.dockerIndex, 'index'],
])

function tooDeep(repository: string): BasehitError {
  return new BasehitError('BH094', `${repository}: more than ${deepest} indexes are nested in one another`, {
    remedy: 'push one index that lists the images themselves',
  })
}

/** The platforms that entries name, each once; what is no image calls itself `unknown`. */
function platformsOf(entries: readonly { readonly platform?: Platform }[]): readonly string[] {
  const named = entries.flatMap(({ platform }) => (platform === undefined ? [] : [normalizePlatform(platform)]))
  return [...new Set(named.filter(({ os }) => os !== '' && os !== 'unknown').map(formatPlatform))]
}
