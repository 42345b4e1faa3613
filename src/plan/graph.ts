import type { Dockerfile, Instruction, Stage } from '../dockerfile/instructions.ts'
import { mountSourceName } from '../dockerfile/mounts.ts'
import { parseOnbuild } from '../dockerfile/parse.ts'
import { findCopyStage, findMountStage, findParentStage } from '../dockerfile/stages.ts'
import { formatPlatform, normalizePlatform, type Platform } from '../image/platform.ts'
import { resolveFrom } from '../lower/from.ts'
import { beginLowering } from '../lower/lower.ts'
import type { Lowering } from '../lower/lowering.ts'
import type { LowerOptions } from '../lower/options.ts'
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
  /** Stages it copies or mounts from. */
  readonly uses: readonly Stage[]
  /** Images it copies or mounts from. */
  readonly images: readonly ImageUse[]
}

/** The graph of a Dockerfile's stages, with FROM lines expanded. Nothing outside the file is asked. */
export function stageGraph(dockerfile: Dockerfile, options: LowerOptions): StageNode[] {
  const lowering = beginLowering(dockerfile, options)
  return dockerfile.stages.map(stage => stageNode(lowering, stage))
}

function stageNode(lowering: Lowering, stage: Stage): StageNode {
  const { dockerfile, options } = lowering
  const from = resolveFrom(lowering, stage)
  const parent = findParentStage(dockerfile, stage, from.image)
  const wanted = formatPlatform(normalizePlatform(from.platform ?? options.platform))
  const external = parent === undefined && from.image !== 'scratch'
  const triggers = (parent?.instructions ?? [])
    .filter(instruction => instruction.kind === 'onbuild')
    .map(instruction => parseOnbuild(instruction.expression, stage.from.position, lowering.escape))
  const sources = [...triggers, ...stage.instructions].flatMap(instruction => sourceNames(lowering, stage, instruction))
  return {
    stage,
    parent,
    image: external ? { image: from.image, platform: wanted, position: stage.from.position } : undefined,
    platform: from.platform,
    uses: sources.flatMap(source => (source.stage === undefined ? [] : [source.stage])),
    images: sources.flatMap(({ stage: other, name, position }) =>
      other === undefined && name !== 'scratch'
        ? [{ image: name, platform: formatPlatform(normalizePlatform(options.platform)), position }]
        : [],
    ),
  }
}

interface SourceName {
  readonly name: string
  readonly stage: Stage | undefined
  readonly position: Position
}

function sourceNames({ dockerfile }: Lowering, stage: Stage, instruction: Instruction): SourceName[] {
  const { position } = instruction
  if (instruction.kind === 'copy' && instruction.from !== undefined) {
    return [{ name: instruction.from, stage: findCopyStage(dockerfile, stage, instruction.from, position), position }]
  }
  if (instruction.kind !== 'run') return []
  return instruction.mounts.flatMap(mount => {
    const name = mountSourceName(mount, position)
    return name === undefined ? [] : [{ name, stage: findMountStage(dockerfile, stage, name, position), position }]
  })
}

/** The stages a target is made of, itself included, without going past the stages given as boundary. */
export function reachableFrom(graph: readonly StageNode[], target: Stage, boundary?: Stage): StageNode[] {
  const reached = new Set<number>()
  const visit = (stage: Stage): void => {
    if (reached.has(stage.index) || stage === boundary) return
    reached.add(stage.index)
    const node = graph[stage.index]
    for (const next of [node?.parent, ...(node?.uses ?? [])]) if (next !== undefined) visit(next)
  }
  visit(target)
  return graph.filter(node => reached.has(node.stage.index))
}

/** The stages a stage is FROM, nearest first, itself first. */
export function lineage(graph: readonly StageNode[], stage: Stage): StageNode[] {
  const line: StageNode[] = []
  for (let next: Stage | undefined = stage; next !== undefined; next = graph[next.index]?.parent) {
    const node = graph[next.index]
    if (node === undefined) break
    line.push(node)
  }
  return line
}
