import type { BuildRequest, LinkedBuild, NamedContext } from '../buildx/request.ts'
import { formatPlatform } from '../image/platform.ts'
import type { BuildReason } from '../plan/decide.ts'
import type { Options } from './options.ts'
import type { Plan, PlannedBase } from './plan.ts'
import type { PinnedBase } from './publish/publish.ts'
import { baseRequest } from './requests.ts'
import { verifyImage } from './verify.ts'
import type { World } from './world.ts'

/** A base that is built as part of the app, for this run alone: it has no manifest, and nobody else can use it. */
export interface InlineBase extends PlannedBase {
  readonly how: 'inline'
}

/** A base as a run uses it: a stored one by its manifest digest, or one that is part of the app's own build. */
export type UsedBase = PinnedBase | InlineBase

/** The name of the build that makes an inline base of a file of its own. */
export const linkedName = 'basehit-base'

/** Whether a base is a stored image. */
export function isPinned(base: UsedBase): base is PinnedBase {
  return base.how !== 'inline'
}

/** Whether a base is built as part of the app. */
export function isInline(base: UsedBase): base is InlineBase {
  return base.how === 'inline'
}

/** Leaves a base to the app's build; its verify commands run on it all the same. */
export async function inlineBase(
  options: Options,
  world: World,
  plan: Plan,
  base: PlannedBase,
  why: BuildReason,
): Promise<InlineBase> {
  const inline = { ...base, decision: { kind: 'inline', why }, how: 'inline' } as const
  const linked = linkedBuild(options, plan, [inline])
  await verifyImage(options, world, plan, { base, image: { linked }, commands: options.base.verify, why })
  return inline
}

/** The build of inline bases as an input of another build. */
export function linkedBuild(options: Options, plan: Plan, bases: readonly InlineBase[]): LinkedBuild {
  const requests = bases.map(base => baseRequest(options, plan, base, 'type=cacheonly', false))
  const [first] = requests
  if (first === undefined) throw new TypeError('a build of no bases')
  const request: BuildRequest = {
    ...first,
    platforms: requests.flatMap(each => each.platforms ?? []),
    namedContexts: distinctContexts(requests.flatMap(each => each.namedContexts ?? [])),
  }
  return { name: linkedName, request }
}

/** How the app's build gets its inline bases: a stage is there already and needs its upstreams only, a file is linked. */
export function inlineParts(
  options: Options,
  plan: Plan,
  name: string | undefined,
  bases: readonly UsedBase[],
): { readonly contexts: readonly NamedContext[]; readonly linked?: LinkedBuild } {
  const inline = bases.filter(isInline)
  if (inline.length === 0) return { contexts: [] }
  const linked = linkedBuild(options, plan, inline)
  if (options.base.boundary.kind === 'stage') return { contexts: linked.request.namedContexts ?? [] }
  if (name === undefined) return { contexts: [] }
  return { contexts: inline.map(base => ({ ...keyed(options, name, base), value: `target:${linked.name}` })), linked }
}

/** The key of a base's context: where the app has several platforms, each has its own, or none. */
export function keyed({ build }: Options, name: string, { platform }: UsedBase): Omit<NamedContext, 'value'> {
  return { name, ...(build.platforms.length > 1 ? { platform: formatPlatform(platform) } : {}) }
}

/** Contexts without those that say the same twice, as an app and its base do of an upstream of both. */
export function distinctContexts(contexts: readonly NamedContext[]): readonly NamedContext[] {
  return [...new Map(contexts.map(each => [JSON.stringify([each.name, each.platform, each.value]), each])).values()]
}
