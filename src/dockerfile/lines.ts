import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { trimStart } from './characters.ts'
import { DirectiveReader } from './directives.ts'
import type { EscapeCharacter } from './instructions.ts'

/** BuildKit's limit on one physical line, in bytes, without its newline. */
const maxLineBytes = 65_535

/** An instruction's text with its continuations joined, and the way back to the file. */
export interface LogicalLine {
  readonly text: string
  readonly startLine: number
  readonly endLine: number
  /** The place in the file of a character of `text`. */
  locate(offset: number): Position
}

interface Segment {
  readonly offset: number
  readonly line: number
  readonly column: number
}

/**
 * Reads a file as logical lines: continuations joined; comments, blank lines and directives dropped.
 * Throws BH024 for a line over 65535 bytes, BH035 for a bad directive. BuildKit: parser/parser.go Parse.
 */
export class LineReader {
  readonly #path: string
  readonly #lines: readonly string[]
  readonly #directives = new DirectiveReader()
  #next = 0
  #escape: EscapeCharacter = '\\'

  constructor(source: { readonly path: string; readonly text: string }) {
    this.#path = source.path
    this.#lines = splitPhysicalLines(source.text.startsWith('\ufeff') ? source.text.slice(1) : source.text)
    for (const [index, line] of this.#lines.entries()) this.#checkLength(line, index + 1)
  }

  /** The escape character in force. */
  get escape(): EscapeCharacter {
    return this.#escape
  }

  /** The number of the last line read. */
  get lineNumber(): number {
    return this.#next
  }

  /** The next physical line with its ending, for the body of a heredoc. */
  readPhysical(): string | undefined {
    const line = this.#lines[this.#next]
    if (line !== undefined) this.#next++
    return line
  }

  /** The next logical line, or undefined at the end of the file. */
  readLogical(): LogicalLine | undefined {
    for (let line = this.readPhysical(); line !== undefined; line = this.readPhysical()) {
      const token = trimNewline(line)
      const trimmed = trimStart(token)
      const column = token.length - trimmed.length + 1
      this.#readDirective(trimmed, column)
      const first = this.#trimContinuation(trimmed.startsWith('#') ? '' : trimmed)
      if (first.isComplete && first.text === '') continue
      return this.#join(first.text, first.isComplete, column)
    }
    return undefined
  }

  #join(first: string, isFirstComplete: boolean, column: number): LogicalLine {
    const startLine = this.#next
    const segments: Segment[] = [{ offset: 0, line: startLine, column }]
    const parts = [first]
    let length = first.length
    let isComplete = isFirstComplete
    while (!isComplete) {
      const line = this.readPhysical()
      if (line === undefined) break
      const token = trimNewline(line)
      const trimmed = trimStart(token)
      if (trimmed === '' || trimmed.startsWith('#')) continue
      const part = this.#trimContinuation(token)
      segments.push({ offset: length, line: this.#next, column: 1 })
      parts.push(part.text)
      length += part.text.length
      isComplete = part.isComplete
    }
    const locate = (offset: number) => this.#locate(segments, offset)
    return { text: parts.join(''), startLine, endLine: this.#next, locate }
  }

  #locate(segments: readonly Segment[], offset: number): Position {
    let low = 0
    for (let high = segments.length; high - low > 1; ) {
      const middle = (low + high) >>> 1
      if ((segments[middle]?.offset ?? 0) <= offset) low = middle
      else high = middle
    }
    const { line, column, offset: start } = segments[low] ?? { line: 1, column: 1, offset: 0 }
    return { file: this.#path, line, column: column + Math.max(0, offset - start) }
  }

  #readDirective(line: string, column: number): void {
    const directive = this.#directives.read(line, { file: this.#path, line: this.#next, column })
    if (directive?.name !== 'escape') return
    const { value, position } = directive
    if (value !== '\\' && value !== '`') {
      throw new BasehitError('BH035', `the escape character ${JSON.stringify(value)} is neither \\ nor \``, {
        position,
        remedy: 'write # escape=\\ or # escape=`',
      })
    }
    this.#escape = value
  }

  /** An escape character before the line's end, blanks aside, continues it; not when another one stands before it. */
  #trimContinuation(line: string): { text: string; isComplete: boolean } {
    let end = line.length
    while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--
    const isContinued = line[end - 1] === this.#escape && line[end - 2] !== this.#escape
    return isContinued ? { text: line.slice(0, end - 1), isComplete: false } : { text: line, isComplete: true }
  }

  #checkLength(line: string, number: number): void {
    if (line.length * 3 <= maxLineBytes) return
    const bytes = new TextEncoder().encode(line).length - (line.endsWith('\n') ? 1 : 0)
    if (bytes <= maxLineBytes) return
    throw new BasehitError('BH024', `the line has ${bytes} bytes; BuildKit reads at most ${maxLineBytes}`, {
      position: { file: this.#path, line: number, column: 1 },
      remedy: 'break the line with continuations, or keep the text in a file',
    })
  }
}

/** Removes every line ending character at the end. */
export function trimNewline(line: string): string {
  let end = line.length
  while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r')) end--
  return line.slice(0, end)
}

function splitPhysicalLines(text: string): string[] {
  const lines: string[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline + 1
    lines.push(text.slice(start, end))
    start = end
  }
  return lines
}
