import { gunzipSync } from 'node:zlib'
import { blobOf, mountBlob, putBlob, putManifest, type Stored, sha256, storedAs } from './registry.ts'

/** One entry of an image's file system. */
export interface Entry {
  readonly kind: 'file' | 'directory' | 'link' | 'other'
  readonly mode: number
  readonly owner: string
  /** A file's bytes, or a link's target. */
  readonly content: Buffer
}

/** The parts of an image's config that decide how it runs and what is built on it. */
export interface Config {
  readonly os: string
  readonly architecture: string
  readonly config: Readonly<Record<string, unknown>>
  readonly rootfs: { readonly diff_ids: readonly string[] }
  readonly history: readonly { readonly created_by?: string }[]
}

/** An image of one platform as it is in a registry. */
export interface Image {
  readonly manifest: Stored
  readonly config: Config
  /** All layers on top of one another. */
  readonly files: ReadonlyMap<string, Entry>
  /** The text of a file, which must be there. */
  text(path: string): string
}

/** Pulls an image of one platform, checking every digest on the way. */
export async function pullImage(repository: string, reference: string, architecture = 'amd64'): Promise<Image> {
  const manifest = await manifestFor(repository, reference, architecture)
  const { config, layers = [] } = manifest.document
  if (config === undefined) throw new Error(`${repository}:${reference} is no image`)
  const files = new Map<string, Entry>()
  for (const layer of layers) {
    const blob = await blobOf(repository, layer.digest)
    applyLayer(files, layer.mediaType.endsWith('gzip') ? gunzipSync(blob) : blob)
  }
  return {
    manifest,
    config: JSON.parse((await blobOf(repository, config.digest)).toString()) as Config,
    files,
    text: path => {
      const entry = files.get(path.replace(/^\//, ''))
      if (entry?.kind !== 'file') throw new Error(`${repository}:${reference} has no file ${path}`)
      return entry.content.toString()
    },
  }
}

/** Everything of a file system but times. */
export function listing(image: Image): Readonly<Record<string, string>> {
  const entries = [...image.files].map(([path, { kind, mode, owner, content }]) => {
    const held = content.length > 200 ? sha256(content) : content.toString()
    return [path, `${kind} ${mode.toString(8)} ${owner} ${held}`]
  })
  return Object.fromEntries(entries)
}

async function manifestFor(repository: string, reference: string, architecture: string): Promise<Stored> {
  const stored = await storedAs(repository, reference)
  if (stored.document.manifests === undefined) return stored
  const chosen = stored.document.manifests.find(each => each.platform?.architecture === architecture)
  if (chosen === undefined) throw new Error(`${repository}:${reference} has no image for ${architecture}`)
  return storedAs(repository, chosen.digest)
}

function applyLayer(files: Map<string, Entry>, tar: Buffer): void {
  for (const [path, entry] of readTar(tar)) {
    const hidden = /^(.*\/)?\.wh\.([^/]+)$/.exec(path)
    if (hidden === null) files.set(path, entry)
    else hide(files, hidden[2] === '.wh..opq' ? (hidden[1] ?? '') : `${hidden[1] ?? ''}${hidden[2]}`)
  }
}

function hide(files: Map<string, Entry>, path: string): void {
  for (const known of [...files.keys()]) {
    if (known === path || known.startsWith(path.endsWith('/') ? path : `${path}/`)) files.delete(known)
  }
}

const kinds: Readonly<Record<string, Entry['kind']>> = { '0': 'file', '\0': 'file', '5': 'directory', '2': 'link' }

/** Reads the entries of a tar archive by path, without a slash at either end. */
export function* readTar(tar: Buffer): Generator<[string, Entry]> {
  let long: string | undefined
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + 512)
    const size = octal(header, 124, 12)
    const content = tar.subarray(at + 512, at + 512 + size)
    const type = String.fromCharCode(header[156] ?? 0)
    at += 512 + Math.ceil(size / 512) * 512
    if (type === 'x' || type === 'g') {
      long = /(?:^|\n)\d+ path=(.*)\n/.exec(content.toString())?.[1]
      continue
    }
    const path = (long ?? [text(header, 345, 155), text(header, 0, 100)].filter(Boolean).join('/')).replace(
      /^\.?\/|\/$/g,
      '',
    )
    const kind = kinds[type] ?? 'other'
    const owner = `${octal(header, 108, 8)}:${octal(header, 116, 8)}`
    yield [
      path,
      {
        kind,
        mode: octal(header, 100, 8) & 0o7777,
        owner,
        content: kind === 'link' ? Buffer.from(text(header, 157, 100)) : content,
      },
    ]
    long = undefined
  }
}

function text(header: Buffer, start: number, length: number): string {
  return header
    .subarray(start, start + length)
    .toString()
    .replace(/\0.*$/s, '')
}

function octal(header: Buffer, start: number, length: number): number {
  return Number.parseInt(text(header, start, length).trim() || '0', 8)
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json'
const indexType = 'application/vnd.oci.image.index.v1+json'

/**
 * Puts an image for amd64 and arm64 under a tag: busybox with one more variable, `RELEASE`.
 * Called again with another release, it moves the tag; with another note only, to an image of the same config.
 */
export async function pushUpstream(repository: string, tag: string, release: string, note = ''): Promise<void> {
  const manifests = []
  for (const architecture of ['amd64', 'arm64']) {
    const { manifest, config } = await pullImage('library/busybox', 'latest', architecture)
    for (const layer of manifest.document.layers ?? []) await mountBlob(layer.digest, 'library/busybox', repository)
    const own = [...((config.config.Env ?? []) as string[]), `RELEASE=${release}`]
    const bytes = JSON.stringify({ ...config, config: { ...config.config, Env: own } })
    const digest = await putBlob(repository, bytes)
    const parts = {
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: Buffer.byteLength(bytes) },
      layers: manifest.document.layers,
      annotations: { note },
    }
    const body = JSON.stringify(parts)
    const pushed = await putManifest(repository, `${tag}-${architecture}`, body, manifestType)
    const platform = { os: 'linux', architecture }
    manifests.push({ mediaType: manifestType, digest: pushed, size: Buffer.byteLength(body), platform })
  }
  await putManifest(repository, tag, JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }), indexType)
}

/** Puts busybox for amd64 under a tag, its config with other members, as an image of an index in an index. */
export async function pushNestedUpstream(
  repository: string,
  tag: string,
  members: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { manifest, config } = await pullImage('library/busybox', 'latest')
  const { layers = [] } = manifest.document
  for (const layer of layers) await mountBlob(layer.digest, 'library/busybox', repository)
  const bytes = JSON.stringify({ ...config, ...members })
  const own = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: await putBlob(repository, bytes) }
  const size = Buffer.byteLength(bytes)
  let body = JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: { ...own, size }, layers })
  let mediaType = manifestType
  for (const name of [`${tag}-image`, `${tag}-inner`, tag]) {
    const digest = await putManifest(repository, name, body, mediaType)
    const entry = { mediaType, digest, size: Buffer.byteLength(body), platform: { os: 'linux', architecture: 'amd64' } }
    mediaType = indexType
    body = JSON.stringify({ schemaVersion: 2, mediaType, manifests: [entry] })
  }
}
