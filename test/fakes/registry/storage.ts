import { digestOf } from '../../../src/image/digest.ts'

/** A stored manifest. */
export interface StoredManifest {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

interface StoredRepository {
  readonly blobs: Map<string, Uint8Array>
  readonly manifests: Map<string, StoredManifest>
  readonly tags: Map<string, string>
}

/** What a registry holds, in memory. */
export class Storage {
  readonly #repositories = new Map<string, StoredRepository>()
  readonly #uploads = new Map<string, string>()
  #sessions = 0

  find(repository: string): StoredRepository | undefined {
    return this.#repositories.get(repository)
  }

  open(repository: string): StoredRepository {
    const found = this.#repositories.get(repository)
    if (found !== undefined) return found
    const made: StoredRepository = { blobs: new Map(), manifests: new Map(), tags: new Map() }
    this.#repositories.set(repository, made)
    return made
  }

  /** The digest a tag or digest stands for. */
  resolve(repository: string, reference: string): string | undefined {
    const stored = this.find(repository)
    const digest = reference.includes(':') ? reference : stored?.tags.get(reference)
    return digest !== undefined && stored?.manifests.has(digest) ? digest : undefined
  }

  putManifest(repository: string, reference: string, manifest: StoredManifest): string {
    const digest = digestOf(manifest.bytes)
    const stored = this.open(repository)
    stored.manifests.set(digest, manifest)
    if (!reference.includes(':')) stored.tags.set(reference, digest)
    return digest
  }

  putBlob(repository: string, bytes: Uint8Array): string {
    const digest = digestOf(bytes)
    this.open(repository).blobs.set(digest, bytes)
    return digest
  }

  openUpload(repository: string): string {
    const id = `upload-${++this.#sessions}`
    this.#uploads.set(id, repository)
    return id
  }

  closeUpload(id: string): boolean {
    return this.#uploads.delete(id)
  }

  get openUploads(): number {
    return this.#uploads.size
  }
}
