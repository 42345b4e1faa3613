/** A shorter text is met by chance, and hiding it would say where it is. */
const shortest = 4
/** A line of a longer secret is one only if it is unlikely to stand elsewhere. */
const shortestLine = 8
const mostLines = 1000
/** A longer text may be cut on its way to the log, so its parts of this length are looked for as well. */
const part = 32
/** The fewest characters at a cut that are taken for the beginning of a secret. */
const shortestCut = 8

/**
 * Hides secrets in text: each value, each longer line of it, and each as `shown` prints it, become `***`.
 * A run that prints a secret encoded, cut or turned around is not met; nothing but not printing it helps there.
 */
export class Redactor {
  readonly #shown: (text: string) => string
  readonly #needles = new Set<string>()
  #pattern: RegExp | undefined

  constructor(shown: (text: string) => string) {
    this.#shown = shown
  }

  /** Hides these from now on. */
  add(secrets: readonly string[]): void {
    const before = this.#needles.size
    for (const needle of secrets.flatMap(secret => forms(secret, this.#shown))) this.#needles.add(needle)
    if (this.#needles.size === before) return
    // A longer one may hold a shorter one.
    const longestFirst = [...this.#needles].sort((one, other) => other.length - one.length)
    this.#pattern = new RegExp(longestFirst.map(escaped).join('|'), 'g')
  }

  /** The text without secrets. */
  hide(text: string): string {
    return this.#pattern === undefined ? text : this.#hideCut(text.replace(this.#pattern, '***'))
  }

  /** Hides the beginning of a secret where a text was cut short with `…` in the middle of it. */
  #hideCut(text: string): string {
    const [first = '', ...rest] = text.split('…')
    return rest.reduce((before, after) => {
      const hidden = Math.max(0, ...[...this.#needles].map(needle => cutLength(before, needle)))
      const shown = hidden === 0 ? before : `${before.slice(0, -hidden)}***`
      // What is left between a part that was met and the cut is its rest.
      return `${shown.replace(leftover, '***')}…${after}`
    }, first)
  }
}

const leftover = new RegExp(`\\*\\*\\*\\S{1,${shortestCut - 1}}$`)

/** How many characters at the end of a text are the beginning of a secret; 0 for too few. */
function cutLength(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length >= shortestCut; length--) {
    if (text.endsWith(secret.slice(0, length))) return length
  }
  return 0
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

function forms(secret: string, shown: (text: string) => string): string[] {
  const lines = secret.split(/\r\n|\r|\n/).map(line => line.trim())
  const parts = lines.filter(line => line !== '').length > 1 ? lines.filter(line => line.length >= shortestLine) : lines
  return [secret.trim(), ...parts.slice(0, mostLines).flatMap(line => [line, ...pieces(line)])]
    .flatMap(form => [form, shown(form).trim(), flat(form).trim(), flat(shown(form)).trim()])
    .filter(form => form.length >= shortest)
}

/** As a line of a log has it (text.ts). */
function flat(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}

function pieces(line: string): string[] {
  if (line.length <= part) return []
  return Array.from({ length: Math.floor(line.length / part) }, (_, at) => line.slice(at * part, (at + 1) * part))
}
