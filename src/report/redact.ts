/** A shorter text is met by chance, and hiding it would say where it is. */
const shortest = 4
/** A line of a longer secret is one only if it is unlikely to stand elsewhere. */
const shortestLine = 8
const mostLines = 1000
/** A longer text may be cut on its way to the log, so its parts are looked for as well. */
const longest = 512
const part = 32

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
    return this.#pattern === undefined ? text : text.replace(this.#pattern, '***')
  }
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
  if (line.length <= longest) return []
  return Array.from({ length: Math.floor(line.length / part) }, (_, at) => line.slice(at * part, (at + 1) * part))
}
