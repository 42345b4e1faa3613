import { createHash, randomUUID } from 'node:crypto'
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { digestFromHex, digestHex, type ManifestDigest } from '../../image/digest.ts'
import { asObject, parseObject } from '../../image/document.ts'
import { codeOf } from '../../leases/claim.ts'
import { makeFolder } from '../../leases/folder.ts'
import { describeProcess, isProcessAlive } from '../../leases/holder.ts'
import { takeLease } from '../../leases/take.ts'
import { brokenFile, LayoutFault } from './faults.ts'

/** What is not part of the layout yet: temporary files, images being received, the lock. */
export const workFolder = '.work'

/** Where a layout keeps the bytes of a digest (OCI image layout). */
export function blobPath(root: string, digest: ManifestDigest): string {
  return join(root, 'blobs', 'sha256', digestHex(digest))
}

const marker = 'oci-layout'

/** Tells whether the directory is a layout. An absent or empty one is none yet; one with other files is a fault. */
export async function isLayout(root: string): Promise<boolean> {
  const path = join(root, marker)
  const bytes = await readIfThere(path)
  if (bytes === undefined) return isMarkedMeanwhile(root)
  const version = parsed(path, () => asObject(parseObject(bytes, marker), marker).imageLayoutVersion)
  if (version === '1.0.0') return true
  throw brokenFile(path, `has the layout version ${String(version)}, not 1.0.0`)
}

/** What a layout holds before its marker: written in this order, so that a kill leaves no more than these. */
const unmarked: ReadonlySet<string> = new Set([workFolder, 'blobs', 'ingest', '.gitignore', 'index.json'])

async function isMarkedMeanwhile(root: string): Promise<boolean> {
  const names: string[] = await readdir(root).catch(error => {
    if (codeOf(error) === 'ENOENT') return []
    if (codeOf(error) === 'ENOTDIR') throw notALayout(root, 'is a file, not a directory')
    throw error
  })
  if (names.includes(marker)) return isLayout(root)
  const foreign = names.find(name => !unmarked.has(name))
  if (foreign === undefined) return false
  throw notALayout(root, `holds \`${foreign}\` and no ${marker} file, so it is not an OCI image layout`)
}

function notALayout(root: string, fact: string): LayoutFault {
  const remedy = 'Name a directory that is empty, not there yet, or an OCI image layout.'
  return new LayoutFault('not-a-registry', 'BH099', root, fact, remedy)
}

/** Makes the directory a layout that git ignores, unless it is one already. */
export async function createLayout(root: string): Promise<void> {
  if (await isLayout(root)) {
    makeFolders(root)
    return
  }
  makeFolders(root)
  await locked(root, async () => {
    if (await isLayout(root)) return
    await placeOnce(root, '.gitignore', '*\n')
    await placeOnce(
      root,
      'index.json',
      `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}`,
    )
    await placeOnce(root, marker, '{"imageLayoutVersion":"1.0.0"}')
  })
}

/** `ingest` is for buildx, which makes it even to read and so could not read a layout on a read-only disk. */
function makeFolders(root: string): void {
  for (const folder of [workFolder, join('blobs', 'sha256'), 'ingest']) {
    makeFolder(join(root, folder))
  }
}

async function placeOnce(root: string, name: string, content: string): Promise<void> {
  if ((await readIfThere(join(root, name))) === undefined) await placeBytes(root, join(root, name), content)
}

/** Runs something while no other process changes the layout's index. */
export async function locked<T>(root: string, change: () => Promise<T>): Promise<T> {
  const terms = {
    here: describeProcess(),
    isAlive: isProcessAlive,
    sleep: (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds)),
    now: Date.now,
    firstPause: 5,
    longestPause: 100,
    heartbeat: 1000,
    patience: 15_000,
  }
  const release = await takeLease(join(root, workFolder, 'lock'), terms, new AbortController().signal)
  try {
    return await change()
  } finally {
    await release()
  }
}

/** Writes a file of the layout so that it is there whole or not at all, through kills and power cuts. */
export async function placeBytes(root: string, destination: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = join(root, workFolder, `file-${randomUUID()}`)
  try {
    const file = await open(temporary, 'wx', 0o644)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, destination)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(destination))
}

/** Makes renames in a folder outlast a power cut, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

/** Reads a file; undefined if it is not there. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(absentAsUndefined)
}

/** The size of a file; undefined if it is not there. */
export async function sizeIfThere(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(absentAsUndefined)
  return found?.isFile() ? found.size : undefined
}

function absentAsUndefined(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
  throw error
}

/** Computes the digest of a file of any size, and makes its bytes outlast a power cut. */
export async function settleFile(path: string): Promise<ManifestDigest> {
  const file = await open(path, 'r')
  try {
    const hash = createHash('sha256')
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 }))
      hash.update(chunk)
    await file.sync()
    return digestFromHex(hash.digest('hex'))
  } finally {
    await file.close()
  }
}

/** Reads a document; one that is not what it should be is a broken file. */
export function parsed<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw brokenFile(path, error instanceof Error ? error.message : String(error))
  }
}
