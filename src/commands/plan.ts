import type { BaseStore } from '../bases/port.ts'
import type { Purpose } from '../bases/registry/store.ts'
import type { FileStates } from '../context/state.ts'
import { BasehitError } from '../errors.ts'
import { formatPlatform, normalizePlatform, type Platform } from '../image/platform.ts'
import type { Taken } from '../lint/taken.ts'
import { listed } from '../listing.ts'
import { type Lowered, lowerTarget } from '../lower/lower.ts'
import { answerAll } from '../lower/observations.ts'
import type { LowerOptions } from '../lower/options.ts'
import type { UpstreamImage } from '../lower/questions.ts'
import { classify, type Decision, decide, isMade, type Outcome } from '../plan/decide.ts'
import { confine, type Trust } from '../plan/trust.ts'
import type { Change } from '../recipe/changes.ts'
import { readObservations } from '../recipe/observations.ts'
import { type DependencyDigest, dependencyDigest, encodeRecipe, type Recipe, recipeOf } from '../recipe/recipe.ts'
import { finishInTurns } from '../turns.ts'
import { namedContexts } from './contexts.ts'
import { reportFindings } from './findings.ts'
import { explainLineEndings } from './line-endings.ts'
import { type LoadedDockerfile, loadBaseDockerfile } from './load.ts'
import { Observer } from './observe.ts'
import type { Options } from './options.ts'
import { type AppPlan, openApp, planApp, platformsWithBase } from './plan-app.ts'
import { changesSinceLast } from './previous.ts'
import { explainTrust, readTrust } from './trust.ts'
import type { World } from './world.ts'

/** A base whose digest is known. */
export interface LoweredBase {
  /** The stage, or the Dockerfile, it is the result of. */
  readonly name: string
  readonly platform: Platform
  readonly digest: DependencyDigest
  readonly recipe: Recipe
  /** The recipe's canonical bytes. */
  readonly bytes: Uint8Array
  readonly lowered: Lowered
  /** The files it is made of, as they were asked for. */
  readonly taken: readonly Taken[]
  /** The states of all files that decided it, the Dockerfile's too. */
  readonly states: FileStates
}

/** A base with what to do about it. */
export interface PlannedBase extends LoweredBase {
  readonly tag: string
  /** What was found under the tag. */
  readonly outcome: Outcome
  readonly decision: Decision
  /** What differs from the newest base of this name; undefined where none is recorded. Empty for a base that is reused. */
  readonly changes: readonly Change[] | undefined
}

/** What a run will do, before anything is done. */
export interface Plan {
  readonly file: LoadedDockerfile
  readonly bases: readonly PlannedBase[]
  readonly store: BaseStore
  /** What this run may do about bases that are missing, and with caches. */
  readonly trust: Trust
  /** Absent when only the base is wanted and the app's Dockerfile is not there. */
  readonly app: AppPlan | undefined
  /** Every image that was resolved, to be handed to later jobs. */
  readonly images: ReadonlyMap<string, UpstreamImage>
}

/** Computes the dependency digest of every base; nothing but files and upstreams is asked. */
export async function digest(options: Options, world: World): Promise<LoweredBase[]> {
  const file = await loadBaseDockerfile(world, options)
  return lowerBases(options, world, file, options.build.platforms, imagesFrom(options))
}

/** Finds out what a run would do: digests, what the store holds, and what follows. Changes nothing. */
export async function plan(options: Options, world: World, purpose: 'look' | 'publish' = 'look'): Promise<Plan> {
  const trust = readTrust(options, world)
  const images = imagesFrom(options)
  const file = await loadBaseDockerfile(world, options)
  const opened = await openApp(options, world, file, images)
  const platforms = platformsWithBase(options, opened)
  const lowered = await lowerBases(options, world, file, platforms, images)
  const app = opened && (await planApp(options, world, opened, lowered, images))
  const store = world.openStore(options.base.store, storePurpose(trust, purpose))
  const prefix = options.base.store.kind === 'registry' ? options.base.store.tagPrefix : ''
  const bases = await Promise.all(
    lowered.map(base => decideBase(options, world, store, trust, { ...base, tag: prefix + base.digest })),
  )
  explainTrust(options, world, trust, bases)
  for (const platform of options.build.platforms.filter(each => !platforms.includes(each))) {
    const message = `the app for ${formatPlatform(platform)} is not built from ${baseName(options)}: no base is needed there`
    world.report({ kind: 'notice', message })
  }
  const planned = { file, bases, store, trust, app, images }
  await reportFindings(options, world, planned)
  return planned
}

function storePurpose({ publish }: Trust, purpose: 'look' | 'publish'): Purpose {
  if (publish === 'never' || purpose === 'look') return 'look'
  return publish === 'required' ? 'publish' : 'publish-if-granted'
}

function imagesFrom(options: Options): Map<string, UpstreamImage> {
  return options.base.observations === undefined ? new Map() : readObservations(options.base.observations)
}

async function lowerBases(
  options: Options,
  world: World,
  file: LoadedDockerfile,
  platforms: readonly Platform[],
  images: Map<string, UpstreamImage>,
): Promise<LoweredBase[]> {
  const bases: LoweredBase[] = []
  for (const platform of platforms) bases.push(await lowerBase(options, world, file, platform, images))
  for (const { name, platform, digest } of bases) {
    world.report({ kind: 'lowered', name, platform: formatPlatform(platform), digest })
  }
  refuseUnexpected(options.base.expectDigest, bases)
  return bases
}

/** Lowers the base for one platform. With `images` already filled, the outside is not asked again. */
export async function lowerBase(
  options: Options,
  world: World,
  file: LoadedDockerfile,
  platform: Platform,
  images: Map<string, UpstreamImage>,
): Promise<LoweredBase> {
  const observer = new Observer(world, options, file, images)
  const settings = lowerOptions(options, file, platform)
  const lowered = await answerAll(lowerTarget(file.dockerfile, settings), question => observer.answer(question))
  const recipe = recipeOf(lowered, { salt: options.base.salt })
  const bytes = await finishInTurns(encodeRecipe(recipe), world.turn)
  return {
    name: baseName(options),
    platform,
    digest: dependencyDigest(bytes),
    recipe,
    bytes,
    lowered,
    taken: observer.taken,
    states: new Map([...file.states, ...(await observer.states())]),
  }
}

/** The stage, or the Dockerfile, that a base is the result of. */
export function baseName({ base: { boundary, file } }: Options): string {
  return boundary.kind === 'stage' ? boundary.stage.toLowerCase() : file
}

/** What the lowering of the base's stage depends on. */
export function lowerOptions(options: Options, file: LoadedDockerfile, platform: Platform): LowerOptions {
  const { build, base } = options
  const { boundary } = base
  const last = file.dockerfile.stages.at(-1)?.from.name ?? 'default'
  const targetStage = boundary.kind === 'stage' ? (options.app.target ?? last) : last
  const hostname = build.buildArgs.get('BUILDKIT_SANDBOX_HOSTNAME')
  return {
    platform: normalizePlatform(platform),
    buildPlatform: build.buildPlatform,
    buildArgs: build.buildArgs,
    ...(boundary.kind === 'stage' ? { target: boundary.stage } : {}),
    targetStage,
    upstream: base.upstream,
    namedContexts: namedContexts(build),
    contextDirectories: new Map([...build.contexts, ['', build.context]]),
    ...(build.network === undefined ? {} : { network: build.network }),
    extraHosts: build.addHosts.map(host => host.replace(/[:=].*$/, '')).sort(),
    ulimits: lastOfEach(build.ulimits),
    ...(build.shmSize === undefined ? {} : { shmSize: build.shmSize }),
    ...(build.cgroupParent === undefined ? {} : { cgroupParent: build.cgroupParent }),
    ...(hostname === undefined ? {} : { hostname }),
  }
}

/** Limits in order of their names; of two of one name the later one holds. docker/cli: opts/ulimit.go Set. */
function lastOfEach(ulimits: readonly string[]): readonly string[] {
  return [...new Map(ulimits.map(each => [each.replace(/=.*$/s, ''), each])).values()].sort()
}

function refuseUnexpected(expected: readonly string[], bases: readonly LoweredBase[]): void {
  if (expected.length === 0) return
  const other = bases.find(base => !expected.includes(base.digest))
  if (other === undefined) return
  throw new BasehitError(
    'BH048',
    `${other.name} for ${formatPlatform(other.platform)} is ${other.digest}, not what was planned (${listed(expected)})`,
    {
      remedy: 'its inputs changed since the plan: run the workflow again',
    },
  )
}

async function decideBase(
  options: Options,
  world: World,
  store: BaseStore,
  trust: Trust,
  base: LoweredBase & { tag: string },
): Promise<PlannedBase> {
  const platform = formatPlatform(base.platform)
  const answer = await store.manifest(base.tag)
  const expected = { digest: base.digest, platform, maxAge: options.base.maxAge, now: world.clock.now() }
  const outcome = classify(answer, expected)
  const decision = confine(decide(outcome, options.base.rebuild, world.run.url), outcome, trust)
  world.report({ kind: 'decided', name: base.name, platform, digest: base.digest, decision })
  const differences = isMade(decision) ? await changesSinceLast(options, world, store, base) : []
  const changes = differences && (await explainLineEndings(differences, base, world, options.build.cwd))
  if (isMade(decision) && changes !== undefined) world.report({ kind: 'changed', name: base.name, platform, changes })
  return { ...base, outcome, decision, changes }
}
