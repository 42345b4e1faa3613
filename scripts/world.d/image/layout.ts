import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** What an image says beside its files. */
export interface ImageConfig {
  readonly Env?: readonly string[]
  readonly Cmd?: readonly string[]
  readonly Entrypoint?: readonly string[]
  readonly Labels?: Readonly<Record<string, string>>
}

/** One image of an index: the folder that becomes its only layer, and its config. */
export interface ImageSource {
  readonly architecture: string
  readonly root: string
  readonly config: ImageConfig
}

interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

const CREATED = '2025-01-01T00:00:00Z'
const OCI = 'application/vnd.oci.image'

/** Writes an OCI layout whose index holds the images; the same files give the same bytes. */
export async function writeLayout(folder: string, images: readonly ImageSource[]): Promise<void> {
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true })
  const manifests = []
  for (const image of images) manifests.push(await writeImage(folder, image))
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  const index = { schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests }
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index))
}

async function writeImage(folder: string, image: ImageSource) {
  const { layer, diffId } = await packLayer(folder, image.root)
  const config = writeJson(folder, `${OCI}.config.v1+json`, {
    architecture: image.architecture,
    os: 'linux',
    created: CREATED,
    config: image.config,
    rootfs: { type: 'layers', diff_ids: [diffId] },
    history: [{ created: CREATED, created_by: 'scripts/world' }],
  })
  const mediaType = `${OCI}.manifest.v1+json`
  const manifest = writeJson(folder, mediaType, { schemaVersion: 2, mediaType, config, layers: [layer] })
  return { ...manifest, platform: { architecture: image.architecture, os: 'linux' } }
}

function writeJson(folder: string, mediaType: string, document: unknown): Descriptor {
  const bytes = Buffer.from(JSON.stringify(document))
  const hex = createHash('sha256').update(bytes).digest('hex')
  writeFileSync(join(folder, 'blobs', 'sha256', hex), bytes)
  return { mediaType, digest: `sha256:${hex}`, size: bytes.length }
}

async function packLayer(folder: string, root: string): Promise<{ layer: Descriptor; diffId: string }> {
  // Times after the clamp are those of the build itself and would make every build a different layer.
  const order = ['--sort=name', '--numeric-owner', '--format=gnu', `--mtime=${CREATED}`, '--clamp-mtime']
  const tar = spawn('tar', ['-C', root, ...order, '--one-file-system', '-cf', '-', '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve, reject) => {
    tar.once('error', reject)
    tar.once('close', code => (code === 0 ? resolve() : reject(new Error(`tar of ${root} failed with ${code}`))))
  })
  const plain = createHash('sha256')
  const packed = createHash('sha256')
  const partial = join(folder, 'layer.partial')
  tar.stdout.on('data', (chunk: Buffer) => plain.update(chunk))
  const gzip = createGzip()
  gzip.on('data', (chunk: Buffer) => packed.update(chunk))
  await Promise.all([pipeline(tar.stdout, gzip, createWriteStream(partial)), ended])
  const hex = packed.digest('hex')
  const size = statSync(partial).size
  renameSync(partial, join(folder, 'blobs', 'sha256', hex))
  const layer = { mediaType: `${OCI}.layer.v1.tar+gzip`, digest: `sha256:${hex}`, size }
  return { layer, diffId: `sha256:${plain.digest('hex')}` }
}
