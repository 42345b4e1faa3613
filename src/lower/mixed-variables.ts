import { BasehitError } from '../errors.ts'
import type { Lowering } from './lowering.ts'

/** A base that reads TARGETSTAGE is built with it as a build arg, which wins over a default of the file's own. */
export function refuseMixedTargetStage({ facts }: Lowering): void {
  const { targetStageRead: read, ownTargetStage: own } = facts
  if (read === undefined || own === undefined) return
  const fact = `TARGETSTAGE is set by this file here, and read as BuildKit sets it on line ${read.line}`
  throw new BasehitError('BH039', fact, {
    position: own,
    remedy: 'give the variable of your own another name',
  })
}

/** Nor does a build arg by which a base is told its builder's platform leave such a default. */
export function refuseMixedBuilder({ dockerfile, facts }: Lowering): void {
  const instructions = dockerfile.stages.flatMap(stage => stage.instructions)
  const declarations = instructions.filter(instruction => instruction.kind === 'arg')
  for (const { args, position } of [...dockerfile.globalArgs, ...declarations]) {
    const own = args.find(({ name, value }) => value !== undefined && facts.builderVariables.has(name))
    if (own === undefined) continue
    throw new BasehitError('BH039', `${own.name} is set by this file here, and read as BuildKit sets it elsewhere`, {
      position,
      remedy: 'give the variable of your own another name',
    })
  }
}
