import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRegistryClient } from '../../src/bases/registry/client.ts'
import { loadDockerfile } from '../../src/commands/load.ts'
import type { Options } from '../../src/commands/options.ts'
import { lowerBase, type Plan, plan } from '../../src/commands/plan.ts'
import type { World } from '../../src/commands/world.ts'
import { BasehitError } from '../../src/errors.ts'
import { openContext } from '../../src/files/context.ts'
import { listNames, readWholeFile } from '../../src/files/files.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import type { UpstreamImage } from '../../src/lower/questions.ts'
import { readHostSettings } from '../../src/machine/registries.ts'
import { type Build, platformsOf } from './model.ts'
import type { Verdict } from './outcome.ts'
import type { Places } from './real-files.ts'

/** What the product would do to build an app, and what it is told to do it with. */
export interface PlannedApp {
  readonly options: Options
  readonly plan: Plan
}

/** Where the oracle's bases are. */
const repository = 'neutral/base'

/** The product's own planning, on real files and a real registry. */
export class Planner {
  readonly #world: World
  readonly #images = new Map<string, UpstreamImage>()
  readonly #registry: string

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#registry = env.BASEHIT_REGISTRY ?? ''
    const registry = createRegistryClient(readHostSettings({ value: () => undefined, list: () => undefined }, env))
    const reference = (digest: string) => `${this.#registry}/${repository}@${digest}`
    // Only what planning asks for is there. No base is ever found: each one is built.
    this.#world = {
      files: { read: readWholeFile, openContext, names: listNames },
      registry,
      report: () => {},
      actor: { kind: 'person' },
      run: { basehit: 'oracle' },
      clock: { now: () => Date.now() },
      signal: new AbortController().signal,
      openStore: () => ({
        name: `${this.#registry}/${repository}`,
        manifest: async () => ({ kind: 'absent', what: 'tag' }),
        reference,
        context: (digest: string) => `docker-image://${reference(digest)}`,
      }),
    } as unknown as World
  }

  /** The name that a base is pushed under. */
  baseName(tag: string): string {
    return `${this.#registry}/${repository}:${tag}`
  }

  /** The world that plans were made in, with files that are written below a directory, and more. */
  worldIn(directory: string, more: Partial<World>): World {
    const temporary = {
      directory: async () => mkdtempSync(join(directory, 'copy-')),
      writeAt: async (path: string, content: string | Uint8Array) => {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, content)
      },
    }
    return { ...this.#world, temporary, ...more } as World
  }

  /** Plans an app on the base of its boundary. Throws BasehitError where the product refuses. */
  async app(build: Build, places: Places): Promise<PlannedApp> {
    const options = optionsOf(build, places, this.#registry)
    return { options, plan: await plan(options, this.#world) }
  }

  /** The dependency digest of a build; images that move under their tag are asked for anew. */
  async verdict(build: Build, places: Places): Promise<Verdict> {
    const options = optionsOf(build, places, this.#registry)
    const images = Object.keys(build.moved).length > 0 ? new Map<string, UpstreamImage>() : this.#images
    try {
      const file = await loadDockerfile(this.#world, places.context, 'Dockerfile')
      const platform = parsePlatform(build.platform)
      return { digest: (await lowerBase(options, this.#world, file, platform, images)).digest }
    } catch (error) {
      if (error instanceof BasehitError) return { refusal: `${error.code} ${error.message}` }
      throw error
    }
  }
}

function optionsOf(build: Build, places: Places, registry: string): Options {
  const options = {
    base: {
      boundary: { kind: 'stage', stage: build.boundary ?? build.target },
      file: 'Dockerfile',
      upstream: 'follow',
      maxAge: 30,
      rebuild: 'none',
      verify: [],
      expectDigest: [],
      failOnMiss: false,
      store: { kind: 'registry', tagPrefix: '', repository: { registry, repository } },
    },
    app: {
      ...{ target: build.target, run: 'build', file: 'Dockerfile', cache: 'none' },
      ...{ tags: [], labels: [], annotations: [], noCacheFilters: [], cacheFrom: [], cacheTo: [], attests: [] },
      outputs: build.output === undefined ? [] : [build.output],
      ...{ push: false, load: false, noCache: false, gitLabels: false },
    },
    build: buildOptions(build, places),
  }
  return options as unknown as Options
}

function buildOptions(build: Build, places: Places): Partial<Options['build']> {
  const { settings } = build
  return {
    cwd: places.context,
    context: '.',
    buildArgs: new Map(Object.entries(build.args)),
    platforms: platformsOf(build).map(platform => parsePlatform(platform)),
    buildPlatform: parsePlatform('linux/amd64'),
    contexts: new Map(
      Object.entries(build.contexts).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : (places.contexts[name] ?? ''),
      ]),
    ),
    secrets: [],
    ssh: [],
    allow: [],
    network: settings.network,
    addHosts: Object.entries(settings.hosts ?? {}).map(([name, ip]) => `${name}:${ip}`),
    ulimits: settings.ulimits ?? [],
    shmSize: settings.shm === undefined ? undefined : `${settings.shm}m`,
    cgroupParent: settings.cgroup,
    pull: false,
  }
}
