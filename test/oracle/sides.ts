import { createHash } from 'node:crypto'
import { BasehitError } from '../../src/errors.ts'
import { type ContainerConfig, parseImageConfig } from '../../src/image/config.ts'
import { normalizePlatform, parsePlatform } from '../../src/image/platform.ts'
import type { NamedContext } from '../../src/lower/options.ts'
import { recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'
import { lowerText } from '../lower/memory.ts'
import { type Build, printDockerfile, type Tree } from './model.ts'
import type { Verdict } from './outcome.ts'
import { empty, emptyConfig, images } from './pool.ts'
import { oddImages, oddNames } from './pool-odd.ts'

/** The dependency digest of a build whose files and images are in memory; `forgotten` names a field left out of the recipe. */
export function ourVerdict(build: Build, forgotten?: string): Verdict {
  try {
    const recipe = recipeOf(lowerText(printDockerfile(build), worldOf(build)), {})
    const text =
      forgotten === undefined
        ? recipeBytes(recipe)
        : JSON.stringify(recipe, (name, value) => (name === forgotten ? undefined : value))
    return { digest: createHash('sha256').update(text).digest('hex') }
  } catch (error) {
    if (error instanceof BasehitError) return { refusal: `${error.code} ${error.message}` }
    // The pool does not have every name a generated FROM can end up with; BuildKit's side is refused alike.
    if (error instanceof Error && error.message.startsWith('no image ')) return { refusal: error.message }
    throw error
  }
}

function worldOf(build: Build) {
  const { settings, contexts } = build
  return {
    files: build.files,
    modes: build.modes,
    contexts: Object.fromEntries(
      Object.entries(contexts).filter((entry): entry is [string, Tree] => typeof entry[1] !== 'string'),
    ),
    images: Object.fromEntries(
      Object.entries(imagesOf(build)).map(([name, image]) => [name.replace(/:latest$/, ''), readConfig(image)]),
    ),
    contents: Object.fromEntries([
      ...empty.map(name => [name, ''] as const),
      ...Object.entries(build.moved).flatMap(([name, { content }]) =>
        content === undefined ? [] : [[name.replace(/:latest$/, ''), content] as const],
      ),
    ]),
    authors,
    args: build.args,
    target: build.target,
    options: {
      platform: normalizePlatform(parsePlatform(build.platform)),
      namedContexts: new Map(Object.entries(contexts).map(([name, value]) => [name, namedContext(name, value)])),
      extraHosts: Object.keys(settings.hosts ?? {}).sort(),
      ulimits: [...(settings.ulimits ?? [])].sort(),
      ...(settings.network === undefined ? {} : { network: settings.network }),
      ...(settings.shm === undefined ? {} : { shmSize: `${settings.shm}m` }),
      ...(settings.cgroup === undefined ? {} : { cgroupParent: settings.cgroup }),
      ...(build.args.BUILDKIT_SANDBOX_HOSTNAME ? { hostname: build.args.BUILDKIT_SANDBOX_HOSTNAME } : {}),
    },
  }
}

function namedContext(name: string, value: Tree | string): NamedContext {
  if (typeof value !== 'string') return { kind: 'directory', name }
  return { kind: 'image', reference: value.replace('docker-image://', '') }
}

const authors = Object.fromEntries(
  oddImages.flatMap(({ top }, index) => (typeof top?.author === 'string' ? [[oddNames[index] ?? '', top.author]] : [])),
)

interface PoolImage {
  readonly config: Readonly<Record<string, unknown>> | null
  readonly content: string
}

const pool: Readonly<Record<string, PoolImage>> = Object.fromEntries([
  ...Object.entries(images).map(([name, config]) => [name, { config, content: name }] as const),
  ...empty.map(name => [name, { config: emptyConfig, content: '' }] as const),
])

/** The images of a build as they are when it is built; of those that few builds name, the ones that this one does. */
function imagesOf(build: Build): Record<string, PoolImage> {
  const text = JSON.stringify([build.args, build.stages.map(stage => stage.image)])
  const named = Object.entries(pool).filter(([name]) => !/^(onb|odd)/.test(name) || text.includes(name))
  return Object.fromEntries(
    named.map(([name, image]) => {
      const moved = build.moved[name]
      if (moved === undefined) return [name, image]
      const config = moved.config === undefined ? image.config : { ...image.config, ...moved.config }
      return [name, { config, content: moved.content ?? image.content }]
    }),
  )
}

const read = new WeakMap<PoolImage, ContainerConfig>()

/** An image's config as the product reads it: what is null is absent. */
function readConfig(image: PoolImage): ContainerConfig {
  const known = read.get(image)
  if (known !== undefined) return known
  const config = parseImageConfig(JSON.stringify({ config: image.config })).config ?? {}
  read.set(image, config)
  return config
}

/** The frontend's options, as buildx sends them. */
export function frontendOptions(build: Build): Record<string, string> {
  const { settings } = build
  return {
    target: build.target,
    ...Object.fromEntries(Object.entries(build.args).map(([name, value]) => [`build-arg:${name}`, value])),
    ...Object.fromEntries(
      Object.entries(build.contexts).map(([name, value]) => [
        `context:${name}`,
        typeof value === 'string' ? value : `local:${name}`,
      ]),
    ),
    ...(settings.network === undefined ? {} : { 'force-network-mode': settings.network }),
    ...(settings.hosts === undefined
      ? {}
      : {
          'add-hosts': Object.entries(settings.hosts)
            .map(([name, ip]) => `${name}=${ip}`)
            .join(','),
        }),
    ...(settings.ulimits === undefined ? {} : { ulimit: settings.ulimits.join(',') }),
    ...(settings.shm === undefined ? {} : { 'shm-size': String(settings.shm * 1024 * 1024) }),
    ...(settings.cgroup === undefined ? {} : { 'cgroup-parent': settings.cgroup }),
  }
}

/** A build as the program in llb/ reads it. */
export function frontendCase(build: Build): Record<string, unknown> {
  return {
    dockerfile: printDockerfile(build),
    opts: frontendOptions(build),
    platform: build.platform,
    buildPlatform: 'linux/amd64',
    images: Object.fromEntries(
      Object.entries(imagesOf(build)).map(([name, { config, content }]) => [
        name.replace(/:latest$/, ''),
        {
          ...(authors[name] === undefined ? {} : { author: authors[name] }),
          config,
          rootfs: {
            type: 'layers',
            diff_ids: content === '' ? [] : [`sha256:${createHash('sha256').update(content).digest('hex')}`],
          },
        },
      ]),
    ),
  }
}
