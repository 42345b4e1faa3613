import type { ManifestDigest } from '../image/digest.ts'
import type { BlobAnswer, BlobHead, BlobStored, ManifestAnswer, ManifestStored, PushRight } from './registry/answers.ts'

/** A place where bases live. Expected outcomes are values; nothing here decides. */
export interface BaseStore {
  /** What a person calls it: `ghcr.io/acme/app-base`, or a directory. */
  readonly name: string
  /** Reads a manifest by tag or digest. */
  manifest(reference: string): Promise<ManifestAnswer>
  /** Reads a blob of at most `cap` bytes. */
  blob(digest: ManifestDigest, cap: number): Promise<BlobAnswer>
  hasBlob(digest: ManifestDigest): Promise<BlobHead>
  putBlob(digest: ManifestDigest, bytes: Uint8Array): Promise<BlobStored>
  /** Stores a manifest under a tag or its own digest. */
  putManifest(reference: string, bytes: Uint8Array, mediaType: string): Promise<ManifestStored>
  /** Asks, before a long build, whether it could be stored at all. */
  mayPublish(): Promise<PushRight>
  /** How a build leaves its image here without a tag: what buildx is told, and how the result is taken in. */
  receive(): Promise<Receiver>
  /** The image under a manifest digest, as a person and a Dockerfile would name it. */
  reference(digest: ManifestDigest): string
  /** The image as a named context of another build. */
  context(digest: ManifestDigest): string
}

/** Takes one build's image into a store. */
export interface Receiver {
  /** The value of buildx's `--output`. */
  readonly output: string
  /** Makes the image readable by digest. */
  accept(digest: ManifestDigest): Promise<void>
  /** Removes what is temporary; called on success and on failure. */
  discard(): Promise<void>
}
