import { toError } from '../bases/registry/fault.ts'
import { BasehitError } from '../errors.ts'
import { formatPlatform } from '../image/platform.ts'
import type { Options } from './options.ts'
import type { Plan } from './plan.ts'
import type { World } from './world.ts'

/**
 * Refuses to end with the base alone where this run may not publish the one that is missing: it would be part of the app's
 * own build, and a later step would get nothing. Throws BH123.
 */
export function requireHandover({ app, base }: Options, { bases, trust }: Pick<Plan, 'bases' | 'trust'>): void {
  if (app.run === 'build' || base.failOnMiss) return
  const missing = bases.find(({ decision }) => decision.kind === 'inline')
  if (missing === undefined) return
  const name = `${missing.name} (${formatPlatform(missing.platform)})`
  const { outcome } = missing
  const fact =
    'fault' in outcome
      ? `whether the base ${name} is there is not known: ${toError(outcome.fault).message}`
      : `the base ${name} is not there, and this run may not publish it: ${trust.because}`
  throw new BasehitError('BH123', fact, {
    remedy:
      'build the app in this step too, publish the base by a run of the default branch, or ask with actions/plan, whose base-image is then empty',
  })
}

/** Says that a later build cannot be told what the base is called: only the app's Dockerfile or `base-name` says it. */
export function explainHandover({ app, base }: Options, world: World, plan: Plan): void {
  const { boundary } = base
  if (app.run === 'build' || plan.app !== undefined) return
  if (boundary.kind === 'stage' || boundary.baseName !== undefined) return
  world.report({
    kind: 'warning',
    message: `build-contexts and bake-file hand over no base: ${app.file} is not there, and says no name for it; set base-name to the name in the app's FROM`,
  })
}
