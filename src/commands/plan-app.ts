import { outputAttributes, rewritesTimestamps } from '../buildx/outputs.ts'
import { BasehitError } from '../errors.ts'
import { contextKey } from '../image/reference.ts'
import { fullReference } from '../lower/from.ts'
import type { Upstream } from '../lower/lowering.ts'
import type { UpstreamImage } from '../lower/questions.ts'
import { findReplacement, imagesOf, type Replacement } from '../plan/boundary.ts'
import { type StageNode, stageGraph } from '../plan/graph.ts'
import { type Insertion, redeclareArgs } from '../plan/inherited-args.ts'
import { type Pin, pinImages } from '../plan/pins.ts'
import { refuseSharedCacheMounts } from '../plan/shared-mounts.ts'
import { refuseChecks } from './app-checks.ts'
import { namedContexts, refuseBaseContext } from './contexts.ts'
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

/** Plans the app's build, or refuses it where the base in its place would mean another image. */
export async function planApp(
  options: Options,
  world: World,
  base: LoadedDockerfile,
  lowered: readonly LoweredBase[],
  images: Map<string, UpstreamImage>,
): Promise<AppPlan | undefined> {
  const { boundary } = options.base
  const file = boundary.kind === 'stage' ? base : await loadApp(options, world)
  if (file === undefined) return undefined
  if (options.app.run === 'build') refuseChecks(options, file)
  const settings = options.build.platforms.map(platform => lowerOptions(options, file, platform))
  const graphs = settings.map(each => stageGraph(file.dockerfile, each))
  const [graph] = graphs
  if (graph === undefined) throw new TypeError('a build has at least one platform')
  const replacement = findReplacement(file.dockerfile, graph, boundary, options.app.target, options.build.platforms)
  refuseBaseContext(options.build, replacement.name, replacement.position)
  if (replacement.stage !== undefined) refuseStageOutputs(options, replacement.name)
  refuseSharedCacheMounts(
    replacement,
    lowered.map(each => each.lowered),
  )
  await refuseStoreCopies(options, world, file, replacement)
  const insertions =
    replacement.stage === undefined
      ? []
      : redeclareArgs(
          replacement.stage,
          lowered.map(each => each.lowered),
          replacement.children,
          options.build.buildArgs,
          file.dockerfile.directives.escape,
        )
  if (insertions.length > 0) refuseGitLabels(options, file, replacement)
  const pins = await pinApp(options, world, file, graphs, replacement, images)
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

/** Resolves the images of the stages that remain, once for all builds, and pins those that no context stands for. */
async function pinApp(
  options: Options,
  world: World,
  file: LoadedDockerfile,
  graphs: readonly (readonly StageNode[])[],
  replacement: Replacement,
  images: Map<string, UpstreamImage>,
): Promise<Pin[]> {
  if (options.base.upstream !== 'follow') return []
  const observer = new Observer(world, options, file, images)
  const remaining = new Set(replacement.remaining.map(node => node.stage.index))
  const contexts = namedContexts(options.build)
  const found: Upstream[] = []
  for (const graph of graphs) {
    for (const use of graph.filter(node => remaining.has(node.stage.index)).flatMap(imagesOf)) {
      const key = contextKey(use.image)
      if (key === replacement.name) continue
      const context = contexts.get(`${key}::${use.platform}`) ?? contexts.get(key ?? '')
      const image = context?.kind === 'image' ? context.reference : use.image
      if ((context !== undefined && context.kind !== 'image') || image === 'scratch') continue
      const reference = fullReference(image, use.position)
      const { platform, position } = use
      const { digest } = await observer.image({ kind: 'image', reference, platform, position })
      if (context === undefined) found.push({ reference, platform, digest, position })
    }
  }
  return pinImages(found, file.dockerfile)
}
