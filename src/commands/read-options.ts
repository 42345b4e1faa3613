import { isAbsolute, join, relative, resolve } from 'node:path'
import { parseBool } from '../attributes.ts'
import { pushedOutputs } from '../buildx/outputs.ts'
import { BasehitError } from '../errors.ts'
import { formatPlatform, type Platform, parsePlatform } from '../image/platform.ts'
import type { BoundaryRequest } from '../plan/boundary.ts'
import type { Position } from '../position.ts'
import { isDependencyDigest } from '../recipe/recipe.ts'
import type { InputName } from './inputs.ts'
import type { AppOptions, BaseOptions, BuildOptions, Options } from './options.ts'
import { refuseAttributes } from './read-attributes.ts'
import { readBuildArgs } from './read-build-args.ts'
import { readContext, readContexts } from './read-contexts.ts'
import { type RawInputs, readChoice, readDays, readEntries, readPath, readSwitch, readText } from './read-inputs.ts'
import { type Origin, readProvenance } from './read-provenance.ts'
import { readSecrets } from './read-secrets.ts'
import { readStore } from './read-store.ts'
import { refuseEnvironmentPolicy } from './source-policy.ts'

/** What inputs mean depends on where they are read. */
export interface Surroundings {
  /** The working directory, absolute: relative paths start here, and no base's Dockerfile is outside of it. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Proxies of Docker's configuration by build arg, such as `HTTP_PROXY`. */
  readonly proxies: ReadonlyMap<string, string>
  readonly hostPlatform: Platform
  /** The OCI layout that keeps bases when no repository can be derived; without it that is an error. */
  readonly layout?: string | undefined
  /** The app's cache when nothing is said. */
  readonly cache: AppOptions['cache']
  readonly origin?: Origin | undefined
}

/** Checks and resolves all inputs, or throws the first fault as a BasehitError with the code of its kind. */
export function readOptions(raw: RawInputs, surroundings: Surroundings): Options {
  refuseAttested(surroundings.env)
  refuseEnvironmentPolicy(surroundings.env)
  const app = readApp(raw, surroundings)
  return { base: readBase(raw, surroundings, app), app, build: readBuild(raw, surroundings) }
}

/** A runner passes on an input that no action has, and only warns: who asks for proof must not believe that there is some. */
function refuseAttested({ GITHUB_ACTIONS, INPUT_TRUST }: Surroundings['env']): void {
  if (GITHUB_ACTIONS !== 'true' || INPUT_TRUST?.trim().toLowerCase() !== 'attested') return
  throw new BasehitError(
    'BH074',
    'the input `trust: attested` is not there yet: this version does not check who made a base',
    { remedy: 'remove it, and let only jobs of protected refs push to the base repository' },
  )
}

function readBase(raw: RawInputs, surroundings: Surroundings, app: AppOptions): BaseOptions {
  const boundary = readBoundary(raw)
  const file = boundary.kind === 'file' ? readPath(raw, 'base-file') : undefined
  if (file !== undefined) refuseOutside(file, surroundings.cwd, readContext(raw))
  return {
    boundary,
    file: file ?? app.file,
    store: readStore(readText(raw, 'base-repository'), app.tags, surroundings.layout),
    upstream: readChoice(raw, 'upstream', ['follow', 'as-written']) ?? 'follow',
    maxAge: readDays(raw, 'max-age'),
    rebuild: readRebuild(raw),
    reason: readText(raw, 'reason'),
    verify: readEntries(raw, 'verify'),
    salt: readText(raw, 'salt'),
    expectDigest: readDigests(raw),
    observations: readText(raw, 'observations'),
    failOnMiss: readSwitch(raw, 'fail-on-miss'),
  }
}

function readBoundary(raw: RawInputs): BoundaryRequest {
  const file = readPath(raw, 'base-file')
  const stage = readText(raw, 'base-stage')
  const baseName = readText(raw, 'base-name')
  if (file !== undefined && stage !== undefined) throw conflict('base-file', 'base-stage', 'remove one of the two')
  if (stage !== undefined && baseName !== undefined) {
    throw conflict('base-stage', 'base-name', 'remove `base-name`: the stage is the name that is replaced')
  }
  if (stage !== undefined) return { kind: 'stage', stage }
  if (file !== undefined) return { kind: 'file', baseName }
  throw new BasehitError('BH075', 'nothing says where the base ends', {
    remedy: 'give `base-file: base.Dockerfile`, or `base-stage` with the name of the stage that installs dependencies',
  })
}

function readBuild(raw: RawInputs, surroundings: Surroundings): BuildOptions {
  return {
    cwd: surroundings.cwd,
    context: readContext(raw),
    buildArgs: readBuildArgs(readEntries(raw, 'build-args'), surroundings),
    platforms: readPlatforms(raw, surroundings),
    buildPlatform: surroundings.hostPlatform,
    contexts: readContexts(raw),
    secrets: readSecrets(raw, surroundings.env),
    ssh: readEntries(raw, 'ssh'),
    network: readChoice(raw, 'network', ['default', 'none', 'host']),
    addHosts: readEntries(raw, 'add-hosts'),
    ulimits: readEntries(raw, 'ulimit'),
    shmSize: readText(raw, 'shm-size'),
    cgroupParent: readText(raw, 'cgroup-parent'),
    allow: readEntries(raw, 'allow'),
    builder: readText(raw, 'builder'),
    pull: readSwitch(raw, 'pull'),
  }
}

function readApp(raw: RawInputs, surroundings: Surroundings): AppOptions {
  const outputs = readEntries(raw, 'outputs')
  const load = readSwitch(raw, 'load')
  const asked = { provenance: readText(raw, 'provenance'), attests: readEntries(raw, 'attests') }
  const app: AppOptions = {
    run: readSwitch(raw, 'app') ? 'build' : 'skip',
    file: readPath(raw, 'file') ?? join(readContext(raw), 'Dockerfile'),
    target: readText(raw, 'target'),
    tags: readEntries(raw, 'tags'),
    labels: readEntries(raw, 'labels'),
    annotations: readEntries(raw, 'annotations'),
    outputs,
    push: readSwitch(raw, 'push'),
    load,
    noCache: readSwitch(raw, 'no-cache') || readRebuild(raw) === 'all',
    noCacheFilters: readEntries(raw, 'no-cache-filters'),
    cacheFrom: readEntries(raw, 'cache-from'),
    cacheTo: readEntries(raw, 'cache-to'),
    cache: readChoice(raw, 'app-cache', ['gha', 'registry', 'none']) ?? surroundings.cache,
    ...readProvenance({ ...asked, outputs, load, env: surroundings.env, origin: surroundings.origin }),
    sbom: readText(raw, 'sbom'),
    gitLabels: readGitLabels(surroundings.env),
    call: readCall(raw),
  }
  refuseAttributes(app)
  refuseNamelessPush(app)
  return app.call === undefined ? app : { ...app, outputs: [], push: false, load: false }
}

/** Whether labels of the commit are asked for. buildx: build/git.go getGitAttributes; Go: strconv.ParseBool */
function readGitLabels({ BUILDX_GIT_LABELS = '' }: Surroundings['env']): boolean {
  return BUILDX_GIT_LABELS === 'full' || parseBool(BUILDX_GIT_LABELS) === true
}

/** What is done in place of a build. It has no image, but buildx exports an empty one all the same, over the app's tag. */
function readCall(raw: RawInputs): string | undefined {
  const call = readText(raw, 'call')
  return call === 'build' ? undefined : call
}

function readRebuild(raw: RawInputs): BaseOptions['rebuild'] {
  return readChoice(raw, 'rebuild', ['none', 'base', 'all']) ?? 'none'
}

/** The platforms asked for, else those that DOCKER_DEFAULT_PLATFORM names, else the one of this machine. buildx: commands/build.go */
function readPlatforms(raw: RawInputs, { env, hostPlatform }: Surroundings): readonly Platform[] {
  const asked = listedPlatforms(readEntries(raw, 'platforms'))
  if (asked.length > 0) return asked
  const variable = 'DOCKER_DEFAULT_PLATFORM'
  const usual = listedPlatforms([env[variable] ?? ''], { file: variable, line: 1, column: 1 })
  return usual.length > 0 ? usual : [hostPlatform]
}

function listedPlatforms(entries: readonly string[], position?: Position): readonly Platform[] {
  const texts = entries.flatMap(entry => entry.split(',')).map(text => text.trim())
  const platforms = texts.filter(text => text !== '').map(text => parsePlatform(text, position))
  return [...new Map(platforms.map(platform => [formatPlatform(platform), platform])).values()]
}

function readDigests(raw: RawInputs): readonly string[] {
  const digests = readEntries(raw, 'expect-digest')
  const wrong = digests.find(digest => !isDependencyDigest(digest))
  if (wrong === undefined) return digests
  throw new BasehitError('BH011', `\`${wrong}\` in expect-digest is not a dependency digest`, {
    remedy: 'give the 64 hex digits of the output `dependency-digest`',
  })
}

/** The base's Dockerfile is inside the working directory or the context: what decides a base is part of the project. */
function refuseOutside(file: string, cwd: string, context: string): void {
  const isInside = [cwd, resolve(cwd, context)].some(directory => {
    const path = relative(directory, resolve(cwd, file))
    return path !== '' && path !== '..' && !path.startsWith('../') && !isAbsolute(path)
  })
  if (isInside) return
  throw new BasehitError('BH022', `base-file \`${file}\` leaves the workspace`, {
    remedy: 'give a path inside the repository, relative to its root',
  })
}

/** buildx refuses such a push too, but only after the build. */
function refuseNamelessPush(app: AppOptions): void {
  const isNameless = pushedOutputs(app).some(({ names }) => names.length === 0)
  if (!isNameless || app.run === 'skip') return
  throw new BasehitError('BH075', 'the app is to be pushed, but has no name', {
    remedy: 'give `tags`, for example `tags: ghcr.io/OWNER/app:latest`, or set `push: false`',
  })
}

function conflict(one: InputName, other: InputName, remedy: string): BasehitError {
  return new BasehitError('BH075', `\`${one}\` and \`${other}\` exclude each other`, { remedy })
}
