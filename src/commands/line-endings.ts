import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { Change } from '../recipe/changes.ts'
import { newLineEndings } from '../recipe/line-endings.ts'
import type { LoweredBase } from './plan.ts'
import type { World } from './world.ts'

/** Files and bytes of a file that are read again to explain a change. */
const most = { files: 64, bytes: 4 * 1024 * 1024 }

/**
 * Says of changed files whether their line endings alone are others, as after a checkout with other settings of Git.
 * Recipes hold hashes, so the files are read again.
 */
export async function explainLineEndings(
  changes: readonly Change[],
  base: LoweredBase,
  { files }: World,
  cwd: string,
): Promise<readonly Change[]> {
  let read = 0
  const explained: Change[] = []
  for (const change of changes) {
    const before = /^file \S+ ([0-9a-f]{64})$/.exec(change.before ?? '')?.[1]
    const after = /^file \S+ ([0-9a-f]{64})$/.exec(change.after ?? '')?.[1]
    const isText = change.kind === 'file' && before !== undefined && after !== undefined && before !== after
    const bytes = isText && read++ < most.files ? await readAgain(change.subject, after, base, files, cwd) : undefined
    const endings = bytes === undefined ? undefined : newLineEndings(bytes, before ?? '')
    explained.push(
      endings === undefined ? change : { ...change, after: `${change.after}, line endings alone: now ${endings}` },
    )
  }
  return explained
}

/** The file that lands under a name with these bytes, if it is still there. */
async function readAgain(
  subject: string,
  sha256: string,
  { taken }: LoweredBase,
  files: World['files'],
  cwd: string,
): Promise<Uint8Array | undefined> {
  for (const { directory, paths, sizeOf } of taken) {
    for (const path of paths) {
      if (path !== subject && !path.endsWith(`/${subject}`) && subject !== '.') continue
      if (sizeOf(path) > most.bytes) continue
      const bytes = await files.read(resolve(cwd, join(directory, path))).catch(() => undefined)
      if (bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256) return bytes
    }
  }
  return undefined
}
