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
    ...upstreamNames(record),
    ...base.lowered.upstreams.map(each => [each.digest as string, each.reference] as const),
  ])
  try {
    return recipeChanges(recipe, base.recipe, image => names.get(image) ?? image)
  } catch {
    return undefined
  }
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

/** Whether it says that it is a recipe of this version. Who wrote it is not known, so what it holds may be anything. */
function isRecipe(document: unknown): document is Recipe {
  return typeof document === 'object' && document !== null && 'recipe' in document && document.recipe === recipeVersion
}

/** The names that a record has for images, as far as it can be read. */
function upstreamNames(record: unknown): readonly (readonly [string, string])[] {
  const { upstreams } = (record ?? {}) as Partial<BaseRecord>
  if (!Array.isArray(upstreams)) return []
  return upstreams.flatMap((each: Partial<BaseRecord['upstreams'][number]> | null) =>
    typeof each?.digest === 'string' && typeof each.reference === 'string' ? [[each.digest, each.reference]] : [],
  )
}
