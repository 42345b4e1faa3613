import type { BasehitError } from '../errors.ts'
import { isSpace } from './characters.ts'
import { Cursor, WordList } from './cursor.ts'
import { expansionFault, invalidPattern, requiredFault, unsupportedOperator } from './expansion-faults.ts'
import { removePrefix, removeSuffix, replaceAll, replaceFirst } from './patterns.ts'
import type { Environment, ExpandOptions } from './words.ts'

/** A word after expansion: as one text, and split at its unquoted spaces. */
interface Expanded {
  readonly text: string
  readonly words: string[]
}

/** Longer results are refused: a few lines of doubling would exhaust the memory. */
const maxLength = 512 * 1024
/** Of a pattern's length times a value's. */
const maxWork = 10_000_000
/** Deeper nesting of `${a:-${b:-…}}` is refused: nobody writes it, and it would exhaust the stack. */
const maxDepth = 500

const letter = /^[\p{L}\p{Nd}_]$/u
const digit = /^\p{Nd}$/u
const specialParameters = '@*#?-$!0'

/**
 * Reads one word. A port in behaviour of BuildKit's frontend/dockerfile/shell/lex.go, its oddities included:
 * all levels of nesting share one buffer for the words, so `a${x:-b}` splits into `b` alone.
 */
export class Lexer {
  readonly #source: string
  readonly #cursor: Cursor
  readonly #environment: Environment
  readonly #options: ExpandOptions
  #buffer = ''
  #rawEscapes: boolean
  #depth = 0

  constructor(word: string, environment: Environment, options: ExpandOptions) {
    this.#source = word
    this.#cursor = new Cursor(word)
    this.#environment = environment
    this.#options = options
    this.#rawEscapes = options.rawEscapes ?? false
  }

  expand(): Expanded {
    return this.#readUntil(undefined, this.#rawEscapes)
  }

  #readUntil(stop: string | undefined, rawEscapes: boolean): Expanded {
    const outer = this.#rawEscapes
    this.#rawEscapes = rawEscapes
    if (++this.#depth > maxDepth)
      throw this.#fault(`substitutions are nested more than ${maxDepth} deep`, 'nest them less')
    const result = this.#readWords(stop)
    this.#depth--
    this.#rawEscapes = outer
    return result
  }

  #readWords(stop: string | undefined): Expanded {
    this.#buffer = ''
    let text = ''
    const words = new WordList(() => this.#flush())
    for (let character = this.#cursor.peek(); character !== undefined; character = this.#cursor.peek()) {
      if (character === stop) {
        this.#cursor.take()
        return { text, words: words.finish(this.#buffer) }
      }
      const special = this.#readSpecial(character)
      if (special !== undefined) {
        text += special
        if (text.length > maxLength)
          throw this.#fault(`the result is longer than ${maxLength} characters`, 'shorten the values in it')
        if (character === '$') for (const one of special) this.#addSplitting(words, one)
        else this.#addRaw(words, special)
        continue
      }
      this.#cursor.take()
      if (character !== this.#options.escape) {
        text += character
        this.#addSplitting(words, character)
        continue
      }
      const kept = this.#rawEscapes ? character : ''
      if (kept !== '') this.#addRaw(words, kept)
      const escaped = this.#cursor.take()
      text += kept + (escaped ?? '')
      if (escaped === undefined) break
      this.#addRaw(words, escaped)
    }
    if (stop !== undefined) throw this.#fault(`the text ends before the closing ${stop}`, `close it with ${stop}`)
    return { text, words: words.finish(this.#buffer) }
  }

  #readSpecial(character: string): string | undefined {
    if (character === '$') return this.#readDollar()
    if (character === '<') return this.#readPossibleHeredoc()
    if (this.#options.skipQuotes === true) return undefined
    if (character === "'") return this.#readSingleQuote()
    return character === '"' ? this.#readDoubleQuote() : undefined
  }

  #addRaw(words: WordList, text: string): void {
    this.#buffer += text
    words.inside = true
  }

  #addSplitting(words: WordList, character: string): void {
    if (!isSpace(character)) this.#addRaw(words, character)
    else if (words.inside && this.#buffer !== '') words.end()
  }

  #flush(): string {
    const word = this.#buffer
    this.#buffer = ''
    return word
  }

  #readSingleQuote(): string {
    const quote = this.#options.rawQuotes === true ? "'" : ''
    this.#cursor.take()
    const text = this.#cursor.takeWhile(next => next !== "'")
    if (this.#cursor.take() === undefined) throw this.#fault('a single quote is never closed', "close it with '")
    return quote + text + quote
  }

  #readDoubleQuote(): string {
    const quote = this.#options.rawQuotes === true ? '"' : ''
    const escapeCharacter = this.#options.escape
    this.#cursor.take()
    let text = quote
    for (;;) {
      const character = this.#cursor.peek()
      if (character === undefined) throw this.#fault('a double quote is never closed', 'close it with "')
      if (character === '$') {
        text += this.#readDollar()
        continue
      }
      this.#cursor.take()
      if (character === '"') return text + quote
      if (character !== escapeCharacter) {
        text += character
        continue
      }
      if (this.#rawEscapes) text += character
      const following = this.#cursor.peek()
      if (following === undefined) continue
      const escapes = following === '"' || following === '$' || following === escapeCharacter
      text += escapes ? this.#cursor.take() : character
    }
  }

  #readPossibleHeredoc(): string {
    this.#cursor.take()
    if (this.#cursor.peek() !== '<') return '<'
    this.#cursor.take()
    return `<<${this.#cursor.takeWhile(next => next === '\t' || next === '\r' || next === ' ')}`
  }

  #readDollar(): string {
    this.#cursor.take()
    if (this.#cursor.peek() !== '{') {
      const name = this.#readName()
      if (name === '') return '$'
      return this.#read(name) ?? this.#unset(`$${name}`)
    }
    this.#cursor.take()
    const first = this.#cursor.peek()
    if (first === undefined) throw this.#fault('a ${ is never closed', 'close it with }')
    if (first === '{' || first === '}' || first === ':')
      throw this.#fault(`\${${first} is not a substitution`, 'write ${NAME}')
    const name = this.#readName()
    const operator = this.#cursor.take()
    if (operator === '}') return this.#read(name) ?? this.#unset(`\${${name}}`)
    if (operator === '/') return this.#substitute(name)
    if (operator === ':') return this.#modify(name, this.#cursor.take(), 'null-is-unset')
    if (operator !== undefined && '+-?#%'.includes(operator)) return this.#modify(name, operator, 'null-is-set')
    if (operator === undefined) throw this.#fault('a ${ is never closed', 'close it with }')
    throw unsupportedOperator(this.#source, operator, this.#options)
  }

  #modify(name: string, operator: string | undefined, nulls: 'null-is-unset' | 'null-is-set'): string {
    const written = `${nulls === 'null-is-unset' ? ':' : ''}${operator ?? ''}`
    const isTrim = operator === '#' || operator === '%'
    if (isTrim && nulls === 'null-is-unset') throw unsupportedOperator(this.#source, written, this.#options)
    const word = this.#readUntil('}', isTrim).text
    const value = this.#read(name)
    if (value === undefined && this.#options.skipUnset === true) return `\${${name}${written}${word}}`
    const isAbsent = value === undefined || (value === '' && nulls === 'null-is-unset')
    if (operator === '-') return isAbsent ? word : value
    if (operator === '+') return isAbsent ? '' : word
    if (operator === '?') {
      if (!isAbsent) return value
      throw requiredFault(this.#source, { name, value, message: word }, this.#options)
    }
    if (!isTrim) throw unsupportedOperator(this.#source, written, this.#options)
    this.#checkWork(word, value ?? '')
    const isGreedy = word.startsWith(operator)
    const remove = operator === '%' ? removeSuffix : removePrefix
    const pattern = isGreedy ? word.slice(1) : word
    return remove(value ?? '', pattern, isGreedy ? 'longest' : 'shortest') ?? this.#invalidPattern(pattern)
  }

  #substitute(name: string): string {
    const isGlobal = this.#cursor.peek() === '/'
    if (isGlobal) this.#cursor.take()
    const pattern = this.#readUntil('/', true).text
    const replacement = this.#readUntil('}', true).text
    const value = this.#read(name)
    if (value === undefined && this.#options.skipUnset === true) return `\${${name}/${pattern}/${replacement}}`
    this.#checkWork(pattern, value ?? '')
    if (isGlobal) this.#checkWork(replacement, value ?? '')
    const replace = isGlobal ? replaceAll : replaceFirst
    return replace(value ?? '', pattern, replacement) ?? this.#invalidPattern(pattern)
  }

  #readName(): string {
    const first = this.#cursor.peek()
    if (first === undefined) return ''
    if (!digit.test(first) && specialParameters.includes(first)) return this.#cursor.take() ?? ''
    const wanted = digit.test(first) ? digit : letter
    return this.#cursor.takeWhile(next => wanted.test(next))
  }

  #read(name: string): string | undefined {
    const value = this.#environment.lookup(name)
    this.#options.onRead?.(name, value)
    return value
  }

  #unset(written: string): string {
    return this.#options.skipUnset === true ? written : ''
  }

  #checkWork(pattern: string, value: string): void {
    const steps = pattern.length * value.length
    if (steps > maxWork) throw this.#fault('the pattern and the value are too long', 'shorten them')
    this.#options.onMatch?.(steps)
  }

  #invalidPattern(pattern: string): never {
    throw invalidPattern(this.#source, pattern, this.#options)
  }

  #fault(fact: string, remedy?: string): BasehitError {
    return expansionFault(this.#source, fact, this.#options, remedy)
  }
}
