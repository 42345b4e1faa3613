import { lstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import { compareCodePoints } from '../canonical.ts'
import { childPath, type Entry, parentPath } from '../context/entry.ts'
import type { Matcher, MatchState } from '../context/ignore.ts'
import type { FileState } from '../context/state.ts'
import { compileWildcard } from '../context/wildcard.ts'
import { BasehitError } from '../errors.ts'
import { finish, type Work } from '../turns.ts'
import { describeEntry, type Name, readNames, undecodable } from './entries.ts'
import { changed, hashFile } from './hash.ts'
import { listedState, stateOf } from './states.ts'
import { errorCode, isTooLong, unreadable } from './unreadable.ts'

/** What the ignore patterns said about a directory. */
interface Verdict {
  readonly state: MatchState | undefined
  readonly matched: boolean
  /** Hidden with all below it. */
  readonly pruned: boolean
}

/** Reads one directory tree through ignore patterns, each name once. */
export class Directory {
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

  *stat(path: string): Work<Entry | undefined> {
    if (path !== '' && (yield* this.stat(parentPath(path)))?.kind !== 'directory') return undefined
    const entry = this.#entry(path, { text: path })
    return entry !== undefined && (yield* this.#isVisible(entry)) ? entry : undefined
  }

  *list(path: string, pattern?: string): Work<readonly Entry[]> {
    const key = `${path}\0${pattern ?? ''}`
    const known = this.#lists.get(key)
    if (known !== undefined) return known
    if ((yield* this.stat(path))?.kind !== 'directory') return []
    const wildcard = pattern === undefined ? undefined : compileWildcard(pattern)
    const entries: Entry[] = []
    const all = this.#readNames(path)
    this.#noteListed(path, all)
    const names = all.filter(name => pattern === undefined || wildcard?.matches(name.text) === true)
    for (const name of names.sort((one, other) => compareCodePoints(one.text, other.text))) {
      const entry = yield* this.#visibleChild(path, name)
      if (entry !== undefined) entries.push(entry)
      yield
    }
    this.#lists.set(key, entries)
    return entries
  }

  async hash(path: string): Promise<string> {
    if (finish(this.stat(path))?.kind !== 'file') throw changed(path)
    try {
      const { sha256, state } = await hashFile(join(this.root, path), path)
      this.states.set(path, state)
      return sha256
    } catch (cause) {
      throw unreadable(path, join(this.root, path), cause)
    }
  }

  sizeOf(path: string): number {
    const entry = this.#entries.get(path)
    return entry?.kind === 'file' ? entry.size : 0
  }

  *#visibleChild(directory: string, name: Name): Work<Entry | undefined> {
    const entry = this.#entry(childPath(directory, name.text), name)
    if (entry === undefined) throw changed(childPath(directory, name.text))
    // What is below a directory of such a name is not known: it counts as there if anything of it could be taken back.
    const isUnknown = name.isDirectory === true && this.#patterns.mayReinclude(entry.path)
    return isUnknown || (yield* this.#isVisible(entry)) ? entry : undefined
  }

  /** An ignored directory is there all the same if something below it is taken back. BuildKit: fsutil, filter.go. */
  *#isVisible(entry: Entry): Work<boolean> {
    if (entry.path === '' || this.#patterns.size === 0) return true
    if (entry.kind === 'directory') return yield* this.#isVisibleDirectory(entry.path)
    const above = this.#verdict(parentPath(entry.path))
    return !above.pruned && !this.#patterns.matchWithParent(entry.path, above.state).matched
  }

  *#isVisibleDirectory(directory: string): Work<boolean> {
    const known = this.#visible.get(directory)
    if (known !== undefined) return known
    const { matched, pruned } = this.#verdict(directory)
    const visible = !pruned && (!matched || (yield* this.#holdsVisible(directory)))
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

  *#holdsVisible(directory: string): Work<boolean> {
    try {
      for (const name of this.#readNames(directory)) {
        if ((yield* this.#visibleChild(directory, name)) !== undefined) return true
        yield
      }
      return false
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
      throw unreadable(directory, join(this.root, directory), cause)
    }
  }

  /** A directory that gets a new one of this run's does not count as listed: its state will be another. */
  #noteListed(directory: string, names: readonly Name[]): void {
    const state = this.#before.get(directory)
    const isToCome = this.#ownPaths.some(
      path => parentPath(path) === directory && !names.some(({ text }) => childPath(directory, text) === path),
    )
    if (state !== undefined && !isToCome) this.states.set(directory, listedState(state))
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
      if (!stats.isFile()) this.states.set(path, stateOf(lstatSync(location, { bigint: true })))
      return describeEntry(path, location, stats)
    } catch (cause) {
      if (errorCode(cause) === 'ENOTDIR' || isTooLong(basename(path))) return undefined
      throw unreadable(path, join(this.root, path), cause)
    }
  }
}
