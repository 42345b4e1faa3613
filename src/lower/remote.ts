import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { text } from './environment.ts'
import type { HttpOperation } from './operations.ts'
import type { Expanded } from './stage.ts'

/**
 * A remote file that ADD downloads; undefined for a path. Without a checksum its content is not known, so it is refused.
 * BuildKit: convert_copy.go, the branch for HTTP sources.
 */
export function remoteFile(
  source: Expanded,
  checksum: string | undefined,
  position: Position,
): HttpOperation | undefined {
  const { value, concealed } = source
  if (!/^https?:\/\//.test(value)) {
    if (checksum === undefined) return undefined
    throw new BasehitError('BH035', `--checksum=${checksum} is for a URL, and ${value} is a path`, {
      position,
      remedy: 'remove --checksum: files of the context are hashed anyway',
    })
  }
  if (checksum === undefined) {
    const fact = `ADD ${shownUrl(source)}: remote content without a checksum is not known beforehand`
    throw new BasehitError('BH032', fact, { position, remedy: 'add --checksum=sha256:… to ADD' })
  }
  if (!digest.test(checksum)) {
    throw new BasehitError('BH035', `--checksum=${checksum} is not a digest`, {
      position,
      remedy: 'write sha256:<64 hex digits>, in lower case',
    })
  }
  const url = text(withoutLogin(value), concealed)
  return { op: 'http', url, filename: remoteName(source, position), checksum }
}

/** Source of the rule: github.com/opencontainers/go-digest, Digest.Validate. */
const digest = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/

/** A URL as messages show it: without its login, and as it is written when a value that may be secret went into it. */
export function shownUrl({ written, value, concealed }: Expanded): string {
  return withoutLogin(concealed ? written : value)
}

function withoutLogin(url: string): string {
  return url.replace(/^([^/?#]*:\/\/)[^/?#]*@/, '$1')
}

/** The file name a URL is saved under: its last path element. */
function remoteName(url: Expanded, position: Position): string {
  const path = (URL.canParse(url.value) ? decoded(url, position) : '').replace(/\/+$/, '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name === '' || name === '.' ? '__unnamed__' : name
}

function decoded(url: Expanded, position: Position): string {
  try {
    return decodeURIComponent(new URL(url.value).pathname)
  } catch (cause) {
    throw new BasehitError('BH035', `ADD ${shownUrl(url)}: the path of the URL is not UTF-8`, {
      position,
      remedy: 'encode its bytes as %XX of UTF-8',
      cause,
    })
  }
}
