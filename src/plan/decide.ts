import type { FoundManifest, ManifestAnswer } from '../bases/registry/answers.ts'
import type { Fault } from '../bases/registry/fault.ts'
import type { ManifestDigest } from '../image/digest.ts'
import type { ImageManifest } from '../image/manifest.ts'
import { annotation } from '../recipe/annotations.ts'
import type { DependencyDigest } from '../recipe/recipe.ts'

/** A base that was found, with what its manifest says of its making. */
export interface FoundBase {
  readonly manifest: ManifestDigest
  readonly document: ImageManifest
  /** When its oldest step ran. ISO 8601. */
  readonly created: string
  /** What building all of it took, in milliseconds; unknown where a step of it was taken from a cache. */
  readonly durationMs: number | undefined
  /** Compressed size of its layers. */
  readonly bytes: number | undefined
  readonly source: string | undefined
  /** The URL of the attempt of a workflow run that built it. */
  readonly run: string | undefined
  readonly reason: string | undefined
  /** The commands it passed before it got its tag. */
  readonly verified: readonly string[]
}

/**
 * What a probe found out. Only `hit`, `miss`, `miss-bootstrap`, `expired` and `incomplete` lead anywhere; `denied` leads a
 * run that may publish nothing to a base for itself alone (trust.ts).
 */
export type Outcome =
  | { readonly kind: 'hit'; readonly base: FoundBase }
  /** Older than `max-age`; or dated ahead, so that its age is not known and it would be young for too long. */
  | { readonly kind: 'expired'; readonly base: FoundBase; readonly dated?: 'ahead' }
  /** A layer of it is gone. */
  | { readonly kind: 'incomplete'; readonly base: FoundBase }
  | { readonly kind: 'miss' }
  /** The repository is not there yet. */
  | { readonly kind: 'miss-bootstrap' }
  /** A tag of this name that Basehit did not make, or not for this. */
  | { readonly kind: 'foreign'; readonly detail: string }
  | { readonly kind: 'untrusted'; readonly detail: string }
  | { readonly kind: Fault['kind']; readonly fault: Fault }

/** What is expected under the tag, and by which clock. */
export interface Expected {
  readonly digest: DependencyDigest
  readonly platform: string
  /** Days. */
  readonly maxAge: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** How far the clocks of two machines may be apart, in milliseconds. */
export const clockSkew = 60 * 60 * 1000

/** Reads the answer for a base's tag as one outcome. What is not understood is never a miss. */
export function classify(answer: ManifestAnswer, expected: Expected): Outcome {
  if (answer.kind === 'absent') return { kind: answer.what === 'repository' ? 'miss-bootstrap' : 'miss' }
  if (answer.kind !== 'found') return { kind: answer.kind, fault: answer }
  const { document } = answer
  if (document.kind !== 'manifest')
    return { kind: 'foreign', detail: 'the tag names an index, not one platform’s image' }
  const base = readBase(answer, document, expected)
  if (typeof base === 'string') return { kind: 'foreign', detail: base }
  const age = expected.now - Date.parse(base.created)
  if (age < -clockSkew) return { kind: 'expired', base, dated: 'ahead' }
  return { kind: age > expected.maxAge * 86_400_000 ? 'expired' : 'hit', base }
}

function readBase(found: FoundManifest, document: ImageManifest, expected: Expected): FoundBase | string {
  const said = document.annotations ?? {}
  const digest = said[annotation.dependencyDigest]
  if (digest !== expected.digest) {
    return digest === undefined ? 'the image carries no dependency digest' : `the image is the base of ${digest}`
  }
  if (said[annotation.platform] !== expected.platform) {
    return `the image is for ${said[annotation.platform] ?? 'an unknown platform'}, not ${expected.platform}`
  }
  const created = said[annotation.created] ?? ''
  if (Number.isNaN(Date.parse(created))) return 'the image does not say when it was made'
  return {
    manifest: found.digest,
    document,
    created,
    durationMs: numberOf(said[annotation.durationMs]),
    bytes: numberOf(said[annotation.bytes]),
    source: said[annotation.source],
    run: said[annotation.run],
    reason: said[annotation.reason],
    verified: verifiedCommands(said[annotation.verify]),
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function verifiedCommands(text: string | undefined): readonly string[] {
  if (text === undefined) return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.filter(each => typeof each === 'string') : []
  } catch {
    return []
  }
}

/** What to do about one base. */
export type Decision =
  | {
      readonly kind: 'reuse'
      readonly base: FoundBase
      readonly notice?: string
      /** Another job of this run built it: nothing was saved. */
      readonly builtBy?: 'this-run'
    }
  | { readonly kind: 'build'; readonly why: BuildReason; readonly replaces?: ManifestDigest }
  /** It is built as part of the app, for this run alone (see trust.ts). */
  | { readonly kind: 'inline'; readonly why: BuildReason }
  | { readonly kind: 'refuse'; readonly outcome: Outcome }

/** Whether a base is to be built, for others or for this run alone. */
export function isMade({ kind }: Decision): boolean {
  return kind === 'build' || kind === 'inline'
}

/** Why a base is built. `denied`: whether it is there is not known, which leads to no more than a base for one run alone. */
export type BuildReason = 'miss' | 'miss-bootstrap' | 'incomplete' | 'expired' | 'rebuild' | 'denied'

/**
 * Decides by the outcome; a rebuild that was asked for replaces even a hit. `run` is the URL of this attempt of a workflow
 * run: a base that carries it was built by an earlier job or step of it.
 */
export function decide(outcome: Outcome, rebuild: 'none' | 'base' | 'all', run?: string): Decision {
  switch (outcome.kind) {
    case 'hit':
      return rebuild === 'none'
        ? {
            kind: 'reuse',
            base: outcome.base,
            ...(run !== undefined && outcome.base.run === run ? { builtBy: 'this-run' } : {}),
          }
        : { kind: 'build', why: 'rebuild', replaces: outcome.base.manifest }
    case 'expired':
      return { kind: 'build', why: rebuild === 'none' ? 'expired' : 'rebuild', replaces: outcome.base.manifest }
    case 'incomplete':
      return { kind: 'build', why: 'incomplete', replaces: outcome.base.manifest }
    case 'miss':
    case 'miss-bootstrap':
      return { kind: 'build', why: outcome.kind }
    default:
      return { kind: 'refuse', outcome }
  }
}
