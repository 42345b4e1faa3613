import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it. Throws the system's error; Node's own recursive way never ends where a file system
 * answers ENOENT to every new name, as those of an automounter do.
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (isFolder(path)) return
  if (dirname(path) !== path) makeFolder(dirname(path), mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another run may have been faster.
    if (!isFolder(path)) throw error
  }
}

/** Whether a path is a folder, or a link to one, as far as this user is told. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  } catch {
    return false
  }
}

/**
 * Keeps bytes in a file of this user alone, in a folder that is made for it. The file is whole or as it was before; false
 * if the system does not let it be written.
 */
export function keepFile(path: string, bytes: Uint8Array): boolean {
  const unfinished = `${path}.${randomUUID()}.new`
  try {
    makeFolder(dirname(path), 0o700)
    writeFileSync(unfinished, bytes, { mode: 0o600, flag: 'wx' })
    renameSync(unfinished, path)
    return true
  } catch {
    discard(unfinished)
    return false
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Where nothing can be removed, nothing was written.
  }
}
