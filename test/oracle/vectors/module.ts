import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const tools = join(import.meta.dirname, '../../../tools/buildkit')

/** True when the vectors are left out on purpose: `BASEHIT_NO_VECTORS=1`. */
export const skipVectors = process.env.BASEHIT_NO_VECTORS === '1'

const remedy = 'run scripts/toolchain (needs Go), or set BASEHIT_NO_VECTORS=1 to skip the upstream vectors'

/** The folder of BuildKit's source at the version pinned in tools/buildkit/go.mod. Throws when it is not on this machine. */
function moduleFolder(): string {
  let folder = ''
  try {
    const format = ['list', '-m', '-f', '{{.Dir}}', 'github.com/moby/buildkit']
    folder = execFileSync('go', format, { cwd: tools, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  } catch (cause) {
    throw new Error(`BuildKit's source cannot be found by Go: ${remedy}`, { cause })
  }
  if (folder === '' || !existsSync(folder)) throw new Error(`BuildKit's source is not in Go's module cache: ${remedy}`)
  return folder
}

let known: string | undefined

/** The path of one of upstream's Dockerfile test files, below frontend/dockerfile. */
export function vectorPath(path: string): string {
  known ??= moduleFolder()
  return join(known, 'frontend/dockerfile', path)
}

/** The text of one of upstream's test files. */
export function readVector(path: string): string {
  return readFileSync(vectorPath(path), 'utf8')
}
