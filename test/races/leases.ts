import type { Leases } from '../../src/commands/world.ts'
import type { Scheduler } from './scheduler.ts'

/** One holder at a time; the next is whom the seed chooses. A dead holder is followed. */
export class FairLeases {
  readonly #scheduler: Scheduler
  #holder: number | undefined
  #waiting: { readonly actor: number; readonly go: () => void }[] = []

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  of(actor: number): Leases {
    return {
      take: async () => {
        await this.#scheduler.turn(actor)
        if (this.#holder !== undefined) await new Promise<void>(go => this.#waiting.push({ actor, go }))
        this.#holder = actor
        return async () => this.#next(actor)
      },
    }
  }

  bury(actor: number): void {
    this.#waiting = this.#waiting.filter(each => each.actor !== actor)
    this.#next(actor)
  }

  #next(from: number): void {
    if (this.#holder !== from) return
    this.#holder = undefined
    if (this.#waiting.length === 0) return
    const [next] = this.#waiting.splice(this.#scheduler.pick(this.#waiting.length), 1)
    this.#holder = next?.actor
    next?.go()
  }
}
