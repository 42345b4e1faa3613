import type { Dockerfile, Instruction, Stage } from '../dockerfile/instructions.ts'
import { findParentStage, instructionSources } from '../dockerfile/stages.ts'
import { formatPlatform, normalizePlatform, type Platform } from '../image/platform.ts'
import { resolveFrom, stageContext } from '../lower/from.ts'
import { beginLowering } from '../lower/lower.ts'
import type { Lowering } from '../lower/lowering.ts'
import type { LowerOptions, NamedContext } from '../lower/options.ts'
import { stageTriggers } from '../lower/triggers.ts'
import type { Position } from '../position.ts'

/** An image a Dockerfile names, before anything is known of it. */
export interface ImageUse {
  /** As written, variables of FROM expanded. */
  readonly image: string
  /** The platform it is wanted for: `os/arch[/variant]`. */
  readonly platform: string
  readonly position: Position
}

/** What one stage is made of. */
export interface StageNode {
  readonly stage: Stage
  readonly parent: Stage | undefined
  /** The image of its FROM, when that is not a stage or scratch. */
  readonly image: ImageUse | undefined
  /** The `--platform` of its FROM. */
  readonly platform: Platform | undefined
  /** The named context of the user's that takes the stage's place: neither its FROM nor its instructions count then. */
  readonly context: NamedContext | undefined
  /** What it runs, in order: the triggers of what it begins with, then its own instructions. */
  readonly instructions: readonly Instruction[]
  /** Stages it copies or mounts from. */
  readonly uses: readonly Stage[]
  /** Images it copies or mounts from. */
  readonly images: readonly ImageUse[]
}

/** The stages of a Dockerfile as the build for one platform connects them. */
export interface StageGraph {
  readonly platform: Platform
  /** One for each stage, in order of the file. */
  readonly nodes: readonly StageNode[]
  readonly lowering: Lowering
}

/**
 * The graph of a Dockerfile's stages for one platform, with FROM lines expanded. Nothing outside the file is asked: what the
 * triggers of images add is not in it yet (see triggered-graph.ts).
 */
export function stageGraph(dockerfile: Dockerfile, options: LowerOptions): StageGraph {
  const lowering = beginLowering(dockerfile, options)
  const nodes = dockerfile.stages.map(stage => stageNode(lowering, stage))
  return { platform: options.platform, nodes, lowering }
}

function stageNode(lowering: Lowering, stage: Stage): StageNode {
  const { dockerfile, options } = lowering
  const { position } = stage.from
  const { image, platform } = resolveFrom(lowering, stage)
  const wanted = platform ?? options.platform
  const context = stageContext(lowering, stage, wanted)
  if (context !== undefined) {
    const nothing = { parent: undefined, image: undefined, instructions: [], uses: [], images: [] }
    return { stage, platform, context, ...nothing }
  }
  const parent = findParentStage(dockerfile, stage, image)
  const isExternal = parent === undefined && image !== 'scratch'
  const use = { image, platform: formatPlatform(normalizePlatform(wanted)), position }
  const triggers = parent === undefined ? [] : stageTriggers(lowering, parent, position)
  const instructions = [...triggers, ...stage.instructions]
  return {
    stage,
    parent,
    image: isExternal ? use : undefined,
    platform,
    context,
    ...sourcesOf(lowering, stage, instructions),
  }
}

/** What a stage that runs these instructions is made of. */
export function sourcesOf(
  lowering: Lowering,
  stage: Stage,
  instructions: readonly Instruction[],
): Pick<StageNode, 'instructions' | 'uses' | 'images'> {
  const platform = formatPlatform(normalizePlatform(lowering.options.platform))
  const sources = instructions.flatMap(instruction => instructionSources(lowering.dockerfile, stage, instruction))
  return {
    instructions,
    uses: sources.flatMap(source => source.stage ?? []),
    images: sources.flatMap(({ stage: other, name, position }) =>
      other === undefined && name !== 'scratch' ? [{ image: name, platform, position }] : [],
    ),
  }
}

/** Every image a stage names. */
export function imagesOf(node: StageNode): readonly ImageUse[] {
  return node.image === undefined ? node.images : [node.image, ...node.images]
}

/** The stages a target is made of, itself included, without going past the stage given as boundary. */
export function reachableFrom({ nodes }: Pick<StageGraph, 'nodes'>, target: Stage, boundary?: Stage): StageNode[] {
  const reached = new Set<number>()
  const visit = (stage: Stage): void => {
    if (reached.has(stage.index) || stage === boundary) return
    reached.add(stage.index)
    const node = nodes[stage.index]
    for (const next of [node?.parent, ...(node?.uses ?? [])]) if (next !== undefined) visit(next)
  }
  visit(target)
  return nodes.filter(node => reached.has(node.stage.index))
}

/** The stages a stage is FROM, nearest first, itself first. */
export function lineage({ nodes }: Pick<StageGraph, 'nodes'>, stage: Stage): StageNode[] {
  const line: StageNode[] = []
  for (let next: Stage | undefined = stage; next !== undefined; next = nodes[next.index]?.parent) {
    const node = nodes[next.index]
    if (node === undefined) break
    line.push(node)
  }
  return line
}
