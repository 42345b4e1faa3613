import type { Decision, Outcome } from './decide.ts'

/** Who runs: somebody with credentials of their own, or a workflow run with a token that GitHub gave it. */
export type Actor =
  | { readonly kind: 'person' }
  | {
      readonly kind: 'workflow'
      /** The event's name, such as `pull_request`. */
      readonly event: string
      /** `foreign`: it comes from a fork, or from Dependabot, whose runs GitHub treats like those of forks. */
      readonly code: 'own' | 'foreign'
      /** `protected`: by a rule of the repository, or because it is the default branch. */
      readonly ref: 'protected' | 'unprotected'
    }

/** What a run may do. Bases and caches may always be read: what is under a tag was put there by a run that may. */
export interface Trust {
  readonly read: 'allowed'
  /**
   * `required`: a base that is missing is published, or the run fails. `if-granted`: it is published if the registry lets
   * this run, else built for it alone. `never`: it is built for this run alone.
   */
  readonly publish: 'required' | 'if-granted' | 'never'
  /** `shared`: caches that every run reads. `own`: only those that GitHub keeps apart by ref. `none`: nothing is saved. */
  readonly caches: 'shared' | 'own' | 'none'
  /** Why nothing is published, to follow a colon. */
  readonly because?: string
  /** What the user has to know about pushing the app from such a run. */
  readonly caution?: string
}

interface EventRule {
  /** When a run of the repository's own code publishes. */
  readonly publishes: 'always' | 'by-ref' | 'never'
  /** Whose Actions cache its token writes: that of its own ref, or the default branch's, which every run reads. */
  readonly cache: 'own' | 'everybody'
}

/**
 * A base under the shared tag is everybody's, so only code that somebody had to approve, or that is released anyway, may
 * make one. Why each row is as it is:
 * - push, workflow_dispatch, release: any branch can be pushed by any collaborator; the ref decides.
 * - schedule, repository_dispatch: they run the default branch's code.
 * - merge_group: it holds what was approved for merging, whoever wrote it.
 * - workflow_run: the ref is that of the run before it, for that is what it builds.
 * - pull_request and its reviews: a proposal, even from a branch of the repository itself.
 * - pull_request_target: as pull_request, but with a token that may write and the default branch's caches.
 * An event that is not here publishes nothing and saves nothing.
 */
const events: Readonly<Record<string, EventRule>> = {
  push: { publishes: 'by-ref', cache: 'own' },
  workflow_dispatch: { publishes: 'by-ref', cache: 'own' },
  release: { publishes: 'by-ref', cache: 'own' },
  schedule: { publishes: 'by-ref', cache: 'everybody' },
  repository_dispatch: { publishes: 'by-ref', cache: 'everybody' },
  merge_group: { publishes: 'always', cache: 'own' },
  workflow_run: { publishes: 'by-ref', cache: 'everybody' },
  pull_request: { publishes: 'never', cache: 'own' },
  pull_request_review: { publishes: 'never', cache: 'own' },
  pull_request_review_comment: { publishes: 'never', cache: 'own' },
  pull_request_target: { publishes: 'never', cache: 'everybody' },
}

const unknownEvent: EventRule = { publishes: 'never', cache: 'everybody' }

/** Decides what a run may do by who runs and whether its result is wanted in a registry; nothing else is asked. */
export function trustOf(actor: Actor, push: 'wanted' | 'unwanted'): Trust {
  const publish = push === 'wanted' ? 'required' : 'if-granted'
  if (actor.kind === 'person') return { read: 'allowed', publish, caches: 'shared' }
  const rule = Object.hasOwn(events, actor.event) ? (events[actor.event] ?? unknownEvent) : unknownEvent
  const because = objection(actor, rule)
  if (because === undefined) return { read: 'allowed', publish, caches: 'shared' }
  const isPrivileged = actor.code === 'foreign' && rule.cache === 'everybody'
  return {
    read: 'allowed',
    publish: 'never',
    caches: rule.cache === 'own' ? 'own' : 'none',
    because,
    ...(isPrivileged && push === 'wanted' ? { caution: caution(actor.event) } : {}),
  }
}

function objection({ event, code, ref }: Actor & { kind: 'workflow' }, rule: EventRule): string | undefined {
  if (rule.publishes === 'always') return undefined
  if (code === 'foreign') return `a run of ${event} for a fork or Dependabot publishes none`
  if (rule === unknownEvent) return `a run of ${event || 'an unknown event'} publishes none`
  if (rule.publishes === 'never') return `a run of ${event} publishes none before it is merged`
  return ref === 'protected'
    ? undefined
    : `a run of ${event} publishes none unless its ref is protected or the default branch`
}

function caution(event: string): string {
  return `${event} runs for a fork with a token that may write, and push is set: check that what is built here is not the fork's code`
}

/**
 * What a run of this trust makes of a decision. Where nothing may be published, a base that is too old is used all the
 * same, and one that is missing is built for this run alone; so is one that may not be looked for, as some registries deny
 * what is not there yet.
 */
export function confine(decision: Decision, outcome: Outcome, trust: Trust): Decision {
  if (trust.publish !== 'never') return decision
  if (decision.kind === 'refuse' && outcome.kind === 'denied') return { kind: 'inline', why: 'denied' }
  if (decision.kind !== 'build') return decision
  if (outcome.kind === 'expired') {
    const { base, dated } = outcome
    const fact = dated === 'ahead' ? `dated ${base.created}, ahead of this clock` : 'older than max-age'
    return { kind: 'reuse', base, notice: `${fact}, and used: this run may not publish another` }
  }
  return { kind: 'inline', why: decision.why }
}
