import { createHash } from 'node:crypto'
import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileState } from '../context/state.ts'
import { BasehitError } from '../errors.ts'
import { stateOf } from './states.ts'

/** Bytes read at a time, so that memory stays flat whatever the file's size. */
const chunkBytes = 256 * 1024
/** Files up to this size are read at once, without leaving the event loop's turn. */
const smallBytes = 512 * 1024

const smallBuffer = Buffer.allocUnsafe(smallBytes + 1)
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** A file's content as 64 hex digits, and what the file was all the while it was read. */
export interface Hashed {
  readonly sha256: string
  readonly state: FileState
}

/**
 * Computes the sha256 of a regular file's content. Symlinks are not followed.
 * Stops with BH048 if the file changes meanwhile; errors of the file system pass through.
 */
export async function hashFile(location: string, name: string): Promise<Hashed> {
  return hashSmallFile(location, name) ?? (await hashLargeFile(location, name))
}

function hashSmallFile(location: string, name: string): Hashed | undefined {
  const file = openSync(location, flags)
  try {
    const before = fstatSync(file, { bigint: true })
    refuseUnlessFile(before, name)
    if (before.size > smallBytes) return undefined
    let length = 0
    for (let read = -1; read !== 0 && length < smallBuffer.length; length += read) {
      read = readSync(file, smallBuffer, length, smallBuffer.length - length, null)
    }
    refuseChange(before, fstatSync(file, { bigint: true }), length, name)
    const sha256 = createHash('sha256').update(smallBuffer.subarray(0, length)).digest('hex')
    return { sha256, state: stateOf(before) }
  } finally {
    closeSync(file)
  }
}

async function hashLargeFile(location: string, name: string): Promise<Hashed> {
  const file = await open(location, flags)
  try {
    const before = await file.stat({ bigint: true })
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
    refuseChange(before, await file.stat({ bigint: true }), length, name)
    return { sha256: hash.digest('hex'), state: stateOf(before) }
  } finally {
    await file.close()
  }
}

function refuseUnlessFile(stats: BigIntStats, name: string): void {
  if (!stats.isFile()) throw changed(name)
}

function refuseChange(before: BigIntStats, after: BigIntStats, length: number, name: string): void {
  const bytes = BigInt(length)
  const isSame = before.size === bytes && after.size === bytes && before.ctimeNs === after.ctimeNs
  if (!isSame) throw changed(name)
}

/** Makes the error for a file that did not stay what it was. */
export function changed(name: string): BasehitError {
  return new BasehitError('BH048', `\`${name}\` changed during the run`, {
    remedy: 'let nothing write into the context while Basehit runs',
  })
}
