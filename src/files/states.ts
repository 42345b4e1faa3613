import { type BigIntStats, lstatSync, readlinkSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { FileState } from '../context/state.ts'

/** The most links that are followed for one path. */
const linkLimit = 255

/** What of a look at a file or link tells later that it is the same, untouched; of a directory, that it was not moved. */
export function stateOf(stats: BigIntStats): FileState {
  const { size, ctimeNs: ctime, mtimeNs: mtime } = stats
  return stats.isDirectory() ? { kind: 'passed', ctime, mtime } : { kind: 'file', size, ctime }
}

/** The state of a directory whose names were listed. */
export function listedState({ ctime }: FileState): FileState {
  return { kind: 'listed', size: 0n, ctime }
}

/**
 * Tells the state of a path, of all that its link leads to, of the directory it is in, and of links further up. Call it
 * before the content is read: what changes in between is then another state at the next look.
 */
export function noteStates(path: string, note: (location: string, state: FileState) => void): void {
  let location = path
  for (let links = 0; links <= linkLimit; links++) {
    const stats = lstatSync(location, { bigint: true, throwIfNoEntry: false })
    if (stats === undefined) return
    note(location, stateOf(stats))
    noteAbove(location, note)
    if (!stats.isSymbolicLink()) return
    location = resolve(dirname(location), readlinkSync(location))
  }
}

function noteAbove(path: string, note: (location: string, state: FileState) => void): void {
  for (let directory = dirname(path), isNext = true; ; directory = dirname(directory), isNext = false) {
    const stats = lstatSync(directory, { bigint: true, throwIfNoEntry: false })
    if (stats !== undefined && (isNext || stats.isSymbolicLink())) note(directory, stateOf(stats))
    if (dirname(directory) === directory) return
  }
}
