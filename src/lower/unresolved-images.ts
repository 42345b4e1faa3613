import type { Stage } from '../dockerfile/instructions.ts'
import { findParentStage, instructionSources } from '../dockerfile/stages.ts'
import { BasehitError } from '../errors.ts'
import { parseReference } from '../image/reference.ts'
import { findNamedContext, resolveFrom, stageContext } from './from.ts'
import type { Lowering } from './lowering.ts'
import type { NamedContext } from './options.ts'

/**
 * Refuses images that BuildKit takes by their tags, whatever named context or pin stands for them: what a stage copies or
 * mounts from, where an ONBUILD trigger alone leads to the stage. Such an image is looked at, and passed over, before
 * triggers are read. `stages` are those that are looked at, `base` the one that an image takes the place of.
 * Throws BH037. BuildKit: dockerfile2llb/convert.go resolveStages, resolveBaseImage, buildStageDependencyGraph.
 */
export function refuseUnresolvedImages(
  lowering: Lowering,
  target: Stage,
  stages: readonly Stage[],
  base?: Stage,
): void {
  const direct = reachedWithoutTriggers(lowering, target, base)
  for (const stage of stages.filter(each => !direct.has(each))) {
    if (contextOf(lowering, stage) !== undefined) continue
    for (const instruction of stage.instructions) {
      for (const source of instructionSources(lowering.dockerfile, stage, instruction)) {
        const { name, position } = source
        if (source.stage !== undefined || name === 'scratch' || isFixed(lowering, name)) continue
        const fact = `only an ONBUILD trigger leads to this stage, and BuildKit then takes ${name} by its tag, whatever stands for it`
        throw new BasehitError('BH037', fact, {
          position,
          remedy: `name the image by its digest, or copy from a stage that begins with it (FROM ${name} AS …)`,
        })
      }
    }
  }
}

function isFixed(lowering: Lowering, name: string): boolean {
  if (findNamedContext(lowering, name, lowering.options.platform) !== undefined) return false
  return parseReference(name).digest !== undefined
}

function reachedWithoutTriggers(lowering: Lowering, target: Stage, base: Stage | undefined): ReadonlySet<Stage> {
  const { dockerfile } = lowering
  const reached = new Set<Stage>()
  const open = [target]
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (reached.has(stage)) continue
    reached.add(stage)
    // Of a stage that something else stands for, the FROM alone is gone.
    const isReplaced = stage === base || contextOf(lowering, stage) !== undefined
    const parent = isReplaced ? undefined : findParentStage(dockerfile, stage, resolveFrom(lowering, stage).image)
    if (parent !== undefined) open.push(parent)
    for (const instruction of stage.instructions) {
      for (const source of instructionSources(dockerfile, stage, instruction)) {
        if (source.stage !== undefined) open.push(source.stage)
      }
    }
  }
  return reached
}

/** What takes the place of a stage, so that its instructions are not run. */
function contextOf(lowering: Lowering, stage: Stage): NamedContext | undefined {
  return stageContext(lowering, stage, resolveFrom(lowering, stage).platform ?? lowering.options.platform)
}
