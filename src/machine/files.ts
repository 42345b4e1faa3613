import { readdir, readFile, stat } from 'node:fs/promises'
import type { Files } from '../commands/world.ts'
import { BasehitError } from '../errors.ts'
import { openContext } from '../files/context.ts'

/** The files of this machine. */
export const machineFiles: Files = {
  read: async path => {
    try {
      if (!(await stat(path)).isFile()) throw new BasehitError('BH021', `\`${path}\` is not a regular file`)
      return await readFile(path)
    } catch (cause) {
      if (cause instanceof BasehitError) throw cause
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown fault'
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
      throw new BasehitError('BH042', `cannot read \`${path}\` (${code})`, { cause, remedy: 'Make it readable.' })
    }
  },
  openContext,
  names: async directory => readdir(directory).catch(() => []),
}
