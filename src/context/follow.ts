import { BasehitError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import type { Position } from '../position.ts'
import { baseName, childPath, type Entry, rootedPath } from './entry.ts'
import type { IgnorePattern } from './ignore.ts'
import { askExplanation, askList, askStat, type ListAnswer, type Selecting, type StatAnswer } from './questions.ts'

/** The most symlinks BuildKit follows for one path. */
const linkLimit = 255

/** What a path leads to; the root, whose metadata never counts, has no entry. */
export type Found = Exclude<Entry, { readonly kind: 'symlink' }> | { readonly kind: 'root'; readonly path: '' }

/**
 * Follows a path from the context's root through every symlink on it, and stops with BH034 if nothing is there,
 * BH043 at a loop, BH044 if a link left the context. Links start at the root again: they cannot leave. They are added to
 * `passed`.
 * BuildKit: containerd/continuity, fs.RootPath.
 */
export function* followPath(path: string, position?: Position, passed: string[] = []): Selecting<Found> {
  let rest = splitNames(rootedPath(path))
  let current = ''
  let found: Found = { kind: 'root', path: '' }
  let links = 0
  let leaving: string | undefined
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    const here = childPath(current, name)
    const entry: StatAnswer = isContainer(found) ? yield* askStat(here) : undefined
    if (entry === undefined) throw yield* missing(path, [here, ...rest].join('/'), leaving, position)
    if (entry.kind !== 'symlink') {
      current = here
      found = entry
      continue
    }
    links++
    passed.push(here)
    if (links > linkLimit) throw looping(path, position)
    if (leavesRoot(current, entry.target)) leaving = `${here} -> ${entry.target}`
    const target = rootedPath(entry.target.startsWith('/') ? entry.target : `${current}/${entry.target}`)
    rest = [...splitNames(target), ...rest]
    current = ''
    found = { kind: 'root', path: '' }
  }
  return found
}

function isContainer(found: Found): boolean {
  return found.kind === 'root' || found.kind === 'directory'
}

function splitNames(path: string): string[] {
  return path === '' ? [] : path.split('/')
}

/** Tells whether a link's text points above the root, or is absolute: BuildKit reads it from the root. */
function leavesRoot(directory: string, target: string): boolean {
  if (target.startsWith('/')) return true
  let depth = splitNames(directory).length
  for (const name of target.split('/')) {
    if (name === '..') depth--
    else if (name !== '' && name !== '.') depth++
    if (depth < 0) return true
  }
  return false
}

/** Makes the error for a path that is not there, with the reason if one is to be found. */
export function* missing(
  source: string,
  path: string,
  leaving: string | undefined,
  position: Position | undefined,
): Selecting<BasehitError> {
  if (leaving !== undefined) {
    return new BasehitError('BH044', `\`${source}\` leaves the context by the symlink ${leaving}`, {
      position,
      remedy: 'copy the file into the context; BuildKit follows links only inside it',
    })
  }
  const explanation = yield* askExplanation(path)
  if (explanation !== undefined) {
    return new BasehitError('BH050', `\`${source}\` is hidden by ${describePattern(explanation)}`, {
      position,
      remedy: `add \`!${path}\` below that pattern`,
    })
  }
  const meant = yield* findNearest(path)
  return new BasehitError('BH034', `\`${source}\` not found in the build context`, {
    position,
    remedy: meant === undefined ? 'paths are relative to the context' : `did you mean \`${meant}\`?`,
  })
}

function describePattern({ text, position }: IgnorePattern): string {
  return `the ignore pattern \`${text}\`${position === undefined ? '' : ` (${position.file}:${position.line})`}`
}

/** Looks for the first name on a path that is not there, and for one beside it that reads alike. */
function* findNearest(path: string): Selecting<string | undefined> {
  const names = splitNames(path)
  let directory = ''
  for (const [index, name] of names.entries()) {
    const here = childPath(directory, name)
    const siblings: ListAnswer = yield* askList(directory)
    const entry = siblings.find(each => each.path === here)
    if (entry === undefined) {
      const paths = siblings.map(each => each.path)
      const meant = nearest(here, paths) ?? paths.find(other => isShortened(name, baseName(other)))
      return meant === undefined ? undefined : [meant, ...names.slice(index + 1)].join('/')
    }
    if (entry.kind !== 'directory') return undefined
    directory = here
  }
  return undefined
}

/** One of two names is the beginning of the other, and at least half of it: `conf` and `config`. */
function isShortened(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length >= 3 && short.length * 2 >= long.length && long.toLowerCase().startsWith(short.toLowerCase())
}

function looping(path: string, position: Position | undefined): BasehitError {
  return new BasehitError('BH043', `\`${path}\` never ends: its symlinks form a loop`, {
    position,
    remedy: 'point the link at a file or a directory',
  })
}
