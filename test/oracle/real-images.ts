import type { Moved } from './model.ts'
import { images } from './pool.ts'
import { oddImage } from './pool-odd.ts'
import { type Registry, sha256 } from './real-registry.ts'

const manifestType = 'application/vnd.oci.image.manifest.v1+json'
const indexType = 'application/vnd.oci.image.index.v1+json'

/** The architectures that the pool's images exist for. */
const architectures = ['amd64', 'arm64']

/** Pushes the pool's images, each made of the world's busybox and one file more. */
export async function pushPool(registry: Registry): Promise<void> {
  for (const name of Object.keys(images)) if (name !== 'busybox') await pushImage(registry, name, name, {})
}

/** Pushes an image of the pool under a name, with content and config of its own, for every architecture. */
export async function pushImage(registry: Registry, name: string, as: string, moved: Moved): Promise<void> {
  const [path = '', tag = 'latest'] = as.split(':')
  const repository = `library/${path}`
  const manifests: object[] = []
  for (const architecture of architectures) {
    const body = await pushPlatform(registry, name, as, moved, architecture)
    const size = Buffer.byteLength(body)
    const platform = { os: 'linux', architecture }
    const digest = sha256(body)
    await registry.putManifest(repository, digest, body, manifestType)
    manifests.push({ mediaType: manifestType, digest, size, platform })
  }
  const index = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests })
  await registry.putManifest(repository, tag, index, indexType)
}

/** Pushes what an image of one architecture is made of, and returns its manifest. */
async function pushPlatform(
  registry: Registry,
  name: string,
  as: string,
  moved: Moved,
  architecture: string,
): Promise<string> {
  const repository = `library/${as.split(':')[0]}`
  const { layers, diffIds } = await busybox(registry, architecture)
  for (const { digest } of layers) await registry.mount(digest, 'library/busybox', repository)
  const layer = tarOf('etc/image', `${as} ${architecture} ${moved.content ?? ''}`)
  const mediaType = 'application/vnd.oci.image.layer.v1.tar'
  const own = { mediaType, digest: await registry.putBlob(repository, layer), size: layer.length }
  const config = images[name]
  const bytes = JSON.stringify({
    os: 'linux',
    architecture,
    ...oddImage(name)?.top,
    rootfs: { type: 'layers', diff_ids: [...diffIds, sha256(layer)] },
    config: config === null && moved.config === undefined ? null : { ...config, ...moved.config },
  })
  const digest = await registry.putBlob(repository, bytes)
  const described = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: Buffer.byteLength(bytes) }
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: described,
    layers: [...layers, own],
  })
}

async function busybox(registry: Registry, architecture: string) {
  const repository = 'library/busybox'
  const index = await registry.manifest(repository, 'latest')
  const child = index.manifests?.find(each => each.platform?.architecture === architecture)
  const manifest = child === undefined ? index : await registry.manifest(repository, child.digest)
  const config = await registry.json<{ rootfs: { diff_ids: string[] } }>(repository, manifest.config?.digest ?? '')
  return { layers: manifest.layers ?? [], diffIds: config.rootfs.diff_ids }
}

/** When the file in the pool's layers was changed, in seconds: later than any SOURCE_DATE_EPOCH that is drawn. */
const changed = 1_750_000_000

/** A tar archive of one file. */
function tarOf(path: string, text: string): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(512)
  const size = `${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`
  const fields: readonly (readonly [string, number])[] = [
    [path, 0],
    ['0000644\0', 100],
    ['0000000\0', 108],
    ['0000000\0', 116],
    [size, 124],
    [`${changed.toString(8).padStart(11, '0')}\0`, 136],
    ['        ', 148],
    ['0', 156],
    ['ustar\u000000', 257],
  ]
  for (const [text, at] of fields) header.write(text, at, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512)
  body.write(text)
  return Buffer.concat([header, body, Buffer.alloc(1024)])
}
