import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TemporaryFiles } from '../commands/world.ts'

/** Temporary files with an end. */
export interface Temporary extends TemporaryFiles {
  /** Removes everything that was made. */
  remove(): Promise<void>
}

/** Keeps temporary files in one new directory below `parent`, readable by this user only. It is made on first use. */
export function createTemporary(parent: string): Temporary {
  let root: Promise<string> | undefined
  const directory = async () => {
    root ??= mkdtemp(join(parent, 'basehit-'))
    return mkdtemp(join(await root, 'd-'))
  }
  const writeAt = async (path: string, content: string | Uint8Array) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, content, { mode: 0o600 })
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
      if (root !== undefined) await rm(await root, { recursive: true, force: true })
    },
  }
}
