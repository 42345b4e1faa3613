import { join } from 'node:path'
import { type Daemon, startDaemon, waitReady } from './process.ts'
import { answers } from './registry.ts'
import type { WorldFolder, WorldState } from './state.ts'

const program = join(import.meta.dirname, '..', '..', 'test', 'fakes', 'actions-cache', 'main.ts')

/** Starts the Actions cache service. */
export async function startCache(folder: WorldFolder, state: WorldState): Promise<Daemon> {
  const port = String(state.ports.cache)
  const daemon = startDaemon({
    command: process.execPath,
    args: [program, '--port', port, '--dir', folder.cacheStorage, '--journal', folder.cacheJournal],
    stdout: folder.cacheLog,
    stderr: folder.cacheLog,
  })
  await waitReady('the Actions cache service', daemon, folder.cacheLog, () => answers(`http://127.0.0.1:${port}/`))
  return daemon
}
