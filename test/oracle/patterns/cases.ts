import { Picker } from '../picker.ts'

/** An ignore file, and paths to be judged by it. */
export interface PatternCase {
  readonly text: string
  readonly names: readonly PathName[]
}

/** A path as bytes, and as Basehit reads it: U+FFFD for each byte that is of no character. */
export interface PathName {
  readonly bytes: Buffer
  readonly text: string
}

/** What patterns are made of: each kind of token that means something, in one place or another. */
const tokens = [
  ...[
    'a',
    'b',
    'ab',
    'c.d',
    '-',
    '_',
    '7',
    'é',
    '😀',
    'A',
    '/',
    '/',
    '/',
    '.',
    '..',
    '*',
    '*',
    '*',
    '**',
    '**/',
    '/**',
  ],
  ...[
    '?',
    '?',
    '[ab]',
    '[^a]',
    '[a-c]',
    '[]a]',
    '[[:alpha:]]',
    '[[:^alpha:]]',
    '[\\d_]',
    '[é-ü]',
    '[^/]',
    '\\*',
    '\\?',
  ],
  ...[
    '\\a',
    '\\d',
    '\\w',
    '\\W',
    '\\s',
    '\\b',
    '\\B',
    '\\z',
    '\\A',
    '\\\\',
    '\\',
    '[',
    ']',
    '{',
    '}',
    '{2}',
    '|',
    '+',
    '(',
  ],
  ...[')', '^', '$', '!', '#', ' ', '\t', '\u00a0', '\u2028', '\x07', '-]', '[--a]', '[a\\]b]', '[\\-b]', 'aa', '*a*a'],
] as const

const nameTokens = [
  ...['a', 'a', 'b', 'ab', 'c.d', '-', '_', '7', 'é', '😀', 'A', '.x', '*', '?', '[', ']', '\\', '{', '}', '{2}', '|'],
  ...['+', '(', ')', '^', '$', '!', '#', ' ', '\t', '\u00a0', '\u2028', '\x07', 'aa', 'aab', '\xff'],
] as const

/** Draws an ignore file of a few lines, and paths of which half are made after its patterns. */
export function drawPatterns(seed: number): PatternCase {
  const picker = new Picker(seed)
  const lines = Array.from({ length: 1 + picker.below(4) }, () => drawLine(picker))
  const text = `${picker.below(20) === 0 ? '\ufeff' : ''}${lines.join(picker.below(10) === 0 ? '\r\n' : '\n')}`
  const names = Array.from({ length: 12 }, () =>
    picker.below(2) === 0 ? drawName(picker) : nameAfter(picker, picker.one(lines)),
  )
  return { text, names: names.flatMap(name => readName(name)) }
}

function drawLine(picker: Picker): string {
  const start = picker.one(['', '', '', '', '!', '!', '! ', '/', ' ', '# ', './', '**/'])
  return start + Array.from({ length: 1 + picker.below(6) }, () => picker.one(tokens)).join('')
}

function drawName(picker: Picker): string {
  const one = () => Array.from({ length: 1 + picker.below(3) }, () => picker.one(nameTokens)).join('')
  return Array.from({ length: 1 + picker.below(3) }, one).join('/')
}

/** Fills the wildcards of a pattern, so that it may fit. */
function nameAfter(picker: Picker, line: string): string {
  const filled = line
    .replace(/^! ?/, '')
    .replace(/\[[^\]]*\]/g, () => picker.one(['a', 'b', '7', '/', 'é']))
    .replace(/\*\*\/?/g, () => picker.one(['', 'a/', 'a/b/', 'x', '\xff/']))
    .replace(/\*/g, () => picker.one(['', 'a', 'ab', '\xff', '😀']))
    .replace(/\?/g, () => picker.one(['a', 'é', '\xff', '😀', '\n']))
    .replace(/\\(.)/g, '$1')
    .trim()
  return picker.below(3) === 0 ? `${filled}/${drawName(picker)}` : filled
}

/** A path that a walk can meet; a byte of 0xff stands in it for what is of no character. */
function readName(raw: string): PathName[] {
  const parts = raw.split('/').filter(part => part !== '' && part !== '.' && part !== '..')
  if (parts.length === 0 || raw.includes('\0')) return []
  const path = parts.join('/')
  const pieces = path.split('\xff').map(piece => Buffer.from(piece))
  const bytes = Buffer.concat(pieces.flatMap((piece, index) => (index === 0 ? [piece] : [Buffer.from([0xff]), piece])))
  return [{ bytes, text: path.replaceAll('\xff', '\ufffd') }]
}
