import { toError } from '../bases/registry/fault.ts'
import { pushedOutputs } from '../buildx/outputs.ts'
import { BasehitError } from '../errors.ts'
import { formatPlatform } from '../image/platform.ts'
import { confine, type Trust, trustOf } from '../plan/trust.ts'
import type { Options } from './options.ts'
import type { Plan, PlannedBase } from './plan.ts'
import type { World } from './world.ts'

/** Decides what this run may do, and says what is risky about it. Throws BH122 for a rebuild that nobody else would get. */
export function readTrust(options: Options, world: World): Trust {
  const trust = trustOf(world.actor, isPushWanted(options) ? 'wanted' : 'unwanted')
  if (options.base.rebuild !== 'none' && trust.publish === 'never') {
    throw new BasehitError('BH122', `a rebuild puts a new base under the shared tag, and ${trust.because}`, {
      remedy: 'ask for the rebuild on the default branch, or on a branch or tag that a rule protects',
    })
  }
  if (trust.caution !== undefined) world.report({ kind: 'warning', message: trust.caution })
  return trust
}

/** A result in a registry is wanted; with the base alone, the base is that result. */
function isPushWanted({ base, app }: Options): boolean {
  return app.run === 'skip' || base.rebuild !== 'none' || pushedOutputs(app).length > 0
}

/**
 * Says once why missing bases are not published, and of each base that is too old or may not be looked for. Without an app
 * nothing is built for this run alone: base-alone.ts refuses it.
 */
export function explainTrust({ app }: Options, world: World, { because }: Trust, bases: readonly PlannedBase[]): void {
  for (const { decision, name, outcome, platform } of bases) {
    const base = `the base ${name} (${formatPlatform(platform)})`
    if (decision.kind === 'reuse' && decision.notice !== undefined) {
      world.report({ kind: 'notice', message: `${base} is ${decision.notice}` })
    }
    if (decision.kind === 'inline' && 'fault' in outcome && app.run === 'build') {
      const fact = `whether ${base} is there is not known, so it is built for this run alone`
      world.report({ kind: 'notice', message: `${fact}: ${toError(outcome.fault).message}` })
    }
  }
  if (because === undefined || app.run === 'skip') return
  if (!bases.some(({ decision, outcome }) => decision.kind === 'inline' && !('fault' in outcome))) return
  world.report({ kind: 'notice', message: `the missing base is built for this run alone: ${because}` })
}

/**
 * Where publishing a missing base is not required, asks the registry for the right to. A clear no makes this a run that
 * publishes nothing; any other fault is met again, and told, when the base is published.
 */
export async function settleTrust(options: Options, world: World, plan: Plan): Promise<Plan> {
  const isOpen = plan.trust.publish === 'if-granted' && !options.base.failOnMiss
  if (!isOpen || !plan.bases.some(base => base.decision.kind === 'build')) return plan
  const right = await plan.store.mayPublish()
  if (right.kind !== 'denied') return plan
  const trust: Trust = { ...plan.trust, publish: 'never', because: `${right.host}: ${right.detail}` }
  const bases = plan.bases.map(base => ({ ...base, decision: confine(base.decision, base.outcome, trust) }))
  explainTrust(options, world, trust, bases)
  return { ...plan, trust, bases }
}
