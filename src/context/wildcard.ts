/** A pattern of Go's path.Match, ready to be applied. */
export interface Wildcard {
  /** Tells whether the whole of a path or name fits. */
  readonly matches: (path: string) => boolean
  /** A class such as `[^a]` fits `/` too, so the pattern cannot be applied name by name. */
  readonly reach: 'name-by-name' | 'across-names'
}

/** Tells whether a path holds `*`, `?` or `[` that no backslash precedes. BuildKit: containsWildcards. */
export function hasWildcard(path: string): boolean {
  return /[*?[]/.test(path.replace(/\\./gsu, ''))
}

/**
 * Compiles a pattern, or returns undefined if it is malformed (`[`, `[]`, `a\`).
 * `*` and `?` fit no `/`; classes do. Source of the rules: Go, path/match.go.
 */
export function compileWildcard(pattern: string): Wildcard | undefined {
  const chunks = readChunks(pattern)
  if (chunks === undefined) return undefined
  const classes = chunks.flatMap(({ units }) => units.filter(unit => unit.kind === 'class'))
  const start = literalStart(chunks[0]?.units ?? [])
  return {
    matches: path => path.startsWith(start) && matchChunks(chunks, Array.from(path)),
    reach: classes.some(unit => unit.fits('/')) ? 'across-names' : 'name-by-name',
  }
}

/**
 * Tells whether Go's filepath.Match applies a pattern to a name without an error. It looks at a part of the pattern only
 * where all before it fits, so that what is malformed behind may pass. Source of the rule: Go, path/filepath/match.go.
 */
export function isWellFormedFor(pattern: string, name: string): boolean {
  let open = name
  for (let rest = pattern; rest !== ''; ) {
    const { star, chunk, next } = scanChunk(rest)
    rest = next
    if (star && chunk === '') return true
    const compiled = compileWildcard(chunk)
    if (compiled === undefined) return false
    const ends = Array.from({ length: open.length + 1 }, (_, end) => end)
    const end = (star ? ends : [0])
      .flatMap(start => ends.filter(each => each >= start && compiled.matches(open.slice(start, each))))
      .find(each => each === open.length || rest !== '')
    if (end === undefined) return true
    open = open.slice(end)
  }
  return true
}

/** Cuts a pattern before its next `*`; within a class that is one as any. */
function scanChunk(pattern: string): { star: boolean; chunk: string; next: string } {
  const plain = pattern.replace(/^\*+/, '')
  let inClass = false
  let at = 0
  for (; at < plain.length && (inClass || plain[at] !== '*'); at++) {
    if (plain[at] === '[') inClass = true
    else if (plain[at] === ']') inClass = false
    else if (plain[at] === '\\') at++
  }
  return { star: plain.length < pattern.length, chunk: plain.slice(0, at), next: plain.slice(at) }
}

/** A run of units, after a `*` or not. */
interface Chunk {
  readonly star: boolean
  readonly units: Unit[]
}

interface Unit {
  readonly kind: 'character' | 'any' | 'class'
  /** The one character that fits, if there is but one. */
  readonly literal?: string
  readonly fits: (character: string) => boolean
}

type Characters = readonly string[]

/** What every match begins with: most names of a large directory are refused by it alone. */
function literalStart(units: readonly Unit[]): string {
  const end = units.findIndex(unit => unit.literal === undefined)
  return units
    .slice(0, end === -1 ? units.length : end)
    .map(unit => unit.literal)
    .join('')
}

function readChunks(pattern: string): readonly Chunk[] | undefined {
  const characters = Array.from(pattern)
  const chunks: Chunk[] = [{ star: false, units: [] }]
  let at = 0
  while (at < characters.length) {
    const character = characters[at] ?? ''
    const last = chunks.at(-1)
    if (character === '*') {
      if (last?.units.length !== 0 || !last.star) chunks.push({ star: true, units: [] })
      at++
      continue
    }
    const read = character === '[' ? readClass(characters, at + 1) : readPlain(characters, at)
    if (read === undefined) return undefined
    last?.units.push(read.unit)
    at = read.next
  }
  return chunks
}

function readPlain(characters: Characters, at: number): { unit: Unit; next: number } | undefined {
  const character = characters[at]
  if (character === '?') return { unit: { kind: 'any', fits: each => each !== '/' }, next: at + 1 }
  const index = character === '\\' ? at + 1 : at
  const literal = characters[index]
  if (literal === undefined) return undefined
  return { unit: { kind: 'character', literal, fits: each => each === literal }, next: index + 1 }
}

/** Reads what follows `[`. A class that is empty, open, or has a bare `-` where a character should be is malformed. */
function readClass(characters: Characters, start: number): { unit: Unit; next: number } | undefined {
  const negated = characters[start] === '^'
  let at = negated ? start + 1 : start
  const ranges: (readonly [number, number])[] = []
  while (ranges.length === 0 || characters[at] !== ']') {
    const low = readMember(characters, at)
    if (low === undefined) return undefined
    const high = characters[low.next] === '-' ? readMember(characters, low.next + 1) : low
    if (high === undefined) return undefined
    ranges.push([low.point, high.point])
    at = high.next
  }
  const fits = (character: string) => {
    const point = character.codePointAt(0) ?? 0
    return ranges.some(([low, high]) => low <= point && point <= high) !== negated
  }
  return { unit: { kind: 'class', fits }, next: at + 1 }
}

function readMember(characters: Characters, at: number): { point: number; next: number } | undefined {
  if (characters[at] === '-' || characters[at] === ']') return undefined
  const index = characters[at] === '\\' ? at + 1 : at
  const point = characters[index]?.codePointAt(0)
  const isLast = index + 1 >= characters.length
  return point === undefined || isLast ? undefined : { point, next: index + 1 }
}

/** Each chunk takes the first place it fits and never moves again, as in Go. */
function matchChunks(chunks: readonly Chunk[], path: Characters): boolean {
  let at = 0
  for (const [index, { star, units }] of chunks.entries()) {
    const isLast = index === chunks.length - 1
    if (units.length === 0) {
      if (star) return !path.slice(at).includes('/')
      continue
    }
    const end = placeChunk(units, star, path, at, isLast)
    if (end === undefined) return false
    at = end
  }
  return at === path.length
}

function placeChunk(
  units: readonly Unit[],
  star: boolean,
  path: Characters,
  from: number,
  isLast: boolean,
): number | undefined {
  for (let at = from; at <= path.length; at++) {
    const end = at + units.length
    const fits = end <= path.length && units.every((unit, index) => unit.fits(path[at + index] ?? ''))
    if (fits && (!isLast || end === path.length)) return end
    if (!star || path[at] === '/') return undefined
  }
  return undefined
}
