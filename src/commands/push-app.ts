import type { FoundManifest } from '../bases/registry/answers.ts'
import { isFault, toError } from '../bases/registry/fault.ts'
import type { BuildResult } from '../buildx/builder.ts'
import { buildFailure } from '../buildx/failure.ts'
import type { Inspection } from '../buildx/inspection.ts'
import { digestOutputs, isOn, type PushedOutput, pushedOutputs } from '../buildx/outputs.ts'
import type { BuildRequest } from '../buildx/request.ts'
import { BasehitError } from '../errors.ts'
import { formatReference, parseReference, type Reference, withDefaultTag } from '../image/reference.ts'
import { isPinned, type UsedBase } from './inline.ts'
import type { AppOptions, Options } from './options.ts'
import { runBuild } from './run-build.ts'
import type { World } from './world.ts'

/** How the app gets into registries, and where it is found there. */
export type AppPush =
  | { readonly kind: 'none' }
  /** buildx moves the tags; what it pushed is checked afterwards. */
  | {
      readonly kind: 'tags'
      readonly names: readonly string[]
      /** One image for each output; the one that was exported last is under the digest that the build names. */
      readonly images: readonly { readonly reference: Reference; readonly by: 'digest' | 'tag' }[]
    }
  /** Nothing is tagged until it is checked. */
  | { readonly kind: 'digest'; readonly names: readonly string[]; readonly targets: readonly Reference[] }

/** What of the builder decides how it may push. */
export type PushingBuilder = Pick<Inspection, 'driver' | 'nodes'>

/** Decides how the app is pushed; the builder is asked only where its answer decides. */
export async function decidePush(options: Options, world: World, bases: readonly UsedBase[]): Promise<AppPush> {
  const isWanted = bases.some(isPinned) && pushedOutputs(options.app).length > 0
  const builder = isWanted ? await inspectBuilder(options, world) : undefined
  return planPush(options.app, builder, options.build.platforms.length)
}

/** A builder that does not answer is met again by the build, which says so. */
async function inspectBuilder(options: Options, world: World): Promise<PushingBuilder | undefined> {
  const builder = await world.builder()
  return builder.inspect(options.build.builder).catch(() => undefined)
}

/**
 * By digest where no base is handed over unchecked otherwise: one output that pushes names with tags, on a builder whose
 * pushes are BuildKit's own. buildx refuses it for the docker driver (build/opt.go), and for several nodes does it itself,
 * then tags what it was given (build/build.go). A registry that only the builder is told to trust cannot be tagged from here.
 */
export function planPush(app: AppOptions, builder: PushingBuilder | undefined, platforms: number): AppPush {
  const outputs = pushedOutputs(app)
  const [output] = outputs
  if (output === undefined) return { kind: 'none' }
  const names = [...new Set(outputs.flatMap(each => each.names))]
  const targets = names.map(taggable)
  const isOurs =
    builder !== undefined &&
    builder.driver !== '' &&
    builder.driver !== 'docker' &&
    (platforms === 1 || builder.nodes <= 1)
  if (isOurs && outputs.length === 1 && isPlain(output) && targets.every(target => target !== undefined)) {
    return { kind: 'digest', names, targets }
  }
  const images = outputs.flatMap((each, index) => imageOf(each, index === outputs.length - 1))
  return { kind: 'tags', names, images }
}

/** Runs the app's build; a registry that takes no manifest without a tag gets the tags as buildx gives them. */
export async function runPush(
  options: Options,
  world: World,
  request: BuildRequest,
  push: AppPush,
): Promise<{ readonly result: BuildResult; readonly pushed: AppPush }> {
  const run = (change: Partial<BuildRequest>) => runBuild(world, options, { ...request, ...change }, 'app', 'app')
  try {
    return { result: await run(pushRequest(options.app, push)), pushed: push }
  } catch (error) {
    if (push.kind !== 'digest' || !needsTag(buildFailure(error)?.message ?? '')) throw error
    const message =
      'the registry does not accept a manifest without a tag: the tags are pushed before the app is checked'
    world.report({ kind: 'notice', message })
    return { result: await run({}), pushed: planPush(options.app, undefined, options.build.platforms.length) }
  }
}

/** What of the request changes for an app that is pushed by digest. */
function pushRequest(app: AppOptions, push: AppPush): Partial<BuildRequest> {
  if (push.kind !== 'digest') return {}
  const repositories = push.targets.map(({ registry, repository }) => formatReference({ registry, repository }))
  return { tags: [], push: false, load: false, outputs: digestOutputs(app, [...new Set(repositories)]) }
}

/**
 * Puts the tags on a checked app, in the order in which they were given: the bytes that were pushed, in each repository that
 * has them. Throws the registry's fault, or BH093, and says which tags were moved before.
 */
export async function tagApp(
  world: World,
  { targets }: Extract<AppPush, { kind: 'digest' }>,
  app: FoundManifest | undefined,
): Promise<void> {
  if (app === undefined) throw new BasehitError('BH105', 'the metadata file of buildx does not say what was pushed')
  const done: string[] = []
  for (const target of targets) {
    const shown = formatReference(target)
    const tag = target.tag ?? 'latest'
    const stored = await world.registry.putManifest(target, tag, app.bytes, app.mediaType)
    const place = `the app is ${formatReference({ registry: target.registry, repository: target.repository })}@${app.digest}, tagged so far: ${done.join(', ') || 'nothing'}`
    if (isFault(stored)) {
      const { code, message, remedy } = toError(stored)
      throw new BasehitError(code, `${shown} could not be tagged: ${message}; ${place}`, { remedy })
    }
    if (stored.kind === 'immutable' && !(await isTagged(world, target, tag, app))) {
      const fact = `${shown} exists already and the registry has immutable tags (${stored.detail}); ${place}`
      throw new BasehitError('BH093', fact, { remedy: 'push the app under another tag' })
    }
    done.push(shown)
  }
}

/** A registry with immutable tags may refuse to put one where it is already. */
async function isTagged(world: World, target: Reference, tag: string, { digest }: FoundManifest): Promise<boolean> {
  const head = await world.registry.manifest(target, tag, 'registry-alone')
  return head.kind === 'found' && head.digest === digest
}

/**
 * Whether a failed build says that the registry refused a manifest without a tag, in its own words or by its status.
 * containerd: core/remotes/docker/pusher.go and errcode.go
 */
export function needsTag(message: string): boolean {
  const refused = /failed to push \S+: (?:unsupported|manifest invalid|tag invalid)\b/
  const status = /unexpected status from PUT request to \S+\/manifests\/sha256:[0-9a-f]{64}: (?:400|404|405|415|501)\b/
  return refused.test(message) || (message.includes('failed to push') && status.test(message))
}

/** Attributes that say where else, or how else, an image goes. BuildKit: exporter/containerimage/export.go */
function isPlain({ attributes, names }: PushedOutput): boolean {
  return (
    names.length > 0 &&
    !isOn(attributes.get('push-by-digest')) &&
    !isOn(attributes.get('registry.insecure')) &&
    !attributes.has('dangling-name-prefix')
  )
}

function imageOf(
  { attributes, names: [name] }: PushedOutput,
  isLast: boolean,
): { reference: Reference; by: 'digest' | 'tag' }[] {
  const reference = name === undefined || isOn(attributes.get('registry.insecure')) ? undefined : readName(name)
  if (reference === undefined || (!isLast && isOn(attributes.get('push-by-digest')))) return []
  return [{ reference: withDefaultTag(reference), by: isLast ? 'digest' : 'tag' }]
}

function taggable(name: string): Reference | undefined {
  const reference = readName(name)
  return reference === undefined || reference.digest !== undefined ? undefined : withDefaultTag(reference)
}

/** BuildKit also takes `*`, a name that the frontend gives. */
function readName(name: string): Reference | undefined {
  try {
    return parseReference(name)
  } catch (error) {
    if (error instanceof BasehitError) return undefined
    throw error
  }
}
