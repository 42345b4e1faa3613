import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { childPath, type Entry } from './entry.ts'
import { followPath } from './follow.ts'
import { askList, askStat, type Selecting } from './questions.ts'
import { compileWildcard, hasWildcard } from './wildcard.ts'

/** The paths that a source names. */
export interface ExpandedSource {
  /** In the order BuildKit copies them. */
  readonly paths: readonly string[]
  /** Where the wildcard is looked for, links followed; absent without one. */
  readonly directory?: string
}

/**
 * Lists the paths that a source of COPY names, in the order BuildKit copies them; a source without wildcards names itself.
 * Symlinks before the first wildcard are followed, symlinks met by a wildcard are not entered. No match is no error.
 * BuildKit: tonistiigi/fsutil, copy.ResolveWildcards.
 */
export function* expandSource(path: string, position?: Position): Selecting<ExpandedSource> {
  const names = path.split('/')
  const first = names.findIndex(hasWildcard)
  if (first === -1) return { paths: [path] }
  const pattern = names.slice(first).join('/')
  const whole = compileWildcard(pattern)
  if (whole === undefined || compileWildcard(path) === undefined) {
    throw new BasehitError('BH034', `\`${path}\` is a malformed wildcard`, {
      position,
      remedy: 'close every `[`, and put no lone `\\` at the end',
    })
  }
  const base = yield* followPath(names.slice(0, first).join('/'), position)
  if (base.kind !== 'root' && base.kind !== 'directory') return { paths: [], directory: base.path }
  const parts = names.slice(first)
  if (whole.reach === 'across-names' || parts.some(part => compileWildcard(part) === undefined)) {
    return { paths: yield* matchTree(base.path, '', whole.matches), directory: base.path }
  }
  return { paths: yield* matchNames(base.path, parts), directory: base.path }
}

/** Applies one part of the pattern to the names of one directory, so that nothing else is looked at. */
function* matchNames(directory: string, [part = '', ...rest]: readonly string[]): Selecting<readonly string[]> {
  const isLiteral = !/[*?[\\]/.test(part)
  const named = isLiteral ? yield* askStat(childPath(directory, part)) : undefined
  const entries: readonly Entry[] = isLiteral ? (named === undefined ? [] : [named]) : yield* askList(directory, part)
  if (rest.length === 0) return entries.map(entry => entry.path)
  const paths: string[] = []
  for (const entry of entries) {
    if (entry.kind === 'directory') paths.push(...(yield* matchNames(entry.path, rest)))
  }
  return paths
}

/** Applies the pattern to every path of a tree. What lies in a directory that matched is not looked at. */
function* matchTree(
  directory: string,
  below: string,
  matches: (path: string) => boolean,
): Selecting<readonly string[]> {
  const paths: string[] = []
  for (const entry of yield* askList(directory)) {
    const path = childPath(below, entry.path.slice(directory === '' ? 0 : directory.length + 1))
    if (matches(path)) paths.push(entry.path)
    else if (entry.kind === 'directory') paths.push(...(yield* matchTree(entry.path, path, matches)))
  }
  return paths
}
