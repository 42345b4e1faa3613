import type { BaseStore } from '../bases/port.ts'
import type { ManifestDigest } from '../image/digest.ts'
import { formatPlatform } from '../image/platform.ts'
import { type Change, recipeChanges } from '../recipe/changes.ts'
import { type Recipe, recipeMediaType, recipeVersion } from '../recipe/recipe.ts'
import { type BaseRecord, recordMediaType } from '../recipe/record.ts'
import type { LoweredBase } from './plan.ts'

const cap = 32 * 1024 * 1024

/** The tag that follows the newest record of one base: how a miss finds out what it was before. */
export function pointerTag(name: string, platform: string): string {
  return `last-${`${name}-${platform}`.replace(/[^\w.-]+/g, '-').slice(0, 110)}.record`
}

/** What differs from the newest base of the same name; undefined when none is recorded or it cannot be read. */
export async function changesSinceLast(store: BaseStore, base: LoweredBase): Promise<readonly Change[] | undefined> {
  const answer = await store.manifest(pointerTag(base.name, formatPlatform(base.platform)))
  if (answer.kind !== 'found' || answer.document.kind !== 'manifest') return undefined
  const { layers } = answer.document
  const recipe = await readJson(store, layers.find(layer => layer.mediaType === recipeMediaType)?.digest)
  const record = await readJson(store, layers.find(layer => layer.mediaType === recordMediaType)?.digest)
  if (!isRecipe(recipe)) return undefined
  const names = new Map([
    ...(isRecord(record) ? record.upstreams : []).map(each => [each.digest, each.reference] as const),
    ...base.lowered.upstreams.map(each => [each.digest as string, each.reference] as const),
  ])
  return recipeChanges(recipe, base.recipe, image => names.get(image) ?? image)
}

async function readJson(store: BaseStore, digest: ManifestDigest | undefined): Promise<unknown> {
  if (digest === undefined) return undefined
  const blob = await store.blob(digest, cap)
  if (blob.kind !== 'found') return undefined
  try {
    return JSON.parse(new TextDecoder().decode(blob.bytes))
  } catch {
    return undefined
  }
}

/** The blob is named by its own hash and was written by Basehit, so its version is all that is checked. */
function isRecipe(document: unknown): document is Recipe {
  return typeof document === 'object' && document !== null && 'recipe' in document && document.recipe === recipeVersion
}

function isRecord(document: unknown): document is BaseRecord {
  return (
    typeof document === 'object' && document !== null && 'upstreams' in document && Array.isArray(document.upstreams)
  )
}
