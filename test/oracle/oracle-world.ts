import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const script = join(import.meta.dirname, '../../scripts/world')

/** The variables of the world that BASEHIT_WORLD names, or of one that only lives as long as the run. */
export function oracleWorld(): { env: NodeJS.ProcessEnv; close(): void } {
  const given = process.env.BASEHIT_WORLD
  const directory = given ?? mkdtempSync(join(tmpdir(), 'basehit-oracle-world-'))
  const own = { ...process.env, BASEHIT_WORLD: directory }
  execFileSync(script, ['up'], { env: own, stdio: ['ignore', 'ignore', 'inherit'] })
  const exported = JSON.parse(
    execFileSync(script, ['env', '--json'], { env: own, encoding: 'utf8' }),
  ) as NodeJS.ProcessEnv
  const socket = join(directory, 'buildkitd.sock')
  if (!existsSync(socket)) {
    throw new Error(`${socket} is not there: the builds of the oracle need buildkitd on this machine (Linux and root)`)
  }
  return {
    env: { ...process.env, ...exported },
    close: () => {
      if (given === undefined)
        execFileSync(script, ['down', '--purge'], { env: own, stdio: ['ignore', 'ignore', 'inherit'] })
    },
  }
}
