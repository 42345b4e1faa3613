import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process, told apart from later ones of the same number and from those of other machines and containers. */
export interface Holder {
  readonly pid: number
  /** When it started, in the system's own unit; undefined where the system does not say. */
  readonly started: string | undefined
  /** The machine, its boot and the process namespace: only there does the number mean anything. */
  readonly host: string
}

/** Tells whether the process with this number, and this start if known, runs on this machine. */
export type IsAlive = (pid: number, started: string | undefined) => boolean

/** Describes the process with this number, by default this one. */
export function describeProcess(pid: number = process.pid): Holder {
  return { pid, started: statusOf(pid)?.started, host: thisHost() }
}

/** Tells whether a process runs. One that is dead but not yet reaped does not. */
export function isProcessAlive(pid: number, started: string | undefined): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const status = statusOf(pid)
  if (status === undefined) return true
  if (status.state === 'Z' || status.state === 'X') return false
  return started === undefined || status.started === started
}

/** Tells whether a holder is known to be dead; of another machine nothing is known. */
export function isKnownDead(holder: Holder, here: Holder, isAlive: IsAlive): boolean {
  return holder.host === here.host && !isAlive(holder.pid, holder.started)
}

/** Reads a holder from the JSON written for it; undefined if that is not one. */
export function parseHolder(text: string): Holder | undefined {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return undefined
  }
  const { pid, started, host } = (read ?? {}) as Record<string, unknown>
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0 || typeof host !== 'string') return undefined
  return { pid, host, started: typeof started === 'string' ? started : undefined }
}

/** Linux: proc_pid_stat(5), fields 3 and 22; the name before them may hold spaces and parentheses. */
function statusOf(pid: number): { state: string; started: string } | undefined {
  const text = readable(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, started] = [fields?.[0], fields?.[19]]
  return state === undefined || started === undefined ? undefined : { state, started }
}

let host: string | undefined

function thisHost(): string {
  host ??= [
    hostname(),
    readable(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
    readable(() => readlinkSync('/proc/self/ns/pid')),
  ]
    .filter(part => part !== undefined)
    .join(' ')
  return host
}

function readable(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
