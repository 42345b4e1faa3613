import { clip, isSpace } from './characters.ts'
import type { EscapeCharacter } from './instructions.ts'
import { whitespace } from './split.ts'

/** Why `key=value` arguments could not be read. */
export interface PairFault {
  readonly fault: string
  readonly remedy: string
}

/** Splits at runs of space; quotes and escapes mean nothing. BuildKit: parseStringsWhitespaceDelimited. */
export function splitWhitespace(text: string): string[] {
  return text === '' ? [] : text.split(whitespace)
}

/**
 * Splits at spaces outside quotes; quotes and escapes stay in the words.
 * BuildKit: parser/line_parsers.go parseWords.
 */
export function splitWords(text: string, escapeCharacter: EscapeCharacter): string[] {
  const characters = Array.from(text)
  const words: string[] = []
  let word = ''
  let isBlankKept = false
  let quote = ''
  const end = () => {
    if (isBlankKept || word !== '') words.push(word)
    word = ''
    isBlankKept = false
  }
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? ''
    if (quote === '' && isSpace(character)) {
      end()
      continue
    }
    if (quote === '' && (character === "'" || character === '"')) {
      quote = character
      isBlankKept = true
    } else if (character === quote) quote = ''
    else if (character === escapeCharacter && quote !== "'") {
      const next = characters[++index]
      if (next === undefined) break
      word += character + next
      continue
    }
    word += character
  }
  end()
  return words
}

/**
 * Reads `key=value …`, or the legacy `key rest of line`; values keep their quotes.
 * The third element of each triple is the separator, empty for the legacy form. BuildKit: parseNameVal.
 */
export function splitPairs(
  text: string,
  keyword: string,
  escapeCharacter: EscapeCharacter,
): readonly string[] | PairFault {
  const words = splitWords(text, escapeCharacter)
  const first = words[0]
  if (first === undefined) return []
  if (!first.includes('=')) {
    const gap = whitespace.exec(text)
    if (gap === null) return withoutValue(keyword, first)
    return [text.slice(0, gap.index), text.slice(gap.index + gap[0].length), '']
  }
  const triples: string[] = []
  for (const word of words) {
    const at = word.indexOf('=')
    if (at < 0) return withoutValue(keyword, word)
    triples.push(word.slice(0, at), word.slice(at + 1), '=')
  }
  return triples
}

function withoutValue(keyword: string, word: string): PairFault {
  return { fault: `${keyword} ${clip(word)} has no value`, remedy: `write ${clip(word)}=…` }
}
