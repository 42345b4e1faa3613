import { BasehitError } from '../errors.ts'
import { buildApp, type BuiltApp, type BaseHandover, handOver } from './app.ts'
import type { Options } from './options.ts'
import { type Plan, plan, type PlannedBase } from './plan.ts'
import { type PinnedBase, publishBase } from './publish/publish.ts'
import { refuse } from './refuse.ts'
import type { World } from './world.ts'

/** What a run did. */
export interface BuildOutcome {
  readonly plan: Plan
  readonly bases: readonly PinnedBase[]
  /** The bases as named contexts of another build, and a bake file that holds them. */
  readonly handover: BaseHandover
  /** Absent when only the base was wanted. */
  readonly app: BuiltApp | undefined
}

/** Makes sure every base is there, then builds the app on them. */
export async function build(options: Options, world: World): Promise<BuildOutcome> {
  prepareBuilder(world)
  const planned = await plan(options, world)
  const bases: PinnedBase[] = []
  for (const base of planned.bases) bases.push(await ensureBase(options, world, planned, base))
  const handover = handOver(planned, bases)
  if (options.app.run === 'skip') return { plan: planned, bases, handover, app: undefined }
  return { plan: planned, bases, handover, app: await buildApp(options, world, planned, planned.app, bases) }
}

/** Looks for buildx while the plan is made; what goes wrong is said when it is needed. */
function prepareBuilder(world: World): void {
  world
    .builder()
    .then(builder => builder.locate())
    .catch(() => {})
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
