import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TemporaryFiles } from '../commands/world.ts'
import { writeFault } from '../errors.ts'
import { markTemporary, removeLeftovers } from './leftovers.ts'

/** Temporary files with an end. */
export interface Temporary extends TemporaryFiles {
  /** Removes everything that was made. */
  remove(): Promise<void>
}

/**
 * Keeps temporary files in one new directory below `parent`, readable by this user only. It is made on first use; what
 * killed runs left there is removed meanwhile.
 */
export function createTemporary(parent: string): Temporary {
  let root: Promise<string> | undefined
  let removeAtExit: (() => void) | undefined
  const create = async () => {
    const path = await mkdtemp(join(parent, 'basehit-'))
    // A process that is made to end leaves no secrets behind either.
    removeAtExit = () => rmSync(path, { recursive: true, force: true })
    process.once('exit', removeAtExit)
    await markTemporary(path)
    void removeLeftovers(parent)
    return path
  }
  const naming = <T>(write: Promise<T>): Promise<T> =>
    write.catch(error => {
      throw writeFault(error, parent)
    })
  const directory = async () => {
    root ??= create()
    return naming(root.then(path => mkdtemp(join(path, 'd-'))))
  }
  const writeAt = async (path: string, content: string | Uint8Array) => {
    await naming(mkdir(dirname(path), { recursive: true, mode: 0o700 }))
    await naming(writeFile(path, content, { mode: 0o600 }))
  }
  return {
    directory,
    writeAt,
    write: async (name, content) => {
      const path = join(await directory(), name)
      await writeAt(path, content)
      return path
    },
    remove: async () => {
      const made = await root?.catch(() => undefined)
      if (made === undefined) return
      await rm(made, { recursive: true, force: true })
      if (removeAtExit !== undefined) process.off('exit', removeAtExit)
    },
  }
}
