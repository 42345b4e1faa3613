import { join, resolve } from 'node:path'
import { sha256Hex } from '../image/digest.ts'
import type { Change } from '../recipe/changes.ts'
import { newLineEndings } from '../recipe/line-endings.ts'
import { fileName } from '../recipe/names.ts'
import type { LoweredBase } from './plan.ts'
import type { World } from './world.ts'

/** Reads, and bytes of a file, that an explanation may take. */
const most = { reads: 64, bytes: 4 * 1024 * 1024 }

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
  const explained: Change[] = []
  const budget = { reads: most.reads }
  for (const change of changes) {
    const [before, after] = [fileHash(change.before), fileHash(change.after)]
    const isOther = change.kind === 'file' && before !== undefined && after !== undefined && before !== after
    const bytes = isOther ? await readAgain(change.subject, after, base, files, cwd, budget) : undefined
    const endings = bytes === undefined ? undefined : newLineEndings(bytes, before ?? '')
    explained.push(
      endings === undefined ? change : { ...change, after: `${change.after}, line endings alone: now ${endings}` },
    )
  }
  return explained
}

/** The hash in a file as changes print it. */
function fileHash(printed: string | undefined): string | undefined {
  return /^file \S+ ([0-9a-f]{64})$/.exec(printed ?? '')?.[1]
}

/** The file that changes name so, if it still has these bytes. */
async function readAgain(
  subject: string,
  sha256: string,
  { taken }: LoweredBase,
  files: World['files'],
  cwd: string,
  budget: { reads: number },
): Promise<Uint8Array | undefined> {
  for (const { context, directory, paths, sizeOf } of taken) {
    for (const path of paths) {
      if (fileName(path, context) !== subject) continue
      if (sizeOf(path) > most.bytes) continue
      if (budget.reads-- <= 0) return undefined
      const bytes = await files.read(resolve(cwd, join(directory, path))).catch(() => undefined)
      if (bytes !== undefined && sha256Hex(bytes) === sha256) return bytes
    }
  }
  return undefined
}
