import { describe, expect, it } from 'vitest'
import type { Upstreams } from '../../src/bases/registry/upstreams.ts'
import { resolveImage } from '../../src/commands/resolve-image.ts'
import { BasehitError } from '../../src/errors.ts'
import { digestOf, type ManifestDigest } from '../../src/image/digest.ts'
import { type Descriptor, mediaTypes, parseManifest } from '../../src/image/manifest.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { parseReference } from '../../src/image/reference.ts'

/** What a registry holds, by digest. */
const stored = new Map<string, string>()

function put(document: unknown): { readonly digest: ManifestDigest; readonly size: number } {
  const text = JSON.stringify(document)
  const digest = digestOf(text)
  stored.set(digest, text)
  return { digest, size: text.length }
}

function image(architecture: string | null, os: string | null = 'linux', name = architecture): Descriptor {
  const config = { mediaType: mediaTypes.ociConfig, ...put({ os, architecture, author: name }) }
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] }
  return { mediaType: mediaTypes.ociManifest, ...put(manifest) }
}

function index(manifests: readonly Descriptor[], mediaType: string = mediaTypes.ociIndex): Descriptor {
  return { mediaType, ...put({ schemaVersion: 2, mediaType, manifests }) }
}

const registry: Upstreams = {
  manifest: async (_, digest) => {
    const bytes = Buffer.from(stored.get(digest) ?? '')
    const document = parseManifest(bytes)
    return { kind: 'found', bytes, digest: digestOf(bytes), mediaType: document.mediaType, document }
  },
  blob: async (_, digest) => ({ kind: 'found', bytes: Buffer.from(stored.get(digest) ?? '') }),
}

/** An entry of an index with members of a platform, in OCI's spelling. */
const on = (entry: Descriptor, platform: Readonly<Record<string, unknown>>): Descriptor => ({
  ...entry,
  platform: { os: 'linux', architecture: '', ...platform },
})
const amd64 = { architecture: 'amd64' }
const arm64 = { architecture: 'arm64' }

/** The author of the image that is found for linux/amd64, or the code and what the image has instead. */
async function found(entries: readonly Descriptor[], mediaType?: string): Promise<string> {
  const reference = parseReference('registry.example.com/a')
  const fail = (text: string) => new BasehitError('BH096', text)
  try {
    const top = index(entries, mediaType).digest
    const { config, manifest, digest } = await resolveImage(registry, reference, top, parsePlatform('linux/amd64'), {
      notFound: () => fail('not found'),
      noPlatform: platforms => fail(platforms.join(' ')),
    })
    expect(JSON.parse(stored.get(digest) ?? '')).toMatchObject({ config: { digest: manifest.config.digest } })
    return config.author ?? ''
  } catch (error) {
    if (!(error instanceof BasehitError)) throw error
    return `${error.code} ${error.code === 'BH096' ? error.message : ''}`.trim()
  }
}

const amd = image('amd64')
const arm = image('arm64')
const plain = image(null, null, 'plain')
const attestation = on(image('unknown', 'unknown'), { os: 'unknown', architecture: 'unknown' })
const inner = index([on(amd, amd64), on(arm, arm64), attestation])

function nested(depth: number): Descriptor {
  return depth === 0 ? on(amd, amd64) : on(index([nested(depth - 1)]), amd64)
}

/** What BuildKit 0.32 finds for linux/amd64 in an index of a registry, but for the depth: it follows 21 indexes too. */
describe('resolveImage', () => {
  it.each<[string, readonly Descriptor[], string, string?]>([
    ['one index', [on(amd, amd64)], 'amd64'],
    ['an index in an index', [on(inner, amd64)], 'amd64'],
    ['an inner index without a platform', [inner], 'amd64'],
    ['an inner index of the other format', [on(index([on(amd, amd64)], mediaTypes.dockerIndex), amd64)], 'amd64'],
    ['an index of the other format', [on(amd, amd64)], 'amd64', mediaTypes.dockerIndex],
    ['a manifest called by the other format', [on({ ...amd, mediaType: mediaTypes.dockerManifest }, amd64)], 'amd64'],
    ['images without a platform, the first fits', [index([amd, arm])], 'amd64'],
    ['images without a platform, the first does not', [index([arm, amd])], 'BH096 linux/arm64'],
    ['an image without a platform anywhere', [plain], 'BH096'],
    ['an image without a platform that runs here too', [image('386')], '386'],
    ['an image without a platform beside one', [plain, on(amd, amd64)], 'amd64'],
    [
      'an inner index that does not have what the outer one says',
      [on(index([on(arm, arm64)]), amd64), on(amd, amd64)],
      'BH096 linux/arm64',
    ],
    ['an index called unknown', [on(inner, { os: 'unknown', architecture: 'unknown' })], 'BH096'],
    ['an attestation and an image', [attestation, on(amd, amd64)], 'amd64'],
    ['an attestation alone', [attestation], 'BH096'],
    ['a platform of empty texts', [on(amd, { os: '' })], 'BH096'],
    ['a config that says another platform than the entry', [on(arm, amd64)], 'arm64'],
    ['an index called a manifest', [on({ ...inner, mediaType: mediaTypes.ociManifest }, amd64)], 'BH094'],
    ['a manifest called an index', [on({ ...amd, mediaType: mediaTypes.ociIndex }, amd64)], 'BH094'],
    ['a media type of nothing', [on({ ...amd, mediaType: 'application/x' }, amd64), on(amd, amd64)], 'BH094'],
    ['no entry', [], 'BH096'],
    ['an inner index without an entry', [index([])], 'BH096'],
    [
      'features of the system that nobody asks for',
      [on(arm, { ...amd64, 'os.features': ['x'] }), on(amd, amd64)],
      'amd64',
    ],
    ['a version of the system', [on(amd, { ...amd64, 'os.version': '5' }), on(plain, amd64)], 'amd64'],
    ['images for Windows', [on(amd, { ...amd64, os: 'windows' })], 'BH096 windows/amd64'],
    ['4 indexes in one another', [nested(3)], 'amd64'],
    ['16 indexes in one another', [nested(15)], 'amd64'],
    ['17 indexes in one another', [nested(16)], 'BH094'],
  ])('%s', async (_, entries, expected, mediaType) => {
    expect(await found(entries, mediaType)).toBe(expected)
  })
})
