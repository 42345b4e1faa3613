import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import type { HttpOperation } from './operations.ts'

/**
 * A remote file that ADD downloads; undefined for a path. Without a checksum its content is not known, so it is refused.
 * BuildKit: convert_copy.go, the branch for HTTP sources.
 */
export function remoteFile(
  source: string,
  checksum: string | undefined,
  position: Position,
): HttpOperation | undefined {
  if (!/^https?:\/\//.test(source)) {
    if (checksum === undefined) return undefined
    throw new BasehitError('BH035', `--checksum=${checksum} is for an address, and ${source} is a path`, {
      position,
      remedy: 'remove --checksum: files of the context are hashed anyway',
    })
  }
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
  return { op: 'http', url: source, filename: remoteName(source, position), checksum }
}

/** The file name a URL is saved under: its last path element. */
function remoteName(url: string, position: Position): string {
  const path = (URL.canParse(url) ? decoded(url, position) : '').replace(/\/+$/, '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name === '' || name === '.' ? '__unnamed__' : name
}

function decoded(url: string, position: Position): string {
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch (cause) {
    throw new BasehitError('BH035', `ADD ${url}: the path of the address is not UTF-8`, { position, cause })
  }
}
