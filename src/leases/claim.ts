import { mkdir, readdir, readFile, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from './folder.ts'
import { type Holder, parseHolder } from './holder.ts'

// A lease is a directory with one file, named by the holder's random token. It is taken by renaming a directory made
// beforehand onto it, which the system grants only while there is none or an empty one, and it is given back, or taken
// from a dead holder, by removing the file of that token. Both are one system call that cannot hit another holder's
// lease, however long ago the caller looked: with a single file, checking whose it is and removing it are two.

/** What is seen of a lease that somebody holds. */
export interface Claim {
  readonly token: string
  /** Undefined if its file says nothing that is understood. */
  readonly holder: Holder | undefined
  /** Changes with every heartbeat. */
  readonly beat: string
}

/** The folder that holds what is not a lease yet. */
const claimPrefix = '.claim-'
/** Milliseconds after which a directory that never became a lease is garbage. */
const claimAge = 3_600_000

/** The file of the holder with this token. */
export function claimFile(lease: string, token: string): string {
  return join(lease, token)
}

/** Looks who holds a lease; undefined if nobody does. */
export async function readClaim(lease: string): Promise<Claim | undefined> {
  try {
    const [token] = await readdir(lease)
    if (token === undefined) return undefined
    const file = claimFile(lease, token)
    const [text, { mtimeNs }] = await Promise.all([readFile(file, 'utf8'), stat(file, { bigint: true })])
    return { token, holder: parseHolder(text), beat: String(mtimeNs) }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Takes a lease that nobody holds; false if somebody was faster. */
export async function claimLease(lease: string, token: string, holder: Holder): Promise<boolean> {
  const made = join(dirname(lease), `${claimPrefix}${token}`)
  makeFolder(dirname(lease))
  try {
    await mkdir(made)
    await writeFile(claimFile(made, token), JSON.stringify({ ...holder, token }))
    return await renameOnto(made, lease)
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}

/** Ends the claim with this token; somebody else's is left alone. */
export async function removeClaim(lease: string, token: string): Promise<void> {
  await unlink(claimFile(lease, token)).catch(unless('ENOENT', 'ENOTDIR'))
  await rmdir(lease).catch(unless('ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY'))
}

/** Removes what processes left that died while taking a lease. */
export async function sweepClaims(lease: string, token: string): Promise<void> {
  const folder = dirname(lease)
  const { mtimeMs: now } = await stat(claimFile(lease, token))
  const names = (await readdir(folder)).filter(name => name.startsWith(claimPrefix))
  for (const name of names) {
    const made = await stat(join(folder, name)).catch(unless('ENOENT'))
    if (made && now - made.mtimeMs > claimAge) await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function renameOnto(made: string, lease: string): Promise<boolean> {
  try {
    await rename(made, lease)
    return true
  } catch (error) {
    const code = codeOf(error)
    // A sweep by a clock that jumped removes what was just made.
    if (code === 'ENOENT' || code === 'ENOTEMPTY' || code === 'EEXIST') return false
    if (code !== 'EPERM' || process.platform !== 'win32') throw error
    // Windows renames onto no directory at all; an empty one has to go first.
    await rmdir(lease).catch(() => {})
    return false
  }
}

/** The system's name of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
}

/** Makes what passes over the errors named and rethrows the others. */
function unless(...codes: string[]): (error: unknown) => undefined {
  return error => {
    if (!codes.includes(codeOf(error) ?? '')) throw error
    return undefined
  }
}
