import type { BaseStore } from '../bases/port.ts'
import { type BuildFailure, buildFailure } from '../buildx/failure.ts'
import { pushedOutputs } from '../buildx/outputs.ts'
import { BasehitError } from '../errors.ts'
import { decide, type FoundBase } from '../plan/decide.ts'
import { confine } from '../plan/trust.ts'
import { type BaseHandover, type BuiltApp, buildApp, handOver } from './app.ts'
import { explainHandover, requireHandover } from './base-alone.ts'
import { inlineBase, isPinned, type UsedBase } from './inline.ts'
import { requireMeans } from './means.ts'
import type { Options } from './options.ts'
import { type Plan, type PlannedBase, plan } from './plan.ts'
import type { AppPlan } from './plan-app.ts'
import { type PinnedBase, publishBase } from './publish/publish.ts'
import { requireSecretFiles } from './read-secrets.ts'
import { refuse } from './refuse.ts'
import { requireBuildx } from './require-buildx.ts'
import { settleTrust } from './trust.ts'
import { requireVerifiable, verifyImage } from './verify.ts'
import type { World } from './world.ts'

/** What a run did. */
export interface BuildOutcome {
  readonly plan: Plan
  readonly bases: readonly UsedBase[]
  /** The bases as named contexts of another build, and a bake file that holds them. */
  readonly handover: BaseHandover
  /** Absent when only the base was wanted. */
  readonly app: BuiltApp | undefined
}

/** Makes sure every base is there, then builds the app on them. */
export async function build(options: Options, world: World): Promise<BuildOutcome> {
  prepareBuilder(options, world)
  await requireSecretFiles(options.build, world)
  const planned = await settleTrust(options, world, await plan(options, world, 'publish'))
  requireHandover(options, planned)
  explainHandover(options, world, planned)
  requireMeans(options, world, planned.bases)
  requireVerifiable(options, planned.bases)
  for (const base of planned.bases) refuseUnusable(options, planned, base)
  await requireBuildx(options, world, planned)
  const bases: UsedBase[] = []
  for (const base of planned.bases) bases.push(await ensureBase(options, world, planned, base))
  const { app } = planned
  if (options.app.run === 'skip' || app === undefined) {
    return { plan: planned, bases, handover: handOver(options, planned, bases), app: undefined }
  }
  const built = await buildHealed(options, world, planned, app, bases)
  return { plan: planned, ...built, handover: handOver(options, planned, built.bases) }
}

/** Builds the app; a reused base that turns out to have lost a blob is built anew, once. */
async function buildHealed(
  options: Options,
  world: World,
  planned: Plan,
  app: AppPlan,
  bases: readonly UsedBase[],
): Promise<{ bases: readonly UsedBase[]; app: BuiltApp }> {
  try {
    return { bases, app: await buildApp(options, world, planned, app, bases) }
  } catch (error) {
    const failure = buildFailure(error)
    const broken: UsedBase[] = []
    for (const base of bases.filter(isPinned)) {
      if (base.decision.kind === 'reuse' && (await isBroken(planned.store, base, failure))) broken.push(base)
    }
    if (broken.length === 0) throw error
    const healed: UsedBase[] = []
    for (const base of bases) {
      healed.push(isPinned(base) && broken.includes(base) ? await heal(options, world, planned, base) : base)
    }
    return { bases: healed, app: await buildApp(options, world, planned, app, healed) }
  }
}

/** Whether a build failed because a part of this base is gone, is another, or was cut. */
async function isBroken(store: BaseStore, { manifest, found }: PinnedBase, failure?: BuildFailure): Promise<boolean> {
  const { config, layers } = found.document
  const parts = [config, ...layers]
  if ([manifest, ...parts.map(part => part.digest)].some(each => each === failure?.missingDigest)) return true
  if (!/\bshort read\b/.test(failure?.message ?? '')) return false
  const answers = await Promise.all(parts.map(part => store.hasBlob(part.digest)))
  return answers.some((answer, at) => answer.kind === 'found' && (answer.size ?? parts[at]?.size) !== parts[at]?.size)
}

async function heal(options: Options, world: World, planned: Plan, base: PinnedBase): Promise<UsedBase> {
  world.report({
    kind: 'warning',
    message: `${planned.store.reference(base.manifest)} has lost a blob, or it is damaged; it is built anew`,
  })
  const outcome = { kind: 'incomplete', base: base.found } as const
  const decision = confine(decide(outcome, 'none'), outcome, planned.trust)
  const damaged = { ...base, outcome, decision }
  const settled = await settleTrust(options, world, { ...planned, bases: [damaged] })
  requireMeans(options, world, settled.bases)
  return ensureBase(options, world, settled, settled.bases[0] ?? damaged)
}

/** Looks for buildx, and at its builder if an app is pushed, while the plan is made; what goes wrong is said when it is needed. */
function prepareBuilder(options: Options, world: World): void {
  const isAsked = options.app.run === 'build' && pushedOutputs(options.app).length > 0
  world
    .builder()
    .then<unknown>(builder => (isAsked ? builder.inspect(options.build.builder) : builder.locate()))
    .catch(() => {})
}

/** Stops for a base that is not to be built and cannot be used: for each of them, before anything is built. */
function refuseUnusable({ base: { failOnMiss } }: Options, planned: Plan, base: PlannedBase): void {
  const { decision, outcome } = base
  if (decision.kind === 'reuse') return
  if (decision.kind === 'refuse' || (failOnMiss && 'fault' in outcome)) {
    throw refuse(`${planned.store.name}:${base.tag}`, outcome)
  }
  if (!failOnMiss) return
  throw new BasehitError('BH098', `${planned.store.name} has no base ${base.digest}, and fail-on-miss is set`, {
    remedy: 'build the base in a run that may publish it',
  })
}

async function ensureBase(options: Options, world: World, planned: Plan, base: PlannedBase): Promise<UsedBase> {
  refuseUnusable(options, planned, base)
  const { decision } = base
  switch (decision.kind) {
    case 'reuse':
      return reuseBase(options, world, planned, base, decision.base)
    case 'inline':
      return inlineBase(options, world, planned, base, decision.why)
    case 'build':
      return publishBase(options, world, planned, base, decision.why)
    case 'refuse':
      throw new TypeError('a base that is refused is not used')
  }
}

/** Takes a base as it is; verify commands it has not passed run first. */
async function reuseBase(
  options: Options,
  world: World,
  planned: Plan,
  base: PlannedBase,
  found: FoundBase,
): Promise<PinnedBase> {
  const open = options.base.verify.filter(command => !found.verified.includes(command))
  await verifyImage(options, world, planned, {
    base,
    image: { manifest: found.manifest },
    commands: open,
    why: 'verify',
  })
  const isOwn = base.decision.kind === 'reuse' && base.decision.builtBy === 'this-run'
  return { ...base, manifest: found.manifest, how: isOwn ? 'built' : 'reused', found }
}
