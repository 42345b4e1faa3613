import { randomUUID } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { type Claim, claimFile, claimLease, codeOf, readClaim, removeClaim, sweepClaims } from './claim.ts'
import { type Holder, type IsAlive, isKnownDead } from './holder.ts'

/** How a lease is waited for and kept. Times in milliseconds. */
export interface Terms {
  readonly here: Holder
  readonly isAlive: IsAlive
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Any clock; it only marks heartbeats, and may jump. */
  readonly now: () => number
  readonly firstPause: number
  readonly longestPause: number
  readonly heartbeat: number
  /** How long a waiter has to have seen the same heartbeat before the lease is its. */
  readonly patience: number
  /** Called once when somebody else holds the lease. */
  readonly onWait?: ((holder: Holder | undefined) => void) | undefined
}

/**
 * Waits for the lease at this path and returns how to give it back; giving back twice does nothing.
 * A lease is taken over when its holder is known to be dead or its heartbeat stands still. How long it stood still is
 * counted in pauses slept while watching it, so that no jump of a clock and no suspended machine makes a second holder.
 */
export async function takeLease(lease: string, terms: Terms, signal: AbortSignal): Promise<() => Promise<void>> {
  const token = randomUUID()
  const watch = new Watch()
  let told = false
  for (let pause = terms.firstPause; ; pause = Math.min(pause * 1.5, terms.longestPause)) {
    signal.throwIfAborted()
    const claim = await readClaim(lease)
    if (claim === undefined) {
      if (await claimLease(lease, token, terms.here)) return holdLease(lease, token, terms, signal)
    } else if (isForfeit(claim, watch.see(claim), terms)) {
      await removeClaim(lease, claim.token)
      continue
    } else if (!told) {
      told = true
      terms.onWait?.(claim.holder)
    }
    const slept = pause * (0.5 + Math.random() / 2)
    await sleepUnlessAborted(slept, terms, signal)
    watch.watched += slept
  }
}

/** How long one heartbeat has been watched. */
class Watch {
  watched = 0
  #seen = ''

  see(claim: Claim): number {
    const seen = `${claim.token} ${claim.beat}`
    if (seen !== this.#seen) this.watched = 0
    this.#seen = seen
    return this.watched
  }
}

function isForfeit(claim: Claim, watched: number, terms: Terms): boolean {
  if (claim.holder !== undefined && isKnownDead(claim.holder, terms.here, terms.isAlive)) return true
  return watched >= terms.patience
}

async function holdLease(
  lease: string,
  token: string,
  terms: Terms,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const timer = setInterval(() => void beat(), terms.heartbeat)
  timer.unref()
  let last = 0
  const beat = async () => {
    const now = terms.now() / 1000
    last = now === last ? now + 1 : now
    // A heartbeat that cannot be written is missed; without its file the lease is lost, and others know.
    await utimes(claimFile(lease, token), last, last).catch(error => {
      if (codeOf(error) === 'ENOENT') clearInterval(timer)
    })
  }
  let released: Promise<void> | undefined
  const release = () => {
    clearInterval(timer)
    released ??= removeClaim(lease, token)
    return released
  }
  await sweepClaims(lease, token).catch(() => {})
  if (signal.aborted) await release()
  signal.throwIfAborted()
  return release
}

async function sleepUnlessAborted(milliseconds: number, terms: Terms, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    signal.throwIfAborted()
    await Promise.race([terms.sleep(milliseconds), promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
