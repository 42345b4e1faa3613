import type { BaseStore } from '../bases/port.ts'
import type { RegistryClient } from '../bases/registry/client.ts'
import type { Purpose } from '../bases/registry/store.ts'
import type { Upstreams } from '../bases/registry/upstreams.ts'
import type { Builder } from '../buildx/builder.ts'
import type { Matcher } from '../context/ignore.ts'
import type { ContextAnswer, ContextQuestion } from '../context/selection.ts'
import type { FileState, FileStates } from '../context/state.ts'
import type { Actor } from '../plan/trust.ts'
import type { Event } from '../report/events.ts'
import type { Turn } from '../turns.ts'
import type { StoreLocation } from './options.ts'

/** Everything a command can touch. Shells make it of real parts, tests of other real ones. */
export interface World {
  readonly files: Files
  /** Registries, for what was pushed. */
  readonly registry: RegistryClient
  /** Registries for upstreams; `registry` if not given. */
  readonly upstreams?: Upstreams
  /** Opens where bases are kept; for a look, nobody is asked for the right to push. */
  openStore(location: StoreLocation, purpose: Purpose): BaseStore
  /** Made on first use: deciding needs no builder. */
  builder(): Promise<Builder>
  readonly temporary: TemporaryFiles
  readonly leases: Leases
  readonly clock: Clock
  /** The Actions cache service; absent outside GitHub Actions. */
  readonly cacheService: CacheService | undefined
  /** What this run is, for the record. */
  readonly run: RunFacts
  /** Who runs, which decides what this run may publish and save. */
  readonly actor: Actor
  report(event: Event): void
  /** Aborts when the user or the system wants the run to stop. */
  readonly signal: AbortSignal
  /** Is called during long computations; without it they are not interrupted. */
  readonly turn?: Turn
}

export interface Files {
  /** Reads a whole file; undefined when there is none. Other faults are errors that name the path. */
  read(path: string, how?: Reading): Promise<Uint8Array | undefined>
  /** Opens a directory as a build context seen through ignore patterns. Answers are kept for its life. */
  openContext(directory: string, ignore: Matcher, use?: ContextUse): ContextReader
  /** The names in a directory, for "did you mean"; empty when it cannot be read. */
  names(directory: string): Promise<readonly string[]>
}

/** How a context is used by a run. */
export interface ContextUse {
  /** The path in it of a directory that this run may make: its coming is no change. */
  readonly own?: string | undefined
  /** Is called now and then during long work. */
  readonly turn?: Turn | undefined
}

/** What else must be true of a file that is read. */
export interface Reading {
  /** Links followed, it is in one of these directories. */
  readonly within?: readonly string[] | undefined
  /** What BuildKit reads it as: its links mean the same file there. An ignore file that is a directory is none. */
  readonly as?: 'dockerfile' | 'ignore-file'
  /** Is told the state of the file, and of each link that leads to it, as it was before it was read. */
  readonly note?: ((location: string, state: FileState) => void) | undefined
}

export interface ContextReader {
  answer(question: ContextQuestion): Promise<ContextAnswer>
  /** The size in bytes of a file that was met while answering; 0 for anything else. Absent where sizes are not known. */
  readonly sizeOf?: (path: string) => number
  /** The states of all files that were hashed, links that were read and directories that were entered, by path. */
  readonly states?: () => FileStates
}

/** Files that only live as long as the run. */
export interface TemporaryFiles {
  /** Writes a file into a new directory and returns its path. */
  write(name: string, content: string | Uint8Array): Promise<string>
  /** Writes a file at a path below a directory made here. */
  writeAt(path: string, content: string | Uint8Array): Promise<void>
  /** Makes a new directory. */
  directory(): Promise<string>
}

/** One build at a time on one machine, by a lease that a dead holder loses. */
export interface Leases {
  /** Waits for the lease and returns how to give it back. */
  take(name: string, signal: AbortSignal): Promise<() => Promise<void>>
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

/** What buildx needs to use the Actions cache, and what this run may do with it. */
export interface CacheService {
  readonly env: Readonly<Record<string, string>>
  readonly mayWrite: boolean
}

/** Where a run comes from; all of it may be unknown on a laptop. */
export interface RunFacts {
  /** The repository's URL. */
  readonly source?: string
  readonly commit?: string
  readonly ref?: string
  /** The URL of this attempt of the run. */
  readonly url?: string
  readonly actor?: string
  /** The version of Basehit. */
  readonly basehit: string
}
