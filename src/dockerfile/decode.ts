import { BasehitError } from '../errors.ts'

/** A Dockerfile of more bytes is refused. */
export const maxBytes = 1024 * 1024

const remedy = 'save the file as UTF-8 text'

/**
 * Reads a Dockerfile's bytes as UTF-8; a byte order mark stays in the text.
 * Throws BH024 for UTF-16, for bytes that are not UTF-8, with their place, and for more than 1 MiB.
 */
export function decodeDockerfile(bytes: Uint8Array, path: string): string {
  const start = { file: path, line: 1, column: 1 }
  if (bytes.length > maxBytes) {
    throw new BasehitError('BH024', `${path} has ${bytes.length} bytes; a Dockerfile has at most ${maxBytes}`, {
      position: start,
      remedy: 'give the path of a Dockerfile',
    })
  }
  const encoding = detectUtf16(bytes)
  if (encoding !== undefined) {
    throw new BasehitError('BH024', `${path} is ${encoding}, not UTF-8`, { position: start, remedy })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    const { line, column, byte } = locateInvalidByte(bytes)
    const found = `byte 0x${byte.toString(16).padStart(2, '0')} is not UTF-8`
    throw new BasehitError('BH024', found, { position: { file: path, line, column }, remedy, cause })
  }
}

function detectUtf16(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'UTF-16LE (byte order mark FF FE)'
  if (first === 0xfe && second === 0xff) return 'UTF-16BE (byte order mark FE FF)'
  if (first === 0 && second !== undefined && second !== 0) return 'UTF-16BE'
  if (second === 0 && first !== 0) return 'UTF-16LE'
  return undefined
}

function locateInvalidByte(bytes: Uint8Array): { line: number; column: number; byte: number } {
  const lossy = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let offset = 0
  let line = 1
  let column = 1
  for (const character of lossy) {
    const isReplacement = character === '\ufffd'
    const isWritten = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd
    if (isReplacement && !isWritten) break
    offset += new TextEncoder().encode(character).length
    if (character === '\n') {
      line++
      column = 1
    } else if (character !== '\ufeff' || offset > 3) column += character.length
  }
  return { line, column, byte: bytes[offset] ?? 0 }
}
