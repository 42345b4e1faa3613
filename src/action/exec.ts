import { access, constants, mkdtemp, readFile, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type ExecOptions, exec } from '@actions/exec'
import type { Process, ProcessEnd, ProcessOptions } from '../buildx/process.ts'

/** How long a command may take to end after SIGTERM before it is killed, in milliseconds. */
const graceMs = 3_000

/** Writes the shell's process id, which is the command's once it has taken the shell's place. */
const script = 'echo $$ > "$0" && exec "$@"'

/**
 * Runs commands with @actions/exec. That package starts a command but cannot stop it, so a shell notes the process id
 * before it becomes the command. `temp` is a directory for that note.
 */
export function execProcess(temp: string): Process {
  return { run: (command, args, options) => run(temp, command, args, options) }
}

async function run(
  temp: string,
  command: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessEnd> {
  options.signal?.throwIfAborted()
  const program = await locate(command, options.env.PATH ?? '')
  const directory = await mkdtemp(join(temp, 'basehit-exec-'))
  const note = join(directory, 'pid')
  const stopper = new Stopper(note)
  const onAbort = () => void stopper.stop()
  options.signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const status: number | null = await exec('/bin/sh', ['-c', script, note, program, ...args], execOptions(options))
    return status === null ? { status: undefined, signal: stopper.sent ?? 'a signal' } : { status, signal: undefined }
  } finally {
    options.signal?.removeEventListener('abort', onAbort)
    stopper.end()
    await rm(directory, { recursive: true, force: true })
  }
}

function execOptions({ env, cwd, stdin, onStdout, onStderr }: ProcessOptions): ExecOptions {
  const defined = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return {
    silent: true,
    ignoreReturnCode: true,
    env: Object.fromEntries(defined),
    ...(cwd === undefined ? {} : { cwd }),
    ...(stdin === undefined ? {} : { input: Buffer.from(stdin) }),
    listeners: {
      ...(onStdout === undefined ? {} : { stdout: onStdout }),
      ...(onStderr === undefined ? {} : { stderr: onStderr }),
    },
  }
}

/** The program behind a name, or the error the system has for one that is not there. */
async function locate(command: string, path: string): Promise<string> {
  const candidates = command.includes('/') ? [command] : path.split(delimiter).map(each => join(each || '.', command))
  for (const candidate of candidates) {
    const found = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return candidate
  }
  throw Object.assign(new Error(`spawn ${command} ENOENT`), { code: 'ENOENT' })
}

/** Ends the noted process: first politely, then for certain. */
class Stopper {
  readonly #note: string
  #isOver = false
  sent: NodeJS.Signals | undefined

  constructor(note: string) {
    this.#note = note
  }

  async stop(): Promise<void> {
    const pid = await this.#pid()
    if (pid === undefined) return
    this.#send(pid, 'SIGTERM')
    await pause(graceMs, undefined, { ref: false })
    this.#send(pid, 'SIGKILL')
  }

  end(): void {
    this.#isOver = true
  }

  async #pid(): Promise<number | undefined> {
    while (!this.#isOver) {
      const text = await readFile(this.#note, 'utf8').catch(() => '')
      if (text.endsWith('\n')) return Number(text)
      await pause(10)
    }
    return undefined
  }

  #send(pid: number, signal: NodeJS.Signals): void {
    if (this.#isOver) return
    this.sent = signal
    try {
      process.kill(pid, signal)
    } catch (error) {
      // It may have ended between the decision and the signal.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}
