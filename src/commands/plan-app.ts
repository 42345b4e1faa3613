import { outputAttributes, rewritesTimestamps } from '../buildx/outputs.ts'
import type { Stage } from '../dockerfile/instructions.ts'
import { targetStage } from '../dockerfile/stages.ts'
import { BasehitError } from '../errors.ts'
import { formatPlatform, type Platform } from '../image/platform.ts'
import { refuseForeignFrontend } from '../lower/frontend.ts'
import type { Upstream } from '../lower/lowering.ts'
import { answerAll } from '../lower/observations.ts'
import type { UpstreamImage } from '../lower/questions.ts'
import { refuseUnresolvedImages } from '../lower/unresolved-images.ts'
import { type BaseName, findBaseName, findReplacement, type Replacement, replacedOn } from '../plan/boundary.ts'
import { reachableFrom, type StageGraph, type StageNode, stageGraph } from '../plan/graph.ts'
import { type Insertion, redeclareArgs } from '../plan/inherited-args.ts'
import { type Pin, pinImages } from '../plan/pins.ts'
import { refuseSharedCacheMounts } from '../plan/shared-mounts.ts'
import { addImageTriggers, type TriggeredGraph } from '../plan/triggered-graph.ts'
import { refuseChecks } from './app-checks.ts'
import { refuseBaseContext } from './contexts.ts'
import { type LoadedDockerfile, loadDockerfile } from './load.ts'
import { Observer } from './observe.ts'
import type { Options } from './options.ts'
import { refuseStoreCopies } from './own-store.ts'
import { type LoweredBase, lowerOptions } from './plan.ts'
import { refusePolicyFile } from './source-policy.ts'
import type { World } from './world.ts'

/** How the app will be built on its bases. */
export interface AppPlan {
  readonly file: LoadedDockerfile
  readonly replacement: Replacement
  /** Lines the temporary copy of the Dockerfile needs so that nothing is lost with the replaced stage. */
  readonly insertions: readonly Insertion[]
  /** Upstreams of the stages that remain, pinned. */
  readonly pins: readonly Pin[]
}

/** The app, and what its bases will replace, before they are known. */
export interface OpenedApp {
  readonly file: LoadedDockerfile
  readonly graphs: readonly StageGraph[]
  readonly target: Stage
  readonly base: BaseName
  readonly found: FoundReplacement
}

/** What bases replace, and the images of the stages that remain. */
interface FoundReplacement {
  readonly replacement: Replacement
  readonly upstreams: readonly Upstream[]
}

/**
 * Finds what the base replaces on each platform, or refuses it. Platforms are judged in one order, however they were given,
 * so that the first refusal is the same. Undefined where only the base is wanted and the app's Dockerfile is not there.
 */
export async function openApp(
  options: Options,
  world: World,
  own: LoadedDockerfile,
  images: Map<string, UpstreamImage>,
): Promise<OpenedApp | undefined> {
  const { boundary } = options.base
  const file = boundary.kind === 'stage' ? own : await loadApp(options, world)
  if (file === undefined) return undefined
  if (options.app.run === 'build') refuseChecks(options, file)
  const settings = options.build.platforms
    .map(platform => lowerOptions(options, file, platform))
    .sort((one, other) => (formatPlatform(one.platform) < formatPlatform(other.platform) ? -1 : 1))
  if (boundary.kind === 'stage') for (const each of settings) refuseForeignFrontend(file.dockerfile, each)
  const graphs = settings.map(each => stageGraph(file.dockerfile, each))
  const target = targetStage(file.dockerfile, options.app.target)
  const base = findBaseName(file.dockerfile, graphs, boundary, target)
  const opened = { file, graphs, target, base }
  return { ...opened, found: await findReplaced(options, world, opened, images, new Map()) }
}

/** `triggers` holds the ONBUILD triggers of a base that is an image, by platform. */
async function findReplaced(
  options: Options,
  world: World,
  { file, graphs, target, base }: Omit<OpenedApp, 'found'>,
  images: Map<string, UpstreamImage>,
  triggers: ReadonlyMap<string, readonly string[]>,
): Promise<FoundReplacement> {
  const observer = new Observer(world, options, file, images)
  const triggered: TriggeredGraph[] = []
  for (const graph of graphs) {
    const own = triggers.get(formatPlatform(graph.platform)) ?? []
    const asking = addImageTriggers(graph, { target, ...base, triggers: own, ask: askedImages(options) })
    triggered.push(await answerAll(asking, question => observer.answer(question)))
  }
  const replacement = findReplacement(file.dockerfile, triggered, base, target)
  refuseBaseContext(options.build, base.name, replacement.position)
  if (options.app.run === 'build') refuseUnresolved(triggered, replacement, target)
  return { replacement, upstreams: triggered.flatMap(each => each.upstreams) }
}

/** Refuses images that BuildKit takes by their tags, in the plain build of the app or in the one on its base. */
function refuseUnresolved(graphs: readonly StageGraph[], { stage, platforms }: Replacement, target: Stage): void {
  for (const graph of graphs) {
    const { isReached, remaining = [] } = platforms.find(each => each.platform === graph.platform) ?? {}
    const below = stage === undefined || !isReached ? [] : reachableFrom(graph, stage)
    const stages = (nodes: readonly StageNode[]) => nodes.map(node => node.stage)
    refuseUnresolvedImages(graph.lowering, target, stages([...remaining, ...below]))
    if (stage !== undefined) refuseUnresolvedImages(graph.lowering, target, stages(remaining), stage)
  }
}

/** All images that are pinned; else those whose triggers the app's build would run, if there is one. */
function askedImages({ base, app }: Options): 'none' | 'triggers' | 'all' {
  if (base.upstream === 'follow') return 'all'
  return app.run === 'build' ? 'triggers' : 'none'
}

/** The platforms that need a base: those whose app is built from it; all of them where the base alone is wanted. */
export function platformsWithBase({ app: asked, build }: Options, app: OpenedApp | undefined): readonly Platform[] {
  if (app === undefined || asked.run === 'skip') return build.platforms
  const { replacement } = app.found
  return build.platforms.filter(platform => replacedOn(replacement, platform)?.isReached)
}

/** Plans the app's build, or refuses it where the base in its place would mean another image. */
export async function planApp(
  options: Options,
  world: World,
  opened: OpenedApp,
  bases: readonly LoweredBase[],
  images: Map<string, UpstreamImage>,
): Promise<AppPlan> {
  const { file, base } = opened
  const lowered = bases.map(each => each.lowered)
  const triggers = new Map(lowered.map(each => [each.platform, each.config.onbuild ?? []]))
  const isTriggered = base.stage === undefined && [...triggers.values()].some(each => each.length > 0)
  const found = isTriggered ? await findReplaced(options, world, opened, images, triggers) : opened.found
  const { replacement } = found
  if (base.stage !== undefined) refuseStageOutputs(options, replacement.name)
  const { escape: escapeCharacter } = file.dockerfile.directives
  refuseSharedCacheMounts(replacement, lowered, escapeCharacter)
  await refuseStoreCopies(options, world, file, replacement)
  const insertions = redeclareArgs(replacement, lowered, options.build.buildArgs, escapeCharacter)
  if (insertions.length > 0) refuseGitLabels(options, file, replacement)
  const pins = options.base.upstream === 'follow' ? pinImages(found.upstreams, file.dockerfile) : []
  return { file, replacement, insertions, pins }
}

/**
 * Reads the app's Dockerfile; when only the base is wanted, it need not be there. A policy that is written for the images
 * it names would not know the digests that are built in their place.
 */
async function loadApp(options: Options, world: World): Promise<LoadedDockerfile | undefined> {
  try {
    const file = await loadDockerfile(world, options.build.cwd, options.app.file)
    const remedy = 'rename it, or build the app by buildx in a step of its own, after a run with `app: false`'
    if (options.app.run === 'build') await refusePolicyFile(world, file, remedy)
    return file
  } catch (error) {
    if (options.app.run === 'skip' && error instanceof BasehitError && error.code === 'BH020') return undefined
    throw error
  }
}

/** What a stage's image cannot carry through an app build. */
function refuseStageOutputs(options: Options, name: string): void {
  if (options.app.outputs.some(output => rewritesTimestamps(outputAttributes(output)))) {
    throw new BasehitError('BH039', 'rewrite-timestamp=true would rewrite the layers of the base too', {
      remedy: 'drop it, or keep the base in a file of its own (base-file)',
    })
  }
  if (options.app.noCacheFilters.some(filter => filter.toLowerCase() === name)) {
    throw new BasehitError('BH039', `no-cache-filters names ${name}, which is the base`, {
      remedy: 'use rebuild: base instead',
    })
  }
}

/** A copy of the Dockerfile is outside of the checkout: buildx would leave its label out. buildx: build/git.go */
function refuseGitLabels(options: Options, { path }: LoadedDockerfile, { name, position }: Replacement): void {
  if (!options.app.gitLabels || options.app.run === 'skip') return
  throw new BasehitError(
    'BH039',
    `the app inherits ARGs of ${name}: they are declared again in a copy of ${path}, which BUILDX_GIT_LABELS would not label`,
    { position, remedy: `unset BUILDX_GIT_LABELS, or declare those ARGs again below \`FROM ${name}\`` },
  )
}
