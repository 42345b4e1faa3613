import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeProcess, isKnownDead, isProcessAlive, parseHolder } from '../leases/holder.ts'

const holderFile = 'holder'
/** A process that a killed run started may still read its files, in milliseconds. */
const youngest = 60 * 60 * 1000

/** Notes in a temporary directory whose it is. Without the note it is never taken for a leftover. */
export async function markTemporary(directory: string): Promise<void> {
  await writeFile(join(directory, holderFile), JSON.stringify(describeProcess()), { mode: 0o600 }).catch(() => {})
}

/**
 * Removes the temporary directories below `parent` that runs of this user left behind when they were killed: the process
 * noted in them is known to be dead, and they are older than an hour. Never fails.
 */
export async function removeLeftovers(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names) {
    if (!/^basehit-[A-Za-z0-9]{6}$/.test(name)) continue
    const path = join(parent, name)
    if (await isLeftover(path).catch(() => false)) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

async function isLeftover(path: string): Promise<boolean> {
  const stats = await lstat(path)
  const isOld = Date.now() - stats.mtimeMs > youngest
  if (!isOld || !stats.isDirectory() || stats.uid !== process.getuid?.()) return false
  const holder = parseHolder(await readFile(join(path, holderFile), 'utf8'))
  return holder !== undefined && isKnownDead(holder, describeProcess(), isProcessAlive)
}
