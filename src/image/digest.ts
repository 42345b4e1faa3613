import { createHash } from 'node:crypto'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'

declare const brand: unique symbol

/** The OCI content digest of what a registry stores: `sha256:` and 64 lower-case hex digits. */
export type ManifestDigest = string & { readonly [brand]: 'manifest digest' }

const pattern = /^sha256:[0-9a-f]{64}$/

/** Tells whether the text is a content digest of the one algorithm Basehit accepts. */
export function isDigest(text: string): text is ManifestDigest {
  return pattern.test(text)
}

/** Reads a content digest, or stops with BH011. */
export function parseDigest(text: string, position?: Position): ManifestDigest {
  if (isDigest(text)) return text
  throw new BasehitError('BH011', `\`${text}\` is not a content digest`, {
    position,
    remedy: 'give `sha256:` followed by 64 lower-case hex digits',
  })
}

/** Computes sha256 as 64 hex digits; text counts as its UTF-8 bytes. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Computes the content digest of bytes; text counts as its UTF-8 bytes. */
export function digestOf(bytes: Uint8Array | string): ManifestDigest {
  return digestFromHex(sha256Hex(bytes))
}

/** Makes the content digest of a sha256 already computed as 64 hex digits. */
export function digestFromHex(hex: string): ManifestDigest {
  return parseDigest(`sha256:${hex}`)
}

/** Returns the 64 hex digits of a content digest. */
export function digestHex(digest: ManifestDigest): string {
  return digest.slice('sha256:'.length)
}
