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
  const end = new Matcher(tokens, characters).matchAt(0, preference)
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
  const end = new Matcher(tokens, characters).matchAt(0, preference)
  return end === undefined ? value : characters.slice(end).reverse().join('')
}

/** Replaces the first, longest match by a literal text; undefined when the pattern is invalid. */
export function replaceFirst(value: string, pattern: string, replacement: string): string | undefined {
  const tokens = readPattern(Array.from(pattern))
  if (tokens === undefined) return undefined
  const characters = Array.from(value)
  const match = new Matcher(tokens, characters).find(0)
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
  const matcher = new Matcher(tokens, characters)
  let result = ''
  let copied = 0
  for (let search = 0; search <= characters.length; ) {
    const match = matcher.find(search)
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

/** Matches one pattern against one value. What has failed once is remembered, so the work is tokens × length. */
class Matcher {
  readonly #tokens: readonly Token[]
  readonly #value: readonly string[]
  /** For each place, where its line ends: no wildcard matches a newline. */
  readonly #lineEnds: Uint32Array
  /** For a star and a line's end, the first place from which the rest is known not to match up to that end. */
  readonly #failed = new Map<number, number>()

  constructor(tokens: readonly Token[], value: readonly string[]) {
    this.#tokens = tokens
    this.#value = value
    this.#lineEnds = new Uint32Array(value.length + 1).fill(value.length)
    for (let index = value.length - 1; index >= 0; index--) {
      this.#lineEnds[index] = value[index] === '\n' ? index : (this.#lineEnds[index + 1] ?? value.length)
    }
  }

  /** The first match that begins at `from` or later, as long as possible. */
  find(from: number): { readonly start: number; readonly end: number } | undefined {
    for (let start = from; start <= this.#value.length; start++) {
      const end = this.matchAt(start, 'longest')
      if (end !== undefined) return { start, end }
    }
    return undefined
  }

  /** The end of the preferred match that begins at `start`. */
  matchAt(start: number, preference: Preference): number | undefined {
    return this.#match(0, start, preference)
  }

  #match(first: number, start: number, preference: Preference): number | undefined {
    let at = start
    for (let index = first; index < this.#tokens.length; index++) {
      const token = this.#tokens[index]
      if (token === undefined || token.kind === 'any') return this.#matchStar(index, at, preference)
      const character = this.#value[at]
      const isMatch =
        token.kind === 'one' ? character !== undefined && character !== '\n' : character === token.character
      if (!isMatch) return undefined
      at++
    }
    return at
  }

  #matchStar(index: number, from: number, preference: Preference): number | undefined {
    const limit = this.#lineEnds[from] ?? this.#value.length
    const key = index * (this.#value.length + 1) + limit
    const last = Math.min(limit, (this.#failed.get(key) ?? limit + 1) - 1)
    const step = preference === 'longest' ? -1 : 1
    for (let at = step < 0 ? last : from; at >= from && at <= last; at += step) {
      const end = this.#match(index + 1, at, preference)
      if (end !== undefined) return end
    }
    if (from <= last) this.#failed.set(key, from)
    return undefined
  }
}

/** Go: regexp.Expand, for an expression without groups. */
function fillTemplate(template: string, match: string): string {
  return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (written, braced, bare) => {
    if (written === '$$') return '$'
    return (braced ?? bare) === '0' ? match : ''
  })
}
