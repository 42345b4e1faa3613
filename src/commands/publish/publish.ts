import type { ManifestDigest } from '../../image/digest.ts'
import type { BuildReason, FoundBase } from '../../plan/decide.ts'
import { firstStep, next, type Step, type StepResult } from '../../publish/protocol.ts'
import type { Options } from '../options.ts'
import type { Plan, PlannedBase } from '../plan.ts'
import type { World } from '../world.ts'
import { buildBase, checkBlobs, readBack } from './build-steps.ts'
import { findWinner, type Publication, present, settleOnWinner } from './publication.ts'
import { lookAgain, nameRecord, storeAnnotated, storeRecord, verifyBase } from './store-steps.ts'
import { askToPush, confirmTag, putTag } from './tag-steps.ts'

/** A base that can be used: by manifest digest, never by tag. */
export interface PinnedBase extends PlannedBase {
  readonly manifest: ManifestDigest
  readonly how: 'reused' | 'built' | 'adopted'
  readonly found: FoundBase
}

const steps: Readonly<Record<Step, (publication: Publication) => Promise<StepResult>>> = {
  lock: takeLease,
  'probe-again': findWinner,
  'ask-to-push': askToPush,
  build: buildBase,
  'read-back': readBack,
  'check-blobs': checkBlobs,
  record: storeRecord,
  annotate: storeAnnotated,
  verify: verifyBase,
  'look-again': lookAgain,
  'name-record': nameRecord,
  'probe-tag': findWinner,
  tag: putTag,
  confirm: confirmTag,
}

/** Builds a base and makes it public by the protocol of publish/protocol.ts. */
export async function publishBase(
  options: Options,
  world: World,
  plan: Plan,
  base: PlannedBase,
  why: BuildReason,
): Promise<PinnedBase> {
  const publication: Publication = { options, world, plan, base, why, durationMs: 0 }
  const started = world.clock.now()
  try {
    const end = await runProtocol(publication)
    // Other runs on this machine need not wait for this.
    await unlock(publication)
    if (end === 'adopted' && publication.taggedMs === undefined) await settleOnWinner(publication)
    const found = present(publication.found)
    const reference = plan.store.reference(found.manifest)
    if (end === 'adopted') world.report({ kind: 'adopted', reference, wastedMs: publication.durationMs })
    else world.report({ kind: 'published', reference, tag: base.tag, durationMs: world.clock.now() - started })
    return { ...base, manifest: found.manifest, how: end === 'adopted' ? 'adopted' : 'built', found }
  } finally {
    await publication.receiver?.discard()
    await unlock(publication)
  }
}

async function runProtocol(publication: Publication): Promise<'published' | 'adopted'> {
  let step: Step = firstStep
  for (;;) {
    publication.world.signal.throwIfAborted()
    const transition = next(step, await steps[step](publication))
    if (transition.kind !== 'step') return transition.kind
    step = transition.step
  }
}

async function unlock(publication: Publication): Promise<void> {
  const { unlock } = publication
  delete publication.unlock
  await unlock?.()
}

async function takeLease(publication: Publication): Promise<StepResult> {
  const { world, base } = publication
  publication.unlock = await world.leases.take(base.digest, world.signal)
  return 'done'
}
