import type { Dockerfile, Instruction, Stage } from '../dockerfile/instructions.ts'
import { mountSourceName } from '../dockerfile/mounts.ts'
import { findCopyStage, findMountStage } from '../dockerfile/stages.ts'
import { contextKey } from '../image/reference.ts'
import type { Position } from '../position.ts'
import type { BaseName, PlatformReplacement, Replacement } from './boundary.ts'

/** The first line of the app that needs the base's files, so that BuildKit downloads and unpacks it. */
export interface Download {
  readonly position: Position
  readonly what: string
  /** What the line would have to be. */
  readonly instead: string
  /** A RUN's result drags the whole base into a cache export. */
  readonly exports: boolean
}

/**
 * Finds what makes BuildKit download the base: a RUN, a WORKDIR or a COPY without --link in a stage that grows from it, or
 * a COPY or mount that takes files of such a stage. None of it, and the base stays lazy. Every stage that remains counts,
 * as every one of them is built for the target.
 */
export function firstDownload(replacement: Replacement, dockerfile: Dockerfile): Download | undefined {
  const causes = replacement.platforms.flatMap(each => downloads(replacement, each, dockerfile))
  const [first] = causes.sort((one, other) => one.position.line - other.position.line)
  return first && { ...first, exports: causes.some(each => each.exports) }
}

function downloads(base: BaseName, replaced: PlatformReplacement, dockerfile: Dockerfile): Download[] {
  const grown = grownStages(base, replaced)
  return replaced.remaining.flatMap(({ stage, instructions }) =>
    instructions.flatMap(instruction => {
      const own = grown.has(stage.index) ? cause(instruction) : undefined
      const found = own ?? takesFiles(base, dockerfile, grown, stage, instruction)
      return found === undefined ? [] : isTrigger(stage, instruction) ? triggered(found) : found
    }),
  )
}

/** Triggers stand where the FROM stands that brings them. */
function isTrigger({ from }: Stage, { position }: Instruction): boolean {
  return position.line === from.position.line
}

function triggered(download: Download): Download {
  return {
    ...download,
    what: `ONBUILD ${download.what}`,
    instead: 'begin with a stage or an image without this trigger',
  }
}

/** The indexes of the replaced stage and of every remaining one that is FROM it, at any distance. */
function grownStages({ stage }: BaseName, { remaining, children }: PlatformReplacement): ReadonlySet<number> {
  const grown = new Set(children.map(child => child.stage.index))
  if (stage !== undefined) grown.add(stage.index)
  for (const { parent, stage: each } of remaining) {
    if (parent !== undefined && grown.has(parent.index)) grown.add(each.index)
  }
  return grown
}

function cause(instruction: Instruction): Download | undefined {
  const { position } = instruction
  switch (instruction.kind) {
    case 'run':
      return {
        position,
        what: 'RUN',
        instead: 'run it in the base, or in a stage that is not the app’s',
        exports: true,
      }
    case 'workdir': {
      if (instruction.path === '/') return undefined
      const what = `WORKDIR ${instruction.path}`
      return { position, what, instead: 'set it in the base, and drop it here', exports: false }
    }
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

function takesFiles(
  { name }: BaseName,
  dockerfile: Dockerfile,
  grown: ReadonlySet<number>,
  stage: Stage,
  instruction: Instruction,
): Download | undefined {
  const { position } = instruction
  const isBase = (from: string, found: Stage | undefined) =>
    found === undefined ? contextKey(from) === name : grown.has(found.index)
  const instead = 'take the files from a stage that does not grow from the base'
  if (instruction.kind === 'copy' && instruction.from !== undefined) {
    const { from } = instruction
    if (!isBase(from, findCopyStage(dockerfile, stage, from, position))) return undefined
    return { position, what: `COPY --from=${from}`, instead, exports: false }
  }
  if (instruction.kind !== 'run') return undefined
  const from = instruction.mounts
    .flatMap(mount => mountSourceName(mount, position) ?? [])
    .find(source => isBase(source, findMountStage(dockerfile, stage, source, position)))
  return from === undefined ? undefined : { position, what: `RUN --mount=from=${from}`, instead, exports: false }
}
