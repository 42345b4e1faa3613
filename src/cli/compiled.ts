import { isAscii } from 'node:buffer'
import { hash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire, enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { isFolder, keepFile } from '../leases/folder.ts'

/**
 * Runs a CommonJS program with the code V8 made of it in an earlier run, kept in `folder`. Compiling functions when they
 * are first called is a third of a short run, and Node's own cache holds what is compiled before anything is called. A
 * folder that cannot be read or written, and a file that is not what its name says or that others may write, are as if
 * nothing was kept.
 * @param use What the program is used for, as part of a file's name: each use calls other functions, and has code of its own.
 */
export function runCompiled(program: string, folder: string | undefined, use: string): void {
  const source = readFileSync(program)
  const kept = folder === undefined ? undefined : new KeptCode(folder, source, use)
  const code = kept?.read()
  // A text of one byte a character is read and kept in half the time.
  const text = isAscii(source) ? source.toString('latin1') : source.toString()
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
    filename: program,
    ...(code && { cachedData: code }),
  })
  if (kept !== undefined && (code === undefined || script.cachedDataRejected)) {
    process.once('exit', () => kept.keep(script.createCachedData()))
  }
  const load = createRequire(program)
  const require = (name: string) => {
    // For the parts that the program loads later. Node would make the folder, in a way that may never end.
    if (name.startsWith('.') && folder !== undefined && isFolder(folder)) enableCompileCache(folder)
    return load(name)
  }
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, program, dirname(program))
}

/** Bytes of a SHA-256 hash, which is before the code in its file: V8 does not notice damage. */
const hashLength = 32
/** Milliseconds for which code is kept. */
const longest = 30 * 86_400_000
const extension = '.code'

/** One file of code, for one source, kind of Node and use. V8 itself checks no more of a source than its length. */
class KeptCode {
  readonly #folder: string
  readonly #path: string

  constructor(folder: string, source: Buffer, use: string) {
    this.#folder = folder
    const { version, arch, execArgv, env } = process
    const kind = JSON.stringify([version, arch, execArgv, env.NODE_OPTIONS])
    const name = hash('sha256', hash('sha256', source) + kind).slice(0, 32)
    this.#path = join(folder, `${name}-${use}${extension}`)
  }

  read(): Buffer | undefined {
    try {
      if (![this.#folder, this.#path].every(isOwn)) return undefined
      const bytes = readFileSync(this.#path)
      const code = bytes.subarray(hashLength)
      return bytes.subarray(0, hashLength).equals(hash('sha256', code, 'buffer')) ? code : undefined
    } catch {
      return undefined
    }
  }

  keep(code: Buffer): void {
    if (!keepFile(this.#path, Buffer.concat([hash('sha256', code, 'buffer'), code]))) return
    try {
      this.#removeOld()
    } catch {
      // Another run removes it.
    }
  }

  /** Removes what updates and killed runs left behind; code that is still used is made again once in a while. */
  #removeOld(): void {
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name)
      if (!name.includes(extension)) continue
      if (Date.now() - statSync(path).mtimeMs > longest) rmSync(path, { force: true })
    }
  }
}

/** Whether nobody else could have written there: code is run, whoever wrote it. */
function isOwn(path: string): boolean {
  const { uid, mode } = statSync(path)
  return uid === process.getuid?.() && (mode & 0o022) === 0
}
