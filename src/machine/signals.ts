/** What ended a run from outside. */
export class Interrupted extends Error {
  readonly signal: NodeJS.Signals
  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`)
    this.name = 'Interrupted'
    this.signal = signal
  }
}

/**
 * How long a run may take to end in order, in milliseconds. A runner kills 7.5 s after SIGINT and 2.5 s after SIGTERM at
 * the latest; a lease left behind is recognised as a dead process's.
 */
const orderly = 4_500

/**
 * An abort signal that follows SIGINT, SIGTERM and SIGHUP. A second one ends the process at once, and so does patience
 * with the first.
 */
export function watchSignals(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(1)
    controller.abort(new Interrupted(name))
    setTimeout(() => process.exit(1), orderly).unref()
  }
  for (const name of names) process.on(name, onSignal)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of names) process.off(name, onSignal)
    },
  }
}
