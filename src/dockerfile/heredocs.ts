import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { trimSpace } from './characters.ts'
import type { Heredoc } from './instructions.ts'
import { type LineReader, type LogicalLine, trimNewline } from './lines.ts'
import { expandWords } from './words.ts'

/** A here-document as its `<<` word names it, without its body. */
export type HeredocWord = Omit<Heredoc, 'content'>

const opening = /^(\d*)<<(-?)[\t\n\f\r ]*/
const noEnvironment = { lookup: () => undefined }

/**
 * Reads one word as a here-document; undefined when it is none.
 * Throws BH027 when its name cannot be read. BuildKit: parser/parser.go ParseHeredoc.
 */
export function parseHeredocWord(word: string, position: Position): HeredocWord | undefined {
  const match = opening.exec(word)
  const rest = match === null ? '' : word.slice(match[0].length)
  if (rest === '' || rest.includes('<')) return undefined
  const options = { escape: '\\', position, skipUnset: true } as const
  const names = expandWords(rest, noEnvironment, options)
  const [name] = names
  if (name === undefined || names.length !== 1) return undefined
  const [raw = ''] = expandWords(rest, noEnvironment, { ...options, rawQuotes: true })
  return {
    name,
    expand: countQuotes(name) === countQuotes(raw),
    chomp: match?.[2] === '-',
    fileDescriptor: Number(match?.[1] ?? 0),
  }
}

/** The here-document that a word names; undefined when it is none or faulty. BuildKit: MustParseHeredoc. */
export function findHeredocWord(word: string): HeredocWord | undefined {
  try {
    return parseHeredocWord(word, { file: '', line: 1, column: 1 })
  } catch {
    return undefined
  }
}

/** True when the whole text of a shell command is one here-document. */
export function isSoleHeredoc(text: string): boolean {
  return findHeredocWord(text) !== undefined
}

/** The here-documents that a line opens; none when its quotes do not match. BuildKit: heredocsFromLine. */
export function parseHeredocLine(line: string, position: Position): HeredocWord[] {
  const found: HeredocWord[] = []
  for (const word of lexLine(line, position)) {
    const heredoc = parseHeredocWord(word, position)
    if (heredoc !== undefined) found.push(heredoc)
  }
  return found
}

/** Reads the bodies of a line's here-documents in order. Throws BH026 when one is never closed. */
export function readHeredocs(words: readonly HeredocWord[], reader: LineReader, opener: LogicalLine): Heredoc[] {
  let offset = -1
  return words.map(word => {
    offset = opener.text.indexOf('<<', offset + 1)
    const parts: string[] = []
    let almost: string | undefined
    for (let line = reader.readPhysical(); line !== undefined; line = reader.readPhysical()) {
      const text = trimNewline(line)
      if ((word.chomp ? text.replace(/^\t+/, '') : text) === word.name) return { ...word, content: parts.join('') }
      if (trimSpace(text) === word.name)
        almost ??= `: line ${reader.lineNumber} holds \`${text}\`, with blanks around it`
      parts.push(line)
    }
    throw new BasehitError('BH026', `the heredoc ${word.name} is never closed${almost ?? ''}`, {
      position: opener.locate(offset),
      remedy: `end it with a line that holds only ${word.name}`,
    })
  })
}

/** Strips the leading tabs of every line, as `<<-` asks. BuildKit: parser/parser.go ChompHeredocContent. */
export function chompHeredoc(content: string): string {
  return content.replace(/(^|\n)\t+/g, '$1')
}

function lexLine(line: string, position: Position): string[] {
  try {
    const raw = { rawQuotes: true, rawEscapes: true, skipUnset: true }
    return expandWords(line, noEnvironment, { escape: '\\', position, ...raw })
  } catch {
    return []
  }
}

function countQuotes(word: string): number {
  return word.split(/['"]/).length - 1
}
