import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRegistryClient } from '../../src/bases/registry/client.ts'
import type { Patience } from '../../src/bases/registry/retry.ts'
import { openRepository } from '../../src/bases/registry/store.ts'
import type { Vertex } from '../../src/buildx/progress.ts'
import { build } from '../../src/commands/build.ts'
import type { InputName } from '../../src/commands/inputs.ts'
import type { Options } from '../../src/commands/options.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import type { World } from '../../src/commands/world.ts'
import { BasehitError } from '../../src/errors.ts'
import { openContext } from '../../src/files/context.ts'
import { listNames, readWholeFile } from '../../src/files/files.ts'
import type { Event } from '../../src/report/events.ts'
import { rawInputs, surroundings } from '../commands/raw.ts'
import { fakeBake } from '../fakes/faults/bake.ts'
import { type BuilderHabits, fakeBuilder } from '../fakes/faults/builder.ts'
import { type FakeRegistry, type FakeRegistryOptions, startFakeRegistry } from '../fakes/registry/server.ts'
import type { Storage } from '../fakes/registry/storage.ts'

/** The login of every registry here; nobody else may ever see it, nor a token given for it. */
export const login = { username: 'basehit-user', password: 'pa55-of-the-registry' }

/** A project on disk that all scenes share; they only read it. */
export interface Stage {
  readonly directory: string
  remove(): void
}

const dockerfile = (from: string, lines: readonly string[]) => `FROM ${from} AS deps
${lines.join('\n')}
RUN install
FROM deps AS app
COPY app.txt /
`

/** What a builder is asked for. */
export type BuildRequest = Parameters<Awaited<ReturnType<World['builder']>>['build']>[0]

/** Makes the project. */
export function openStage(): Stage {
  const directory = mkdtempSync(join(tmpdir(), 'basehit-faults-'))
  mkdirSync(join(directory, 'temp'))
  writeFileSync(join(directory, 'requirements.txt'), 'torch\n')
  writeFileSync(join(directory, 'app.txt'), 'hello\n')
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}

/** What a run in a scene is given besides the stage. */
export interface Play {
  readonly inputs?: Readonly<Partial<Record<InputName, string>>>
  readonly patience?: Partial<Patience>
  /** Milliseconds since 1970 at the start. */
  readonly now?: number
  /** The image the base is made of; the upstream in the registry if not given. */
  readonly from?: string
  /** Called by each build with the clock, so that time can pass, and with what it is asked for. */
  readonly building?: (clock: World['clock'], request: BuildRequest) => Promise<void>
  /** What each build reports of its steps; nothing if not given. */
  readonly steps?: (request: BuildRequest) => readonly Vertex[]
  /** How the builder differs from one that does what it is asked. */
  readonly builder?: BuilderHabits
  /** What is done in the base instead of copying `requirements.txt`. */
  readonly lines?: readonly string[]
  /** A mirror of the registry. */
  readonly mirror?: FakeRegistry
  /** Who asks: somebody who is logged in, or `stranger`. */
  readonly as?: 'stranger'
}

/** How a run ended. */
export interface Played {
  /** `built`, `reused`, `adopted`, the code of the error, or the text of an error that is none of ours. */
  readonly end: string
  readonly message: string
  /** Of the app's build. */
  readonly metadata: Readonly<Record<string, unknown>>
  readonly events: readonly Event[]
  readonly requests: ReadonlyMap<string, number>
}

/** A server that answers at all has time to, however busy this machine is. Sleep is not slept. */
const patience: Patience = { tries: 3, budget: 120_000, headers: 15_000, idle: 15_000 }

/** Runs `basehit build` on the stage against one registry, in this process. */
export async function play(stage: Stage, registry: FakeRegistry, given: Play = {}): Promise<Played> {
  const events: Event[] = []
  const clock = virtualClock(given.now ?? Date.now())
  const options = sceneOptions(stage, registry, given)
  const client = createRegistryClient({
    clock,
    patience: { ...patience, ...given.patience },
    mirrors: new Map(given.mirror === undefined ? [] : [[registry.host, [given.mirror.host]]]),
    credentials: {
      find: async ({ registry: host }) =>
        host === registry.host && given.as === undefined ? { kind: 'password', ...login } : undefined,
    },
  })
  const from = given.from ?? `${registry.host}/team/upstream:1`
  const { building, steps, builder: habits } = given
  const lines = given.lines ?? ['COPY requirements.txt /']
  const world = sceneWorld(stage, { client, clock, events, from, lines, building, steps, habits })
  const ended = await build(options, world).then(
    ({ bases, app }) => ({ end: bases.map(base => base.how).join(), message: '', metadata: app?.metadata ?? {} }),
    (error: unknown) => ({
      end: error instanceof BasehitError ? error.code : String(error instanceof Error ? error.stack : error),
      message: error instanceof Error ? error.message : '',
      metadata: {},
    }),
  )
  return { ...ended, events, requests: client.requests }
}

function sceneOptions(stage: Stage, registry: FakeRegistry, { inputs = {} }: Play): Options {
  const app = `${registry.host}/team/app`
  return readOptions(
    rawInputs({ 'base-stage': 'deps', tags: `${app}:1`, push: 'true', verify: 'true', ...inputs }),
    surroundings({ cwd: stage.directory }),
  )
}

interface SceneParts {
  readonly client: World['registry']
  readonly clock: World['clock']
  readonly events: Event[]
  readonly from: string
  readonly lines: readonly string[]
  readonly building: Play['building']
  readonly steps: Play['steps']
  readonly habits: BuilderHabits | undefined
}

function sceneWorld(stage: Stage, { client, clock, events, from, lines, building, steps, habits }: SceneParts): World {
  let builds = 0
  const pusher = fakeBuilder(() => `layer ${builds++}`, login, habits)
  const builder: typeof pusher = {
    ...pusher,
    build: async (...given) => {
      await building?.(clock, given[0])
      const result = await pusher.build(...given)
      return { ...result, vertices: steps?.(given[0]) ?? result.vertices }
    },
  }
  const path = join(stage.directory, 'Dockerfile')
  const text = new TextEncoder().encode(dockerfile(from, lines))
  return {
    files: {
      read: async (at, how) => (at === path ? text : readWholeFile(at, how)),
      openContext,
      names: listNames,
    },
    registry: client,
    openStore: location => {
      if (location.kind !== 'registry') throw new TypeError('bases of scenes are in registries')
      return openRepository(client, location.repository)
    },
    builder: async () => builder,
    temporary: nowhere,
    leases: { take: async () => async () => {} },
    clock,
    cacheService: undefined,
    run: { basehit: '0.0.0' },
    actor: { kind: 'person' },
    report: event => {
      events.push(event)
    },
    signal: new AbortController().signal,
  }
}

/** Files of builds that do not read them. */
const nowhere: World['temporary'] = {
  write: async name => `/nowhere/${name}`,
  writeAt: async () => {},
  directory: async () => '/nowhere',
}

/** A clock on which sleeping takes no time here, and all of it there. */
export function virtualClock(start: number): World['clock'] & { random(): number } {
  let now = start
  return {
    now: () => now,
    sleep: milliseconds => {
      now += milliseconds
      return new Promise(resolve => setImmediate(resolve))
    },
    random: () => 0.5,
  }
}

/** A registry with a login that holds the upstream and what `before` adds. */
export async function openRegistry(before?: Storage, options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const registry = await startFakeRegistry({
    login: { kind: 'bearer', ...login, anonymous: 'nothing', expiresIn: 300 },
    ...options,
  })
  if (before !== undefined) copyStorage(before, registry.storage)
  return registry
}

const repositories = ['team/upstream', 'team/app', 'team/app-base']

/** Puts all that one registry holds into another. */
export function copyStorage(from: Storage, to: Storage): void {
  for (const name of repositories) {
    const source = from.find(name)
    if (source === undefined) continue
    const target = to.open(name)
    for (const [digest, bytes] of source.blobs) target.blobs.set(digest, bytes)
    for (const [digest, manifest] of source.manifests) target.manifests.set(digest, manifest)
    for (const [tag, digest] of source.tags) target.tags.set(tag, digest)
  }
}

/** Puts the upstream image there, as an index of one platform. */
export async function seedUpstream(registry: FakeRegistry): Promise<void> {
  const name = `${registry.host}/team/upstream`
  const definition = JSON.stringify({
    target: { default: { output: [`type=image,name=${name},push=true,push-by-digest=true`] } },
  })
  const { default: built } = JSON.parse(await fakeBake({ definition, content: 'upstream', login })) as {
    default: Readonly<Record<string, string>>
  }
  const digest = built['containerimage.digest'] ?? ''
  const size = registry.storage.find('team/upstream')?.manifests.get(digest)?.bytes.byteLength ?? 0
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const platform = { os: 'linux', architecture: 'amd64' }
  const index = { schemaVersion: 2, mediaType: indexType, manifests: [{ mediaType, digest, size, platform }] }
  const bytes = new TextEncoder().encode(JSON.stringify(index))
  registry.storage.putManifest('team/upstream', '1', { mediaType: indexType, bytes })
}

const indexType = 'application/vnd.oci.image.index.v1+json'
