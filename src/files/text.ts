import { readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { BasehitError } from '../errors.ts'

/** The longest Dockerfile or ignore file that is read, in bytes. */
const longestText = 1024 * 1024

/**
 * Reads a text file below a directory, following links inside it; undefined if it is not there.
 * Stops with BH021 (not a regular file), BH022 (outside), BH024 (not UTF-8 text) or BH042 (not readable).
 */
export function readTextFile(root: string, path: string): string | undefined {
  const location = locate(root, path)
  if (location === undefined) return undefined
  const stats = statSync(location)
  if (!stats.isFile()) throw new BasehitError('BH021', `\`${path}\` is not a regular file`)
  if (stats.size > longestText) throw refusal(path, `it is ${stats.size} bytes long, limit ${longestText}`)
  try {
    return decodeText(readFileSync(location), path)
  } catch (cause) {
    if (cause instanceof BasehitError) throw cause
    throw new BasehitError('BH042', `cannot read \`${path}\``, { cause, remedy: 'Make it readable.' })
  }
}

/** Decodes UTF-8 without its byte order mark, or stops with BH024. */
export function decodeText(bytes: Uint8Array, path: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) throw refusal(path, 'it starts with a UTF-16LE byte order mark')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) throw refusal(path, 'it starts with a UTF-16BE byte order mark')
  const zero = bytes.indexOf(0)
  if (zero !== -1) throw refusal(path, `it holds a NUL byte at offset ${zero}`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refusal(path, 'its bytes are no UTF-8')
  }
}

function locate(root: string, path: string): string | undefined {
  let location: string
  let real: string
  try {
    real = realpathSync(root)
    location = realpathSync(join(real, path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw new BasehitError('BH042', `cannot read \`${path}\``, { cause: error })
  }
  if (location === real || location.startsWith(real + sep)) return location
  throw new BasehitError('BH022', `\`${path}\` leaves \`${root}\``, { remedy: 'Keep the file inside the context.' })
}

function refusal(path: string, fact: string): BasehitError {
  return new BasehitError('BH024', `\`${path}\` is not UTF-8 text: ${fact}`, { remedy: 'Save it as UTF-8.' })
}
