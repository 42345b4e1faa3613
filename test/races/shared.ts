import type { ManifestAnswer } from '../../src/bases/registry/answers.ts'
import { digestOf, type ManifestDigest } from '../../src/image/digest.ts'
import { mediaTypes, parseManifest } from '../../src/image/manifest.ts'
import type { Scheduler } from './scheduler.ts'

/** What all actors share: one repository. */
export class Shared {
  readonly #scheduler: Scheduler
  readonly #lag: number
  readonly #blobs = new Map<string, Uint8Array>()
  readonly #manifests = new Map<string, Uint8Array>()
  readonly #tags = new Map<string, { digest: string; before: string | undefined; until: number }>()
  readonly verified = new Set<string>()
  readonly tagged: ManifestDigest[] = []
  readonly wrong: string[] = []
  builds = 0

  constructor(scheduler: Scheduler, lag: number) {
    this.#scheduler = scheduler
    this.#lag = lag
  }

  putBlob(digest: string, bytes: Uint8Array): void {
    this.#blobs.set(digest, bytes)
  }

  putManifest(reference: string, bytes: Uint8Array): ManifestDigest {
    const digest = digestOf(bytes)
    this.#manifests.set(digest, bytes)
    if (reference !== digest) this.#tag(reference, digest)
    return digest
  }

  manifest(reference: string): ManifestAnswer {
    const tag = this.#tags.get(reference)
    const seen = tag === undefined ? reference : this.#seen(tag)
    const bytes = seen === undefined ? undefined : this.#manifests.get(seen)
    if (bytes === undefined) return { kind: 'absent', what: 'manifest' }
    return {
      kind: 'found',
      bytes,
      digest: digestOf(bytes),
      mediaType: mediaTypes.ociManifest,
      document: parseManifest(bytes),
    }
  }

  blob(digest: string): Uint8Array | undefined {
    return this.#blobs.get(digest)
  }

  /** A tag that was just moved may still be read as it was. */
  #seen(tag: { digest: string; before: string | undefined; until: number }): string | undefined {
    return this.#scheduler.now < tag.until && this.#scheduler.pick(2) === 0 ? tag.before : tag.digest
  }

  #tag(name: string, digest: ManifestDigest): void {
    this.#tags.set(name, { digest, before: this.#tags.get(name)?.digest, until: this.#scheduler.now + this.#lag })
    if (!/^[0-9a-f]{64}$/.test(name)) return
    this.tagged.push(digest)
    const document = parseManifest(this.#manifests.get(digest) ?? '')
    if (document.kind !== 'manifest') return
    const parts = [document.config, ...document.layers]
    if (parts.some(part => !this.#blobs.has(part.digest))) this.wrong.push(`${name} is not whole`)
    if (document.annotations?.['dev.basehit.dependency-digest'] !== name) this.wrong.push(`${name} is another base`)
    if (!this.verified.has(digest)) this.wrong.push(`${name} was not verified`)
  }
}
