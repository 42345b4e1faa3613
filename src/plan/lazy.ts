import type { Dockerfile, Instruction } from '../dockerfile/instructions.ts'
import { targetStage } from '../dockerfile/stages.ts'
import type { Position } from '../position.ts'
import type { Replacement } from './boundary.ts'

/** The first line of the app that needs the base's files, so that BuildKit downloads and unpacks it. */
export interface Download {
  readonly position: Position
  readonly what: string
  /** What the line would have to be. */
  readonly instead: string
  /** A RUN's result drags the whole base into a cache export. */
  readonly exports: boolean
}

/** Finds what makes BuildKit download the base: a RUN, a WORKDIR, a COPY that is not --link. None of it, and it stays lazy. */
export function firstDownload(replacement: Replacement, target: string | undefined, dockerfile: Dockerfile): Download | undefined {
  const line = []
  const byIndex = new Map(replacement.remaining.map(node => [node.stage.index, node]))
  for (let node = byIndex.get(targetStage(dockerfile, target).index); node !== undefined; node = node.parent && byIndex.get(node.parent.index)) {
    line.unshift(node)
  }
  const instructions = line.flatMap(node => node.stage.instructions)
  const causes = instructions.flatMap(instruction => cause(instruction) ?? [])
  const [first] = causes
  return first && { ...first, exports: causes.some(each => each.exports) }
}

function cause(instruction: Instruction): Download | undefined {
  const { position } = instruction
  switch (instruction.kind) {
    case 'run':
      return { position, what: 'RUN', instead: 'run it in the base, or in a stage that is not the app’s', exports: true }
    case 'workdir':
      return instruction.path === '/'
        ? undefined
        : { position, what: `WORKDIR ${instruction.path}`, instead: 'set it in the base, and drop it here', exports: false }
    case 'copy':
    case 'add': {
      if (instruction.link && instruction.chmod === undefined) return undefined
      const keyword = instruction.kind.toUpperCase()
      const flaw = instruction.link ? `${keyword} --link --chmod` : keyword
      const instead = instruction.link ? 'drop --chmod' : `write ${keyword} --link`
      return { position, what: flaw, instead, exports: false }
    }
    default:
      return undefined
  }
}
