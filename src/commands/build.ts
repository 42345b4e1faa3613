import { formatPlatform } from '../image/platform.ts'
import { BasehitError } from '../errors.ts'
import type { Change } from '../recipe/changes.ts'
import { buildApp, type BuiltApp, type BaseHandover, handOver } from './app.ts'
import type { Options } from './options.ts'
import { type Plan, plan, type PlannedBase } from './plan.ts'
import { changesSinceLast } from './previous.ts'
import { type PinnedBase, publishBase } from './publish.ts'
import { refuse } from './refuse.ts'
import type { World } from './world.ts'

/** What a run did. */
export interface BuildOutcome {
  readonly plan: Plan
  readonly bases: readonly PinnedBase[]
  /** By base, in the same order; undefined where nothing was recorded to compare with. */
  readonly changes: readonly (readonly Change[] | undefined)[]
  /** The bases as named contexts of another build, and a bake file that holds them. */
  readonly handover: BaseHandover
  /** Absent when only the base was wanted. */
  readonly app: BuiltApp | undefined
}

/** Makes sure every base is there, then builds the app on them. */
export async function build(options: Options, world: World): Promise<BuildOutcome> {
  const planned = await plan(options, world)
  const bases: PinnedBase[] = []
  const changes: (readonly Change[] | undefined)[] = []
  for (const base of planned.bases) {
    const differs = base.decision.kind === 'build' ? await explainMiss(world, planned, base) : []
    changes.push(differs)
    bases.push(await ensureBase(options, world, planned, base))
  }
  const handover = handOver(planned, bases)
  if (options.app.run === 'skip' || planned.app === undefined) {
    return { plan: planned, bases, changes, handover, app: undefined }
  }
  const app = await buildApp(options, world, planned, planned.app, bases)
  return { plan: planned, bases, changes, handover, app }
}

async function explainMiss(world: World, planned: Plan, base: PlannedBase): Promise<readonly Change[] | undefined> {
  const changes = await changesSinceLast(planned.store, base)
  if (changes !== undefined) {
    world.report({ kind: 'changed', name: base.name, platform: formatPlatform(base.platform), changes })
  }
  return changes
}

async function ensureBase(options: Options, world: World, planned: Plan, base: PlannedBase): Promise<PinnedBase> {
  const { decision } = base
  if (decision.kind === 'reuse') return { ...base, manifest: decision.base.manifest, how: 'reused', found: decision.base }
  if (decision.kind === 'refuse') throw refuse(`${planned.store.name}:${base.tag}`, decision.outcome)
  if (options.base.failOnMiss) {
    throw new BasehitError('BH098', `${planned.store.name} has no base ${base.digest}, and fail-on-miss is set`, {
      remedy: 'build the base in a run that may publish it',
    })
  }
  return publishBase(options, world, planned, base, decision.why)
}
