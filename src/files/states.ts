import { type BigIntStats, lstatSync, readlinkSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { FileState } from '../context/state.ts'

/** The most links that are followed for one path. */
const linkLimit = 255

/** What of a look at a file tells later that it is the same, untouched. */
export function stateOf(stats: BigIntStats): FileState {
  return { size: stats.isDirectory() ? 0n : stats.size, ctime: stats.ctimeNs }
}

/**
 * Tells the state of a path, and of all that its link leads to. Call it before the content is read: what changes in
 * between is then another state at the next look.
 */
export function noteStates(path: string, note: (location: string, state: FileState) => void): void {
  let location = path
  for (let links = 0; links <= linkLimit; links++) {
    const stats = lstatSync(location, { bigint: true, throwIfNoEntry: false })
    if (stats === undefined) return
    note(location, stateOf(stats))
    if (!stats.isSymbolicLink()) return
    location = resolve(dirname(location), readlinkSync(location))
  }
}
