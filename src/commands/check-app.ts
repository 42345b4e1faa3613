import { BasehitError } from '../errors.ts'
import { configPlatform, type ImageConfig, parseImageConfig } from '../image/config.ts'
import type { ImageManifest } from '../image/manifest.ts'
import { matchPlatform } from '../image/match.ts'
import { formatPlatform, isSamePlatform, type Platform } from '../image/platform.ts'
import { parseReference, type Reference } from '../image/reference.ts'
import { replacedOn } from '../plan/boundary.ts'
import { expectFound } from './expect.ts'
import type { Options } from './options.ts'
import type { Plan } from './plan.ts'
import type { AppPlan } from './plan-app.ts'
import type { PinnedBase } from './publish/publish.ts'
import { readConfig } from './read-config.ts'
import type { World } from './world.ts'

/** Checks each platform of a pushed app: its platform, and that its first layers are those of its base. */
export async function checkPushedApp(
  options: Options,
  world: World,
  plan: Plan,
  app: AppPlan,
  bases: readonly PinnedBase[],
  digest: string,
): Promise<void> {
  const [tag] = options.app.tags
  if (tag === undefined) return
  const repository = parseReference(tag)
  for (const base of bases) {
    const pushed = await readApp(world, repository, digest, base.platform)
    const stored = configPlatform(pushed)
    if (!isSamePlatform(stored, base.platform)) {
      throw new BasehitError(
        'BH106',
        `the app for ${formatPlatform(base.platform)} says it is for ${formatPlatform(stored)}`,
      )
    }
    if (replacedOn(app.replacement, base.platform)?.derived !== true) continue
    const layers = (await readConfig(plan.store, base.found.document)).rootfs.diff_ids
    if (layers.some((layer, index) => pushed.rootfs.diff_ids[index] !== layer)) {
      throw new BasehitError(
        'BH106',
        `the app for ${formatPlatform(base.platform)} does not begin with the layers of its base`,
        {
          position: app.replacement.position,
          remedy: 'this is a fault of Basehit or of the builder: report it with the log of this build',
        },
      )
    }
  }
}

async function readApp(world: World, repository: Reference, digest: string, platform: Platform): Promise<ImageConfig> {
  const top = await world.registry.manifest(repository, digest)
  let document = expectFound(top, gone(digest)).document
  if (document.kind === 'index') {
    const chosen = matchPlatform(platform, document.manifests)
    if (chosen === undefined)
      throw new BasehitError('BH106', `the pushed app has no image for ${formatPlatform(platform)}`)
    document = expectFound(await world.registry.manifest(repository, chosen.digest), gone(chosen.digest)).document
  }
  const config = (document as ImageManifest).config.digest
  return parseImageConfig(
    expectFound(await world.registry.blob(repository, config, 8 * 1024 * 1024), gone(config)).bytes,
  )
}

function gone(what: string): () => BasehitError {
  return () => new BasehitError('BH106', `the app was pushed, but ${what} is not in the registry`)
}
