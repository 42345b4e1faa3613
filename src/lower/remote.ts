import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import type { HttpOperation } from './operations.ts'

/** Whether a source of ADD names a Git repository. BuildKit: frontend/dockerfile/dfgitutil, util/sshutil/scpurl.go. */
export function isRemoteGit(source: string): boolean {
  return (
    /^(?:git|ssh):\/\//i.test(source) ||
    /^https?:\/\/[^?#]*\.git(\?|#|$)/i.test(source) ||
    /^[\w-]+@[a-zA-Z0-9.-]+:/.test(source)
  )
}

/**
 * A remote file that ADD downloads; undefined for a path. Without a checksum its content is not known, so it is refused.
 * BuildKit: convert_copy.go, the branch for HTTP sources.
 */
export function remoteFile(
  source: string,
  checksum: string | undefined,
  position: Position,
): HttpOperation | undefined {
  if (isRemoteGit(source)) {
    throw new BasehitError('BH032', `ADD ${source}: a Git repository moves, so it cannot be part of a base`, {
      position,
      remedy: 'download an archive by URL with --checksum=sha256:…, or clone it in a RUN at a fixed commit',
    })
  }
  if (!/^https?:\/\//.test(source)) return undefined
  if (checksum === undefined) {
    throw new BasehitError('BH032', `ADD ${source}: remote content without a checksum is not known beforehand`, {
      position,
      remedy: `add --checksum=sha256:… to ADD`,
    })
  }
  if (!/^[a-z0-9]+:[0-9a-f]{32,}$/.test(checksum)) {
    throw new BasehitError('BH035', `--checksum=${checksum} is not a digest`, {
      position,
      remedy: 'write sha256:<64 hex digits>',
    })
  }
  return { op: 'http', url: source, filename: remoteName(source), checksum }
}

/** The file name a URL is saved under: its last path element. */
function remoteName(url: string): string {
  const path = (URL.canParse(url) ? decoded(new URL(url).pathname) : '').replace(/\/+$/, '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name === '' || name === '.' ? '__unnamed__' : name
}

/** The name follows from the address, which is recorded too, so that a faulty escape may stay as it is written. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
