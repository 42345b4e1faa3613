import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Leases } from '../commands/world.ts'

/** How leases behave, in milliseconds. */
export interface LeaseTimes {
  /** How often a holder shows that it lives. */
  readonly heartbeat: number
  /** How long after its last sign a holder counts as dead. */
  readonly expiry: number
  /** How long between two looks at a lease that is taken. */
  readonly wait: number
}

const usual: LeaseTimes = { heartbeat: 5_000, expiry: 30_000, wait: 500 }

/**
 * Keeps leases as files in a directory, made on first use. A lease only saves work: in the moment after a holder died
 * two may take it, and what they publish is safe all the same. Where the directory cannot be used, nobody waits.
 */
export function createLeases(directory: string, times: LeaseTimes = usual): Leases {
  return {
    take: async (name, signal) => {
      if (!(await isUsable(directory))) return async () => {}
      const path = join(directory, name)
      const token = JSON.stringify({ process: process.pid, host: hostname(), id: randomUUID() })
      while (!(await create(path, token))) {
        const holder = await deadHolder(path, times.expiry)
        if (holder !== undefined) await evict(path, holder)
        else await pause(times.wait, undefined, { signal })
      }
      const heart = setInterval(() => void touch(path), times.heartbeat)
      heart.unref()
      return async () => {
        clearInterval(heart)
        if ((await read(path)) === token) await rm(path, { force: true })
      }
    },
  }
}

/** A directory of another user is not trusted: its owner could hold every lease forever. */
async function isUsable(directory: string): Promise<boolean> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const found = await lstat(directory)
    return found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid)
  } catch {
    return false
  }
}

async function create(path: string, token: string): Promise<boolean> {
  try {
    await writeFile(path, token, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/** What is in a lease whose holder is dead; undefined while it lives. */
async function deadHolder(path: string, expiry: number): Promise<string | undefined> {
  const token = await read(path)
  const found = await stat(path).catch(() => undefined)
  if (token === undefined || found === undefined) return undefined
  if (Date.now() - found.mtimeMs > expiry) return token
  const holder = /^\{"process":(\d+),"host":("[^"]*")/.exec(token)
  const isHere = holder?.[2] === JSON.stringify(hostname())
  return isHere && !isRunning(Number(holder[1])) ? token : undefined
}

/** Takes the file away under a name of its own, so that of several who try only one removes it. */
async function evict(path: string, token: string): Promise<void> {
  if ((await read(path)) !== token) return
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
    await rm(aside, { force: true })
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !isCode(error, 'ESRCH')
  }
}

async function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

async function touch(path: string): Promise<void> {
  const now = new Date()
  await utimes(path, now, now).catch(() => undefined)
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
