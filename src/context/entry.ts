import { compareCodePoints } from '../canonical.ts'

/** What a path in a build context is, as far as COPY can tell. */
export type Entry = FileEntry | DirectoryEntry | SymlinkEntry | SpecialEntry

interface Named {
  /** Relative to the context's root, with `/` between names; the root is the empty string. */
  readonly path: string
}

export interface FileEntry extends Named {
  readonly kind: 'file'
  readonly mode: ModeClass
  /** In bytes. */
  readonly size: number
}

export interface DirectoryEntry extends Named {
  readonly kind: 'directory'
  readonly mode: ModeClass
}

export interface SymlinkEntry extends Named {
  readonly kind: 'symlink'
  /** The link's text. */
  readonly target: string
}

/** What no base may be made of. */
export interface SpecialEntry extends Named {
  readonly kind: 'special'
  readonly special: 'fifo' | 'socket' | 'device' | 'undecodable'
  /** Present for a name or a link text that is not UTF-8: its bytes as hex pairs. */
  readonly bytes?: string
}

declare const brand: unique symbol

/**
 * Permission and setuid, setgid, sticky bits as four octal digits, where 0664 is written `0644` and 0775 `0755`:
 * a umask of 002 and one of 022 are the same to a base.
 */
export type ModeClass = string & { readonly [brand]: 'mode class' }

/** Returns the class of a mode as `lstat` gives it; the bits of the file's type do not count. */
export function classifyMode(mode: number): ModeClass {
  const bits = mode & 0o7777
  const shared = bits === 0o664 ? 0o644 : bits === 0o775 ? 0o755 : bits
  return shared.toString(8).padStart(4, '0') as ModeClass
}

/** Orders entries by path, name by name, each by code point: the order in which BuildKit walks a tree. */
export function compareEntries(one: Named, other: Named): number {
  const left = one.path.split('/')
  const right = other.path.split('/')
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareCodePoints(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** Returns the last name of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Returns the path without its last name; the parent of a top-level name is the empty string. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Joins a directory and a name under it. */
export function childPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`
}

/** Shortens a path as Go's path.Clean: no `.`, no doubled `/`, `..` resolved by text. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/')
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') names.push(name)
    else if (names.length > 0 && names.at(-1) !== '..') names.pop()
    else if (!rooted) names.push(name)
  }
  return rooted ? `/${names.join('/')}` : names.join('/') || '.'
}

/** Shortens a path and makes it relative to the context's root, which it cannot leave. */
export function rootedPath(path: string): string {
  return cleanPath(`/${path}`).slice(1)
}
