/** Reads a text character by character, by code points; a leading byte order mark is skipped. */
export class Cursor {
  readonly #characters: readonly string[]
  #next: number

  constructor(text: string) {
    this.#characters = Array.from(text)
    this.#next = this.#characters[0] === '\ufeff' ? 1 : 0
  }

  /** The next character, or undefined at the end. */
  peek(): string | undefined {
    return this.#characters[this.#next]
  }

  /** Reads the next character, or undefined at the end. */
  take(): string | undefined {
    const character = this.#characters[this.#next]
    if (character !== undefined) this.#next++
    return character
  }

  /** Reads as long as characters are wanted. */
  takeWhile(isWanted: (character: string) => boolean): string {
    const start = this.#next
    for (let next = this.peek(); next !== undefined && isWanted(next); next = this.peek()) this.#next++
    return this.#characters.slice(start, this.#next).join('')
  }
}

/** The words found at one level of nesting; the text of the word being read is shared by all levels. */
export class WordList {
  /** A word has begun, even if it has no character yet. */
  inside = false
  readonly #words: string[] = []
  readonly #flush: () => string

  constructor(flush: () => string) {
    this.#flush = flush
  }

  end(): void {
    this.#words.push(this.#flush())
    this.inside = false
  }

  finish(rest: string): string[] {
    if (rest !== '') this.end()
    return this.#words
  }
}
