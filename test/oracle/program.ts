import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Builds a Go program into the toolchain's cache, keyed by the sources of its module, and returns its path. */
export function buildProgram(
  command: 'llb' | 'behaviour' | 'image' | 'patterns',
  folder: string = join(import.meta.dirname, 'llb'),
  source = `./${command}`,
): string {
  const cache =
    process.env.BASEHIT_TOOLCHAIN_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'basehit')
  const key = createHash('sha256')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(go|mod|sum)$/.test(name))
    .sort()
  for (const name of sources) key.update(name).update(readFileSync(join(folder, name)))
  const directory = join(cache, 'oracle', key.digest('hex').slice(0, 16))
  const program = join(directory, command)
  if (existsSync(program)) return program
  mkdirSync(directory, { recursive: true })
  const partial = `${program}.${process.pid}`
  // The flags of scripts/toolchain, so that Go has most packages built already.
  const flags = ['build', '-tags', 'osusergo netgo static_build seccomp', '-ldflags', '-s -w', '-o', partial, source]
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' }
  execFileSync('go', flags, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] })
  renameSync(partial, program)
  return program
}

/** A program that answers each line of JSON with a line of JSON of the same `id`. */
export class JsonProgram<Answer extends { readonly id: number }> {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  readonly #ended: Promise<void>
  #next = 0

  constructor(program: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = process.env) {
    this.#process = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env })
    if (this.#process.stdout === null) throw new TypeError('stdout is a pipe')
    createInterface({ input: this.#process.stdout }).on('line', text => {
      const answer = JSON.parse(text) as Answer
      this.#waiting.get(answer.id)?.(answer)
      this.#waiting.delete(answer.id)
    })
    this.#ended = new Promise((done, fail) => {
      this.#process.on('exit', code =>
        code === 0 && this.#waiting.size === 0
          ? done()
          : fail(new Error(`${program} ended with ${code}, ${this.#waiting.size} cases unanswered`)),
      )
    })
    this.#ended.catch(() => {})
  }

  ask(question: Record<string, unknown>): Promise<Answer> {
    const id = ++this.#next
    const answer = new Promise<Answer>(done => this.#waiting.set(id, done))
    this.#process.stdin?.write(`${JSON.stringify({ ...question, id })}\n`)
    return Promise.race([answer, this.#ended.then(() => Promise.reject(new Error('the program has ended')))])
  }

  async end(): Promise<void> {
    this.#process.stdin?.end()
    await this.#ended
  }
}
