import type { Position } from '../position.ts'
import type { EscapeCharacter } from './instructions.ts'
import { Lexer } from './lexer.ts'

/** The variables that a word may name. */
export interface Environment {
  lookup(name: string): string | undefined
}

/** How a word is read. The flags are those of BuildKit's shell.Lex. */
export interface ExpandOptions {
  readonly escape: EscapeCharacter
  /** Where the word stands, for errors. */
  readonly position: Position
  /** What the word is the value of, such as `ENV NAME`, for errors. */
  readonly owner?: string
  /** Keep quotes in the result. */
  readonly rawQuotes?: boolean
  /** Keep escape characters in the result. */
  readonly rawEscapes?: boolean
  /** Quotes are ordinary characters: the bodies of COPY and ADD heredocs. */
  readonly skipQuotes?: boolean
  /** Leave a variable that is not set as it is written. */
  readonly skipUnset?: boolean
  /** Hears of every variable read, with its value, or undefined when it is not set. */
  readonly onRead?: (name: string, value: string | undefined) => void
  /** Hears how much a pattern takes at most: its length times that of the value. */
  readonly onMatch?: (steps: number) => void
}

/**
 * Expands variables and removes quotes; spaces stay.
 * Throws BH027 with the position given. BuildKit: shell.Lex.ProcessWord.
 */
export function expandWord(word: string, environment: Environment, options: ExpandOptions): string {
  return new Lexer(word, environment, options).expand().text
}

/**
 * Expands variables, removes quotes and splits at spaces, those from variables included. EXPOSE is read so.
 * Throws BH027 with the position given. BuildKit: shell.Lex.ProcessWords.
 */
export function expandWords(word: string, environment: Environment, options: ExpandOptions): string[] {
  return new Lexer(word, environment, options).expand().words
}
