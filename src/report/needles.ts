/** The fewest characters of a needle: a shorter text is met by chance, and hiding it would say where it is. */
export const shortest = 4
/** The most characters of a needle. */
export const longest = 32

/** Short texts to be found in others. What looking costs does not grow with how many there are. */
export class Needles {
  readonly #texts = new Set<string>()
  /** The lengths of the needles that begin with the same few characters, longest first. */
  readonly #lengths = new Map<string, number[]>()
  /** The sums of such beginnings: at most places of a text there is none, and no need to look closer. */
  readonly #sums = new Uint8Array(sums)
  #sorted: readonly string[] | undefined

  get size(): number {
    return this.#texts.size
  }

  /** Takes a text of `shortest` to `longest` characters. */
  add(text: string): void {
    if (this.#texts.has(text)) return
    this.#texts.add(text)
    this.#sorted = undefined
    const beginning = text.slice(0, shortest)
    const lengths = this.#lengths.get(beginning) ?? []
    if (!lengths.includes(text.length)) {
      this.#lengths.set(
        beginning,
        [...lengths, text.length].sort((one, other) => other - one),
      )
    }
    this.#sums[sumAt(text, 0)] = 1
  }

  /** The length of the longest needle at a place of a text; 0 for none. */
  lengthAt(text: string, at: number): number {
    if (this.#sums[sumAt(text, at)] === 0) return 0
    for (const length of this.#lengths.get(text.slice(at, at + shortest)) ?? []) {
      const found = text.slice(at, at + length)
      if (this.#texts.has(found)) return found.length
    }
    return 0
  }

  /** Whether a needle begins with a text. */
  hasBeginning(text: string): boolean {
    this.#sorted ??= [...this.#texts].sort()
    let [low, high] = [0, this.#sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sorted[middle] ?? '') < text) low = middle + 1
      else high = middle
    }
    return this.#sorted[low]?.startsWith(text) ?? false
  }
}

const sums = 1 << 16

function sumAt(text: string, at: number): number {
  let sum = 0
  for (let next = at; next < at + shortest; next++) sum = (sum * 31 + text.charCodeAt(next)) % sums
  return sum
}
