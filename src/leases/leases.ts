import { join } from 'node:path'
import type { Leases } from '../commands/world.ts'
import { BasehitError } from '../errors.ts'
import { codeOf } from './claim.ts'
import { describeProcess, type Holder, type IsAlive, isProcessAlive } from './holder.ts'
import { takeLease } from './take.ts'

/** What leases need of the machine, and whom they tell. */
export interface LeaseOptions {
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Milliseconds of any clock; it only marks heartbeats, and may jump. */
  readonly now: () => number
  /** The process that holds what is taken here; by default this one. */
  readonly pid?: number
  readonly isAlive?: IsAlive
  /** Called once for every lease that has to be waited for. */
  readonly onWait?: (name: string, holder: Holder | undefined) => void
  /**
   * Called when the directory cannot be written: the run then goes on without the lease, which costs at most a second
   * build. Without it that is an error.
   */
  readonly onFault?: (message: string) => void
}

const namePattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}$/

/** Keeps leases in a directory, `DIRECTORY/leases/NAME/`, for all processes that share it. */
export function createLeases(directory: string, options: LeaseOptions): Leases {
  const here = describeProcess(options.pid)
  return {
    take: async (name, signal) => {
      if (!namePattern.test(name)) throw new TypeError(`\`${name}\` is no name of a lease`)
      const terms = {
        here,
        isAlive: options.isAlive ?? isProcessAlive,
        sleep: options.sleep,
        now: options.now,
        firstPause: 100,
        longestPause: 1000,
        heartbeat: 2000,
        patience: 15_000,
        onWait: (holder: Holder | undefined) => options.onWait?.(name, holder),
      }
      try {
        return await takeLease(join(directory, 'leases', name), terms, signal)
      } catch (error) {
        if (signal.aborted) throw error
        return withoutLease(error, directory, options)
      }
    },
  }
}

/** A system's name of an error. Which one a directory that cannot be written gives depends on system and file system. */
const systemError = /^E[A-Z0-9]+$/

function withoutLease(error: unknown, directory: string, options: LeaseOptions): () => Promise<void> {
  const code = codeOf(error)
  if (code === undefined || !systemError.test(code)) throw error
  const message = `cannot keep a lease in ${directory} (${code})`
  if (options.onFault === undefined) {
    throw new BasehitError('BH042', message, { cause: error, remedy: 'Make that directory writable for this user.' })
  }
  options.onFault(`${message}: another run on this machine may build the same base at the same time`)
  return async () => {}
}
