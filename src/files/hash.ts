import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { BasehitError } from '../errors.ts'

/** Bytes read at a time, so that memory stays flat whatever the file's size. */
const chunkBytes = 256 * 1024
/** Files up to this size are read at once, without leaving the event loop's turn. */
const smallBytes = 512 * 1024

const smallBuffer = Buffer.allocUnsafe(smallBytes + 1)
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * Computes the sha256 of a regular file's content as 64 hex digits. Symlinks are not followed.
 * Stops with BH048 if the file changes meanwhile; errors of the file system pass through.
 */
export async function hashFile(location: string, name: string): Promise<string> {
  return hashSmallFile(location, name) ?? (await hashLargeFile(location, name))
}

function hashSmallFile(location: string, name: string): string | undefined {
  const file = openSync(location, flags)
  try {
    const before = fstatSync(file)
    refuseUnlessFile(before, name)
    if (before.size > smallBytes) return undefined
    let length = 0
    for (let read = -1; read !== 0 && length < smallBuffer.length; length += read) {
      read = readSync(file, smallBuffer, length, smallBuffer.length - length, null)
    }
    refuseChange(before, fstatSync(file), length, name)
    return createHash('sha256').update(smallBuffer.subarray(0, length)).digest('hex')
  } finally {
    closeSync(file)
  }
}

async function hashLargeFile(location: string, name: string): Promise<string> {
  const file = await open(location, flags)
  try {
    const before = await file.stat()
    refuseUnlessFile(before, name)
    const hash = createHash('sha256')
    const buffers: [Buffer, Buffer] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)]
    let length = 0
    let pending = file.read(buffers[0], 0, chunkBytes)
    for (let turn = 0; ; turn++) {
      const { bytesRead, buffer } = await pending
      if (bytesRead === 0) break
      pending = file.read(buffers[(turn + 1) % 2 === 0 ? 0 : 1], 0, chunkBytes)
      hash.update(buffer.subarray(0, bytesRead))
      length += bytesRead
    }
    refuseChange(before, await file.stat(), length, name)
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}

function refuseUnlessFile(stats: Stats, name: string): void {
  if (!stats.isFile()) throw changed(name)
}

function refuseChange(before: Stats, after: Stats, length: number, name: string): void {
  const isSame = before.size === length && after.size === length && before.mtimeMs === after.mtimeMs
  if (!isSame) throw changed(name)
}

/** Makes the error for a file that did not stay what it was. */
export function changed(name: string): BasehitError {
  return new BasehitError('BH048', `\`${name}\` changed during the run`, {
    remedy: 'let nothing write into the context while Basehit runs',
  })
}
