import type { Plan } from '../commands/plan.ts'
import { formatPlatform } from '../image/platform.ts'
import { cappedChanges } from './capped.ts'

/** `plan --json`, frozen as basehit.plan/v1. A runner takes `##[` anywhere in a line for a command of its own. */
export function planJson(plan: Plan): string {
  return JSON.stringify({ schema: 'basehit.plan/v1', bases: planBases(plan) }).replaceAll('##[', '##\\u005b')
}

/** The bases of a plan as `plan --json` has them; a platform whose app needs none has no row. */
export function planBases(plan: Plan): readonly Readonly<Record<string, unknown>>[] {
  return plan.bases.map(base => ({
    name: base.name,
    platform: formatPlatform(base.platform),
    dependencyDigest: base.digest,
    decision: base.decision.kind,
    reference: base.decision.kind === 'reuse' ? plan.store.reference(base.decision.base.manifest) : null,
    changes: base.changes ?? null,
  }))
}

/** The bases of a plan as an output of a job holds them: what of `changes` is too much for one is counted. */
export function cappedPlanBases(plan: Plan): readonly Readonly<Record<string, unknown>>[] {
  const capped = cappedChanges(plan.bases)
  return planBases(plan).map((base, index) => ({ ...base, ...capped[index] }))
}
