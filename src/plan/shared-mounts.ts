import type { Instruction } from '../dockerfile/instructions.ts'
import { parseMount } from '../dockerfile/mounts.ts'
import { parseOnbuild } from '../dockerfile/parse.ts'
import { expandWord } from '../dockerfile/words.ts'
import { BasehitError } from '../errors.ts'
import type { Lowered } from '../lower/lower.ts'
import type { CacheMount } from '../lower/lowering.ts'
import { cacheMountId } from '../lower/run-mounts.ts'
import type { Position } from '../position.ts'
import type { Replacement } from './boundary.ts'
import type { StageNode } from './graph.ts'

/**
 * Refuses a cache mount that the base and the rest of the app share: on a reused base the app would find it empty.
 * Two Dockerfiles are two builds anyway, so it concerns a replaced stage only. A variable in the app's id may be anything.
 */
export function refuseSharedCacheMounts(replacement: Replacement, lowered: readonly Lowered[]): void {
  if (replacement.stage === undefined) return
  const filled = lowered.flatMap(each => each.cacheMounts)
  for (const instruction of replacement.remaining.flatMap(instructionsOf)) {
    if (instruction.kind !== 'run') continue
    for (const written of instruction.mounts) {
      const id = cacheId(written, instruction.position)
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

/** What a stage runs: the triggers of the stage it begins with, then its own instructions. */
function instructionsOf({ stage, parent }: StageNode): readonly Instruction[] {
  const triggers = (parent?.instructions ?? []).filter(instruction => instruction.kind === 'onbuild')
  return [...triggers.map(trigger => parseOnbuild(trigger.expression, stage.from.position)), ...stage.instructions]
}

/** Stands for the value of any variable; no path can hold it. */
const unknown = '\0'

/** What the id of a cache mount can be; undefined for another mount. */
function cacheId(written: string, position: Position): RegExp | undefined {
  const expand = (word: string) => expandWord(word, { lookup: () => unknown }, { escape: '\\', position })
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
