import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** One cache entry; only a complete one is found, but a reserved one already holds its key. */
export interface CacheEntry {
  readonly id: string
  readonly scope: string
  readonly key: string
  readonly version: string
  readonly complete: boolean
}

/** What a client looks for, in the order of preference that the Actions cache defines. */
export interface CacheLookup {
  readonly scopes: readonly string[]
  readonly keys: readonly string[]
  readonly version: string
}

/** Cache entries and their blobs in a folder; a reservation that was never completed does not survive a restart. */
export class CacheStore {
  private readonly folder: string
  private readonly entries = new Map<string, CacheEntry>()
  private last = 0

  constructor(folder: string) {
    this.folder = folder
    for (const part of ['entries', 'blobs', 'blocks']) mkdirSync(join(folder, part), { recursive: true })
    for (const name of readdirSync(join(folder, 'entries')).sort()) {
      const entry = JSON.parse(readFileSync(join(folder, 'entries', name), 'utf8')) as CacheEntry
      this.entries.set(entry.id, entry)
      this.last = Math.max(this.last, Number(entry.id))
    }
  }

  /** Holds a key for the caller, or returns none if somebody has it: entries never change. */
  reserve(scope: string, key: string, version: string): CacheEntry | undefined {
    if (this.exact(scope, key, version) !== undefined) return undefined
    this.last += 1
    const entry = { id: String(this.last).padStart(8, '0'), scope, key, version, complete: false }
    this.entries.set(entry.id, entry)
    return entry
  }

  /** Completes a reserved entry whose blob has arrived with the size announced. */
  complete(scope: string, key: string, version: string, size: number): CacheEntry | undefined {
    const entry = this.exact(scope, key, version)
    if (entry === undefined || entry.complete || this.blobSize(entry.id) !== size) return undefined
    const done = { ...entry, complete: true }
    writeFileSync(join(this.folder, 'entries', `${entry.id}.json`), JSON.stringify(done))
    this.entries.set(entry.id, done)
    return done
  }

  /** The best complete entry: scope by scope, key by key, an exact match before the newest with that prefix. */
  find(lookup: CacheLookup): CacheEntry | undefined {
    const newestFirst = [...this.entries.values()].reverse()
    for (const scope of lookup.scopes) {
      const here = newestFirst.filter(e => e.complete && e.scope === scope && e.version === lookup.version)
      for (const key of lookup.keys) {
        const found = here.find(e => e.key === key) ?? here.find(e => e.key.startsWith(key))
        if (found !== undefined) return found
      }
    }
    return undefined
  }

  /** Whether uploads to this blob are expected. */
  accepts(id: string): boolean {
    return this.entries.get(id)?.complete === false
  }

  /** Stores a whole blob. */
  async putBlob(id: string, body: Readable): Promise<void> {
    await this.write(this.blobPath(id), body)
  }

  /** Stores one block of a blob. */
  async putBlock(id: string, block: string, body: Readable): Promise<void> {
    mkdirSync(join(this.folder, 'blocks', id), { recursive: true })
    await this.write(this.blockPath(id, block), body)
  }

  /** Joins blocks to a blob, or returns false if one of them never came. */
  async joinBlocks(id: string, blocks: readonly string[]): Promise<boolean> {
    const paths = blocks.map(block => this.blockPath(id, block))
    if (!paths.every(path => existsSync(path))) return false
    const blob = this.blobPath(id)
    writeFileSync(`${blob}.partial`, '')
    for (const path of paths) {
      await pipeline(createReadStream(path), createWriteStream(`${blob}.partial`, { flags: 'a' }))
    }
    renameSync(`${blob}.partial`, blob)
    rmSync(join(this.folder, 'blocks', id), { recursive: true, force: true })
    return true
  }

  /** The size of a blob that has arrived. */
  blobSize(id: string): number | undefined {
    return statSync(this.blobPath(id), { throwIfNoEntry: false })?.size
  }

  /** The bytes of a blob from start to end, both included. */
  readBlob(id: string, start: number, end: number): Readable {
    return end < start ? createReadStream('/dev/null') : createReadStream(this.blobPath(id), { start, end })
  }

  private exact(scope: string, key: string, version: string): CacheEntry | undefined {
    return [...this.entries.values()].find(e => e.scope === scope && e.key === key && e.version === version)
  }

  private blobPath(id: string): string {
    return join(this.folder, 'blobs', id)
  }

  private blockPath(id: string, block: string): string {
    return join(this.folder, 'blocks', id, Buffer.from(block).toString('hex'))
  }

  private async write(path: string, body: Readable): Promise<void> {
    await pipeline(body, createWriteStream(`${path}.partial`))
    renameSync(`${path}.partial`, path)
  }
}
