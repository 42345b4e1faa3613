import { createHash } from 'node:crypto'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { BaseStore } from '../bases/port.ts'
import type { ManifestStored } from '../bases/registry/answers.ts'
import { canonicalJson } from '../canonical.ts'
import type { ManifestDigest } from '../image/digest.ts'
import { parseManifest } from '../image/manifest.ts'
import { formatPlatform } from '../image/platform.ts'
import { lastRecordsManifest, mostRecords, type RecordBlobs, readLastRecords } from '../publish/last-records.ts'
import type { StoredManifest } from '../publish/manifests.ts'
import { type Change, recipeChanges } from '../recipe/changes.ts'
import { namesOf } from '../recipe/names.ts'
import { type Recipe, recipeVersion } from '../recipe/recipe.ts'
import type { BaseRecord } from '../recipe/record.ts'
import type { Options } from './options.ts'
import type { LoweredBase } from './plan.ts'
import type { World } from './world.ts'

const cap = 32 * 1024 * 1024

/**
 * The tag under which the last few records of one Dockerfile, context, stage and platform are: how a miss finds out what
 * the base was before. In a registry, paths count from the root of the checkout, wherever that is; in a directory of this
 * machine, which may hold the bases of several projects, from the root of the file system.
 */
export async function pointerTag(options: Options, world: World, base: LoweredBase): Promise<string> {
  const { cwd, context } = options.build
  const root = options.base.store.kind === 'layout' ? undefined : await checkoutOf(world, cwd)
  const paths = [options.base.file, context].map(path => {
    const absolute = resolve(cwd, path)
    return (root === undefined ? absolute : relative(root, absolute)).replaceAll(sep, '/')
  })
  const platform = formatPlatform(base.platform)
  const hash = createHash('sha256').update(canonicalJson([...paths, base.name, platform]))
  const words = `${base.name}-${platform}`.replace(/[^\w.-]+/g, '-').slice(0, 90)
  return `last-${words}-${hash.digest('hex').slice(0, 16)}.record`
}

/** The directory that Git works in, here or above; else the working directory. */
async function checkoutOf({ files }: World, cwd: string): Promise<string> {
  const read = (path: string) => files.read(path).catch(() => undefined)
  for (let directory = cwd; ; directory = dirname(directory)) {
    // In a worktree or a submodule, it is a file.
    const found = (await read(join(directory, '.git', 'HEAD'))) ?? (await read(join(directory, '.git')))
    if (found !== undefined) return directory
    if (dirname(directory) === directory) return cwd
  }
}

/**
 * What differs from the nearest of the last few bases of this Dockerfile and stage, the newer of two as near; undefined
 * when none is recorded or none can be read. Takes one request for each of them, and two.
 */
export async function changesSinceLast(
  options: Options,
  world: World,
  store: BaseStore,
  base: LoweredBase,
): Promise<readonly Change[] | undefined> {
  const records = await lastRecords(store, await pointerTag(options, world, base))
  const known = await Promise.all(
    records.map(async ({ recipe, record }) => ({ recipe: await readJson(store, recipe), record })),
  )
  const [nearest] = known
    .map(({ recipe, record }) => ({ recipe, record, changes: compare(recipe, base)?.length }))
    .filter(({ changes }) => changes !== undefined)
    .sort((one, other) => (one.changes ?? 0) - (other.changes ?? 0))
  return nearest && compare(nearest.recipe, base, (await readJson(store, nearest.record)) ?? {})
}

/**
 * Puts a record before the others of its tag, in two requests. Of two runs that do so at once, the later one's list stays:
 * a base less to compare with, for registries cannot compare and set.
 */
export async function rememberRecord(store: BaseStore, tag: string, own: StoredManifest): Promise<ManifestStored> {
  const [newest] = readLastRecords(parseManifest(own.bytes, own.mediaType))
  if (newest === undefined) throw new TypeError('a record without a recipe')
  const others = (await lastRecords(store, tag)).filter(({ recipe }) => recipe.digest !== newest.recipe.digest)
  const { bytes, mediaType } = lastRecordsManifest([newest, ...others].slice(0, mostRecords))
  const stored = await store.putManifest(tag, bytes, mediaType)
  // What an older one lists may be gone.
  return stored.kind === 'broken' ? store.putManifest(tag, own.bytes, own.mediaType) : stored
}

async function lastRecords(store: BaseStore, tag: string): Promise<readonly RecordBlobs[]> {
  const answer = await store.manifest(tag)
  return answer.kind === 'found' ? readLastRecords(answer.document) : []
}

/**
 * What a recipe of a store and a base differ in, by the names in its record if that is given. Who wrote the two is not
 * known, so they may hold anything; undefined for what is no recipe.
 */
function compare(recipe: unknown, { recipe: now, lowered }: LoweredBase, record?: unknown): Change[] | undefined {
  if (!isRecipe(recipe)) return undefined
  try {
    if (record === undefined) return recipeChanges(recipe, now)
    const { upstreams, fileOrigins } = record as Partial<BaseRecord>
    return recipeChanges(recipe, now, {
      before: namesOf(recipe.operations, upstreams, fileOrigins),
      after: namesOf(now.operations, lowered.upstreams, lowered.fileOrigins),
    })
  } catch {
    return undefined
  }
}

async function readJson(
  store: BaseStore,
  { digest, size }: { readonly digest: ManifestDigest; readonly size: number },
): Promise<unknown> {
  if (size > cap) return undefined
  const blob = await store.blob(digest, cap)
  if (blob.kind !== 'found') return undefined
  try {
    return JSON.parse(new TextDecoder().decode(blob.bytes))
  } catch {
    return undefined
  }
}

/** Whether it says that it is a recipe of this version. */
function isRecipe(document: unknown): document is Recipe {
  return typeof document === 'object' && document !== null && 'recipe' in document && document.recipe === recipeVersion
}
