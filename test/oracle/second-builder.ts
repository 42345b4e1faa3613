import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { releaseRoot } from '../../scripts/world.d/builder.ts'
import { run, startDaemon, stopDaemon, waitReady } from '../../scripts/world.d/process.ts'
import type { WorldFolder } from '../../scripts/world.d/state.ts'

/** A builder beside the world's that has never built anything. */
export interface SecondBuilder {
  readonly address: string
  /** Ends it and takes away all it built and pulled. */
  close(): Promise<void>
}

/** Starts a builder with the registries of a world and nothing else of it. */
export async function startSecondBuilder(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): Promise<SecondBuilder> {
  const world = env.BASEHIT_WORLD ?? ''
  const root = join(world, name)
  const socket = `${root}.sock`
  const log = `${root}.log`
  const address = `unix://${socket}`
  const clear = () => {
    releaseRoot({ builderRoot: root } as WorldFolder)
    for (const path of [root, socket]) rmSync(path, { recursive: true, force: true })
  }
  clear()
  mkdirSync(root, { recursive: true })
  const daemon = startDaemon({
    command: 'buildkitd',
    args: ['--config', join(world, 'buildkitd.toml'), '--root', root, '--addr', address],
    env: { PATH: env.PATH ?? '' },
    stdout: log,
    stderr: log,
  })
  await waitReady('the second buildkitd', daemon, log, async () => {
    try {
      run('buildctl', ['--addr', address, 'debug', 'workers'], { PATH: env.PATH ?? '' })
      return true
    } catch {
      return false
    }
  })
  return {
    address,
    close: async () => {
      await stopDaemon(daemon, 500)
      clear()
    },
  }
}
