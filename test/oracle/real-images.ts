import type { Moved } from './model.ts'
import { images } from './pool.ts'
import { type Registry, sha256 } from './real-registry.ts'

const manifestType = 'application/vnd.oci.image.manifest.v1+json'

/** Pushes the pool's images, each made of the world's busybox and one file more. */
export async function pushPool(registry: Registry): Promise<void> {
  for (const name of Object.keys(images)) if (name !== 'busybox') await pushImage(registry, name, name, {})
}

/** Pushes an image of the pool under a name, with content and config of its own. */
export async function pushImage(registry: Registry, name: string, as: string, moved: Moved): Promise<void> {
  const [path = '', tag = 'latest'] = as.split(':')
  const repository = `library/${path}`
  const { layers, diffIds } = await busybox(registry)
  for (const { digest } of layers) await registry.mount(digest, 'library/busybox', repository)
  const layer = tarOf('etc/image', `${as} ${moved.content ?? ''}`)
  const mediaType = 'application/vnd.oci.image.layer.v1.tar'
  const own = { mediaType, digest: await registry.putBlob(repository, layer), size: layer.length }
  const bytes = JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: [...diffIds, sha256(layer)] },
    config: { ...images[name], ...moved.config },
  })
  const digest = await registry.putBlob(repository, bytes)
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: Buffer.byteLength(bytes) }
  const body = JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers: [...layers, own] })
  await registry.putManifest(repository, tag, body, manifestType)
}

async function busybox(registry: Registry) {
  const repository = 'library/busybox'
  const index = await registry.manifest(repository, 'latest')
  const child = index.manifests?.find(each => each.platform?.architecture === 'amd64')
  const manifest = child === undefined ? index : await registry.manifest(repository, child.digest)
  const config = await registry.json<{ rootfs: { diff_ids: string[] } }>(repository, manifest.config?.digest ?? '')
  return { layers: manifest.layers ?? [], diffIds: config.rootfs.diff_ids }
}

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
    ['00000000000\0', 136],
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
