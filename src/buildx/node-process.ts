import { type ChildProcess, spawn } from 'node:child_process'
import type { Process, ProcessEnd, ProcessOptions } from './process.ts'

/** How long a command may take to end after SIGTERM before it is killed, in milliseconds. */
const graceMs = 3_000

/** Runs commands with node:child_process, each as the leader of a process group that is stopped as a whole. */
export const nodeProcess: Process = { run }

function run(command: string, args: readonly string[], options: ProcessOptions): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    options.signal?.throwIfAborted()
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: definedOnly(options.env),
      stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    const release = stopWith(child, options.signal)
    child.once('error', error => {
      release()
      reject(error)
    })
    child.once('close', (status, signal) => {
      release()
      resolve({ status: status ?? undefined, signal: signal ?? undefined })
    })
    child.stdout?.on('data', (chunk: Uint8Array) => options.onStdout?.(chunk))
    child.stderr?.on('data', (chunk: Uint8Array) => options.onStderr?.(chunk))
    // A command that ends without reading its input closes the pipe; how it ended says what went wrong.
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.stdin)
  })
}

function definedOnly(env: ProcessOptions['env']): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
}

/** Passes on what would end this process and the caller's abort; the result undoes it. */
function stopWith(child: ChildProcess, signal: AbortSignal | undefined): () => void {
  let killing: NodeJS.Timeout | undefined
  const stop = (name: NodeJS.Signals) => {
    signalGroup(child, name)
    killing ??= setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs)
  }
  const onInterrupt = () => stop('SIGINT')
  const onTerminate = () => stop('SIGTERM')
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onTerminate)
  signal?.addEventListener('abort', onTerminate, { once: true })
  return () => {
    clearTimeout(killing)
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onTerminate)
    signal?.removeEventListener('abort', onTerminate)
  }
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(name)
    else process.kill(-child.pid, name)
  } catch (error) {
    // The group may have ended between the decision and the signal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
