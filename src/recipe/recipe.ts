import { createHash } from 'node:crypto'
import { canonicalPieces } from '../canonical.ts'
import type { RecordedConfig } from '../lower/config.ts'
import type { Lowered } from '../lower/lower.ts'
import type { Input, Operation } from '../lower/operations.ts'
import { finish, type Work } from '../turns.ts'

/**
 * The version of the recipe, raised whenever what is recorded changes.
 * 1: the first.
 */
export const recipeVersion = 1

/** The media type of a recipe blob and the artifact type of its record. */
export const recipeMediaType = 'application/vnd.basehit.recipe.v1+json'

/** Every fact that decides a base, for one platform. A fact missing here is a stale base; one too many is a wasted build. */
export interface Recipe {
  readonly recipe: typeof recipeVersion
  readonly platform: string
  readonly operations: readonly Operation[]
  /** The operation whose result is the base's file system. */
  readonly root: Input
  readonly config: RecordedConfig
  /** Disowns every base made without it. */
  readonly salt?: string
  /** Seconds since 1970: the time stamps BuildKit writes. */
  readonly sourceDateEpoch?: number
}

declare const brand: unique symbol

/** The sha256 of a recipe's canonical bytes as 64 hex digits. It names the base. */
export type DependencyDigest = string & { readonly [brand]: 'dependency digest' }

/** The recipe of a lowered stage, and of the salt that is recorded beside it. */
export function recipeOf(lowered: Lowered, { salt }: { readonly salt?: string | undefined }): Recipe {
  const { sourceDateEpoch } = lowered
  return {
    recipe: recipeVersion,
    platform: lowered.platform,
    operations: lowered.operations,
    root: lowered.root,
    config: lowered.config,
    ...(salt ? { salt } : {}),
    ...(sourceDateEpoch === undefined ? {} : { sourceDateEpoch }),
  }
}

/** A recipe's canonical bytes: `sha256sum` of them prints the dependency digest. */
export function recipeBytes(recipe: Recipe): Uint8Array {
  return finish(encodeRecipe(recipe))
}

/** Makes the same bytes in turns. */
export function* encodeRecipe(recipe: Recipe): Work<Uint8Array> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  let text = ''
  for (const piece of canonicalPieces(recipe)) {
    text += piece
    if (text.length < pieceLength) continue
    parts.push(encoder.encode(text))
    text = ''
    yield
  }
  return Buffer.concat([...parts, encoder.encode(text)])
}

/** Characters that are encoded at a time. */
const pieceLength = 64 * 1024

/** Hashes a recipe's canonical bytes. */
export function dependencyDigest(bytes: Uint8Array): DependencyDigest {
  return createHash('sha256').update(bytes).digest('hex') as DependencyDigest
}

/** Whether a text is a dependency digest: 64 lower-case hex digits. */
export function isDependencyDigest(text: string): text is DependencyDigest {
  return /^[0-9a-f]{64}$/.test(text)
}
