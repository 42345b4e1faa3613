import { isAbsolute, posix, relative, resolve } from 'node:path'
import { BasehitError } from '../errors.ts'
import { type Replacement, remainingStages } from '../plan/boundary.ts'
import type { Position } from '../position.ts'
import { ignoreFile, type LoadedDockerfile, loadIgnore } from './load.ts'
import type { Options } from './options.ts'
import type { World } from './world.ts'

/** The path, within the context, of the directory bases are kept in; undefined when they are kept elsewhere. */
export function storeInContext({ base, build }: Options): string | undefined {
  if (base.store.kind !== 'layout') return undefined
  const path = relative(resolve(build.cwd, build.context), resolve(build.cwd, base.store.directory))
  return path === '' || path.startsWith('..') || isAbsolute(path) ? undefined : path
}

/** Refuses to make an image of the directory that bases are kept in: every base would be another one. */
export function refuseOwnStore(
  store: string | undefined,
  path: string,
  position: Position | undefined,
  ignoredIn: string,
): void {
  if (store === undefined || (path !== store && !path.startsWith(`${store}/`))) return
  throw new BasehitError('BH050', `\`${store}\`, where bases are kept, would be copied into the image`, {
    position,
    remedy: `add the line \`${store}\` to ${ignoredIn}`,
  })
}

/** Refuses an app that would copy the whole context, and with it the directory that bases are kept in. */
export async function refuseStoreCopies(
  options: Options,
  world: World,
  file: LoadedDockerfile,
  replacement: Replacement,
): Promise<void> {
  const store = storeInContext(options)
  if (store === undefined) return
  const { cwd, context } = options.build
  const ignore = await loadIgnore(world, cwd, context, file)
  if (ignore.matches(store)) return
  for (const instruction of remainingStages(replacement).flatMap(node => node.instructions)) {
    if (instruction.kind !== 'add' && !(instruction.kind === 'copy' && instruction.from === undefined)) continue
    const whole = instruction.sources.some(source => posix.join('/', source) === '/')
    if (whole) refuseOwnStore(store, store, instruction.position, ignoreFile(context, file))
  }
}
