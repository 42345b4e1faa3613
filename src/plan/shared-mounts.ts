import type { EscapeCharacter } from '../dockerfile/instructions.ts'
import { parseMount } from '../dockerfile/mounts.ts'
import { expandWord } from '../dockerfile/words.ts'
import { BasehitError } from '../errors.ts'
import type { Lowered } from '../lower/lower.ts'
import type { CacheMount } from '../lower/lowering.ts'
import { cacheMountId } from '../lower/run-mounts.ts'
import type { Position } from '../position.ts'
import { type Replacement, remainingStages } from './boundary.ts'

/**
 * Refuses a cache mount that the base and the rest of the app share: on a reused base the app would find it empty.
 * Two Dockerfiles are two builds anyway, so it concerns a replaced stage only. A variable in the app's id may be anything.
 * The builds for all platforms share their cache mounts, so a base for one fills those of another.
 */
export function refuseSharedCacheMounts(
  replacement: Replacement,
  lowered: readonly Lowered[],
  escapeCharacter: EscapeCharacter,
): void {
  if (replacement.stage === undefined) return
  const filled = lowered.flatMap(each => each.cacheMounts)
  for (const instruction of remainingStages(replacement).flatMap(node => node.instructions)) {
    if (instruction.kind !== 'run') continue
    for (const written of instruction.mounts) {
      const id = cacheId(written, instruction.position, escapeCharacter)
      const shared = id === undefined ? undefined : filled.find(mount => id.test(mount.id))
      if (shared !== undefined) throw refusal(shared, written, instruction.position)
    }
  }
}

function refusal(shared: CacheMount, written: string, position: Position): BasehitError {
  const reading = written.includes('$') ? 'may be read here' : 'read here'
  const filled = `the cache mount ${shared.id} is filled in the base (line ${shared.position.line})`
  return new BasehitError('BH039', `${filled} and ${reading}: on a reused base it is empty`, {
    position,
    remedy: 'give this mount an id of its own, as in --mount=type=cache,id=app,…',
  })
}

/** Stands for the value of any variable; no path can hold it. */
const unknown = '\0'

/** What the id of a cache mount can be; undefined for another mount. */
function cacheId(written: string, position: Position, escapeCharacter: EscapeCharacter): RegExp | undefined {
  const expand = (word: string) => expandWord(word, { lookup: () => unknown }, { escape: escapeCharacter, position })
  try {
    const mount = parseMount(written, expand, position)
    if (mount.type !== 'cache') return undefined
    return new RegExp(`^${cacheMountId(mount).split(unknown).map(literal).join('.*')}$`, 's')
  } catch (error) {
    if (!(error instanceof BasehitError)) throw error
    return /type=\W*(?:cache|\$)/i.test(written) ? /^/ : undefined
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
