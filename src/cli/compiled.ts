import { hash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire, enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { isFolder, makeFolder } from '../leases/folder.ts'

/**
 * Runs a CommonJS program with the code V8 made of it in an earlier run, kept in `folder`. Compiling functions when they
 * are first called is a third of a short run, and Node's own cache holds what is compiled before anything is called. A
 * folder that cannot be read or written, and a file that is not what its name says, are as if nothing was kept.
 * @param use What the program is used for, as part of a file's name: each use calls other functions, and has code of its own.
 */
export function runCompiled(program: string, folder: string | undefined, use: string): void {
  const source = readFileSync(program)
  const kept = folder === undefined ? undefined : new KeptCode(folder, source, use)
  const code = kept?.read()
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: program,
    ...(code && { cachedData: code }),
  })
  if (kept !== undefined && (code === undefined || script.cachedDataRejected)) {
    process.once('exit', () => kept.keep(script.createCachedData()))
  }
  // For the parts that the program loads later. Node would make the folder, in a way that may never end.
  if (folder !== undefined && isFolder(folder)) enableCompileCache(folder)
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(program), module, program, dirname(program))
}

/** Bytes of a SHA-256 hash, which is before the code in its file: V8 does not notice damage. */
const hashLength = 32
/** Milliseconds for which code is kept. */
const longest = 30 * 86_400_000

/** One file of code, for one source, version of Node and use. V8 itself checks no more of a source than its length. */
class KeptCode {
  readonly #folder: string
  readonly #path: string

  constructor(folder: string, source: Buffer, use: string) {
    this.#folder = folder
    const name = [hash('sha256', source).slice(0, 32), process.version, process.arch, use]
    this.#path = join(folder, `${name.join('-')}.code`)
  }

  read(): Buffer | undefined {
    try {
      const bytes = readFileSync(this.#path)
      const code = bytes.subarray(hashLength)
      return bytes.subarray(0, hashLength).equals(hash('sha256', code, 'buffer')) ? code : undefined
    } catch {
      return undefined
    }
  }

  keep(code: Buffer): void {
    const unfinished = join(this.#folder, `${randomUUID()}.new`)
    try {
      makeFolder(this.#folder, 0o700)
      writeFileSync(unfinished, Buffer.concat([hash('sha256', code, 'buffer'), code]), { mode: 0o600, flag: 'wx' })
      renameSync(unfinished, this.#path)
      this.#removeOld()
    } catch {
      // The next run compiles again.
    }
  }

  /** Removes what updates left behind; code that is still used is made again once in a while. */
  #removeOld(): void {
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name)
      if (name.endsWith('.code') && Date.now() - statSync(path).mtimeMs > longest) rmSync(path, { force: true })
    }
  }
}
