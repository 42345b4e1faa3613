import type { Stage } from '../dockerfile/instructions.ts'
import { formatPlatform, normalizePlatform, parsePlatform } from '../image/platform.ts'
import { contextKey } from '../image/reference.ts'
import { findNamedContext, fullReference } from '../lower/from.ts'
import type { Lowering, Upstream } from '../lower/lowering.ts'
import type { NamedContext } from '../lower/options.ts'
import { type Asking, askImage, type UpstreamImage } from '../lower/questions.ts'
import { imageTriggers } from '../lower/triggers.ts'
import { type ImageUse, type StageGraph, type StageNode, sourcesOf } from './graph.ts'

/** Where a walk from the app ends, and what it asks on its way. */
export interface Walk {
  readonly target: Stage
  /** The name the base takes: an image of that name is not asked for. */
  readonly name: string
  /** The stage the base takes the place of: what lies below it is not walked. */
  readonly stage: Stage | undefined
  /** The triggers of a base that is an image, where they are known. */
  readonly triggers: readonly string[]
  /** `triggers` asks for the images of FROM alone, `all` for every image: it is to be pinned. */
  readonly ask: 'none' | 'triggers' | 'all'
}

/** A graph with the triggers of the images in it, as far as the app reaches. */
export interface TriggeredGraph extends StageGraph {
  /** The images that were asked for and that no named context stands for, in the order they were met. */
  readonly upstreams: readonly Upstream[]
}

/**
 * Adds what the images of the app's stages run by ONBUILD: it may copy from further stages, whose images bring triggers of
 * their own. An image stands for what a named context makes of it. BuildKit: dockerfile2llb/convert.go resolveStages.
 */
export function* addImageTriggers(graph: StageGraph, walk: Walk): Asking<TriggeredGraph> {
  const nodes = [...graph.nodes]
  const upstreams: Upstream[] = []
  const seen = new Set<Stage>(walk.stage === undefined ? [] : [walk.stage])
  const open = [walk.target]
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    const node = nodes[stage.index]
    if (seen.has(stage) || node === undefined) continue
    seen.add(stage)
    const grown = yield* growNode(graph.lowering, node, walk, upstreams)
    nodes[stage.index] = grown
    open.push(...grown.uses, ...(grown.parent === undefined ? [] : [grown.parent]))
  }
  return { ...graph, nodes, upstreams }
}

function* growNode(lowering: Lowering, node: StageNode, walk: Walk, upstreams: Upstream[]): Asking<StageNode> {
  const { stage, image, context } = node
  if (context !== undefined) {
    if (walk.ask === 'all') yield* askContext(lowering, node, context)
    return node
  }
  const expressions = image === undefined ? [] : yield* triggersOf(lowering, image, walk, upstreams)
  const triggers = imageTriggers(lowering, image?.image ?? '', expressions, stage.from.position)
  const grown = { ...node, ...sourcesOf(lowering, stage, [...triggers, ...node.instructions]) }
  if (walk.ask === 'all') {
    for (const use of grown.images) if (!isBase(use, walk)) yield* askUse(lowering, use, upstreams)
  }
  return grown
}

function* triggersOf(lowering: Lowering, use: ImageUse, walk: Walk, upstreams: Upstream[]): Asking<readonly string[]> {
  if (isBase(use, walk)) return walk.triggers
  if (walk.ask === 'none') return []
  return (yield* askUse(lowering, use, upstreams))?.config.config?.OnBuild ?? []
}

function isBase({ image }: ImageUse, { name }: Walk): boolean {
  return contextKey(image) === name
}

/** Asks for an image, or for the one a named context puts in its place; undefined where that is no image. */
function* askUse(
  lowering: Lowering,
  { image, platform, position }: ImageUse,
  upstreams: Upstream[],
): Asking<UpstreamImage | undefined> {
  const context = findNamedContext(lowering, image, parsePlatform(platform))
  if (context !== undefined && context.kind !== 'image') return undefined
  const named = context?.reference ?? image
  if (named === 'scratch') return undefined
  const reference = fullReference(named, position)
  const found = yield* askImage(reference, platform, position)
  if (context === undefined) upstreams.push({ reference, platform, digest: found.digest, position })
  return found
}

/** Asks for the image in a stage's place, so that every build gets the same one. */
function* askContext(lowering: Lowering, node: StageNode, context: NamedContext): Asking<void> {
  if (context.kind !== 'image' || context.reference === 'scratch') return
  const { position } = node.stage.from
  const platform = formatPlatform(normalizePlatform(node.platform ?? lowering.options.platform))
  yield* askImage(fullReference(context.reference, position), platform, position)
}
