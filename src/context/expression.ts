import { type Automaton, buildAutomaton, type Node, type Ranges } from './automaton.ts'
import { complement, digits, lastPoint, letters, posixSets, spaces, words } from './points.ts'

/**
 * Compiles a regular expression of Go into an automaton that fits the same paths, or returns undefined for one that Go
 * refuses or that means something no path pattern intends (`\Q`, `\p`, octal and hex escapes, counts as in `{2}`).
 * Knows what an ignore pattern can become: literals, classes, groups, `.`, `*`, `?`, `|`, anchors, escapes.
 * Source of the rules: Go, regexp/syntax.
 */
export function fromGoExpression(source: string): Automaton | undefined {
  try {
    const reader = new Reader(source)
    const node = reader.readChoice()
    return reader.isAtEnd ? buildAutomaton(node) : undefined
  } catch (cause) {
    if (cause instanceof Unsupported) return undefined
    throw cause
  }
}

/** Ends the reading of an expression that is malformed or means more than a pattern can. */
class Unsupported extends Error {}

/** Escapes that stand for one character, outside and inside a class. */
const controls: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** Escapes that stand for any of several characters. */
const sets: Readonly<Record<string, Ranges>> = {
  d: digits,
  D: complement(digits),
  s: spaces,
  S: complement(spaces),
  w: words,
  W: complement(words),
}

const assertions: Readonly<Record<string, Node>> = {
  '^': { kind: 'assert', what: 'start' },
  $: { kind: 'assert', what: 'end' },
  '\\A': { kind: 'assert', what: 'start' },
  '\\z': { kind: 'assert', what: 'end' },
  '\\b': { kind: 'assert', what: 'boundary' },
  '\\B': { kind: 'assert', what: 'no-boundary' },
}

const notNewline = complement([[0x0a, 0x0a]])

class Reader {
  readonly #source: string
  /** Where the last name of a class may end: behind it, none is looked for. */
  readonly #lastNameEnd: number
  #at = 0

  constructor(source: string) {
    this.#source = source
    this.#lastNameEnd = source.lastIndexOf(':]')
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length
  }

  /** Reads branches up to the end or the `)` of a group. */
  readChoice(): Node {
    const branches = [this.#readSequence()]
    while (this.#accept('|')) branches.push(this.#readSequence())
    return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'choice', branches }
  }

  #readSequence(): Node {
    const parts: Node[] = []
    for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek()) {
      parts.push(this.#readRepeated())
    }
    return { kind: 'sequence', parts }
  }

  #readRepeated(): Node {
    const part = this.#readAtom()
    const sign = this.#peek()
    if (sign !== '*' && sign !== '?') return part
    this.#take()
    if (part.kind === 'assert' || /[*?+]/.test(this.#peek())) throw new Unsupported()
    return { kind: 'repeat', part, most: sign === '*' ? 'many' : 'one' }
  }

  #readAtom(): Node {
    const character = this.#take()
    if (character === '[') return { kind: 'set', ranges: this.#readClass() }
    if (character === '\\') return this.#readEscape()
    if (character === '(') {
      const group = this.readChoice()
      if (!this.#accept(')')) throw new Unsupported()
      return group
    }
    if (character === '.') return { kind: 'set', ranges: notNewline }
    if ('*?+'.includes(character)) throw new Unsupported()
    if (character === '{' && this.#matches(/\d+(?:,\d*)?\}/y)) throw new Unsupported()
    return assertions[character] ?? literal(character)
  }

  #readEscape(): Node {
    const character = this.#take()
    const set = sets[character]
    if (set !== undefined) return { kind: 'set', ranges: set }
    return assertions[`\\${character}`] ?? literal(escaped(character))
  }

  /** Reads what follows `[` up to its `]`; a `]` in first place is a member. */
  #readClass(): Ranges {
    const isNegated = this.#accept('^')
    const ranges: Ranges[number][] = []
    for (let isFirst = true; isFirst || this.#peek() !== ']'; isFirst = false) ranges.push(...this.#readMember())
    this.#take()
    return isNegated ? complement(ranges) : ranges
  }

  #readMember(): Ranges {
    const named = this.#readNamed()
    if (named !== undefined) return named
    const escapedSet = this.#peek() === '\\' ? sets[this.#source[this.#at + 1] ?? ''] : undefined
    if (escapedSet !== undefined) {
      this.#at += 2
      return escapedSet
    }
    const low = this.#readPoint()
    if (!this.#matches(/-[^\]]/uy)) return [[low, low]]
    this.#take()
    const high = this.#readPoint()
    if (low > high) throw new Unsupported()
    return [[low, high]]
  }

  /** A class such as `[:alpha:]`, if one is here; a name that is none is an error in Go. */
  #readNamed(): Ranges | undefined {
    if (!this.#source.startsWith('[:', this.#at) || this.#at + 2 > this.#lastNameEnd) return undefined
    const end = this.#source.indexOf(':]', this.#at + 2)
    const [, sign, name = ''] = /^(\^?)(.*)$/s.exec(this.#source.slice(this.#at + 2, end)) ?? []
    const set = Object.hasOwn(posixSets, name) ? posixSets[name] : undefined
    if (set === undefined) throw new Unsupported()
    this.#at = end + 2
    return sign === '^' ? complement(set) : set
  }

  #readPoint(): number {
    const character = this.#take()
    return pointOf(character === '\\' ? escaped(this.#take()) : character)
  }

  /** The character that comes next; the empty text at the end. */
  #peek(): string {
    return this.isAtEnd ? '' : String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0)
  }

  #take(): string {
    const character = this.#peek()
    if (character === '') throw new Unsupported()
    this.#at += character.length
    return character
  }

  #accept(character: string): boolean {
    if (this.#peek() !== character) return false
    this.#take()
    return true
  }

  #matches(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.#at
    return sticky.exec(this.#source) ?? undefined
  }
}

/** What a backslash makes of a character that is of no set. */
function escaped(character: string): string {
  const isPunctuation = pointOf(character) < 0x80 && !letters.test(character)
  const meant = controls[character] ?? (isPunctuation ? character : undefined)
  if (meant === undefined) throw new Unsupported()
  return meant
}

function literal(character: string): Node {
  const point = pointOf(character)
  return { kind: 'set', ranges: [[point, point]] }
}

function pointOf(character: string): number {
  return character.codePointAt(0) ?? lastPoint
}
