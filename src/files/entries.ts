import { type Dirent, readdirSync, readlinkSync, type Stats } from 'node:fs'
import { classifyMode, type Entry } from '../context/entry.ts'

/** A name in a directory before anything is known of it. */
export interface Name {
  readonly text: string
  /** Present if the bytes are not UTF-8: the text then has U+FFFD for each byte that is of no character. */
  readonly bytes?: Buffer
  /** Whether a name that is not UTF-8 is that of a directory. */
  readonly isDirectory?: boolean
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
  return readdirSync(location, { encoding: 'buffer', withFileTypes: true }).map(nameOf)
}

function nameOf(entry: Dirent<Buffer>): Name {
  const bytes = entry.name
  const text = bytes.toString('utf8')
  if (Buffer.from(text).equals(bytes)) return { text }
  return { text: decodeAsGo(bytes), bytes, isDirectory: entry.isDirectory() }
}

/** Decodes as Go ranges over a string: `?` in a pattern of BuildKit stands for one byte of what is no character. */
function decodeAsGo(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find(each => isCharacter(bytes.subarray(at, at + each)))
    text += length === undefined ? '\ufffd' : bytes.toString('utf8', at, at + length)
    at += length ?? 1
  }
  return text
}

function isCharacter(bytes: Buffer): boolean {
  const text = bytes.toString('utf8')
  return Array.from(text).length === 1 && Buffer.from(text).equals(bytes)
}
