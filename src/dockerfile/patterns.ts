/** One element of a shell pattern: a character, `?` or `*`. */
type Token =
  | { readonly kind: 'one' }
  | { readonly kind: 'any' }
  | { readonly kind: 'character'; readonly character: string }

/** Which of several matches `*` prefers. */
export type Preference = 'shortest' | 'longest'

/**
 * Removes a pattern from the start of a value; undefined when the pattern is invalid.
 * BuildKit: shell/lex.go trimPrefix.
 */
export function removePrefix(value: string, pattern: string, preference: Preference): string | undefined {
  const tokens = readPattern(Array.from(pattern))
  if (tokens === undefined) return undefined
  const characters = Array.from(value)
  const end = matchAt(tokens, characters, 0, preference)
  return end === undefined ? value : characters.slice(end).join('')
}

/**
 * Removes a pattern from the end of a value; undefined when the pattern is invalid.
 * Pattern and value are reversed, as BuildKit does. BuildKit: shell/lex.go trimSuffix.
 */
export function removeSuffix(value: string, pattern: string, preference: Preference): string | undefined {
  const tokens = readPattern(reversePattern(Array.from(pattern)))
  if (tokens === undefined) return undefined
  const characters = Array.from(value).reverse()
  const end = matchAt(tokens, characters, 0, preference)
  return end === undefined ? value : characters.slice(end).reverse().join('')
}

/** Replaces the first, longest match by a literal text; undefined when the pattern is invalid. */
export function replaceFirst(value: string, pattern: string, replacement: string): string | undefined {
  const tokens = readPattern(Array.from(pattern))
  if (tokens === undefined) return undefined
  const characters = Array.from(value)
  const match = matchFrom(tokens, characters, 0)
  if (match === undefined) return value
  return characters.slice(0, match.start).join('') + replacement + characters.slice(match.end).join('')
}

/**
 * Replaces every match; undefined when the pattern is invalid. In the replacement `$0` is the match and other `$name`s
 * are empty, because BuildKit hands it to Go's regexp.ReplaceAllString.
 */
export function replaceAll(value: string, pattern: string, replacement: string): string | undefined {
  const tokens = readPattern(Array.from(pattern))
  if (tokens === undefined) return undefined
  const characters = Array.from(value)
  let result = ''
  let copied = 0
  for (let search = 0; search <= characters.length; ) {
    const match = matchFrom(tokens, characters, search)
    if (match === undefined) break
    result += characters.slice(copied, match.start).join('')
    if (match.end > copied || match.start === 0) {
      result += fillTemplate(replacement, characters.slice(match.start, match.end).join(''))
    }
    copied = match.end
    search = Math.max(search + 1, match.end)
  }
  return result + characters.slice(copied).join('')
}

/** BuildKit: shell/lex.go convertShellPatternToRegex; without bracket expressions. */
function readPattern(characters: readonly string[]): Token[] | undefined {
  const tokens: Token[] = []
  for (let index = characters[0] === '\ufeff' ? 1 : 0; index < characters.length; index++) {
    let character = characters[index] ?? ''
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' })
      continue
    }
    if (character === '?') {
      tokens.push({ kind: 'one' })
      continue
    }
    if (character === '\\') {
      const next = characters[index + 1]
      if (next === '}' || next === '/') continue
      if (next !== '*' && next !== '?' && next !== '\\') return undefined
      character = next
      index++
    }
    tokens.push({ kind: 'character', character })
  }
  return tokens
}

/** Reverses a pattern and keeps each escape before its character. BuildKit: shell/lex.go reversePattern. */
function reversePattern(pattern: readonly string[]): string[] {
  const reversed: string[] = []
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? ''
    const next = character === '\\' ? pattern[index + 1] : undefined
    if (next === undefined) reversed.push(character)
    else {
      reversed.push(next, character)
      index++
    }
  }
  return reversed.reverse()
}

function matchFrom(tokens: readonly Token[], value: readonly string[], from: number) {
  const failed = new Set<number>()
  for (let start = from; start <= value.length; start++) {
    const end = matchAt(tokens, value, start, 'longest', failed)
    if (end !== undefined) return { start, end }
  }
  return undefined
}

/** The end of the preferred match that begins at `start`. `failed` keeps dead ends, so the work is tokens × length. */
function matchAt(
  tokens: readonly Token[],
  value: readonly string[],
  start: number,
  preference: Preference,
  failed = new Set<number>(),
): number | undefined {
  const match = (tokenIndex: number, at: number): number | undefined => {
    let position = at
    for (let index = tokenIndex; index < tokens.length; index++) {
      const token = tokens[index]
      if (token === undefined || token.kind === 'any') return matchStar(index, position)
      const character = value[position]
      const isMatch =
        token.kind === 'one' ? character !== undefined && character !== '\n' : character === token.character
      if (!isMatch) return undefined
      position++
    }
    return position
  }
  const matchStar = (index: number, from: number): number | undefined => {
    let limit = from
    while (limit < value.length && value[limit] !== '\n') limit++
    const step = preference === 'longest' ? -1 : 1
    const first = preference === 'longest' ? limit : from
    for (let position = first; position >= from && position <= limit; position += step) {
      const state = index * (value.length + 1) + position
      if (failed.has(state)) continue
      const end = match(index + 1, position)
      if (end !== undefined) return end
      failed.add(state)
    }
    return undefined
  }
  return match(0, start)
}

/** Go: regexp.Expand, for an expression without groups. */
function fillTemplate(template: string, match: string): string {
  return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (written, braced, bare) => {
    if (written === '$$') return '$'
    return (braced ?? bare) === '0' ? match : ''
  })
}
