import { join } from 'node:path'
import { bakeFields, contextKey } from '../buildx/bake.ts'
import { imageId } from '../buildx/metadata.ts'
import type { BuildRequest, NamedContext } from '../buildx/request.ts'
import { formatPlatform } from '../image/platform.ts'
import { insertLines } from '../plan/inherited-args.ts'
import { appCaches } from './app-cache.ts'
import { lintMayFail } from './app-checks.ts'
import { checkApp } from './check-app.ts'
import { givenContexts } from './contexts.ts'
import { distinctContexts, inlineParts, isPinned, keyed, type UsedBase } from './inline.ts'
import type { Options } from './options.ts'
import type { Plan } from './plan.ts'
import type { AppPlan } from './plan-app.ts'
import { decidePush, runPush, tagApp } from './push-app.ts'
import { builderArgs, sharedRequest } from './requests.ts'
import { refusePolicyFile } from './source-policy.ts'
import type { World } from './world.ts'

/** The app as buildx left it. */
export interface BuiltApp {
  readonly digest: string | undefined
  readonly imageId: string | undefined
  /** buildx's metadata file, as docker/build-push-action gives it. */
  readonly metadata: Readonly<Record<string, unknown>>
  readonly durationMs: number
  /** The answer of a `call` such as `check`: what it printed, and whether it found fault. */
  readonly call: { readonly output: string; readonly status: number } | undefined
}

/** The bases as another build takes them. */
export interface BaseHandover {
  readonly contexts: readonly NamedContext[]
  /** `NAME=VALUE` lines for docker/build-push-action's build-contexts; empty when platforms need several. */
  readonly buildContexts: string
  /** A bake file that holds the contexts of one target, `default`. */
  readonly bakeFile: string
}

/**
 * The named contexts that put each platform's base in its place. A base that was not published is a target of the bake
 * file if it is a file of its own, and nothing if it is a stage: the stage is there.
 */
export function handOver(options: Options, plan: Plan, bases: readonly UsedBase[]): BaseHandover {
  const name = replacedName(options, plan)
  if (name === undefined) return { contexts: [], buildContexts: '', bakeFile: '{}' }
  const contexts = pinnedContexts(options, name, plan, bases)
  const { contexts: others, linked } = inlineParts(options, plan, name, bases)
  const entries = [...contexts, ...others].map(context => [contextKey(context), context.value])
  const target = { default: { contexts: Object.fromEntries(entries) } }
  const link = linked === undefined ? {} : { [linked.name]: bakeFields(linked.request) }
  return {
    contexts,
    buildContexts: contexts
      .flatMap(({ platform, value }) => (platform === undefined ? `${name}=${value}` : []))
      .join('\n'),
    bakeFile: JSON.stringify({ target: { ...target, ...link } }),
  }
}

function pinnedContexts(options: Options, name: string, plan: Plan, bases: readonly UsedBase[]): NamedContext[] {
  return bases
    .filter(isPinned)
    .map(base => ({ ...keyed(options, name, base), value: plan.store.context(base.manifest) }))
}

/** The name the base takes; unknown where only the base is wanted and nothing says what the app calls it. */
function replacedName({ base: { boundary } }: Options, plan: Plan): string | undefined {
  if (plan.app !== undefined) return plan.app.replacement.name
  return boundary.kind === 'stage' ? boundary.stage.toLowerCase() : boundary.baseName
}

/** Builds the app on its bases and checks that they were really used. */
export async function buildApp(
  options: Options,
  world: World,
  plan: Plan,
  app: AppPlan,
  bases: readonly UsedBase[],
): Promise<BuiltApp> {
  const push = await decidePush(options, world, bases)
  const request = await appRequest(options, world, plan, app, bases)
  const { result, pushed } = await runPush(options, world, request, push)
  const { digest, metadata } = result
  if (options.app.call === undefined) {
    const built = { plan, app, bases: bases.filter(isPinned), push: pushed, digest, metadata }
    const stored = await checkApp(world, built)
    if (pushed.kind === 'digest') await tagApp(world, pushed, stored)
  }
  world.report({ kind: 'app-built', digest, durationMs: result.durationMs })
  const call = options.app.call === undefined ? undefined : { output: result.output, status: result.status }
  const names = pushed.kind === 'digest' ? { 'image.name': pushed.names.join(',') } : {}
  return {
    digest,
    imageId: imageId(metadata),
    metadata: { ...metadata.raw, ...names },
    durationMs: result.durationMs,
    call,
  }
}

async function appRequest(
  options: Options,
  world: World,
  plan: Plan,
  app: AppPlan,
  bases: readonly UsedBase[],
): Promise<BuildRequest> {
  const shared = sharedRequest(options)
  // Without a stored base nothing is replaced: it is the user's own build of the user's own file.
  const isReplaced = bases.some(isPinned)
  const copy = isReplaced ? await temporaryCopy(world, app) : undefined
  const caches = await appCaches(options, world, plan, app, bases)
  const lint =
    isReplaced && lintMayFail(options, app.file, app.replacement) ? { BUILDKIT_DOCKERFILE_CHECK: 'skip=all' } : {}
  const { contexts, linked } = inlineParts(options, plan, app.replacement.name, bases)
  return {
    ...shared,
    buildArgs: {
      ...(options.base.boundary.kind === 'stage' && builderArgs(options, bases)),
      ...shared.buildArgs,
      ...lint,
    },
    dockerfile: copy ?? app.file.absolute,
    source: { file: app.file.path, ...(copy === undefined ? {} : { lines: sourceLines(app) }) },
    ...exported(options),
    platforms: options.build.platforms.map(formatPlatform),
    namedContexts: distinctContexts([
      ...givenContexts(options, plan.images),
      ...app.pins,
      ...pinnedContexts(options, app.replacement.name, plan, bases),
      ...contexts,
    ]),
    linked: linked && {
      ...linked,
      request: { ...linked.request, cacheFrom: caches.base.from, cacheTo: caches.base.to },
    },
    cacheFrom: caches.from,
    cacheTo: caches.to,
    env: caches.env,
  }
}

/** What the app's build takes from the user as it is. */
function exported({ app: asked, base }: Options): Partial<BuildRequest> {
  return {
    target: asked.target,
    tags: asked.tags,
    labels: Object.fromEntries(asked.labels.map(splitLabel)),
    annotations: asked.annotations,
    outputs: asked.outputs,
    push: asked.push,
    load: asked.load,
    noCache: asked.noCache || base.rebuild === 'all',
    noCacheFilters: asked.noCacheFilters,
    provenance: asked.provenance,
    sbom: asked.sbom,
    attests: asked.attests,
    call: asked.call,
  }
}

function splitLabel(label: string): [string, string] {
  const at = label.indexOf('=')
  return at < 0 ? [label, ''] : [label.slice(0, at), label.slice(at + 1)]
}

/**
 * A copy of the Dockerfile with the lines it needs, and its own ignore file beside it; undefined when it needs none.
 * A source policy does not come with it, so there is none (BH051).
 */
async function temporaryCopy(world: World, app: AppPlan): Promise<string | undefined> {
  if (app.insertions.length === 0) return undefined
  await refusePolicyFile(world, app.file)
  const directory = await world.temporary.directory()
  const path = join(directory, 'Dockerfile')
  await world.temporary.writeAt(path, insertLines(app.file.text, app.insertions))
  if (app.file.ownIgnore !== undefined) await world.temporary.writeAt(`${path}.dockerignore`, app.file.ownIgnore)
  return path
}

/** Which line of the user's file each line of the copy is. */
function sourceLines(app: AppPlan): (number | undefined)[] {
  const count = app.file.text.split('\n').length
  return Array.from({ length: count }, (_, index) => index + 1).flatMap(line => {
    const added = app.insertions.filter(each => each.afterLine === line).flatMap(each => each.lines)
    return [line, ...added.map(() => undefined)]
  })
}
