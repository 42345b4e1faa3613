import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Frontend } from './definition.ts'
import type { Exemption } from './exempt.ts'
import type { Limits } from './generate.ts'
import { type Build, line } from './model.ts'
import { type Outcome, outcomeOf, type Verdict } from './outcome.ts'
import { type Pair, pairs } from './pairs.ts'
import { archive, images } from './pool.ts'
import { buildProgram, JsonProgram } from './program.ts'
import { Planner } from './real-digest.ts'
import { type Places, writeBuild } from './real-files.ts'
import { pushImage } from './real-images.ts'
import type { Registry } from './real-registry.ts'
import { frontendOptions } from './sides.ts'

/** What a real build said. */
interface Answer {
  readonly id: number
  readonly ran: readonly string[] | null
  readonly cached: readonly string[] | null
  readonly layers: number
  readonly config?: unknown
  readonly error?: string
}

export interface Observed {
  readonly pair: Pair
  readonly outcome: Outcome
  readonly exemption: Exemption | undefined
  readonly ours: readonly [Verdict, Verdict]
  readonly theirs: readonly [Verdict, Verdict]
  /** What made BuildKit's result another one. */
  readonly why: string
}

/** Serves the file that ADD downloads. */
export async function serveFile(): Promise<{ server: Server; limits: Limits }> {
  const server = createServer((_, answer) => answer.end(archive.text))
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  server.unref()
  const { port } = server.address() as AddressInfo
  const sha256 = createHash('sha256').update(archive.text).digest('hex')
  return { server, limits: { real: true, http: { url: `http://127.0.0.1:${port}/${archive.name}`, sha256 } } }
}

/** Pairs a real builder can judge; `only` names the one operator wanted. */
export const behaviourPairs = (limits: Limits, only?: string) =>
  pairs(limits, operator => operator.real && (only === undefined || operator.name === only))

/** A real builder, and the product's planning beside it. */
export class Bench {
  readonly #program: JsonProgram<Answer>
  readonly #planner: Planner
  readonly #registry: Registry
  readonly #frontend: Frontend
  readonly #root: string

  constructor(env: Readonly<Record<string, string | undefined>>, registry: Registry, frontend: Frontend, root: string) {
    this.#frontend = frontend
    this.#program = new JsonProgram<Answer>(buildProgram('behaviour'), [`unix://${env.BASEHIT_WORLD}/buildkitd.sock`])
    this.#planner = new Planner(env)
    this.#registry = registry
    this.#root = root
  }

  /** Builds both sides of a pair one after the other, from a cache that knows neither. */
  async observe(pair: Pair, note: string): Promise<Observed> {
    const moving = [...new Set([...triggering, ...Object.keys(pair.before.moved), ...Object.keys(pair.after.moved)])]
    const before = await this.#side(salted(pair.before, note, moving), note, 'before')
    const after = await this.#side(salted(pair.after, note, moving), note, 'after')
    rmSync(join(this.#root, note), { recursive: true, force: true })
    const why = difference(before.answer, after.answer)
    const theirs = [
      verdictOf(before.answer, 'before'),
      verdictOf(after.answer, why === '' ? 'before' : 'after'),
    ] as const
    const ours = [before.verdict, after.verdict] as const
    const outcome = outcomeOf(ours, theirs)
    return {
      pair,
      outcome,
      ours,
      theirs,
      why,
      exemption: outcome === 'unsound' ? await this.#exemption(pair) : undefined,
    }
  }

  async #exemption(pair: Pair): Promise<Exemption | undefined> {
    return pair.operator.exempt ?? (await this.#frontend.exemption(pair))
  }

  async #side(build: Build, note: string, side: 'before' | 'after'): Promise<{ verdict: Verdict; answer: Answer }> {
    for (const [name, moved] of Object.entries(build.moved)) {
      await pushImage(this.#registry, moved.from ?? name, name, moved)
    }
    const places = writeBuild(build, join(this.#root, note), note)
    const verdict = await this.#planner.verdict(build, places)
    // Each side is transferred whole: a transfer onto an older one misses a directory whose mode alone is new.
    return { verdict, answer: await this.#program.ask({ ...buildCase(build, places), key: `${note}-${side}` }) }
  }

  end(): Promise<void> {
    return this.#program.end()
  }
}

function buildCase(build: Build, { context, contexts }: Places): Record<string, unknown> {
  const opts = { ...frontendOptions(build), platform: build.platform, filename: 'Dockerfile' }
  return { opts, locals: { context, dockerfile: context, ...contexts } }
}

function verdictOf({ error }: Answer, digest: string): Verdict {
  return error === undefined ? { digest } : { refusal: error }
}

/** Why the second build's result is another one; empty when nothing ran. On another image the pair's own first step runs. */
function difference(before: Answer, after: Answer): string {
  if ((after.ran ?? []).length > 0) return `ran ${after.ran?.join(' | ')}`
  if (JSON.stringify(before.config) !== JSON.stringify(after.config)) return 'config'
  return before.layers === after.layers ? '' : 'layers'
}

/**
 * Images whose triggers run before a stage's first step. While another build that ran them lasts, BuildKit tells of them
 * as if they had run for this one.
 */
const triggering = Object.keys(images).filter(name => images[name]?.OnBuild !== undefined)

/** Gives every stage a first step of this pair's own, and images that move or have triggers a name and content of their own. */
function salted(build: Build, note: string, moving: readonly string[]): Build {
  const rename = (name: string) => `${name}${name.includes(':') ? '' : ':latest'}-salt${note}`
  const own = new Set(build.stages.map(stage => stage.name))
  const used = new Set(build.stages.map(stage => stage.image))
  const salt = line('COPY', '<<EOF /salt', [], `${note}\nEOF\n`)
  return {
    ...build,
    moved: Object.fromEntries(
      moving.flatMap(name => (used.has(name) ? [[rename(name), { from: name, ...build.moved[name] }]] : [])),
    ),
    stages: build.stages.map(stage => ({
      ...stage,
      image: moving.includes(stage.image) ? rename(stage.image) : stage.image,
      lines: own.has(stage.image) ? stage.lines : [salt, ...stage.lines],
    })),
  }
}
