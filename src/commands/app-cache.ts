import { isPrivateCache } from '../buildx/attributes.ts'
import { pushedOutputs } from '../buildx/outputs.ts'
import { formatPlatform } from '../image/platform.ts'
import { firstDownload } from '../plan/lazy.ts'
import { isPinned, type UsedBase } from './inline.ts'
import type { Options } from './options.ts'
import type { Plan } from './plan.ts'
import type { AppPlan } from './plan-app.ts'
import type { World } from './world.ts'

/** Where the app's own layers are cached, as buildx takes it. */
export interface AppCaches {
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** The same for a base that is linked with the app's build; a stage of the app's own file has the app's. */
  readonly base: { readonly from: readonly string[]; readonly to: readonly string[] }
  /** Variables that buildx reads. */
  readonly env: Readonly<Record<string, string>>
}

const nothing = { from: [], to: [] } as const
const none: AppCaches = { ...nothing, base: nothing, env: {} }

/**
 * Chooses the app's cache: what the user gave, else the GHA cache or the base's repository. What is saved follows the run's
 * trust. Trouble with a cache is a notice and a slower build, never a failure.
 */
export async function appCaches(
  options: Options,
  world: World,
  plan: Plan,
  app: AppPlan,
  bases: readonly UsedBase[],
): Promise<AppCaches> {
  const { cacheFrom, cacheTo, cache } = options.app
  if (bases.every(isPinned)) explainDownload(world, options, plan, app)
  if (cacheFrom.length > 0 || cacheTo.length > 0) {
    return {
      from: cacheFrom,
      to: givenTargets(world, plan, cacheTo),
      base: nothing,
      env: world.cacheService?.env ?? {},
    }
  }
  if (cache === 'none' || options.app.call !== undefined) return none
  const chosen = cache === 'gha' ? ghaCache(options, world, plan, app) : registryCache(options, plan)
  if (chosen === undefined) return none
  const builder = await world.builder()
  const { mayExportCache, driver } = await builder.inspect(options.build.builder)
  if (mayExportCache) return chosen
  world.report({
    kind: 'notice',
    message: `the builder's driver (${driver}) cannot export caches: the app is built without one; add docker/setup-buildx-action for a builder that can`,
  })
  return none
}

/** What the user wants saved; where the run may save nothing that others read, only what stays on this machine or in the image. */
function givenTargets(world: World, { trust }: Plan, cacheTo: readonly string[]): readonly string[] {
  if (trust.caches !== 'none') return cacheTo
  const kept = cacheTo.filter(isPrivateCache)
  if (kept.length < cacheTo.length) {
    world.report({ kind: 'warning', message: `cache-to is not followed: others would read it, and ${trust.because}` })
  }
  return kept
}

function ghaCache(options: Options, world: World, plan: Plan, app: AppPlan): AppCaches | undefined {
  const { cacheService } = world
  if (cacheService === undefined) return undefined
  if (cacheService.env.ACTIONS_RUNTIME_TOKEN === undefined) {
    world.report({
      kind: 'notice',
      message: 'the Actions cache service is not reachable from here (no runtime token): the app is built without it',
    })
    return undefined
  }
  const scope = `basehit-${[app.file.path, options.app.target ?? '', ...options.build.platforms.map(formatPlatform)].join('-').replace(/[^\w.-]+/g, '-')}`
  const maySave = cacheService.mayWrite && plan.trust.caches !== 'none'
  if (!maySave) {
    world.report({
      kind: 'notice',
      message: 'this run may only read the Actions cache: the app’s layers are not saved',
    })
  }
  const caches = (name: string) => ({
    from: [`type=gha,scope=${name}`],
    to: maySave ? [`type=gha,scope=${name},mode=max,ignore-error=true`] : [],
  })
  return { ...caches(scope), base: caches(`${scope}-base`), env: cacheService.env }
}

function registryCache(options: Options, { trust }: Plan): AppCaches | undefined {
  const { store } = options.base
  if (store.kind !== 'registry') return undefined
  const platforms = options.build.platforms.map(platform => formatPlatform(platform).replaceAll('/', '-')).join('-')
  const { registry, repository } = store.repository
  const reference = `${registry}/${repository}:cache-${platforms}`
  return {
    from: [`type=registry,ref=${reference}`],
    // One tag for all runs: who may not publish a base may not put layers there either.
    to:
      pushedOutputs(options.app).length > 0 && trust.caches === 'shared'
        ? [`type=registry,ref=${reference},mode=max,ignore-error=true`]
        : [],
    base: nothing,
    env: {},
  }
}

/** Says beforehand which line of the app makes the whole base be downloaded, and with the GHA cache uploaded. */
function explainDownload(world: World, options: Options, plan: Plan, app: AppPlan): void {
  const { replacement, file: loaded } = app
  const derived = replacement.platforms.filter(each => each.derived)
  const cause = firstDownload({ ...replacement, platforms: derived }, loaded.dockerfile)
  const bytes = plan.bases[0]?.decision.kind === 'reuse' ? plan.bases[0].decision.base.bytes : undefined
  if (cause === undefined) return
  const size = bytes === undefined ? '' : ` (${Math.round(bytes / 1e6)} MB)`
  const { file, line } = cause.position
  world.report({
    kind: 'notice',
    message: `${file}:${line}: ${cause.what} makes the whole base${size} be downloaded; ${cause.instead}`,
  })
  if (
    cause.exports &&
    options.app.cache === 'gha' &&
    options.app.cacheTo.length === 0 &&
    world.cacheService?.mayWrite
  ) {
    world.report({
      kind: 'notice',
      message: `a RUN on the base makes the GHA cache hold the whole base${size}; app-cache: registry keeps it where those layers already are`,
    })
  }
}
