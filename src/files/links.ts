import { existsSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { BasehitError } from '../errors.ts'

/** The most links BuildKit follows for one path. */
const linkLimit = 255

/** Names that BuildKit's client takes as patterns of other names when a link leads to them. */
const readsAsPattern = /[*?[\]\\^]|^[!\s\u0085]|[\s\u0085]$/

/**
 * Stops with BH044 where BuildKit would follow the links of a file to another one than this machine, or might not follow.
 * It starts at the file's own directory for each link, sends what a directory link leads to once, and takes names as patterns.
 * BuildKit: fsutil, followlinks.go; containerd/continuity, fs.RootPath.
 */
export function refuseOtherTarget(path: string): void {
  const directory = realpathSync.native(dirname(path))
  const followed = followBelow(directory, basename(path))
  if (followed.visited.length === 0) return
  const here = realIfThere(path)
  const there = followed.target === undefined ? undefined : join(directory, followed.target)
  const sent = there !== undefined && existsSync(there) ? there : undefined
  if (here !== sent) throw otherTarget(path, here, sent)
  if (sent === undefined) return
  const pattern = [...followed.visited, followed.target ?? ''].find(each => readsAsPattern.test(each))
  if (pattern !== undefined) throw unsure(path, `it takes \`${pattern}\` as a pattern`)
  if (followed.through !== undefined) throw unsure(path, `the way leads through another link, \`${followed.through}\``)
}

/** Where links lead when none leaves the directory. */
interface Followed {
  /** Relative to the directory; undefined if the links never end. */
  readonly target: string | undefined
  /** The links on the way. */
  readonly visited: readonly string[]
  /** A link among them that stands for a directory. */
  readonly through: string | undefined
}

function followBelow(directory: string, name: string): Followed {
  const visited: string[] = []
  let through: string | undefined
  let rest = [name]
  let current = '/'
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    const path = posix.join(current, next)
    const link = linkAt(join(directory, path))
    if (link === undefined) {
      current = path
      continue
    }
    visited.push(path.slice(1))
    if (visited.length > linkLimit) return { target: undefined, visited, through }
    if (rest.length > 0) through ??= path.slice(1)
    const target = link.startsWith('/') ? posix.normalize(link) : posix.join(current, link)
    rest = [...target.split('/').filter(each => each !== ''), ...rest]
    current = '/'
  }
  return { target: current.slice(1), visited, through }
}

function linkAt(location: string): string | undefined {
  try {
    return readlinkSync(location)
  } catch {
    return undefined
  }
}

/** Where the links of a path lead; undefined if nothing is there. */
export function realIfThere(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause
    return undefined
  }
}

function otherTarget(path: string, here: string | undefined, sent: string | undefined): BasehitError {
  const shown = [here, sent].map(each => (each === undefined ? 'nowhere' : `to \`${each}\``))
  return new BasehitError('BH044', `\`${path}\` leads ${shown[0]} on this machine, and ${shown[1]} for BuildKit`, {
    remedy: 'put the file itself there; BuildKit follows its links only inside its own directory',
  })
}

function unsure(path: string, reason: string): BasehitError {
  return new BasehitError('BH044', `BuildKit may not follow the link \`${path}\`: ${reason}`, {
    remedy: 'put the file itself there',
  })
}
