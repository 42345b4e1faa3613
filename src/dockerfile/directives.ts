import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { lowerCase, trimStart } from './characters.ts'
import { parseJsonValue } from './json.ts'

/** One `# name=value` line at the head of a file. */
export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check'
  readonly value: string
  readonly position: Position
}

/** The frontend that a file asks for. */
export interface Syntax {
  /** The first word of the value. */
  readonly image: string
  readonly position: Position
  /** How it was written: `#` is a Dockerfile's way, the others belong to other languages. */
  readonly notation: '#' | '//' | 'json'
}

const directivePattern = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=(.+)$/s

/**
 * Reads directives line by line until a line that is none: a comment, an unknown name, a blank line, an instruction.
 * BuildKit: parser/directives.go DirectiveParser.
 */
export class DirectiveReader {
  readonly #comment: '#' | '//'
  readonly #seen = new Set<string>()
  #isDone = false

  constructor(comment: '#' | '//' = '#') {
    this.#comment = comment
  }

  get isDone(): boolean {
    return this.#isDone
  }

  /** Reads one line; `start` is the place of its first character. Throws BH035 for a directive given twice. */
  read(line: string, start: Position): Directive | undefined {
    if (this.#isDone) return undefined
    const match = line.startsWith(this.#comment)
      ? directivePattern.exec(trimStart(line.slice(this.#comment.length)))
      : undefined
    const name = match?.[1] === undefined ? undefined : lowerCase(match[1])
    const value = match?.[2] === undefined ? undefined : trimValue(match[2])
    if (value === undefined || (name !== 'syntax' && name !== 'escape' && name !== 'check')) {
      this.#isDone = true
      return undefined
    }
    if (this.#seen.has(name)) {
      throw new BasehitError('BH035', `the directive ${name} is given twice`, {
        position: start,
        remedy: `keep one # ${name}= line`,
      })
    }
    this.#seen.add(name)
    const column = start.column + line.lastIndexOf(value)
    return { name, value, position: { ...start, column } }
  }
}

/**
 * Finds the frontend that a file asks for: `# syntax=`, `// syntax=` or `{"syntax": …}`; a first line `#!` is skipped.
 * BuildKit: parser/directives.go DetectSyntax.
 */
export function detectSyntax(source: { readonly path: string; readonly text: string }): Syntax | undefined {
  for (const notation of ['#', '//'] as const) {
    const found = findDirective('syntax', source, notation)
    if (found !== undefined) return { image: firstWord(found.value), position: found.position, notation }
  }
  const { body, line } = withoutShebang(source.text)
  const value = parseJsonValue(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, 'syntax')) {
    return undefined
  }
  const image = (value as { syntax: unknown }).syntax
  if (typeof image !== 'string') return undefined
  return { image, position: { file: source.path, line, column: 1 }, notation: 'json' }
}

/** The value of `# check=`. BuildKit: parser/directives.go ParseDirective. */
export function findCheck(source: { readonly path: string; readonly text: string }): string | undefined {
  return findDirective('check', source, '#')?.value
}

/** Blanks around a value are not part of it; of a value that is only blanks the last one is. */
function trimValue(text: string): string {
  const start = /^[\t\n\f\r ]*/.exec(text)?.[0].length ?? 0
  if (start === text.length) return text.slice(-1)
  let end = text.length
  while ('\t\n\f\r '.includes(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

function findDirective(
  name: string,
  source: { path: string; text: string },
  comment: '#' | '//',
): Directive | undefined {
  const { body, line: first } = withoutShebang(source.text)
  const reader = new DirectiveReader(comment)
  try {
    let line = first
    for (let rest = body; rest !== '' && !reader.isDone; line++) {
      const end = rest.indexOf('\n')
      const text = (end < 0 ? rest : rest.slice(0, end)).replace(/\r$/, '')
      const directive = reader.read(text, { file: source.path, line, column: 1 })
      if (directive?.name === name) return directive
      rest = end < 0 ? '' : rest.slice(end + 1)
    }
  } catch {
    // A directive given twice ends the search; reading the file reports it.
  }
  return undefined
}

function withoutShebang(text: string): { body: string; line: number } {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  if (!body.startsWith('#!')) return { body, line: 1 }
  const end = body.indexOf('\n')
  return { body: end < 0 ? '' : body.slice(end + 1), line: 2 }
}

function firstWord(value: string): string {
  const end = value.indexOf(' ')
  return end < 0 ? value : value.slice(0, end)
}
