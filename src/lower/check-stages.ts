import type { Dockerfile, Stage } from '../dockerfile/instructions.ts'
import { checkStageGraph, findParentStage, imageSources, targetStage } from '../dockerfile/stages.ts'
import { BasehitError } from '../errors.ts'
import { isReference, parseReference } from '../image/reference.ts'
import { type ResolvedFrom, reservedNames, resolveFrom } from './from.ts'
import type { Lowering } from './lowering.ts'
import { describeMissing, missingRemedy } from './missing.ts'

/**
 * Checks what BuildKit checks of every stage, reached or not, before it builds any, in its order; returns the target.
 * BuildKit: convert.go buildDispatchStates to resolveReachableStages.
 */
export function checkStages(lowering: Lowering): Stage {
  const { dockerfile, facts, options } = lowering
  for (const stage of dockerfile.stages) {
    resolveFrom(lowering, stage)
    refuseStageName(stage)
  }
  const target = targetStage(dockerfile, options.target)
  checkStageGraph(dockerfile)
  refuseInvalidReferences(lowering)
  facts.targetStageRead = undefined
  facts.builderVariables.clear()
  return target
}

/**
 * Refuses the name of a stage that is no image reference: BuildKit looks for a named context under every name. Throws
 * BH006. BuildKit: frontend/dockerui/config.go NamedContext.
 */
function refuseStageName({ from: { name, position } }: Stage): void {
  if (name === undefined || reservedNames.has(name) || isReference(name)) return
  throw new BasehitError('BH006', `the stage name \`${name}\` is not an image reference, as BuildKit needs it to be`, {
    position,
    remedy: 'name the stage with letters and digits, and `.`, `_` or `-` only between them',
  })
}

/**
 * Refuses what BuildKit takes for the name of an image and is none, of stages that are never reached too: images of FROM,
 * and sources of COPY and mounts that are no stage. Throws BH002, BH006, BH007 and BH011. BuildKit: convert.go resolveBaseImage.
 */
function refuseInvalidReferences(lowering: Lowering): void {
  const { dockerfile } = lowering
  for (const stage of dockerfile.stages) {
    const from = resolveFrom(lowering, stage)
    if (findParentStage(dockerfile, stage, from.image) !== undefined) continue
    refuseInvalidFrom(dockerfile, stage, from)
  }
  for (const { name, position } of imageSources(dockerfile)) if (!isReference(name)) parseReference(name, position)
}

function refuseInvalidFrom(
  dockerfile: Dockerfile,
  { from: { image: written, position } }: Stage,
  from: ResolvedFrom,
): void {
  const { image, missing } = from
  try {
    if (!isReference(image)) parseReference(image, position)
  } catch (cause) {
    if (!(cause instanceof BasehitError) || missing.length === 0) throw cause
    const fact = `FROM ${written} is \`${image}\`, which is no image reference${describeMissing(missing)}`
    throw new BasehitError(cause.code, fact, { position, remedy: missingRemedy(dockerfile, missing), cause })
  }
}
