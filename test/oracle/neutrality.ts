import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc, { type Arbitrary } from 'fast-check'
import { BasehitError } from '../../src/errors.ts'
import { insertLines } from '../../src/plan/inherited-args.ts'
import { build, type Limits } from './generate.ts'
import { instruction } from './instructions.ts'
import { type Build, type Line, line, printDockerfile } from './model.ts'
import { buildProgram, JsonProgram } from './program.ts'
import { Planner } from './real-digest.ts'
import { type Places, writeBuild } from './real-files.ts'
import { frontendOptions } from './sides.ts'

/** What an image holds, without times. */
interface Image {
  readonly id: number
  readonly digest?: string
  readonly config?: unknown
  readonly layers?: readonly string[]
  readonly entries?: readonly (readonly string[])[]
  readonly error?: string
}

/** `neutral`: both builds gave one image. `refused`: by us, with a line. `invalid`: the plain build fails. */
export interface Neutrality {
  readonly build: Build
  readonly outcome: 'neutral' | 'different' | 'failed' | 'refused' | 'invalid'
  readonly why: string
}

const seen = 'echo "[$V][$W][$E][$A][$G][$K][$TARGETARCH][$TARGETSTAGE][$PWD]" > /seen'

/** Apps whose stages see, copy and run what a base left behind. */
export function apps(limits: Limits): Arbitrary<Build> {
  const children: Arbitrary<readonly (readonly [image: string, first: Line])[]> = fc.constantFrom(
    [['deps', line('USER', '0')]],
    [
      ['deps', line('USER', '0')],
      ['mid', line('RUN', seen)],
    ],
    [['busybox', line('COPY', '/ /base/', ['--from=deps'])]],
    [['deps', line('COPY', 'a /copied/$V', ['--link'])]],
  )
  const scope = { stages: ['tools', 'deps'], http: limits.http, real: true }
  const lines = fc.array(instruction(scope), { maxLength: 3 })
  const reads = fc.constantFrom([], [], [line('ARG', 'TARGETSTAGE')])
  return fc
    .record({ base: build(limits), children, lines, reads, run: fc.boolean() })
    .map(({ base, children, lines, reads, run }) => ({
      ...base,
      target: 'app',
      stages: [
        ...base.stages
          .slice(0, -1)
          .map(stage => (stage.name === 'deps' ? { ...stage, lines: [...reads, ...stage.lines] } : stage)),
        ...children.map(([image, first], index) => ({
          image,
          name: index === children.length - 1 ? 'app' : 'mid',
          lines: [
            first,
            ...(run ? [line('USER', '0'), line('RUN', seen)] : []),
            ...(index === children.length - 1 ? lines : []),
          ],
        })),
      ],
    }))
}

/** Builds apps plainly and on their base, as the product plans it. */
export class Replacer {
  readonly #program: JsonProgram<Image>
  readonly #planner: Planner
  readonly #registry: string
  readonly #root: string

  constructor(env: Readonly<Record<string, string | undefined>>, root: string) {
    this.#program = new JsonProgram<Image>(buildProgram('image'), [`unix://${env.BASEHIT_WORLD}/buildkitd.sock`])
    this.#planner = new Planner(env)
    this.#registry = env.BASEHIT_REGISTRY ?? ''
    this.#root = root
  }

  async compare(build: Build, note: string): Promise<Neutrality> {
    const places = writeBuild(build, join(this.#root, note), note)
    try {
      return { build, ...(await this.#compare(build, places, note)) }
    } finally {
      rmSync(join(this.#root, note), { recursive: true, force: true })
    }
  }

  async #compare(build: Build, places: Places, note: string): Promise<Pick<Neutrality, 'outcome' | 'why'>> {
    const plain = await this.#build(build, places, note, {})
    if (plain.error !== undefined) return { outcome: 'invalid', why: plain.error }
    const plan = await this.#plan(build, places)
    if (typeof plan === 'string') return { outcome: 'refused', why: plan }
    const { base, app } = plan
    const stage = base.lowered.readsTargetStage ? { 'build-arg:TARGETSTAGE': 'app' } : {}
    const name = `${this.#registry}/neutral/base:${note}`
    const pushed = await this.#build({ ...build, target: 'deps' }, places, note, stage, name)
    if (pushed.error !== undefined) return { outcome: 'failed', why: `base: ${pushed.error}` }
    writeFileSync(join(places.context, '..', 'Dockerfile'), insertLines(printDockerfile(build), app.insertions))
    const replaced = await this.#build(build, { ...places, dockerfile: join(places.context, '..') }, note, {
      ...Object.fromEntries(app.pins.map(pin => [`context:${pin.name}`, pin.value])),
      [`context:${app.replacement.name}`]: `docker-image://${this.#registry}/neutral/base@${pushed.digest}`,
    })
    if (replaced.error !== undefined) return { outcome: 'failed', why: `app: ${replaced.error}` }
    const why = differences(plain, replaced)
    return { outcome: why === '' ? 'neutral' : 'different', why }
  }

  async #plan(build: Build, places: Places) {
    try {
      return await this.#planner.app(build, places, 'app')
    } catch (error) {
      if (error instanceof BasehitError) return `${error.code} ${error.message}`
      throw error
    }
  }

  #build(
    build: Build,
    places: Places & { dockerfile?: string },
    note: string,
    more: Readonly<Record<string, string>>,
    push?: string,
  ): Promise<Image> {
    const { context, contexts, dockerfile = context } = places
    const opts = { ...frontendOptions(build), platform: build.platform, filename: 'Dockerfile', ...more }
    return this.#program.ask({
      opts,
      locals: { context, dockerfile, ...contexts },
      key: `${note}${push ?? ''}`,
      ...(push === undefined ? {} : { push }),
    })
  }

  end(): Promise<void> {
    return this.#program.end()
  }
}

function differences(plain: Image, replaced: Image): string {
  const [one, other] = [JSON.stringify(plain.config), JSON.stringify(replaced.config)]
  if (one !== other) return `config ${one} and ${other}`
  const [layers = [], others = []] = [plain.layers, replaced.layers]
  if (layers.length !== others.length) return `${layers.length} and ${others.length} layers`
  const at = layers.findIndex((layer, index) => layer !== others[index])
  if (at < 0) return ''
  const [left = [], right = []] = [plain.entries?.[at], replaced.entries?.[at]]
  const only = [
    ...left.filter(each => !right.includes(each)).map(each => `- ${each}`),
    ...right.filter(each => !left.includes(each)).map(each => `+ ${each}`),
  ]
  return `layer ${at}: ${only.slice(0, 6).join(' ')}`
}
