/**
 * Measures what Basehit promises to be fast at, as ratios within one run: absolute times are one machine's.
 * `npm run bench` prints tables: the hit path up to buildx, a code-only change on a fresh builder against plain buildx
 * with no cache, with the GHA cache and with a registry cache, and contexts with many files and with a large one.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorld, stopWorld } from '../scripts/demo/world.ts'
import { compareCodeChange } from './code-change.ts'
import { measureHitPath } from './hit-path.ts'
import { measureWalk } from './walk.ts'

const env = startWorld(process.env.BASEHIT_WORLD ?? mkdtempSync(join(tmpdir(), 'basehit-bench-')))
const folder = mkdtempSync(join(tmpdir(), 'basehit-bench-project-'))
try {
  process.stdout.write(await measureHitPath(env, join(folder, 'hit')))
  process.stdout.write(await compareCodeChange(env, join(folder, 'change')))
  process.stdout.write(await measureWalk(env, join(folder, 'walk')))
} finally {
  stopWorld(env)
  rmSync(folder, { recursive: true, force: true })
}
