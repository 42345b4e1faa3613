import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { splitPairs, splitWhitespace, splitWords } from './arguments.ts'
import { clip, lowerCase } from './characters.ts'
import { parseHeredocLine, readHeredocs } from './heredocs.ts'
import type { EscapeCharacter, Heredoc } from './instructions.ts'
import { findNonString, parseJsonStrings } from './json.ts'
import { LineReader, type LogicalLine } from './lines.ts'
import { splitLine, whitespace } from './split.ts'

/** A flag with its place. */
export interface Flag {
  readonly text: string
  readonly position: Position
}

/** An instruction split into words, before its keyword's own rules. BuildKit: parser.Node. */
export interface Node {
  readonly keyword: string
  /** The instruction on one line, leading space of its first line removed. */
  readonly original: string
  readonly flags: readonly Flag[]
  readonly args: readonly string[]
  /** The arguments were a JSON array of strings. */
  readonly isJson: boolean
  /** The instruction that an ONBUILD holds. */
  readonly trigger: Node | undefined
  readonly heredocs: readonly Heredoc[]
  readonly position: Position
  readonly endLine: number
}

type Arguments = Pick<Node, 'args' | 'isJson'>
type Shape = (text: string, keyword: string, escapeCharacter: EscapeCharacter) => Arguments | Fault

/** Why arguments cannot be read. */
interface Fault {
  readonly fault: string
  readonly remedy: string
}

const keywordsWithHeredocs = new Set(['add', 'copy', 'run'])

const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['add', jsonOrList],
  ['arg', (text, _, escapeCharacter) => plain(splitWords(text, escapeCharacter))],
  ['cmd', jsonOrText],
  ['copy', jsonOrList],
  ['entrypoint', jsonOrText],
  ['env', pairs],
  ['expose', text => plain(splitWhitespace(text))],
  ['from', text => plain(splitWhitespace(text))],
  ['healthcheck', healthcheck],
  ['label', pairs],
  ['maintainer', wholeText],
  ['onbuild', () => plain([])],
  ['run', jsonOrText],
  ['shell', jsonOrText],
  ['stopsignal', wholeText],
  ['user', wholeText],
  ['volume', jsonOrList],
  ['workdir', wholeText],
])

/** Every keyword, in capitals. */
export const keywords: readonly string[] = [...shapes.keys()].map(keyword => keyword.toUpperCase())

/** A file as nodes. */
export interface Document {
  readonly nodes: readonly Node[]
  readonly escape: EscapeCharacter
}

/** Reads a file as nodes. BuildKit: parser/parser.go Parse. */
export function readDocument(source: { readonly path: string; readonly text: string }): Document {
  const reader = new LineReader(source)
  const nodes: Node[] = []
  for (let line = reader.readLogical(); line !== undefined; line = reader.readLogical()) {
    const node = readNode(line, line.text, 0, reader.escape)
    const holder = lowerCase(node.keyword) === 'onbuild' ? (node.trigger ?? node) : node
    if (!keywordsWithHeredocs.has(lowerCase(holder.keyword)) || holder.isJson || !line.text.includes('<<')) {
      nodes.push(node)
      continue
    }
    const heredocs = readHeredocs(parseHeredocLine(line.text, node.position), reader, line)
    nodes.push({ ...node, heredocs, endLine: reader.lineNumber })
  }
  return { nodes, escape: reader.escape }
}

function readNode(line: LogicalLine, text: string, offset: number, escapeCharacter: EscapeCharacter): Node {
  const parts = splitLine(text, escapeCharacter)
  if (parts === undefined) {
    throw new BasehitError('BH036', 'the flags hold a character whose bytes BuildKit takes apart', {
      position: line.locate(offset),
      remedy: 'use ASCII in flags',
    })
  }
  const position = line.locate(offset + parts.keywordOffset)
  const keyword = lowerCase(parts.keyword)
  const shaped = shapes.get(keyword)?.(parts.arguments, parts.keyword, escapeCharacter) ?? plain([])
  if ('fault' in shaped) throw new BasehitError('BH035', shaped.fault, { position, remedy: shaped.remedy })
  const flags = parts.flags.map(flag => ({ text: flag.text, position: line.locate(offset + flag.offset) }))
  const trigger = keyword === 'onbuild' ? readTrigger(line, text, parts.arguments, offset, escapeCharacter) : undefined
  const args = trigger === undefined ? shaped.args : [trigger.keyword, ...trigger.args]
  const { isJson } = shaped
  const node = { keyword: parts.keyword, original: text, flags, args, isJson, trigger, heredocs: [], position }
  return { ...node, endLine: line.endLine }
}

function readTrigger(line: LogicalLine, text: string, body: string, offset: number, escapeCharacter: EscapeCharacter) {
  if (body === '') return undefined
  const start = offset + text.lastIndexOf(body)
  if (lowerCase(body.split(whitespace, 1)[0] ?? '') === 'onbuild') {
    const trigger = body.replace(/^(?:onbuild[\t\v\f\r ]+)+/i, '')
    const remedy = `write ONBUILD ${clip(trigger === body ? 'INSTRUCTION' : trigger)}`
    throw new BasehitError('BH035', 'ONBUILD ONBUILD is not allowed', { position: line.locate(start), remedy })
  }
  return readNode(line, body, start, escapeCharacter)
}

function plain(args: readonly string[]): Arguments {
  return { args, isJson: false }
}

function wholeText(text: string): Arguments {
  return plain(text === '' ? [] : [text])
}

function jsonOr(text: string, keyword: string, otherwise: (text: string) => Arguments): Arguments | Fault {
  const strings = parseJsonStrings(text)
  if (strings === 'not-strings') {
    const { number, json } = findNonString(text) ?? { number: 1, json: '' }
    const fault = `${keyword.toUpperCase()}: element ${number}, ${clip(json)}, is not a string`
    return { fault, remedy: `write ${JSON.stringify(clip(json))}` }
  }
  return strings === 'not-json' ? otherwise(text) : { args: strings, isJson: true }
}

function jsonOrText(text: string, keyword: string): Arguments | Fault {
  return jsonOr(text, keyword, wholeText)
}

function jsonOrList(text: string, keyword: string): Arguments | Fault {
  return jsonOr(text, keyword, rest => plain(splitWhitespace(rest)))
}

function pairs(text: string, keyword: string, escapeCharacter: EscapeCharacter): Arguments | Fault {
  const triples = splitPairs(text, keyword.toUpperCase(), escapeCharacter)
  return 'fault' in triples ? triples : plain(triples)
}

/** The type, then its command. BuildKit: parser/line_parsers.go parseHealthConfig. */
function healthcheck(text: string, keyword: string): Arguments | Fault {
  const match = /^([^\t\n\v\f\r ]+)[\t\n\v\f\r ]*([\s\S]*)$/.exec(text)
  if (match?.[1] === undefined) return plain([])
  const command = jsonOrText(match[2] ?? '', keyword)
  return 'fault' in command ? command : { args: [match[1], ...command.args], isJson: command.isJson }
}
