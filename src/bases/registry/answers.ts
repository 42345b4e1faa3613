import type { ManifestDigest } from '../../image/digest.ts'
import type { ImageIndex, ImageManifest } from '../../image/manifest.ts'
import type { Fault } from './fault.ts'

/** The registry knows itself, and does not have what was asked for. */
export interface Absent {
  readonly kind: 'absent'
  /** `repository` only where the registry says so; many say `manifest` or `blob` for a missing repository too. */
  readonly what: 'manifest' | 'blob' | 'repository'
}

/** A manifest or index whose bytes hash to its digest and read as what the registry calls them. */
export interface FoundManifest {
  readonly kind: 'found'
  readonly bytes: Uint8Array
  /** Computed from the bytes, never taken from a header. */
  readonly digest: ManifestDigest
  readonly mediaType: string
  readonly document: ImageManifest | ImageIndex
}

/** What a tag or digest points at, without its bytes. */
export interface ManifestHead {
  readonly kind: 'found'
  readonly digest: ManifestDigest
  readonly mediaType: string
  /** In bytes; undefined if the registry did not say. */
  readonly size: number | undefined
}

/** The answer to `manifest`. */
export type ManifestAnswer = FoundManifest | Absent | Fault
/** The answer to `headManifest`. */
export type HeadAnswer = ManifestHead | Absent | Fault
/** The answer to `blob`: bytes that hash to the digest asked for. */
export type BlobAnswer = { readonly kind: 'found'; readonly bytes: Uint8Array } | Absent | Fault
/** The answer to `blobExists`; `size` in bytes is undefined only where the registry said the digest. */
export type BlobHead = { readonly kind: 'found'; readonly size: number | undefined } | Absent | Fault
/** The answer to `putBlob`: it was there, came from another repository, or was sent. */
export type BlobStored = { readonly kind: 'stored'; readonly how: 'present' | 'mounted' | 'uploaded' } | Fault
/** The answer to `putManifest`; `immutable` if the tag exists and the registry does not move tags. */
export type ManifestStored =
  | { readonly kind: 'stored'; readonly digest: ManifestDigest }
  | { readonly kind: 'immutable'; readonly detail: string }
  | Fault
/** The answer to `mayPush`. */
export type PushRight = { readonly kind: 'allowed' } | Fault
/** The answer to `deleteManifest`; `unsupported` if this registry deletes nothing, or not over this protocol. */
export type Deleted =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'unsupported'; readonly detail: string }
  | Absent
  | Fault
/** The answer to `listTags`, in the registry's order. */
export type TagList = { readonly kind: 'found'; readonly tags: readonly string[] } | Absent | Fault
