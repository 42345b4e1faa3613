import { join } from 'node:path'
import { cacheFolder, homeFolder } from '../machine/cache-folder.ts'
import { commands } from './command-names.ts'
import { runCompiled } from './compiled.ts'

/**
 * Starts the packaged command line, which is in `directory`. Where runs are jobs of a CI, the cache folder is new each time
 * and would only be written, or it comes from a store that other jobs write.
 */
export function launch(directory: string): void {
  const { env, argv } = process
  const folder = env.CI || env.GITHUB_ACTIONS ? undefined : join(cacheFolder(env, homeFolder()), 'compiled')
  const use = commands.find(command => command === argv[2]) ?? 'other'
  runCompiled(join(directory, 'program/index.cjs'), folder, use)
}
