import { longest, Needles, shortest } from './needles.ts'

/** A line of a longer secret is one only if it is unlikely to stand elsewhere. */
const shortestLine = 8
/** The fewest characters at a cut that are taken for the beginning of a secret. */
const shortestCut = 8

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Hides secrets in text: each value, each longer line of it, and each as `shown` prints it, become `***`, and so does
 * every part of a long one. Never throws: text that cannot be searched is not shown.
 * A run that prints a secret encoded, in small pieces or turned around is not met; nothing but not printing it helps there.
 */
export class Redactor {
  readonly #shown: (text: string) => string
  readonly #needles = new Needles()
  #isBroken = false

  constructor(shown: (text: string) => string) {
    this.#shown = shown
  }

  /** Hides these from now on. */
  add(secrets: readonly string[]): void {
    try {
      for (const secret of secrets) for (const needle of needlesOf(secret, this.#shown)) this.#needles.add(needle)
    } catch {
      // The error may hold the secret.
      this.#isBroken = true
    }
  }

  /** The text between two places without secrets; those that begin before or end after it are looked for too. */
  hide(text: string, from = 0, to: number = text.length): string {
    if (this.#isBroken) return unsearched
    try {
      return this.#needles.size === 0 ? text.slice(from, to) : this.#hide(text, from, to)
    } catch {
      return unsearched
    }
  }

  #hide(text: string, from: number, to: number): string {
    const parts: string[] = []
    let next = from
    for (const { start, end } of merged([...this.#found(text), ...this.#cut(text)])) {
      if (end <= from || start >= to) continue
      parts.push(text.slice(next, Math.max(start, from)), '***')
      next = Math.min(end, to)
    }
    // What is left between a part that was met and a cut is its rest.
    return [...parts, text.slice(next, to)].join('').replace(leftover, '***')
  }

  #found(text: string): Span[] {
    const spans: Span[] = []
    for (let start = 0; start <= text.length - shortest; start++) {
      const length = this.#needles.lengthAt(text, start)
      if (length > 0) spans.push({ start, end: start + length })
    }
    return spans
  }

  /** Beginnings of secrets where a text was cut short with `…` in the middle of them. */
  #cut(text: string): Span[] {
    const spans: Span[] = []
    let before = 0
    for (let end = text.indexOf('…'); end !== -1; end = text.indexOf('…', before)) {
      const most = Math.max(before, end - longest + 1)
      for (let start = most; start <= end - shortestCut; start++) {
        if (!this.#needles.hasBeginning(text.slice(start, end))) continue
        spans.push({ start, end })
        break
      }
      before = end + 1
    }
    return spans
  }
}

const unsearched = '(not shown: its secrets could not be hidden)'
const leftover = new RegExp(`\\*\\*\\*[^\\s…]{1,${shortestCut - 1}}(?=…)`, 'g')

/** The same places as spans in order that do not touch. */
function merged(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = []
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1)
    if (last === undefined || span.start > last.end) apart.push(span)
    else if (span.end > last.end) apart[apart.length - 1] = { start: last.start, end: span.end }
  }
  return apart
}

function needlesOf(secret: string, shown: (text: string) => string): string[] {
  const lines = secret.split(/\r\n|\r|\n/).map(line => line.trim())
  const parts = lines.filter(line => line !== '').length > 1 ? lines.filter(line => line.length >= shortestLine) : lines
  return [secret.trim(), ...parts]
    .flatMap(form => [form, shown(form).trim(), flat(form).trim(), flat(shown(form)).trim()])
    .flatMap(pieces)
}

/** As a line of a log has it (text.ts). */
function flat(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}

/** A text as needles that cover it: it may be cut on its way to the log, and each part of a long one is too much. */
function pieces(text: string): string[] {
  if (text.length <= longest) return text.length < shortest ? [] : [text]
  const ends = Array.from({ length: Math.floor(text.length / longest) }, (_, at) => (at + 1) * longest)
  return [...ends, text.length].map(end => text.slice(end - longest, end)).filter(isTelling)
}

/** Whether there is more to a piece than the space between two words. */
function isTelling(piece: string): boolean {
  return piece.replace(/\s+/g, '').length >= shortestLine
}
