import { lstatSync, type Stats } from 'node:fs'
import { classifyMode } from '../context/entry.ts'
import { BasehitError } from '../errors.ts'
import { changed } from './hash.ts'

/**
 * Makes the error for a path at a location that could not be read: BH048 where it is gone, BH042 where it may not be
 * read or is too long; anything else passes through.
 */
export function unreadable(path: string, location: string, cause: unknown): unknown {
  const code = errorCode(cause)
  if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') return changed(path)
  if (code === 'ENAMETOOLONG') {
    return new BasehitError('BH042', `cannot read \`${clip(path)}\`: its path is longer than this system takes`, {
      cause,
      remedy: 'move it further up, or hide it with an ignore pattern; BuildKit cannot read it either',
    })
  }
  if (code !== 'EACCES' && code !== 'EPERM') return cause
  const stats = lstatQuietly(location)
  const facts = stats === undefined ? '' : ` (mode ${classifyMode(stats.mode)}, uid ${stats.uid})`
  return new BasehitError('BH042', `cannot read \`${path}\`${facts}`, {
    cause,
    remedy: 'make it readable, or hide it with an ignore pattern',
  })
}

/** Tells whether a name is longer than any file system of Linux takes: nothing can have it. */
export function isTooLong(name: string): boolean {
  return Buffer.byteLength(name) > 255
}

/** Both ends of a path, which may have thousands of characters. */
function clip(path: string): string {
  return path.length <= 200 ? path : `${path.slice(0, 100)}…${path.slice(-99)}`
}

function lstatQuietly(location: string): Stats | undefined {
  try {
    return lstatSync(location)
  } catch {
    return undefined
  }
}

/** The code of an error of the system, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
