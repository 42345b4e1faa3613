import { posix } from 'node:path'
import { parseMount } from '../dockerfile/mounts.ts'
import { BasehitError } from '../errors.ts'
import type { Lowered } from '../lower/lower.ts'
import type { Replacement } from './boundary.ts'

/**
 * Refuses a cache mount that the base and the rest of the app share: on a reused base the app would find it empty.
 * Two Dockerfiles are two builds anyway, so it concerns a replaced stage only.
 */
export function refuseSharedCacheMounts(replacement: Replacement, lowered: readonly Lowered[]): void {
  if (replacement.stage === undefined) return
  const ids = new Map(lowered.flatMap(each => each.cacheMounts.map(mount => [mount.id, mount] as const)))
  for (const { stage } of replacement.remaining) {
    for (const instruction of stage.instructions) {
      if (instruction.kind !== 'run') continue
      for (const written of instruction.mounts) {
        const mount = readLoosely(written, instruction.position)
        const shared = mount === undefined ? undefined : ids.get(mount)
        if (shared === undefined) continue
        throw new BasehitError('BH039', `the cache mount ${shared.id} is filled in the base (line ${shared.position.line}) and read here: on a reused base it is empty`, {
          position: instruction.position,
          remedy: 'give this mount an id of its own, as in --mount=type=cache,id=app,…',
        })
      }
    }
  }
}

/** The id of a cache mount; undefined for another mount, or one whose words only a build can expand. */
function readLoosely(written: string, position: Parameters<typeof parseMount>[2]): string | undefined {
  try {
    const mount = parseMount(written, word => word, position)
    return mount.type === 'cache' ? (mount.id ?? posix.normalize(mount.target ?? '')) : undefined
  } catch (error) {
    if (error instanceof BasehitError) return undefined
    throw error
  }
}
