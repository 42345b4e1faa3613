import type { FoundManifest } from '../bases/registry/answers.ts'
import { baseUse, type Metadata } from '../buildx/metadata.ts'
import { BasehitError } from '../errors.ts'
import { configPlatform, type ImageConfig, parseImageConfig } from '../image/config.ts'
import type { ImageManifest } from '../image/manifest.ts'
import { matchPlatform } from '../image/match.ts'
import { formatPlatform, isSamePlatform, type Platform } from '../image/platform.ts'
import { formatReference, type Repository } from '../image/reference.ts'
import { replacedOn } from '../plan/boundary.ts'
import { expectFound } from './expect.ts'
import type { Plan } from './plan.ts'
import type { AppPlan } from './plan-app.ts'
import type { PinnedBase } from './publish/publish.ts'
import type { AppPush } from './push-app.ts'
import { readConfig } from './read-config.ts'
import type { World } from './world.ts'

/** An app as it was built, and what it was to be built on. */
export interface BuiltOnBases {
  readonly plan: Plan
  readonly app: AppPlan
  /** The bases that were handed over as images. */
  readonly bases: readonly PinnedBase[]
  readonly push: AppPush
  readonly digest: string | undefined
  readonly metadata: Metadata
}

/**
 * Checks that the app was built on its bases: a context name that matches nothing is ignored in silence. What was read is in
 * the provenance; where that says nothing, the layers of a pushed app decide, else a notice says that nothing is known.
 * Each platform of a pushed app that grows from its base is looked at as well. Throws BH106. Returns the pushed manifest, if it was read.
 */
export async function checkApp(world: World, built: BuiltOnBases): Promise<FoundManifest | undefined> {
  const { app, bases, plan } = built
  const unknown: PinnedBase[] = []
  for (const base of bases) {
    const use = baseUse(built.metadata, base.manifest, formatPlatform(base.platform))
    if (use === 'unused')
      throw misbuilt(built, `the app was built without its base ${plan.store.reference(base.manifest)}`)
    if (use === 'unknown') unknown.push(base)
  }
  const pushed = await checkPushed(world, built)
  for (const base of unknown) {
    if (pushed !== undefined && replacedOn(app.replacement, base.platform)?.derived) continue
    const message = `could not check that the app was built on ${plan.store.reference(base.manifest)}: the provenance from buildx lists no materials; update Docker Buildx`
    world.report({ kind: 'notice', message })
  }
  return pushed
}

async function checkPushed(world: World, built: BuiltOnBases): Promise<FoundManifest | undefined> {
  const { push, bases, digest } = built
  if (push.kind === 'none' || bases.length === 0) return undefined
  const [target] = push.kind === 'digest' ? push.targets : []
  const images = push.kind === 'tags' ? push.images : target === undefined ? [] : [{ reference: target, by: 'digest' }]
  let last: FoundManifest | undefined
  for (const { reference, by } of images) {
    const wanted = by === 'digest' ? digest : reference.tag
    if (wanted === undefined) continue
    last = expectFound(await world.registry.manifest(reference, wanted, 'registry-alone'), gone(built, wanted))
    for (const base of bases) await checkPlatform(world, built, base, { repository: reference, top: last })
  }
  return last
}

/**
 * Checks one platform of a pushed app that grows from its base: its platform, and that its first layers are the base's. An
 * app that only copies from a base has the platform of its own FROM, which may be another one on purpose.
 */
async function checkPlatform(
  world: World,
  built: BuiltOnBases,
  base: PinnedBase,
  image: { readonly repository: Repository; readonly top: FoundManifest },
): Promise<void> {
  const { plan, app } = built
  if (replacedOn(app.replacement, base.platform)?.derived !== true) return
  const wanted = formatPlatform(base.platform)
  const config = await readApp(world, built, image, base.platform)
  const stored = configPlatform(config)
  if (!isSamePlatform(stored, base.platform)) {
    throw misbuilt(built, `the app for ${wanted} says it is for ${formatPlatform(stored)}`)
  }
  const layers = (await readConfig(plan.store, base.found.document)).rootfs.diff_ids
  if (layers.some((layer, index) => config.rootfs.diff_ids[index] !== layer)) {
    throw misbuilt(built, `the app for ${wanted} does not begin with the layers of its base`)
  }
}

async function readApp(
  world: World,
  built: BuiltOnBases,
  { repository, top }: { readonly repository: Repository; readonly top: FoundManifest },
  platform: Platform,
): Promise<ImageConfig> {
  let { document } = top
  if (document.kind === 'index') {
    const chosen = matchPlatform(platform, document.manifests)
    if (chosen === undefined) throw misbuilt(built, `the pushed app has no image for ${formatPlatform(platform)}`)
    const found = await world.registry.manifest(repository, chosen.digest, 'registry-alone')
    document = expectFound(found, gone(built, chosen.digest)).document
  }
  const config = (document as ImageManifest).config.digest
  const blob = await world.registry.blob(repository, config, 8 * 1024 * 1024, 'registry-alone')
  return parseImageConfig(expectFound(blob, gone(built, config)).bytes)
}

function gone(built: BuiltOnBases, what: string): () => BasehitError {
  return () => misbuilt(built, `the app was pushed, but ${what} is not in the registry`)
}

/** The error for another app than the one that was wanted, with what it means for the tags. */
function misbuilt({ app, push }: BuiltOnBases, fact: string): BasehitError {
  return new BasehitError('BH106', `${fact}${tagsOf(push)}`, {
    position: app.replacement.position,
    remedy: 'this is a fault of Basehit or of the builder: report it with the log of this build',
  })
}

function tagsOf(push: AppPush): string {
  if (push.kind === 'none') return ''
  if (push.kind === 'digest') return `; no tag was moved: ${push.targets.map(formatReference).join(', ')}`
  return `; it was already pushed as ${push.names.join(', ')}`
}
