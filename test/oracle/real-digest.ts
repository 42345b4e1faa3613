import { createRegistryClient } from '../../src/bases/registry/client.ts'
import { loadDockerfile } from '../../src/commands/load.ts'
import type { Options } from '../../src/commands/options.ts'
import { type LoweredBase, lowerBase } from '../../src/commands/plan.ts'
import { type AppPlan, openApp, planApp } from '../../src/commands/plan-app.ts'
import type { World } from '../../src/commands/world.ts'
import { BasehitError } from '../../src/errors.ts'
import { openContext } from '../../src/files/context.ts'
import { listNames, readWholeFile } from '../../src/files/files.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import type { UpstreamImage } from '../../src/lower/questions.ts'
import { readHostSettings } from '../../src/machine/registries.ts'
import type { Build } from './model.ts'
import type { Verdict } from './outcome.ts'
import type { Places } from './real-files.ts'

/** The product's own planning, on real files and a real registry. */
export class Planner {
  readonly #world: World
  readonly #images = new Map<string, UpstreamImage>()

  constructor(env: Readonly<Record<string, string | undefined>>) {
    const registry = createRegistryClient(readHostSettings({ value: () => undefined, list: () => undefined }, env))
    // Only what finding a digest asks for is there.
    this.#world = {
      files: { read: readWholeFile, openContext, names: listNames },
      registry,
      report: () => {},
    } as unknown as World
  }

  /** What the product would do to build an app on the base of its stage `deps`. Throws BasehitError where it refuses. */
  async app(build: Build, places: Places, target: string): Promise<{ base: LoweredBase; app: AppPlan }> {
    const options = optionsOf({ ...build, target: 'deps' }, places, target)
    const file = await loadDockerfile(this.#world, places.context, 'Dockerfile')
    const opened = await openApp(options, this.#world, file, this.#images)
    if (opened === undefined) throw new TypeError('a stage is planned with its app')
    const base = await lowerBase(options, this.#world, file, parsePlatform(build.platform), this.#images)
    const app = await planApp(options, this.#world, opened, [base], this.#images)
    return { base, app }
  }

  /** The dependency digest of a build; images that move under their tag are asked for anew. */
  async verdict(build: Build, places: Places): Promise<Verdict> {
    const options = optionsOf(build, places)
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

function optionsOf(build: Build, places: Places, target: string = build.target): Options {
  const { settings } = build
  const options = {
    base: {
      boundary: { kind: 'stage', stage: build.target },
      file: 'Dockerfile',
      upstream: 'follow',
      salt: undefined,
      store: { kind: 'registry', tagPrefix: '' },
    },
    app: { target, run: 'skip', outputs: [], noCacheFilters: [], file: 'Dockerfile' },
    build: {
      cwd: places.context,
      context: '.',
      buildArgs: new Map(Object.entries(build.args)),
      platforms: [parsePlatform(build.platform)],
      buildPlatform: parsePlatform('linux/amd64'),
      contexts: new Map(
        Object.entries(build.contexts).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : (places.contexts[name] ?? ''),
        ]),
      ),
      secrets: [],
      ssh: [],
      network: settings.network,
      addHosts: Object.entries(settings.hosts ?? {}).map(([name, ip]) => `${name}:${ip}`),
      ulimits: settings.ulimits ?? [],
      shmSize: settings.shm === undefined ? undefined : `${settings.shm}m`,
      cgroupParent: settings.cgroup,
    },
  }
  return options as unknown as Options
}
