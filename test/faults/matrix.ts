import { type FaultKind, faults, type Means } from '../fakes/faults/faults.ts'
import { startWitness, type Witness } from '../fakes/faults/witness.ts'
import type { FakeRegistry, Journaled } from '../fakes/registry/server.ts'
import type { Storage } from '../fakes/registry/storage.ts'
import { login, openRegistry, openStage, type Played, play, type Stage, seedUpstream } from './scene.ts'
import {
  applies,
  atDigests,
  declaredMeans,
  isAt,
  ofBasehit,
  ruleAt,
  type SceneName,
  type Site,
  sameAgain,
  sites,
} from './sites.ts'

/** One fault at one request, with what has to come of it. */
export interface Cell {
  readonly fault: FaultKind
  readonly site: Site
  readonly declared: Means
}

/** What came of it. */
export interface Outcome {
  readonly cell: Cell
  readonly end: string
  /** What was wrong, in words; empty for a cell that is as it must be. */
  readonly wrong: readonly string[]
  /** Whether an answer nobody understands led on: to a build, or to anything being stored. */
  readonly ledOn: boolean
  /** Whether a login or a token was shown to somebody else. */
  readonly leaked: boolean
}

/** Every cell there is. */
export function allCells(): Cell[] {
  return sites.flatMap(site =>
    faults.filter(fault => applies(fault, site)).map(fault => ({ fault, site, declared: declaredMeans(fault, site) })),
  )
}

/** What every cell of a scene starts from, and how a run of it ends that nothing befalls. */
interface Prepared {
  readonly storage: Storage
  readonly end: string
  readonly journal: readonly Journaled[]
}

/** The hex digits of what the base before is recorded in. */
function digestsOf(storage: Storage): { readonly recipe: string; readonly record: string } {
  const repository = storage.find('team/app-base')
  const recipe = [...(repository?.tags.keys() ?? [])].find(tag => /^[0-9a-f]{64}$/.test(tag)) ?? ''
  const manifest = repository?.manifests.get(repository.tags.get(`${recipe}.record`) ?? '')
  const { layers } = JSON.parse(new TextDecoder().decode(manifest?.bytes)) as { layers: readonly { digest: string }[] }
  return { recipe, record: layers[1]?.digest.slice('sha256:'.length) ?? '' }
}

const inputs = {
  publish: { app: 'false', salt: 'new' },
  reuse: { salt: 'old' },
} as const

/** Runs cells, each on a registry of its own, a few at a time. */
export class Matrix {
  readonly #stage: Stage
  readonly #prepared: ReadonlyMap<SceneName, Prepared>
  readonly #witness: Witness

  private constructor(stage: Stage, prepared: ReadonlyMap<SceneName, Prepared>, witness: Witness) {
    this.#stage = stage
    this.#prepared = prepared
    this.#witness = witness
  }

  static async open(): Promise<Matrix> {
    const stage = openStage()
    const registry = await openRegistry()
    await seedUpstream(registry)
    const first = await play(stage, registry, { inputs: inputs.reuse })
    if (first.end !== 'built') throw new Error(`the first run ended with ${first.end} ${first.message}`)
    const prepared = new Map<SceneName, Prepared>()
    for (const scene of ['publish', 'reuse'] as const) {
      const good = await openRegistry(registry.storage)
      const { end } = await play(stage, good, { inputs: inputs[scene] })
      prepared.set(scene, { storage: registry.storage, end, journal: [...good.journal] })
      await good.close()
    }
    await registry.close()
    return new Matrix(stage, prepared, await startWitness())
  }

  async close(): Promise<void> {
    await this.#witness.close()
    this.#stage.remove()
  }

  /** Requests of Basehit in a run that goes well which no site stands for; those that were only refused a login aside. */
  unseen(): string[] {
    return [...this.#prepared].flatMap(([scene, { journal }]) => {
      const own = [...sites, ...sameAgain].filter(site => site.scene === scene).map(site => this.#concrete(site))
      return journal
        .filter(
          request => ofBasehit.test(request.headers['user-agent'] ?? '') && !own.some(site => isAt(site, request)),
        )
        .map(request => `${scene}: ${request.method} ${request.target}`)
    })
  }

  #concrete(site: Site): Site {
    const storage = this.#prepared.get('publish')?.storage
    return storage === undefined ? site : atDigests(site, digestsOf(storage))
  }

  async run(cell: Cell): Promise<Outcome> {
    const { fault } = cell
    const site = this.#concrete(cell.site)
    const prepared = this.#prepared.get(site.scene)
    if (prepared === undefined) throw new TypeError(`${site.scene} is not prepared`)
    const registry = await openRegistry(prepared.storage)
    const place = {
      origin: registry.origin,
      beside: `${this.#witness.beside}/${registry.host}`,
      abroad: `${this.#witness.abroad}/${registry.host}`,
      revoke: () => registry.porter.revokeAll(),
    }
    registry.rule(ruleAt(site, fault, fault.act(place)))
    const patience = fault.waits === undefined ? {} : { patience: { budget: fault.waits, headers: 500, idle: 500 } }
    const played = await play(this.#stage, registry, { inputs: inputs[site.scene], ...patience })
    const outcome = this.#judge({ ...cell, site }, played, registry, prepared)
    await registry.close()
    return outcome
  }

  #judge(cell: Cell, played: Played, registry: FakeRegistry, prepared: Prepared): Outcome {
    const { declared, site } = cell
    const expected = declared === 'passes' ? expectedEnd(cell, prepared) : declared
    const wrong: string[] = []
    if (played.end !== expected) wrong.push(`ends with ${played.end} instead of ${expected}: ${played.message}`)
    if (!struck(site, registry)) wrong.push('the request was never made')
    wrong.push(...halfTags(registry, prepared))
    const ledOn = declared.startsWith('BH') && wentOn(site, played, registry)
    if (ledOn) wrong.push('something was built or stored after an answer that says nothing')
    const leaked = this.#leaks(registry)
    if (leaked) wrong.push('a login was shown to another host')
    if (showsSecret(played)) wrong.push('a login is in what was said')
    return { cell, end: played.end, wrong, ledOn, leaked }
  }

  #leaks(registry: FakeRegistry): boolean {
    const seen = this.#witness.seen.filter(({ text }) => text.includes(registry.host))
    return seen.some(({ text }) => /^authorization:/im.test(text) || secrets.some(secret => text.includes(secret)))
  }
}

const basic = Buffer.from(`${login.username}:${login.password}`).toString('base64')
const secrets = [login.password, basic, 'token-']

/** An absence that is believed means that a base is built, which then turns out to be there. */
function expectedEnd({ fault, site }: Cell, { end }: Prepared): string {
  const isBelieved = (fault.unless?.[site.kind] ?? fault.means) === 'absent'
  return isBelieved && site.scene === 'reuse' && site.name === 'probe' ? 'adopted' : end
}

function struck(site: Site, { journal }: FakeRegistry): boolean {
  return journal.filter(request => isAt(site, request)).length > site.before
}

/** Tags that name what is not there, or not whole. */
function halfTags({ storage }: FakeRegistry, prepared: Prepared): string[] {
  const repository = storage.find('team/app-base')
  const known = prepared.storage.find('team/app-base')?.tags
  return [...(repository?.tags ?? [])].flatMap(([tag, digest]) => {
    if (known?.get(tag) === digest) return []
    const manifest = repository?.manifests.get(digest)
    if (manifest === undefined) return [`the tag ${tag} names nothing`]
    const document = JSON.parse(new TextDecoder().decode(manifest.bytes)) as {
      readonly config: { readonly digest: string }
      readonly layers: readonly { readonly digest: string }[]
      readonly annotations?: Readonly<Record<string, string>>
    }
    const gone = [document.config, ...document.layers].filter(blob => !repository?.blobs.has(blob.digest))
    const isBase = /^[0-9a-f]{64}$/.test(tag)
    const named = document.annotations?.['dev.basehit.dependency-digest']
    return [
      ...gone.map(blob => `the tag ${tag} lacks ${blob.digest}`),
      ...(isBase && named !== tag ? [`the tag ${tag} is on the base of ${named}`] : []),
    ]
  })
}

/** After the last answer to a site that was not understood, nothing may be built, and nothing stored. */
function wentOn(site: Site, played: Played, { journal }: FakeRegistry): boolean {
  const last = journal.findLastIndex(request => isAt(site, request))
  const later = journal
    .slice(last + 1)
    .filter(({ method }) => method === 'PUT' || method === 'POST' || method === 'PATCH')
  const isProbe = site.scene === 'reuse' || site.name === 'probe'
  const built = isProbe && site.name === 'probe' && played.events.some(event => event.kind === 'build-started')
  return later.some(request => !isAt(site, request) && !/uploads\//.test(request.target)) || built
}

function showsSecret({ message, events }: Played): boolean {
  const said = `${message}${JSON.stringify(events)}`
  return said.includes(login.password) || said.includes(basic)
}

/** Runs all of `cells`, `lanes` at a time, in an order that mixes slow and fast ones. */
export async function runAll(
  matrix: Matrix,
  cells: readonly Cell[],
  lanes: number,
  each: (outcome: Outcome) => void,
): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let cell = cells[next++]; cell !== undefined; cell = cells[next++]) each(await matrix.run(cell))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
