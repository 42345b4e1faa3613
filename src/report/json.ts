import type { Plan } from '../commands/plan.ts'
import { formatPlatform } from '../image/platform.ts'

/** `plan --json`, frozen as basehit.plan/v1. */
export function planJson(plan: Plan): string {
  const bases = plan.bases.map(base => ({
    name: base.name,
    platform: formatPlatform(base.platform),
    dependencyDigest: base.digest,
    decision: base.decision.kind,
    reference: base.decision.kind === 'reuse' ? plan.store.reference(base.decision.base.manifest) : null,
    changes: base.changes ?? null,
  }))
  return JSON.stringify({ schema: 'basehit.plan/v1', bases })
}
