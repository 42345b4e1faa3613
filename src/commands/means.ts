import { distinctFaults } from '../lint/finding.ts'
import { missingMeans } from '../lint/means.ts'
import { isMade } from '../plan/decide.ts'
import { warningOf } from '../report/text.ts'
import type { Options } from './options.ts'
import type { PlannedBase } from './plan.ts'
import type { World } from './world.ts'

/**
 * Makes sure that bases which are about to be built are given what their commands need. Throws BH031 or BH111; a secret
 * that a command can do without is a warning.
 */
export function requireMeans({ base, build }: Options, world: World, bases: readonly PlannedBase[]): void {
  if (base.failOnMiss) return
  const allow = build.network === 'host' ? [...build.allow, 'network.host'] : build.allow
  const secrets = new Set(build.secrets.map(({ id }) => id))
  const findings = bases
    .filter(({ decision }) => isMade(decision))
    .flatMap(({ lowered }) => missingMeans(lowered, { allow, secrets }))
  const error = findings.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw error.fault
  for (const fault of distinctFaults(findings.map(finding => finding.fault))) world.report(warningOf(fault))
}
