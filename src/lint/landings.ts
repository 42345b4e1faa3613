import { cleanPath } from '../context/entry.ts'
import type { CopyOperation, FileFact, Operation, RunMount, Source } from '../lower/operations.ts'
import type { Position } from '../position.ts'

/** A file of a context in the image, or in what a RUN sees. */
export interface Landing {
  readonly fact: FileFact
  /** Absolute. Two where it depends on whether a directory of that name is there. */
  readonly paths: readonly string[]
  readonly position: Position | undefined
}

/** Where files of a base land. */
export interface Landings {
  readonly files: readonly Landing[]
  /** Paths at or below which something else may land. */
  readonly unknown: readonly string[]
}

/** Where the files land that a base copies or binds. */
export function landings(operations: readonly Operation[], places: readonly Position[]): Landings {
  const files: Landing[] = []
  const unknown: string[] = []
  for (const [index, operation] of operations.entries()) {
    const position = places[index]
    for (const { source, target } of targets(operation)) {
      if (source.kind === 'text') unknown.push(cleanPath(target), cleanPath(`${target}/${source.name}`))
      if (source.kind === 'operation' || (source.kind === 'files' && source.unpack)) unknown.push(cleanPath(target))
      if (source.kind !== 'files') continue
      for (const landing of landed(source.files, target)) files.push({ ...landing, position })
    }
  }
  return { files, unknown }
}

function targets(operation: Operation): { source: Source; target: string }[] {
  if (operation.op === 'copy') return copyTargets(operation)
  const mounts: readonly RunMount[] = operation.op === 'run' ? (operation.mounts ?? []) : []
  return mounts.flatMap(mount => (mount.type === 'bind' ? [{ source: mount.from, target: mount.target }] : []))
}

/** Several things land in a directory, whatever its spelling. */
function copyTargets({ from, destination }: CopyOperation): { source: Source; target: string }[] {
  const isDirectory = from.length > 1 && !destination.endsWith('/')
  return from.map(source => ({ source, target: isDirectory ? `${destination}/` : destination }))
}

function landed(facts: readonly FileFact[], target: string): Omit<Landing, 'position'>[] {
  const isLone = facts.length === 1 && !target.endsWith('/')
  return facts
    .filter(fact => fact.kind !== 'directory')
    .map(fact => {
      const below = cleanPath(`${target}/${fact.path}`)
      return { fact, paths: isLone ? [...new Set([cleanPath(target), below])] : [below] }
    })
}
