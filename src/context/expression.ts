/**
 * Turns a regular expression of Go into one of JavaScript that fits the same paths, or returns undefined for one that Go
 * refuses or that means something no path pattern intends (`\Q`, `\p`, octal and hex escapes, counts as in `{2}`).
 * Knows what an ignore pattern can become: literals, classes, groups, `.`, `*`, `?`, `|`, anchors, escapes.
 * Source of the rules: Go, regexp/syntax.
 */
export function fromGoExpression(source: string): RegExp | undefined {
  const characters = Array.from(source)
  let translated = ''
  let at = 0
  while (at < characters.length) {
    const character = characters[at] ?? ''
    if (character === '[') {
      const found = readClass(characters, at + 1)
      if (found === undefined) return undefined
      translated += found.text
      at = found.next
    } else if (character === '\\') {
      const escaped = translateEscape(characters[at + 1])
      if (escaped === undefined) return undefined
      translated += escaped
      at += 2
    } else {
      if (character === '{' && /^\{\d+(?:,\d*)?\}/.test(characters.slice(at).join(''))) return undefined
      translated += '^$()*?|'.includes(character) ? character : character === '.' ? '[^\\n]' : literal(character)
      at++
    }
  }
  try {
    const expression = new RegExp(translated, 'u')
    // It is compiled when it is used first, and may be larger than the engine takes.
    expression.test('')
    return expression
  } catch {
    return undefined
  }
}

const space = '\\t\\n\\f\\r '
const notSpace = '\\u{0}-\\u{8}\\u{b}\\u{e}-\\u{1f}\\u{21}-\\u{10ffff}'

/** Escapes with a meaning of their own, outside and inside a class. */
const named: Readonly<Record<string, string>> = {
  a: '\\u{7}',
  f: '\\f',
  n: '\\n',
  r: '\\r',
  t: '\\t',
  v: '\\v',
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
}

const assertions: Readonly<Record<string, string>> = { A: '^', z: '$', b: '\\b', B: '\\B' }

function translateEscape(character: string | undefined): string | undefined {
  if (character === undefined) return undefined
  if (character === 's') return `[${space}]`
  if (character === 'S') return `[${notSpace}]`
  return assertions[character] ?? named[character] ?? (isPunctuation(character) ? literal(character) : undefined)
}

function isPunctuation(character: string): boolean {
  return character < '\u0080' && !/[0-9A-Za-z]/.test(character)
}

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\u{0}-\\u{7f}',
  blank: '\\t ',
  cntrl: '\\u{0}-\\u{1f}\\u{7f}',
  digit: '0-9',
  graph: '\\u{21}-\\u{7e}',
  lower: 'a-z',
  print: '\\u{20}-\\u{7e}',
  punct: '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

interface Read {
  readonly text: string
  readonly next: number
}

/** Reads what follows `[` up to its `]`; a `]` in first place is a member. */
function readClass(characters: readonly string[], start: number): Read | undefined {
  const negated = characters[start] === '^'
  const first = negated ? start + 1 : start
  let at = first
  let members = ''
  while (at < characters.length && (at === first || characters[at] !== ']')) {
    const member = readPosix(characters, at) ?? readSet(characters, at) ?? readRange(characters, at)
    if (member === undefined) return undefined
    members += member.text
    at = member.next
  }
  return at < characters.length ? { text: `[${negated ? '^' : ''}${members}]`, next: at + 1 } : undefined
}

function readPosix(characters: readonly string[], at: number): Read | undefined {
  const found = /^\[:(\^?)([a-z]+):\]/.exec(characters.slice(at, at + 12).join(''))
  const set = posix[found?.[2] ?? '']
  if (found === null || set === undefined || found[1] === '^') return undefined
  return { text: set, next: at + found[0].length }
}

function readSet(characters: readonly string[], at: number): Read | undefined {
  const escaped = characters[at] === '\\' ? (characters[at + 1] ?? '') : ''
  const sets: Readonly<Record<string, string>> = { d: '\\d', D: '\\D', w: '\\w', W: '\\W', s: space, S: notSpace }
  const text = sets[escaped]
  return text === undefined ? undefined : { text, next: at + 2 }
}

function readRange(characters: readonly string[], at: number): Read | undefined {
  const low = readCharacter(characters, at)
  if (low === undefined) return undefined
  const after = characters[low.next + 1]
  if (characters[low.next] !== '-' || after === undefined || after === ']') {
    return { text: literal(low.character), next: low.next }
  }
  const high = readCharacter(characters, low.next + 1)
  if (high === undefined) return undefined
  if ((low.character.codePointAt(0) ?? 0) > (high.character.codePointAt(0) ?? 0)) return undefined
  return { text: `${literal(low.character)}-${literal(high.character)}`, next: high.next }
}

function readCharacter(
  characters: readonly string[],
  at: number,
): { readonly character: string; readonly next: number } | undefined {
  const character = characters[at]
  if (character !== '\\') return character === undefined ? undefined : { character, next: at + 1 }
  const escaped = characters[at + 1]
  if (escaped === undefined) return undefined
  const controls: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }
  const meant = controls[escaped] ?? (isPunctuation(escaped) ? escaped : undefined)
  return meant === undefined ? undefined : { character: meant, next: at + 2 }
}
