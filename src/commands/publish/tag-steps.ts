import { isFault, toError } from '../../bases/registry/fault.ts'
import { BasehitError } from '../../errors.ts'
import type { FoundBase, Outcome } from '../../plan/decide.ts'
import type { StepResult } from '../../publish/protocol.ts'
import { pointerTag, rememberRecord } from '../previous.ts'
import {
  findWinner,
  isReplaced,
  type Publication,
  present,
  probe,
  recordTag,
  settle,
  tagName,
  unreadable,
} from './publication.ts'

/** Asks for the right to publish, before the long part. */
export async function askToPush({ plan }: Publication): Promise<StepResult> {
  const right = await plan.store.mayPublish()
  if (right.kind !== 'allowed') throw toError(right)
  return 'done'
}

/** Puts the manifest under its tag: the one request that makes the base public. */
export async function putTag(publication: Publication): Promise<StepResult> {
  const { plan, base } = publication
  const { bytes, mediaType } = present(publication.annotated)
  const stored = await plan.store.putManifest(base.tag, bytes, mediaType)
  publication.taggedMs = publication.world.clock.now()
  if (isFault(stored)) throw toError(stored)
  if (stored.kind === 'immutable' && (await findWinner(publication)) !== 'found') {
    throw new BasehitError('BH093', `${tagName(publication)} is there already and this registry does not move tags`, {
      remedy: 'set `salt` to a new value: the base then has another digest',
    })
  }
  return 'done'
}

/** How long a registry may take until a tag reads as it was written, in milliseconds. */
const patience = 30_000

/** Reads the tag back until a valid base of this digest is under it: ours, or another one that it does not replace. */
export async function confirmTag(publication: Publication): Promise<StepResult> {
  const { clock } = publication.world
  await settle(publication)
  for (let waited = 0, pause = 100; ; waited += pause, pause *= 2) {
    const outcome = await probe(publication)
    const base = validBase(publication, outcome)
    if (base !== undefined) {
      publication.found = base
      const isOurs = base.manifest === publication.annotated?.digest
      if (isOurs) await tagRecord(publication)
      return isOurs ? 'done' : 'found'
    }
    if (waited + pause > patience) {
      throw unreadable(publication, `after publishing, the tag answers "${outcome.kind}"`)
    }
    await clock.sleep(pause)
  }
}

/** What was just tagged is valid whatever the clock says of its age. */
function validBase(publication: Publication, outcome: Outcome): FoundBase | undefined {
  if (!('base' in outcome)) return undefined
  if (outcome.base.manifest === publication.annotated?.digest) return outcome.base
  return outcome.kind === 'hit' && !isReplaced(publication, outcome.base.manifest) ? outcome.base : undefined
}

/**
 * Puts the record in the place of that of a base before, and before those of the last few bases of its Dockerfile and
 * stage, so that the next miss can say what changed. A registry that does not move tags keeps the first record of a base;
 * the recipe in it is the same.
 */
async function tagRecord(publication: Publication): Promise<void> {
  const { options, plan, base, world } = publication
  const record = present(publication.record)
  const newest = await pointerTag(options, world, base)
  const said = await plan.store.putManifest(recordTag(base), record.bytes, record.mediaType)
  if (said.kind !== 'stored' && said.kind !== 'immutable') {
    reportUnmoved(publication, recordTag(base), 'it is still the record of the base before')
  }
  const stored = await rememberRecord(plan.store, newest, record)
  if (stored.kind !== 'stored') reportUnmoved(publication, newest, 'the next miss is compared with older bases')
}

function reportUnmoved({ plan, world }: Publication, tag: string, consequence: string): void {
  world.report({ kind: 'notice', message: `${plan.store.name}:${tag} could not be moved: ${consequence}` })
}
