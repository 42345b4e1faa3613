/** Decides who goes next, by a seed alone. */
export class Scheduler {
  #state: number
  #waiting: { readonly actor: number; readonly go: () => void; readonly from: number }[] = []
  readonly #dead = new Set<number>()
  /** Turns given so far. */
  turns = 0
  /** The time all actors share, in milliseconds: a turn takes one. */
  now = Date.UTC(2026, 0, 1)

  constructor(seed: number) {
    this.#state = (seed * 2654435761) >>> 0
  }

  /** A whole number from 0 to below `end`. mulberry32. */
  pick(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end
  }

  /** Waits until it is this actor's turn, some milliseconds from now at the soonest; a dead one's never comes. */
  turn(actor: number, milliseconds = 0): Promise<void> {
    return new Promise(go => {
      if (!this.#dead.has(actor)) this.#waiting.push({ actor, go, from: this.now + milliseconds })
    })
  }

  kill(actor: number): void {
    this.#dead.add(actor)
    this.#waiting = this.#waiting.filter(each => each.actor !== actor)
  }

  isDead(actor: number): boolean {
    return this.#dead.has(actor)
  }

  /** Gives turns until nobody waits for one. `before` is called before each. */
  async run(before: (actor: number) => void): Promise<void> {
    for (;;) {
      await new Promise(resolve => setImmediate(resolve))
      if (this.#waiting.length === 0) return
      this.now = Math.max(this.now + 1, Math.min(...this.#waiting.map(({ from }) => from)))
      const ready = this.#waiting.filter(({ from }) => from <= this.now)
      const next = ready[this.pick(ready.length)]
      if (next === undefined) return
      before(next.actor)
      if (this.#dead.has(next.actor)) continue
      this.#waiting.splice(this.#waiting.indexOf(next), 1)
      this.turns++
      next.go()
    }
  }
}
