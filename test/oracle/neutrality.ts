import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Builder, BuildResult } from '../../src/buildx/builder.ts'
import type { BuildRequest } from '../../src/buildx/request.ts'
import { buildApp } from '../../src/commands/app.ts'
import type { Options } from '../../src/commands/options.ts'
import type { PinnedBase } from '../../src/commands/publish/publish.ts'
import { baseRequest } from '../../src/commands/requests.ts'
import { BasehitError } from '../../src/errors.ts'
import type { Build } from './model.ts'
import { buildProgram, JsonProgram } from './program.ts'
import { type PlannedApp, Planner } from './real-digest.ts'
import { type Places, writeBuild } from './real-files.ts'
import { frontendOptions } from './sides.ts'
import { type SolveRequest, solveRequest } from './solve-request.ts'

/** What one platform's image holds, without times of the build's own. */
interface Image {
  readonly platform: string
  readonly config?: unknown
  readonly layers: readonly string[] | null
  readonly entries: readonly (readonly string[] | null)[] | null
}

interface Answer {
  readonly id: number
  readonly digest?: string
  readonly images?: readonly Image[]
  readonly error?: string
}

/** `neutral`: both builds gave the same images. `refused`: by us, with a line. `invalid`: the plain build fails. */
export interface Neutrality {
  readonly build: Build
  readonly outcome: 'neutral' | 'different' | 'failed' | 'refused' | 'invalid'
  readonly why: string
}

/** Builds apps plainly and on their base: the product plans and asks for it, and another builder pulls the base. */
export class Replacer {
  readonly #plain: JsonProgram<Answer>
  readonly #other: JsonProgram<Answer>
  readonly #planner: Planner
  readonly #root: string

  /** `other` is the address of a builder that shares nothing with the world's. */
  constructor(env: Readonly<Record<string, string | undefined>>, other: string, root: string) {
    const program = buildProgram('image')
    this.#plain = new JsonProgram<Answer>(program, [`unix://${env.BASEHIT_WORLD}/buildkitd.sock`])
    this.#other = new JsonProgram<Answer>(program, [other])
    this.#planner = new Planner(env)
    this.#root = root
  }

  /** Compares one app; `note` makes its files and its cache mounts another's than any other app's. */
  async compare(app: Build, note: string): Promise<Neutrality> {
    const directory = join(this.#root, note)
    const build = { ...app, args: { ...app.args, BUILDKIT_CACHE_MOUNT_NS: note } }
    const places = writeBuild(build, directory, note)
    try {
      return { build: app, ...(await this.#compare(build, places, note)) }
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  }

  async #compare(build: Build, places: Places, note: string): Promise<Pick<Neutrality, 'outcome' | 'why'>> {
    const planned = await this.#plan(build, places)
    if (typeof planned === 'string') return { outcome: 'refused', why: planned }
    const plain = await this.#plain.ask({ ...plainRequest(build, places), key: note, output: build.output ?? '' })
    if (plain.error !== undefined) return { outcome: 'invalid', why: plain.error }
    const bases = await this.#buildBases(planned, note)
    if (typeof bases === 'string') return { outcome: 'failed', why: `base: ${bases}` }
    const replaced = await this.#buildApp(planned, places, bases, note)
    if (replaced.error !== undefined) return { outcome: 'failed', why: `app: ${replaced.error}` }
    const why = differences(plain.images ?? [], replaced.images ?? [])
    return { outcome: why === '' ? 'neutral' : 'different', why }
  }

  async #plan(build: Build, places: Places): Promise<PlannedApp | string> {
    try {
      return await this.#planner.app(build, places)
    } catch (error) {
      if (error instanceof BasehitError) return `${error.code} ${error.message}`
      throw error
    }
  }

  async #buildBases({ options, plan }: PlannedApp, note: string): Promise<PinnedBase[] | string> {
    const bases: PinnedBase[] = []
    for (const [index, base] of plan.bases.entries()) {
      const request = solveRequest(baseRequest(options, plan, base, '', false))
      const push = this.#planner.baseName(`${note}x${index}`)
      const { digest, error } = await this.#plain.ask({ ...request, key: `${note}-${index}`, push })
      if (error !== undefined) return error
      bases.push({ ...base, manifest: digest, how: 'built' } as unknown as PinnedBase)
    }
    return bases
  }

  async #buildApp(
    { options, plan }: PlannedApp,
    places: Places,
    bases: readonly PinnedBase[],
    note: string,
  ): Promise<Answer> {
    if (plan.app === undefined) throw new TypeError('a stage is planned with its app')
    let answer: Answer | undefined
    const build: Builder['build'] = async request => {
      answer = await this.#other.ask({ ...solveRequest(request), key: note, output: request.outputs?.[0] ?? '' })
      return resultOf(request)
    }
    const world = this.#planner.worldIn(places.root, { builder: async () => ({ build }) as unknown as Builder })
    try {
      await buildApp(unpushed(options), world, plan, plan.app, bases)
    } catch (error) {
      if (error instanceof BasehitError) return { id: 0, error: `${error.code} ${error.message}` }
      throw error
    }
    if (answer === undefined) throw new TypeError('the product has built nothing')
    return answer
  }

  async end(): Promise<void> {
    await Promise.all([this.#plain.end(), this.#other.end()])
  }
}

/** The options of a build that goes nowhere: what it would push is looked at, and no registry has it. */
function unpushed(options: Options): Options {
  const outputs = options.app.outputs.map(output => output.replace(/,"?(push|name)=[^,]*/g, ''))
  return { ...options, app: { ...options.app, outputs } }
}

/** A build's result as buildx tells of it: every context was used, which is what comparing the images finds out. */
function resultOf(request: BuildRequest): BuildResult {
  const digests = (request.namedContexts ?? []).flatMap(({ value }) => /sha256:\w+/.exec(value) ?? [])
  const materials = digests.map(digest => ({ uri: 'pkg:docker/base', digest }))
  const platforms = ['', ...(request.platforms ?? [])].map(platform => [platform, materials] as const)
  const target = { materials, materialsByPlatform: new Map(platforms) }
  const metadata = { ...target, targets: new Map([['default', target]]), warnings: [], raw: {} }
  return { metadata, vertices: [], durationMs: 0, status: 0, output: '' }
}

/** The plain build, as buildx asks for it. */
function plainRequest(build: Build, { context, contexts }: Places): SolveRequest {
  const opts = { ...frontendOptions(build), platform: build.platform, filename: 'Dockerfile' }
  return { opts, locals: { context, dockerfile: context, ...contexts } }
}

function differences(plain: readonly Image[], replaced: readonly Image[]): string {
  if (plain.length !== replaced.length) return `${plain.length} and ${replaced.length} images`
  for (const image of plain) {
    const other = replaced.find(each => each.platform === image.platform)
    const why = other === undefined ? 'no image' : difference(image, other)
    if (why !== '') return plain.length > 1 ? `${image.platform}: ${why}` : why
  }
  return ''
}

function difference(plain: Image, replaced: Image): string {
  const [one, other] = [JSON.stringify(plain.config), JSON.stringify(replaced.config)]
  if (one !== other) return `config ${one} and ${other}`
  const [layers, others] = [plain.layers ?? [], replaced.layers ?? []]
  if (layers.length !== others.length) return `${layers.length} and ${others.length} layers`
  const [left, right] = [plain.entries ?? [], replaced.entries ?? []]
  const at = layers.findIndex(
    (layer, index) => layer !== others[index] && !isSame(left[index] ?? [], right[index] ?? []),
  )
  if (at < 0) return ''
  const [ours, theirs] = [left[at] ?? [], right[at] ?? []]
  const only = [
    ...ours.filter(each => !theirs.includes(each)).map(each => `- ${each}`),
    ...theirs.filter(each => !ours.includes(each)).map(each => `+ ${each}`),
  ]
  return `layer ${at}: ${only.slice(0, 6).join(' ')}`
}

/**
 * Whether two layers hold the same. A time of the build's own is no fact of it: a directory that a step wrote below has
 * one where the step ran, and not where its layer was pulled.
 */
export function isSame(one: readonly string[], other: readonly string[]): boolean {
  return (
    one.length === other.length &&
    one.every((entry, index) => {
      const [left, right] = [entry.split(' '), (other[index] ?? '').split(' ')]
      const isOfBuild = left.at(-2) === 'now' || right.at(-2) === 'now'
      return (
        left.length === right.length &&
        left.every((part, at) => part === right[at] || (isOfBuild && at === left.length - 2))
      )
    })
  )
}
