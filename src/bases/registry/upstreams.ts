import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { digestHex, digestOf, isDigest, type ManifestDigest } from '../../image/digest.ts'
import { type ImageIndex, type ImageManifest, parseManifest } from '../../image/manifest.ts'
import type { Repository } from '../../image/reference.ts'
import { isFolder, keepFile } from '../../leases/folder.ts'
import type { BlobAnswer, ManifestAnswer } from './answers.ts'
import type { RegistryClient } from './client.ts'

/** Reads images that others publish. Its answer to a digest is that content; it says nothing of what a registry has now. */
export type Upstreams = Pick<RegistryClient, 'manifest' | 'blob'>

/** The largest manifest or config that is kept, in bytes. */
const largest = 4 * 1024 * 1024

/**
 * Keeps in a folder what it reads, by repository and digest, and reads it there the next time. A tag is resolved by its
 * registry every time: by a HEAD where something of the repository is kept. A folder that cannot be read or written, and a
 * file that is not what its name says, are as if nothing was kept.
 */
export function keepUpstreams(client: UpstreamClient, folder: string): Upstreams {
  const kept = new KeptUpstreams(client, folder)
  return { manifest: kept.manifest.bind(kept), blob: kept.blob.bind(kept) }
}

type UpstreamClient = Pick<RegistryClient, 'manifest' | 'headManifest' | 'blob'>

class KeptUpstreams implements Upstreams {
  readonly #client: UpstreamClient
  readonly #folder: string

  constructor(client: UpstreamClient, folder: string) {
    this.#client = client
    this.#folder = folder
  }

  async manifest(from: Repository, reference: string): Promise<ManifestAnswer> {
    if (isDigest(reference)) return this.#manifestOf(from, reference)
    // With nothing kept, the HEAD would be one request more.
    if (!isFolder(this.#folderOf(from))) return this.#ask(from, reference)
    const head = await this.#client.headManifest(from, reference)
    return head.kind === 'found' ? this.#manifestOf(from, head.digest) : head
  }

  async blob(from: Repository, digest: ManifestDigest, cap: number): Promise<BlobAnswer> {
    const path = this.#pathOf(from, digest)
    const bytes = readKept(path, digest)
    if (bytes !== undefined && bytes.byteLength <= cap) return { kind: 'found', bytes }
    const answer = await this.#client.blob(from, digest, cap)
    if (answer.kind === 'found') keep(path, answer.bytes)
    return answer
  }

  async #manifestOf(from: Repository, digest: ManifestDigest): Promise<ManifestAnswer> {
    const bytes = readKept(this.#pathOf(from, digest), digest)
    const document = bytes === undefined ? undefined : readAlone(bytes)
    if (bytes === undefined || document === undefined) return this.#ask(from, digest)
    return { kind: 'found', bytes, digest, mediaType: document.mediaType, document }
  }

  async #ask(from: Repository, reference: string): Promise<ManifestAnswer> {
    const answer = await this.#client.manifest(from, reference)
    // Some documents do not say what they are: what only a header said is not kept.
    if (answer.kind === 'found' && readAlone(answer.bytes)?.mediaType === answer.mediaType)
      keep(this.#pathOf(from, answer.digest), answer.bytes)
    return answer
  }

  #folderOf({ registry, repository }: Repository): string {
    return join(this.#folder, encodeURIComponent(`${registry}/${repository}`))
  }

  #pathOf(from: Repository, digest: ManifestDigest): string {
    return join(this.#folderOf(from), digestHex(digest))
  }
}

/** Reads a manifest without its registry's word for what it is; undefined if that takes one. */
function readAlone(bytes: Uint8Array): ImageManifest | ImageIndex | undefined {
  try {
    return parseManifest(bytes)
  } catch {
    return undefined
  }
}

/** Reads what is small and near at once: for three files, handing each step to another thread takes longer than reading. */
function readKept(path: string, digest: ManifestDigest): Uint8Array | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined || !stats.isFile() || stats.size > largest) return undefined
    const bytes = new Uint8Array(readFileSync(path))
    return digestOf(bytes) === digest ? bytes : undefined
  } catch {
    return undefined
  }
}

function keep(path: string, bytes: Uint8Array): void {
  if (bytes.byteLength <= largest) keepFile(path, bytes)
}
