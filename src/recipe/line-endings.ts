import { createHash } from 'node:crypto'

/** How a text came out of one with another hash, if its line endings alone are others: what they are now, or nothing. */
export function newLineEndings(now: Uint8Array, sha256Before: string): 'CRLF' | 'LF' | undefined {
  const text = Buffer.from(now).toString('latin1')
  const unix = text.replaceAll('\r\n', '\n')
  if (unix !== text && sha256(unix) === sha256Before) return 'CRLF'
  return unix === text && unix.includes('\n') && sha256(unix.replaceAll('\n', '\r\n')) === sha256Before
    ? 'LF'
    : undefined
}

function sha256(latin1: string): string {
  return createHash('sha256').update(latin1, 'latin1').digest('hex')
}
