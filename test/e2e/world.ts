import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'

const script = join(import.meta.dirname, '../../scripts/world')

/** Starts a world of its own for the run, unless one is given, and takes it down afterwards. */
export function setup(): (() => void) | undefined {
  const given = process.env.BASEHIT_WORLD
  const directory = given ?? mkdtempSync('/tmp/basehit-e2e-')
  const env = { ...process.env, BASEHIT_WORLD: directory }
  execFileSync(script, ['up'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const exported: unknown = JSON.parse(execFileSync(script, ['env', '--json'], { env, encoding: 'utf8' }))
  Object.assign(process.env, exported)
  if (given !== undefined) return undefined
  return () => {
    execFileSync(script, ['down', '--purge'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  }
}
