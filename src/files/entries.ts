import { readdirSync, readlinkSync, type Stats } from 'node:fs'
import { classifyMode, type Entry } from '../context/entry.ts'

/** A name in a directory before anything is known of it. */
export interface Name {
  readonly text: string
  /** Present if the bytes are not UTF-8. */
  readonly bytes?: Buffer
}

/** Describes what `lstat` found at a path. */
export function describeEntry(path: string, location: string, stats: Stats): Entry {
  const mode = classifyMode(stats.mode)
  if (stats.isFile()) return { kind: 'file', path, mode, size: stats.size }
  if (stats.isDirectory()) return { kind: 'directory', path, mode }
  if (stats.isSymbolicLink()) {
    const bytes = readlinkSync(location, { encoding: 'buffer' })
    const target = bytes.toString('utf8')
    return Buffer.from(target).equals(bytes) ? { kind: 'symlink', path, target } : undecodable(path, bytes)
  }
  return { kind: 'special', path, special: stats.isFIFO() ? 'fifo' : stats.isSocket() ? 'socket' : 'device' }
}

/** Describes a path that cannot be told as text, by the bytes of its name or link. */
export function undecodable(path: string, bytes: Buffer): Entry {
  return { kind: 'special', path, special: 'undecodable', bytes: bytes.toString('hex').replace(/..(?!$)/g, '$& ') }
}

/** Lists a directory in no order. A name that decodes to U+FFFD is looked at as bytes: it may be undecodable. */
export function readNames(location: string): readonly Name[] {
  const texts = readdirSync(location)
  if (!texts.some(text => text.includes('\ufffd'))) return texts.map(text => ({ text }))
  return readdirSync(location, { encoding: 'buffer' }).map(nameOf)
}

function nameOf(bytes: Buffer): Name {
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) ? { text } : { text, bytes }
}
