import { isSpace, trimSpace } from './characters.ts'
import type { EscapeCharacter } from './instructions.ts'

/** A flag as it stands before the arguments, quotes and escapes removed. */
export interface FlagWord {
  readonly text: string
  /** Where it begins in the instruction's text, in UTF-16 units. */
  readonly offset: number
}

/** An instruction's text in its parts. */
export interface SplitLine {
  readonly keyword: string
  readonly keywordOffset: number
  readonly flags: readonly FlagWord[]
  readonly arguments: string
}

/** The runs at which BuildKit splits words; other Unicode spaces are part of a word. */
export const whitespace = /[\t\v\f\r ]+/

/**
 * Splits an instruction into keyword, flags and the rest; undefined when the rest is cut inside a character.
 * BuildKit: parser/split_command.go splitCommand.
 */
export function splitLine(line: string, escapeCharacter: EscapeCharacter): SplitLine | undefined {
  const trimmed = trimSpace(line)
  const keywordOffset = line.indexOf(trimmed)
  const gap = whitespace.exec(trimmed)
  if (gap === null) return { keyword: trimmed, keywordOffset, flags: [], arguments: '' }
  const keyword = trimmed.slice(0, gap.index)
  const start = gap.index + gap[0].length
  const found = extractFlags(trimmed.slice(start), escapeCharacter)
  if (found === undefined) return undefined
  const flags = found.flags.map(({ text, offset }) => ({ text, offset: keywordOffset + start + offset }))
  return { keyword, keywordOffset, flags, arguments: trimSpace(found.rest) }
}

/**
 * Takes the leading words that begin with `--`. BuildKit reads this part byte by byte, so characters beyond ASCII in a
 * flag become one character per byte, and the bytes 0x85 and 0xA0 end a word.
 */
function extractFlags(line: string, escapeCharacter: EscapeCharacter): { flags: FlagWord[]; rest: string } | undefined {
  if (!/^[\t\n\v\f\r ]*--/.test(line)) return { flags: [], rest: line }
  const encoded = new TextEncoder().encode(line)
  if (encoded.length === line.length) {
    const { flags, end } = new FlagScanner(line, escapeCharacter).scan()
    return { flags, rest: line.slice(end) }
  }
  const latin1 = Array.from(encoded, byte => String.fromCharCode(byte)).join('')
  const { flags, end } = new FlagScanner(latin1, escapeCharacter).scan()
  const lossy = new TextDecoder('utf-8', { ignoreBOM: true })
  const columns = flags.map(flag => ({ ...flag, offset: lossy.decode(encoded.subarray(0, flag.offset)).length }))
  try {
    const rest = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(encoded.subarray(end))
    return { flags: columns, rest }
  } catch {
    return undefined
  }
}

/** BuildKit: parser/split_command.go extractBuilderFlags. */
class FlagScanner {
  readonly #line: string
  readonly #escape: string
  readonly #flags: FlagWord[] = []

  constructor(line: string, escapeCharacter: EscapeCharacter) {
    this.#line = line
    this.#escape = escapeCharacter
  }

  /** The flags, and where the rest begins. */
  scan(): { flags: FlagWord[]; end: number } {
    const line = this.#line
    let at = 0
    for (;;) {
      while (at < line.length && isSpace(line.charAt(at))) at++
      if (at === line.length || !line.startsWith('--', at)) return { flags: this.#flags, end: at }
      const word = this.#readWord(at)
      if (word.text === '--') return { flags: this.#flags, end: word.end }
      this.#flags.push({ text: word.text, offset: at })
      at = word.end
    }
  }

  #readWord(start: number): { text: string; end: number } {
    let text = ''
    let quote = ''
    let at = start
    for (; at < this.#line.length; at++) {
      const character = this.#line.charAt(at)
      if (quote === '' && isSpace(character)) break
      if (quote === '' && (character === "'" || character === '"')) quote = character
      else if (character === quote) quote = ''
      else if (character === this.#escape) {
        at++
        text += this.#line.charAt(at)
      } else text += character
    }
    return { text, end: Math.min(at, this.#line.length) }
  }
}
