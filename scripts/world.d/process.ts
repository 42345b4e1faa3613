import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process that outlives the command that started it; the stamp tells it from a later one with the same pid. */
export interface Daemon {
  readonly pid: number
  readonly stamp: string
}

/** How to start a daemon: its two streams are appended to files. */
export interface DaemonSpec {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly stdout: string
  readonly stderr: string
}

/** Starts a daemon in a session of its own. */
export function startDaemon(spec: DaemonSpec): Daemon {
  const stdout = openSync(spec.stdout, 'a')
  const stderr = openSync(spec.stderr, 'a')
  const options: SpawnOptions = {
    detached: true,
    stdio: ['ignore', stdout, stderr],
    env: { ...process.env, ...spec.env },
    cwd: '/',
  }
  const child = spawn(spec.command, spec.args, options)
  child.on('error', () => {})
  child.unref()
  closeSync(stdout)
  closeSync(stderr)
  if (child.pid === undefined) {
    throw new Error(`${spec.command} could not be started: run scripts/toolchain and see that it is there`)
  }
  return { pid: child.pid, stamp: stampOf(child.pid) ?? '' }
}

/** Whether this very daemon still runs. */
export function isRunning(daemon: Daemon | undefined): daemon is Daemon {
  return daemon !== undefined && stampOf(daemon.pid) === daemon.stamp
}

/** Ends a daemon, by force if it has not ended after the grace time. */
export async function stopDaemon(daemon: Daemon | undefined, graceMs = 5000): Promise<void> {
  if (!isRunning(daemon)) return
  process.kill(daemon.pid, 'SIGTERM')
  if (await holdsWithin(graceMs, () => !isRunning(daemon))) return
  process.kill(daemon.pid, 'SIGKILL')
  await holdsWithin(graceMs, () => !isRunning(daemon))
}

/** Waits until a daemon answers, or fails with the end of its log. */
export async function waitReady(name: string, daemon: Daemon, log: string, ready: () => Promise<boolean>) {
  const answered = await holdsWithin(30_000, async () => !isRunning(daemon) || (await ready()))
  if (answered && isRunning(daemon)) return
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
  throw new Error(`${name} (pid ${daemon.pid}) did not become ready; the end of ${log}:\n${tail}`)
}

/** Runs a command to its end and returns its standard output; what it says on standard error goes through. */
export function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  if (result.status === 0) return result.stdout
  const why = result.error?.message ?? `exit status ${result.status}\n${result.stderr.trimEnd()}`
  throw new Error(`${command} ${args.join(' ')}: ${why}`)
}

async function holdsWithin(ms: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + ms
  while (!(await holds())) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}

function stampOf(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxStamp(pid) : portableStamp(pid)
}

function linuxStamp(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function portableStamp(pid: number): string | undefined {
  const result = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return result.status === 0 ? result.stdout.trim() : undefined
}
