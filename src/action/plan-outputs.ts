import type { PlanOutputName } from '../commands/inputs.ts'
import type { Plan, PlannedBase } from '../commands/plan.ts'
import { refuse } from '../commands/refuse.ts'
import { formatPlatform } from '../image/platform.ts'
import { printObservations } from '../recipe/observations.ts'
import { cappedPlanBases } from '../report/json.ts'

/** Every output of the sub-action that plans. Throws the error a build would stop with. */
export function planOutputs(planned: Plan): Readonly<Record<PlanOutputName, string>> {
  const { bases, store } = planned
  for (const base of bases) {
    const { decision, tag } = base
    if (decision.kind === 'refuse' && !isLeftToBuild(planned, base))
      throw refuse(`${store.name}:${tag}`, decision.outcome)
  }
  const missing = bases.filter(base => base.decision.kind === 'build' || base.decision.kind === 'refuse')
  const isHit = bases.every(base => base.decision.kind === 'reuse')
  const digests = bases.map(base => base.digest).join('\n')
  return {
    'dependency-digest': digests,
    'base-image': bases
      .flatMap(({ decision }) => (decision.kind === 'reuse' ? store.reference(decision.base.manifest) : []))
      .join('\n'),
    'base-hit': String(isHit),
    'base-decision': isHit ? 'reuse' : missing.length === 0 ? 'inline' : 'build',
    bases: JSON.stringify(cappedPlanBases(planned)),
    missing: JSON.stringify(missing.map(({ platform, digest }) => ({ platform: formatPlatform(platform), digest }))),
    observations: printObservations(planned.images),
    'expect-digest': digests,
  }
}

/**
 * Whether only the job that builds can tell. A registry may deny reading what is not there, and a plan has no right to push
 * by which it would be told: that job asks anew, and stops if it is denied as well.
 */
export function isLeftToBuild({ trust }: Pick<Plan, 'trust'>, { decision }: Pick<PlannedBase, 'decision'>): boolean {
  if (decision.kind !== 'refuse' || !('fault' in decision.outcome)) return false
  return trust.publish !== 'never' && decision.outcome.fault.code === 'BH080'
}
