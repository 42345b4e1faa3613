import type { Receiver } from '../../bases/port.ts'
import type { FileStates } from '../../context/state.ts'
import { BasehitError } from '../../errors.ts'
import type { ImageConfig } from '../../image/config.ts'
import type { ManifestDigest } from '../../image/digest.ts'
import type { HistoryEntry } from '../../image/history.ts'
import type { ImageManifest } from '../../image/manifest.ts'
import { formatPlatform } from '../../image/platform.ts'
import { type BuiltStep, isTakenFromCache } from '../../plan/base-age.ts'
import { type BuildReason, classify, type FoundBase, type Outcome } from '../../plan/decide.ts'
import type { StepResult } from '../../publish/protocol.ts'
import type { Options } from '../options.ts'
import type { Plan, PlannedBase } from '../plan.ts'
import type { Circumstances } from '../record.ts'
import { refuse } from '../refuse.ts'
import type { World } from '../world.ts'

/** One base on its way to its tag: what is given, and what the steps of the protocol found out so far. */
export interface Publication {
  readonly options: Options
  readonly world: World
  readonly plan: Plan
  readonly base: PlannedBase
  readonly why: BuildReason
  unlock?: () => Promise<void>
  receiver?: Receiver
  /** The manifest as buildx stored it. */
  built?: ManifestDigest
  /** What building took so far. */
  durationMs: number
  /** How its build went. */
  run?: BuildRun
  /** What its files were when a build of it was repeated, which happens once. */
  repeatedStates?: FileStates
  /** When its oldest step ran; milliseconds since 1970. */
  createdMs?: number
  plain?: {
    readonly bytes: Uint8Array
    readonly document: ImageManifest
    readonly config: ImageConfig
    readonly history: readonly HistoryEntry[]
  }
  /** The artifact of recipe and record. */
  record?: { readonly bytes: Uint8Array; readonly mediaType: string }
  /** The manifest that gets the tag. */
  annotated?: { readonly bytes: Uint8Array; readonly digest: ManifestDigest; readonly mediaType: string }
  /** When the tag was last looked at before it was moved, and when it was moved; milliseconds of the clock. */
  lookedMs?: number
  taggedMs?: number
  /** The base that is used in the end: ours, or another run's. */
  found?: FoundBase
}

/** One build of a base. */
export interface BuildRun {
  /** Whether it was built without a cache. */
  readonly isFresh: boolean
  /** Milliseconds since 1970. */
  readonly startedMs: number
  readonly durationMs: number
  readonly steps: readonly BuiltStep[]
}

/** What a step needs from an earlier one; the protocol's order makes sure that it is there. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('a step of the protocol ran before the one it needs')
  return value
}

/** The tag in words. */
export function tagName({ plan, base }: Publication): string {
  return `${plan.store.name}:${base.tag}`
}

/** The tag of the record beside a base. */
export function recordTag({ tag }: Pick<PlannedBase, 'tag'>): string {
  return `${tag}.record`
}

/** Asks what is under the tag now. */
export async function probe({ options, world, plan, base }: Publication): Promise<Outcome> {
  return classify(await plan.store.manifest(base.tag), {
    digest: base.digest,
    platform: formatPlatform(base.platform),
    maxAge: options.base.maxAge,
    now: world.clock.now(),
  })
}

/** Whether a manifest is the one this build is to replace. */
export function isReplaced({ base }: Publication, manifest: ManifestDigest): boolean {
  return base.decision.kind === 'build' && base.decision.replaces === manifest
}

/** Looks under the tag for a base that another run put there; the one being replaced does not count. */
export async function findWinner(publication: Publication): Promise<StepResult> {
  publication.lookedMs = publication.world.clock.now()
  const outcome = await probe(publication)
  if (outcome.kind === 'hit' && !isReplaced(publication, outcome.base.manifest)) {
    publication.found = outcome.base
    return 'found'
  }
  if ('fault' in outcome || outcome.kind === 'foreign' || outcome.kind === 'untrusted')
    throw refuse(tagName(publication), outcome)
  return 'done'
}

/**
 * Waits until whoever looked at the tag before it was moved has moved it too. Registries cannot compare and set, so runs
 * that saw no base at the same time tag one after the other, each soon after it looked: who reads later than that reads
 * what all of them read.
 */
export function settle({ world, lookedMs = 0, taggedMs = 0 }: Publication): Promise<void> {
  return world.clock.sleep(Math.min(10_000, Math.max(1000, 4 * (taggedMs - lookedMs))))
}

/** Takes the base that is under the tag when all have tagged; the one found before is as valid, and kept if that says nothing. */
export async function settleOnWinner(publication: Publication): Promise<void> {
  await settle(publication)
  const outcome = await probe(publication)
  if (outcome.kind === 'hit' && !isReplaced(publication, outcome.base.manifest)) publication.found = outcome.base
}

/** How this base came to be. */
export function circumstances(publication: Publication): Circumstances {
  const { document } = present(publication.plain)
  const { startedMs, durationMs, steps } = present(publication.run)
  return {
    created: new Date(present(publication.createdMs)).toISOString(),
    built: new Date(startedMs + durationMs).toISOString(),
    durationMs: steps.some(isTakenFromCache) ? undefined : Math.round(durationMs),
    bytes: document.layers.reduce((sum, layer) => sum + layer.size, 0),
    reason: publication.options.base.reason ?? publication.why,
  }
}

/** What was just stored cannot be read as it must be. */
export function unreadable(publication: Publication, fact: string): BasehitError {
  return new BasehitError('BH097', `${tagName(publication)}: ${fact}`, {
    remedy: 'run again; nothing was tagged that is not complete',
  })
}
