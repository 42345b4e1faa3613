import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { cleanPath } from './entry.ts'
import { fromGoExpression } from './expression.ts'
import { isWellFormedFor } from './wildcard.ts'

/** A pattern as an ignore file or `--exclude` gives it; a leading `!` takes back what earlier ones hide. */
export interface IgnorePattern {
  readonly text: string
  readonly position?: Position
}

/** What the patterns said about a directory, for what lies below it. */
export type MatchState = readonly boolean[]

/** A list of patterns: the last one that fits a path, or a directory above it, decides. */
export interface Matcher {
  /** Tells whether a path is matched, looking at every directory above it. */
  readonly matches: (path: string) => boolean
  /** The same for a walk, given what was said about the directory above (undefined at the top). */
  readonly matchWithParent: (
    path: string,
    parent?: MatchState,
  ) => { readonly matched: boolean; readonly state: MatchState }
  /** Tells whether a `!` pattern could fit something below a matched directory, so that a walk has to enter it. */
  readonly mayReinclude: (directory: string) => boolean
  /** The pattern that decides that a path is matched, or undefined if it is not. */
  readonly explain: (path: string) => IgnorePattern | undefined
  /** How many patterns there are. */
  readonly size: number
}

/**
 * Reads an ignore file. Comments start at the first column; blank lines and a byte order mark do not count.
 * Source of the rules: github.com/moby/patternmatcher, ignorefile.ReadAll.
 */
export function parseIgnoreFile(text: string, path: string): readonly IgnorePattern[] {
  const patterns: IgnorePattern[] = []
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (line.startsWith('#')) continue
    const trimmed = trimSpace(line)
    if (trimmed === '') continue
    const negated = trimmed.startsWith('!')
    const rest = negated ? trimSpace(trimmed.slice(1)) : trimmed
    const cleaned = rest === '' ? '' : cleanPath(rest)
    const relative = cleaned.length > 1 ? cleaned.replace(/^\//, '') : cleaned
    const position = { file: path, line: index + 1, column: line.indexOf(trimmed) + 1 }
    patterns.push({ text: `${negated ? '!' : ''}${relative}`, position })
  }
  return patterns
}

/**
 * Compiles patterns, or stops with BH049 at one that is malformed.
 * BuildKit: github.com/moby/patternmatcher, New; fsutil, filter.go for what a walk may leave out.
 */
export function compilePatterns(patterns: readonly (string | IgnorePattern)[]): Matcher {
  const rules = patterns.flatMap(pattern => compileRule(typeof pattern === 'string' ? { text: pattern } : pattern))
  const exceptions = rules.filter(rule => rule.negated)
  const isEverywhere = exceptions.some(({ prefix }) => /[*[\]?^\\]/.test(prefix))
  return {
    size: rules.length,
    matches: path => decide(rules, path)?.negated === false,
    explain: path => {
      const rule = decide(rules, path)
      return rule?.negated === false ? rule.source : undefined
    },
    matchWithParent: (path, parent) => matchRules(rules, path, parent),
    mayReinclude: directory =>
      isEverywhere || exceptions.some(({ prefix }) => `${prefix}/`.startsWith(`${directory}/`)),
  }
}

interface Rule {
  readonly source: IgnorePattern
  readonly negated: boolean
  /** The pattern without a closing `/**` or `/*`. */
  readonly prefix: string
  readonly fits: (path: string) => boolean
}

function compileRule(source: IgnorePattern): readonly Rule[] {
  const trimmed = trimSpace(source.text)
  if (trimmed === '') return []
  refuseUndecoded(source)
  const cleaned = cleanPath(trimmed)
  const negated = cleaned.startsWith('!')
  const pattern = negated ? cleaned.slice(1) : cleaned
  const fits = pattern === '' || !isWellFormedFor(pattern, '.') ? undefined : compilePattern(pattern)
  if (fits === undefined) {
    const fact = pattern === '' ? 'takes back nothing' : 'is malformed'
    throw new BasehitError('BH049', `ignore pattern \`${source.text}\` ${fact}`, {
      position: source.position,
      remedy: pattern === '' ? 'write a path after `!`' : 'close every `[`, and put no lone `\\` at the end',
    })
  }
  return [{ source, negated, fits, prefix: pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '') }]
}

/** BuildKit hands patterns on as JSON, where U+FFFD stands for what is not UTF-8: it hides no name of such bytes. */
function refuseUndecoded({ text, position }: IgnorePattern): void {
  if (!text.includes('\ufffd')) return
  throw new BasehitError('BH049', `ignore pattern \`${text}\` is not UTF-8, or holds U+FFFD`, {
    position,
    remedy: 'write it in UTF-8; `?` stands for a byte that is of no character',
  })
}

/** Finds the rule that decides about a path: one that fits counts only if it turns the decision around. */
function decide(rules: readonly Rule[], path: string): Rule | undefined {
  const above = directoriesAbove(path)
  let decisive: Rule | undefined
  for (const rule of rules) {
    if (rule.negated !== (decisive?.negated === false)) continue
    if (rule.fits(path) || above.some(rule.fits)) decisive = rule
  }
  return decisive
}

function matchRules(rules: readonly Rule[], path: string, parent: MatchState | undefined) {
  const above = parent === undefined ? directoriesAbove(path) : []
  let matched = false
  const state = rules.map((rule, index) => {
    const known = parent?.[index] === true
    if (!known && (rule.negated !== matched || !(rule.fits(path) || above.some(rule.fits)))) return false
    matched = !rule.negated
    return true
  })
  return { matched, state }
}

function directoriesAbove(path: string): readonly string[] {
  const names = path.split('/')
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'))
}

/** Chooses how to fit one cleaned pattern: by equality, by one end, or by an expression. */
function compilePattern(pattern: string): ((path: string) => boolean) | undefined {
  const { kind, expression } = describePattern(Array.from(pattern))
  if (kind === 'exact') return path => path === pattern
  if (kind === 'prefix') return path => path.startsWith(pattern.slice(0, -2))
  if (kind === 'suffix') {
    const suffix = pattern.slice(2)
    return path => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1))
  }
  const compiled = fromGoExpression(`^${expression}$`)
  return compiled === undefined ? undefined : path => compiled.test(path)
}

type PatternKind = 'exact' | 'prefix' | 'suffix' | 'expression'

/**
 * Translates a pattern into the expression of Go that BuildKit would use, and tells whether one is needed.
 * `|`, `{` and `}` pass as they are: patternmatcher means to escape them, but its table of bits holds none above 63.
 */
function describePattern(characters: readonly string[]): { kind: PatternKind; expression: string } {
  let kind: PatternKind = 'exact'
  let expression = ''
  let at = 0
  const next = () => characters[at++] ?? ''
  while (at < characters.length) {
    const isFirst = at === 0
    const character = next()
    if (character === '*' && characters[at] === '*') {
      at += characters[at + 1] === '/' ? 2 : 1
      const isEnd = at >= characters.length
      expression += isEnd ? '.*' : '(.*/)?'
      kind = isFirst ? 'suffix' : isEnd && kind === 'exact' ? 'prefix' : 'expression'
    } else if (character === '*' || character === '?') {
      expression += character === '*' ? '[^/]*' : '[^/]'
      kind = 'expression'
    } else if (character === '\\' && at < characters.length) {
      expression += `\\${next()}`
      kind = 'expression'
    } else {
      expression += '.+()$'.includes(character) ? `\\${character}` : character
      if (character === '[' || character === ']') kind = 'expression'
    }
  }
  return { kind, expression }
}

/** Go: unicode.IsSpace. */
const isSpace = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

/** One look at each character: an expression that looks for the blanks at the end begins at every blank before. */
function trimSpace(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && isSpace.test(text[start] ?? '')) start++
  while (end > start && isSpace.test(text[end - 1] ?? '')) end--
  return text.slice(start, end)
}
