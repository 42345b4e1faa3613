import { accessSync, constants, lstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { compareCodePoints } from '../canonical.ts'
import { childPath, classifyMode, type Entry, parentPath } from '../context/entry.ts'
import type { IgnorePattern, Matcher, MatchState } from '../context/ignore.ts'
import type { ContextAnswer, ContextQuestion } from '../context/questions.ts'
import type { FileState, FileStates } from '../context/state.ts'
import { compileWildcard } from '../context/wildcard.ts'
import { BasehitError } from '../errors.ts'
import { describeEntry, type Name, readNames, undecodable } from './entries.ts'
import { changed, hashFile } from './hash.ts'
import { stateOf } from './states.ts'

/** Reads a build context as COPY sees it: an ignored path is not there, and no symlink is followed. */
export interface ContextReader {
  /** Answers any question of a selection; answers are kept, so that one run sees one context. */
  readonly answer: (question: ContextQuestion) => Promise<ContextAnswer>
  readonly stat: (path: string) => Entry | undefined
  readonly list: (path: string, pattern?: string) => readonly Entry[]
  readonly hash: (path: string) => Promise<string>
  /** The ignore pattern that hides a path. */
  readonly explain: (path: string) => IgnorePattern | undefined
  /** The size in bytes of a file that was met before; 0 for anything else. */
  readonly sizeOf: (path: string) => number
  /** The states of all files that were hashed, links that were read and directories that were listed, by path. */
  readonly states: () => FileStates
}

/**
 * Opens the directory of a build context, or stops with BH040 (not a readable directory) or BH041 (`/` or a home).
 * Reading stops with BH042 at what may not be read and BH048 at what changes meanwhile. `own` is the path in it of a
 * directory that this run may make: its coming is no change.
 */
export function openContext(root: string, patterns: Matcher, own?: string): ContextReader {
  const directory = new Directory(resolveRoot(root), patterns, own)
  const hashes = new Map<string, Promise<string>>()
  const hash = (path: string) => {
    const known = hashes.get(path) ?? directory.hash(path)
    hashes.set(path, known)
    return known
  }
  const reader: Omit<ContextReader, 'answer'> = {
    stat: path => directory.stat(path),
    list: (path, pattern) => directory.list(path, pattern),
    hash,
    explain: path => patterns.explain(path),
    sizeOf: path => directory.sizeOf(path),
    states: () => directory.states,
  }
  return { ...reader, answer: async question => answerQuestion(reader, question) }
}

function answerQuestion(reader: Omit<ContextReader, 'answer'>, question: ContextQuestion) {
  switch (question.kind) {
    case 'stat':
      return reader.stat(question.path)
    case 'list':
      return reader.list(question.path, question.pattern)
    case 'hash':
      return reader.hash(question.path)
    case 'explain':
      return reader.explain(question.path)
  }
}

function resolveRoot(root: string): string {
  const remedy = 'give the directory that COPY takes its sources from'
  let real: string
  try {
    real = realpathSync(root)
    if (!statSync(real).isDirectory())
      throw new BasehitError('BH040', `context \`${root}\` is not a directory`, { remedy })
    accessSync(real, constants.R_OK | constants.X_OK)
  } catch (cause) {
    if (cause instanceof BasehitError) throw cause
    const fact = errorCode(cause) === 'ENOENT' ? 'does not exist' : 'cannot be read'
    throw new BasehitError('BH040', `context \`${root}\` ${fact}`, { remedy, cause })
  }
  if (real === '/' || real === homeDirectory()) {
    throw new BasehitError('BH041', `refusing to take \`${real}\` as a build context`, { remedy })
  }
  return real
}

function homeDirectory(): string | undefined {
  try {
    return realpathSync(homedir())
  } catch {
    return undefined
  }
}

/** What the ignore patterns said about a directory. */
interface Verdict {
  readonly state: MatchState | undefined
  readonly matched: boolean
  /** Hidden with all below it. */
  readonly pruned: boolean
}

class Directory {
  readonly root: string
  readonly states = new Map<string, FileState>()
  readonly #patterns: Matcher
  /** The directory that this run may make, and all above it. */
  readonly #ownPaths: readonly string[]
  readonly #names = new Map<string, readonly Name[]>()
  readonly #entries = new Map<string, Entry | undefined>()
  readonly #lists = new Map<string, readonly Entry[]>()
  readonly #visible = new Map<string, boolean>()
  /** What directories were before their names were read. */
  readonly #before = new Map<string, FileState>()
  readonly #verdicts = new Map<string, Verdict>([['', { state: undefined, matched: false, pruned: false }]])

  constructor(root: string, patterns: Matcher, own: string | undefined) {
    this.root = root
    this.#patterns = patterns
    this.#ownPaths = own === undefined ? [] : own.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'))
  }

  stat(path: string): Entry | undefined {
    if (path !== '' && this.stat(parentPath(path))?.kind !== 'directory') return undefined
    const entry = this.#entry(path, { text: path })
    return entry !== undefined && this.#isVisible(entry) ? entry : undefined
  }

  list(path: string, pattern?: string): readonly Entry[] {
    const key = `${path}\0${pattern ?? ''}`
    const known = this.#lists.get(key)
    if (known !== undefined) return known
    if (this.stat(path)?.kind !== 'directory') return []
    const wildcard = pattern === undefined ? undefined : compileWildcard(pattern)
    const entries: Entry[] = []
    const all = this.#readNames(path)
    this.#noteListed(path, all)
    const names = all.filter(name => pattern === undefined || wildcard?.matches(name.text) === true)
    for (const name of names.sort((one, other) => compareCodePoints(one.text, other.text))) {
      const entry = this.#visibleChild(path, name)
      if (entry !== undefined) entries.push(entry)
    }
    this.#lists.set(key, entries)
    return entries
  }

  async hash(path: string): Promise<string> {
    if (this.stat(path)?.kind !== 'file') throw changed(path)
    try {
      const { sha256, state } = await hashFile(join(this.root, path), path)
      this.states.set(path, state)
      return sha256
    } catch (cause) {
      throw this.#refuse(path, cause)
    }
  }

  sizeOf(path: string): number {
    const entry = this.#entries.get(path)
    return entry?.kind === 'file' ? entry.size : 0
  }

  #visibleChild(directory: string, name: Name): Entry | undefined {
    const entry = this.#entry(childPath(directory, name.text), name)
    if (entry === undefined) throw changed(childPath(directory, name.text))
    // What is below a directory of such a name is not known: it counts as there if anything of it could be taken back.
    const isUnknown = name.isDirectory === true && this.#patterns.mayReinclude(entry.path)
    return isUnknown || this.#isVisible(entry) ? entry : undefined
  }

  /** An ignored directory is there all the same if something below it is taken back. BuildKit: fsutil, filter.go. */
  #isVisible(entry: Entry): boolean {
    if (entry.path === '' || this.#patterns.size === 0) return true
    if (entry.kind === 'directory') return this.#isVisibleDirectory(entry.path)
    const above = this.#verdict(parentPath(entry.path))
    return !above.pruned && !this.#patterns.matchWithParent(entry.path, above.state).matched
  }

  #isVisibleDirectory(directory: string): boolean {
    const known = this.#visible.get(directory)
    if (known !== undefined) return known
    const { matched, pruned } = this.#verdict(directory)
    const visible = !pruned && (!matched || this.#holdsVisible(directory))
    this.#visible.set(directory, visible)
    return visible
  }

  #verdict(directory: string): Verdict {
    const known = this.#verdicts.get(directory)
    if (known !== undefined) return known
    const above = this.#verdict(parentPath(directory))
    const { matched, state } = this.#patterns.matchWithParent(directory, above.state)
    const pruned = above.pruned || (matched && !this.#patterns.mayReinclude(directory))
    const verdict = { state, matched, pruned }
    this.#verdicts.set(directory, verdict)
    return verdict
  }

  #holdsVisible(directory: string): boolean {
    try {
      return this.#readNames(directory).some(name => this.#visibleChild(directory, name) !== undefined)
    } catch (error) {
      if (error instanceof BasehitError && error.code === 'BH042') return false
      throw error
    }
  }

  #readNames(directory: string): readonly Name[] {
    const known = this.#names.get(directory)
    if (known !== undefined) return known
    try {
      this.#before.set(directory, stateOf(lstatSync(join(this.root, directory), { bigint: true })))
      const names = readNames(join(this.root, directory))
      this.#names.set(directory, names)
      return names
    } catch (cause) {
      throw this.#refuse(directory, cause)
    }
  }

  /** A directory that gets a new one of this run's is left out: its state will be another. */
  #noteListed(directory: string, names: readonly Name[]): void {
    const state = this.#before.get(directory)
    const isToCome = this.#ownPaths.some(
      path => parentPath(path) === directory && !names.some(({ text }) => childPath(directory, text) === path),
    )
    if (state !== undefined && !isToCome) this.states.set(directory, state)
  }

  #entry(path: string, name: Name): Entry | undefined {
    if (name.bytes === undefined && this.#entries.has(path)) return this.#entries.get(path)
    const entry = name.bytes === undefined ? this.#read(path) : undecodable(path, name.bytes)
    this.#entries.set(path, entry)
    return entry
  }

  #read(path: string): Entry | undefined {
    const location = join(this.root, path)
    try {
      const stats = lstatSync(location, { throwIfNoEntry: false })
      if (stats === undefined) return undefined
      if (stats.isSymbolicLink()) this.states.set(path, stateOf(lstatSync(location, { bigint: true })))
      return describeEntry(path, location, stats)
    } catch (cause) {
      if (errorCode(cause) === 'ENOTDIR') return undefined
      throw this.#refuse(path, cause)
    }
  }

  #refuse(path: string, cause: unknown): unknown {
    const code = errorCode(cause)
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') return changed(path)
    if (code !== 'EACCES' && code !== 'EPERM') return cause
    const stats = lstatQuietly(join(this.root, path))
    const facts = stats === undefined ? '' : ` (mode ${classifyMode(stats.mode)}, uid ${stats.uid})`
    return new BasehitError('BH042', `cannot read \`${path}\`${facts}`, {
      cause,
      remedy: 'make it readable, or hide it with an ignore pattern',
    })
  }
}

function lstatQuietly(location: string): Stats | undefined {
  try {
    return lstatSync(location)
  } catch {
    return undefined
  }
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
