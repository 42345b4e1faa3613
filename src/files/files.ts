import { readdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { compareCodePoints } from '../canonical.ts'
import { BasehitError } from '../errors.ts'

/**
 * Reads a whole regular file, following symlinks; undefined if it is not there.
 * Stops with BH021 (a directory, FIFO or device) or BH042 (not readable).
 */
export async function readWholeFile(path: string): Promise<Uint8Array | undefined> {
  try {
    const stats = await stat(path)
    if (stats.isFile()) return await readFile(path)
    const kind = stats.isDirectory() ? 'a directory' : 'a FIFO, socket or device'
    throw new BasehitError('BH021', `\`${path}\` is ${kind}`, { remedy: 'Give the path of a regular file.' })
  } catch (cause) {
    if (cause instanceof BasehitError) throw cause
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new BasehitError('BH042', `cannot read \`${path}\` (${String(code ?? cause)})`, {
      cause,
      remedy: 'Make it readable by this user.',
    })
  }
}

/** Lists the names in a directory in code-point order; none if it cannot be read. */
export async function listNames(directory: string): Promise<readonly string[]> {
  try {
    return readdirSync(directory).sort(compareCodePoints)
  } catch {
    return []
  }
}
