import { parseArgs } from 'node:util'
import { exportLines, worldEnvironment } from './environment.ts'
import { WorldFolder } from './state.ts'
import { bringUp, purge, rebuildBuilder, report, startOne, stopAll, stopOne } from './world.ts'

const USAGE = `usage: scripts/world COMMAND
  up               start what does not run yet, and push the upstream images once
  down [--purge]   stop everything; --purge also deletes the world's folder
  status           print what runs; exit status 1 unless everything does
  env [--json]     print the variables that point programs at this world
  wipe-builder     give the builder a new, empty root, as on a new runner; with --wait, return
                   only when the old root is deleted, so that a measurement has the disk to itself
  start-builder, stop-builder, start-registry, stop-registry, start-cache, stop-cache
`

/** Runs one command of scripts/world and returns its exit status. */
async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      purge: { type: 'boolean' },
      json: { type: 'boolean' },
      wait: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const folder = new WorldFolder(required('BASEHIT_WORLD'))
  const [command = ''] = positionals
  switch (command) {
    case 'up':
      await bringUp(folder, required('BASEHIT_TOOLCHAIN'), required('BASEHIT_WORLD_CACHE'))
      return 0
    case 'down':
      if (values.purge === true) await purge(folder)
      else await stopAll(folder)
      return 0
    case 'status':
      return report(folder) ? 0 : 1
    case 'env': {
      const variables = worldEnvironment(folder, folder.require())
      process.stdout.write(values.json === true ? `${JSON.stringify(variables)}\n` : exportLines(variables))
      return 0
    }
    case 'wipe-builder':
      await rebuildBuilder(folder, values.wait === true)
      return 0
    case 'start-builder':
    case 'start-registry':
    case 'start-cache':
      await startOne(folder, serverOf(command))
      return 0
    case 'stop-builder':
    case 'stop-registry':
    case 'stop-cache':
      await stopOne(folder, serverOf(command))
      return 0
    default:
      process.stderr.write(USAGE)
      return values.help === true ? 0 : 2
  }
}

function serverOf(command: `${'start' | 'stop'}-${'builder' | 'registry' | 'cache'}`) {
  const server = command.slice(command.indexOf('-') + 1)
  return server === 'builder' || server === 'registry' ? server : 'cache'
}

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: run this by scripts/world`)
  return value
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`world: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
