import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { baseName, childPath, type Entry, type ModeClass, rootedPath, type SpecialEntry } from './entry.ts'
import { expandSource } from './expand.ts'
import { followPath, missing } from './follow.ts'
import { compilePatterns, type Matcher, type MatchState } from './ignore.ts'
import { type Include, splitParents } from './parents.ts'
import { askHash, askList, type Selecting, type Taker } from './questions.ts'

export type { ContextAnswer, ContextQuestion, Selecting, Taker } from './questions.ts'

/** How COPY or ADD names what to take; strings are expanded already. */
export interface SelectOptions {
  /** Patterns of `--exclude`, in order, relative to each source. */
  readonly exclude?: readonly string[]
  /** `--parents`: keep the directories above what is named, from the pivot `/./` on. */
  readonly parents?: 'keep' | 'drop'
  /** Where the source is written, for errors. */
  readonly position?: Position
}

/** What one source of COPY or ADD takes from a context, in the order in which it is copied: what lands last stays. */
export interface Selected {
  readonly entries: readonly SelectedEntry[]
  /** The paths by which BuildKit's client sends them, links and what they lead to; it sends what lies below too. */
  readonly sent: readonly string[]
  /** Directories that BuildKit looks into, whatever they hold. */
  readonly needed: readonly string[]
}

interface Landing {
  /**
   * Where it lands under the destination. Empty for a source that is a directory: the destination itself.
   * A source that is a file has its own name here, and lands under it only if the destination is a directory.
   */
  readonly path: string
  /** Whether it is the source itself or lies below a directory that is. */
  readonly depth: 'source' | 'below'
  /** Where it was found in the context. */
  readonly from: string
}

export type SelectedEntry =
  | (Landing & { readonly kind: 'file'; readonly mode: ModeClass; readonly size: number; readonly sha256: string })
  | (Landing & { readonly kind: 'directory'; readonly mode: ModeClass })
  | (Landing & { readonly kind: 'symlink'; readonly target: string })

/**
 * Selects what a source of COPY or ADD takes from a context.
 * A source that is a symlink is followed inside the context; symlinks below a directory stay links. A directory's own
 * mode counts, except the context root's. BuildKit: tonistiigi/fsutil/copy, cache/contenthash/checksum.go.
 */
export function* selectSource(source: string, options: SelectOptions = {}): Selecting<Selected> {
  const { position } = options
  const walk: Walk = {
    exclude: compilePatterns((options.exclude ?? []).map(text => ({ text, ...(position ? { position } : {}) }))),
    source,
    position,
    entries: [],
    sent: [],
  }
  if (options.parents !== 'keep') {
    const { paths, directory } = yield* expandSource(rootedPath(source), position)
    for (const path of paths) yield* takeSource(walk, path)
    return { entries: walk.entries, sent: walk.sent, needed: named(directory) }
  }
  const { start, include, required } = splitParents(source, position)
  const { paths, directory } = yield* expandSource(start, position)
  for (const path of paths) yield* takeSource({ ...walk, include }, path)
  if (required !== undefined && !walk.entries.some(entry => isRequired(entry, start, required))) {
    throw yield* missing(source, required, undefined, position)
  }
  // What is excluded is sent all the same, and not among the entries.
  const isExcluding = walk.exclude.size > 0
  const sent = isExcluding ? walk.sent : walk.entries.filter(({ depth }) => depth === 'below').map(({ from }) => from)
  return { entries: walk.entries, sent, needed: named(directory ?? walk.sent.at(-1)) }
}

/** The root is always there. */
function named(directory: string | undefined): readonly string[] {
  return directory === undefined || directory === '' ? [] : [directory]
}

/** Selects a path and all below it, as the source of a bind mount: no wildcards, links followed inside the context. */
export function* selectTree(path: string, options: { readonly position?: Position } = {}): Selecting<Selected> {
  const walk: Walk = { exclude: compilePatterns([]), source: path, position: options.position, entries: [], sent: [] }
  yield* takeSource(walk, path)
  return { entries: walk.entries, sent: walk.sent, needed: [] }
}

interface Walk extends Taker {
  readonly exclude: Matcher
  readonly include?: Include
  readonly entries: SelectedEntry[]
  /** Links on the way to a source, and where they lead. */
  readonly sent: string[]
}

function* takeSource(walk: Walk, path: string): Selecting<void> {
  const found = yield* followPath(path, walk.position, walk.sent)
  walk.sent.push(found.path)
  if (found.kind === 'root' || found.kind === 'directory') {
    if (found.kind === 'directory') {
      walk.entries.push({ kind: 'directory', mode: found.mode, path: '', depth: 'source', from: found.path })
    }
    yield* takeTree(walk, found.path, '', undefined, undefined, [])
    return
  }
  yield* takeEntry(walk, found, baseName(path), 'source')
}

/** Takes what lies in a directory. Directories that are not taken themselves wait until something below them is. */
function* takeTree(
  walk: Walk,
  directory: string,
  landing: string,
  included: MatchState | undefined,
  excluded: MatchState | undefined,
  waiting: SelectedEntry[],
): Selecting<void> {
  for (const entry of yield* askList(directory)) {
    const path = childPath(landing, baseName(entry.path))
    const include = walk.include?.matcher.matchWithParent(path, included)
    const exclude = walk.exclude.matchWithParent(path, excluded)
    const isTaken = include?.matched !== false && !exclude.matched
    if (isTaken) walk.entries.push(...waiting.splice(0))
    if (entry.kind !== 'directory') {
      if (isTaken) yield* takeEntry(walk, entry, path, 'below')
      continue
    }
    const taken: SelectedEntry = { kind: 'directory', mode: entry.mode, path, depth: 'below', from: entry.path }
    if (isTaken) walk.entries.push(taken)
    if (exclude.matched && !walk.exclude.mayReinclude(path)) continue
    if (include?.matched === false && walk.include?.mayContain(path) === false) continue
    const above = isTaken ? [] : [...waiting, taken]
    const before = walk.entries.length
    yield* takeTree(walk, entry.path, path, include?.state, exclude.state, above)
    if (!isTaken && walk.entries.length > before) waiting.length = 0
  }
}

function* takeEntry(
  walk: Walk,
  entry: Exclude<Entry, { readonly kind: 'directory' }>,
  path: string,
  depth: Landing['depth'],
): Selecting<void> {
  const landing = { path, depth, from: entry.path }
  if (entry.kind === 'special') throw refuseSpecial(entry, walk.position)
  if (entry.kind === 'symlink') {
    walk.entries.push({ kind: 'symlink', target: entry.target, ...landing })
    return
  }
  const sha256 = yield* askHash(entry.path, walk)
  walk.entries.push({ kind: 'file', mode: entry.mode, size: entry.size, sha256, ...landing })
}

function refuseSpecial(entry: SpecialEntry, position: Position | undefined): BasehitError {
  if (entry.special === 'undecodable') {
    return new BasehitError(
      'BH046',
      `\`${entry.path}\` has a name or link text that is not UTF-8: bytes ${entry.bytes}`,
      {
        position,
        remedy: 'rename it, or hide it with an ignore pattern',
      },
    )
  }
  const article = entry.special === 'fifo' ? 'a FIFO' : `a ${entry.special}`
  return new BasehitError('BH045', `\`${entry.path}\` is ${article}: it has no content to hash`, {
    position,
    remedy: 'remove it from the context, or hide it with an ignore pattern',
  })
}

/** BuildKit compares text: a required path counts as found if some taken path begins with it. */
function isRequired(entry: SelectedEntry, start: string, required: string): boolean {
  return entry.depth === 'below' && childPath(start, entry.path).startsWith(required) && required !== ''
}
