import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { sep } from 'node:path'
import { compareCodePoints } from '../canonical.ts'
import type { Reading } from '../commands/world.ts'
import { BasehitError } from '../errors.ts'
import { realIfThere, refuseOtherTarget } from './links.ts'
import { noteStates } from './states.ts'

/**
 * Reads a whole regular file, following symlinks; undefined if it is not there. What is read is small and near: handing
 * each step of it to another thread takes longer.
 * Stops with BH021 (a directory, FIFO or device), BH042 (not readable), BH022 (links lead out of all of `within`)
 * or BH044 (links that BuildKit follows otherwise). BuildKit: cache/util/fsutil.go ReadFile, whose errors count as no file.
 */
export async function readWholeFile(path: string, { within, as, note }: Reading = {}): Promise<Uint8Array | undefined> {
  try {
    if (within !== undefined) refuseOutside(path, within)
    if (as !== undefined) refuseOtherTarget(path)
    if (note !== undefined) noteStates(path, note)
    const stats = statSync(path)
    if (stats.isFile()) return readFileSync(path)
    if (as === 'ignore-file' && stats.isDirectory()) return undefined
    const kind = stats.isDirectory() ? 'a directory' : 'a FIFO, socket or device'
    throw new BasehitError('BH021', `\`${path}\` is ${kind}`, { remedy: 'give the path of a regular file' })
  } catch (cause) {
    if (cause instanceof BasehitError) throw cause
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new BasehitError('BH042', `cannot read \`${path}\` (${String(code ?? cause)})`, {
      cause,
      remedy: 'make it readable by this user',
    })
  }
}

function refuseOutside(path: string, within: readonly string[]): void {
  const real = realpathSync.native(path)
  const directories = within.map(directory => realIfThere(directory) ?? directory)
  if (directories.some(directory => real.startsWith(directory.endsWith(sep) ? directory : directory + sep))) return
  throw new BasehitError('BH022', `\`${path}\` is a link that leaves the workspace: it leads to \`${real}\``, {
    remedy: 'put the file itself into the repository',
  })
}

/** Lists the names in a directory in code-point order; none if it cannot be read. */
export async function listNames(directory: string): Promise<readonly string[]> {
  try {
    return readdirSync(directory).sort(compareCodePoints)
  } catch {
    return []
  }
}
