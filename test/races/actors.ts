import type { BaseStore } from '../../src/bases/port.ts'
import type { RegistryClient } from '../../src/bases/registry/client.ts'
import type { Builder } from '../../src/buildx/builder.ts'
import { parseMetadata } from '../../src/buildx/metadata.ts'
import { build } from '../../src/commands/build.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import type { Leases, World } from '../../src/commands/world.ts'
import { digestOf, type ManifestDigest } from '../../src/image/digest.ts'
import { mediaTypes } from '../../src/image/manifest.ts'
import { rawInputs, surroundings } from '../commands/raw.ts'
import { FairLeases } from './leases.ts'
import { Scheduler } from './scheduler.ts'
import { Shared } from './shared.ts'

/** What is raced, and what may happen meanwhile. */
export interface Race {
  readonly seed: number
  readonly actors: number
  readonly lease: 'kept' | 'none'
  /** How many actors die on the way, at a turn that the seed chooses. */
  readonly deaths: number
  /** For how many milliseconds a read of a tag may still show what was there before it moved. */
  readonly lag: number
}

/** How a race ended. */
export interface Raced {
  /** What each actor ended with: a manifest, or why it failed; nothing for the dead. */
  readonly ends: readonly (ManifestDigest | Error | undefined)[]
  /** Actors that came late: their first look found a base, which they used. */
  readonly late: ReadonlySet<number>
  readonly builds: number
  /** What the tag named, in order. */
  readonly tagged: readonly ManifestDigest[]
  /** What was wrong at any instant. */
  readonly wrong: readonly string[]
  readonly turns: number
}

const dockerfile = new TextEncoder().encode('FROM scratch AS deps\nRUN install\nFROM deps\nRUN true\n')
const options = readOptions(
  rawInputs({ 'base-stage': 'deps', tags: 'registry.test/team/app:1', app: 'false', verify: 'check' }),
  surroundings({ cwd: '/project' }),
)

/** Lets actors that all want the same base run against each other, one step of one of them at a time. */
export async function race(given: Race): Promise<Raced> {
  const scheduler = new Scheduler(given.seed)
  const shared = new Shared(scheduler, given.lag)
  const leases = new FairLeases(scheduler)
  const ends: (ManifestDigest | Error | undefined)[] = Array.from({ length: given.actors })
  const late = new Set<number>()
  for (let actor = 0; actor < given.actors; actor++) {
    const world = worldOf(actor, scheduler, shared, given.lease === 'kept' ? leases.of(actor) : freeForAll)
    build(options, world).then(
      ({ bases }) => {
        const [base] = bases
        ends[actor] = base !== undefined && 'manifest' in base ? base.manifest : new Error('no base was published')
        if (base?.how === 'reused') late.add(actor)
      },
      (error: unknown) => {
        ends[actor] = error instanceof Error ? error : new Error(String(error))
      },
    )
  }
  const deaths = new Set(Array.from({ length: given.deaths }, () => 100 + scheduler.pick(200)))
  await scheduler.run(actor => {
    if (!deaths.delete(scheduler.turns)) return
    scheduler.kill(actor)
    leases.bury(actor)
  })
  for (const [actor, end] of ends.entries())
    if (end === undefined && !scheduler.isDead(actor)) shared.wrong.push(`actor ${actor} never ended`)
  return { ends, late, builds: shared.builds, tagged: shared.tagged, wrong: shared.wrong, turns: scheduler.turns }
}

const freeForAll: Leases = { take: async () => async () => {} }

function worldOf(actor: number, scheduler: Scheduler, shared: Shared, leases: Leases): World {
  const turn = () => scheduler.turn(actor)
  return {
    files: {
      read: async path => (path.endsWith('/Dockerfile') ? dockerfile : undefined),
      openContext: () => ({ answer: () => Promise.reject(new Error('nothing is copied here')) }),
      names: async () => [],
    },
    registry: undefined as unknown as RegistryClient,
    openStore: () => storeOf(turn, shared),
    builder: async () => builderOf(actor, turn, shared),
    temporary: { write: async name => `/nowhere/${name}`, writeAt: async () => {}, directory: async () => '/nowhere' },
    leases,
    clock: { now: () => scheduler.now, sleep: milliseconds => scheduler.turn(actor, milliseconds) },
    cacheService: undefined,
    run: { basehit: '0.0.0' },
    actor: { kind: 'person' },
    report: () => {},
    signal: new AbortController().signal,
  }
}

function storeOf(turn: () => Promise<void>, shared: Shared): BaseStore {
  const name = 'registry.test/team/app-base'
  return {
    name,
    manifest: async reference => {
      await turn()
      return shared.manifest(reference)
    },
    blob: async digest => {
      await turn()
      const bytes = shared.blob(digest)
      return bytes === undefined ? { kind: 'absent', what: 'blob' } : { kind: 'found', bytes }
    },
    hasBlob: async digest => {
      await turn()
      const bytes = shared.blob(digest)
      return bytes === undefined ? { kind: 'absent', what: 'blob' } : { kind: 'found', size: bytes.byteLength }
    },
    putBlob: async (digest, bytes) => {
      await turn()
      shared.putBlob(digest, bytes)
      return { kind: 'stored', how: 'uploaded' }
    },
    putManifest: async (reference, bytes) => {
      await turn()
      return { kind: 'stored', digest: shared.putManifest(reference, bytes) }
    },
    mayPublish: async () => {
      await turn()
      return { kind: 'allowed' }
    },
    reference: digest => `${name}@${digest}`,
    context: digest => `docker-image://${name}@${digest}`,
    receive: async () => ({
      output: `type=image,name=${name},push=true,push-by-digest=true`,
      accept: async () => {},
      discard: async () => {},
    }),
  }
}

function builderOf(actor: number, turn: () => Promise<void>, shared: Shared): Builder {
  const encode = (document: unknown) => new TextEncoder().encode(JSON.stringify(document))
  const put = async (bytes: Uint8Array) => {
    await turn()
    shared.putBlob(digestOf(bytes), bytes)
    return { mediaType: 'application/octet-stream', digest: digestOf(bytes), size: bytes.byteLength }
  }
  const bake = async (): Promise<string> => {
    const layer = await put(encode(`layer of actor ${actor}`))
    shared.builds++
    const config = await put(encode({ os: 'linux', architecture: 'amd64', rootfs: { diff_ids: [layer.digest] } }))
    await turn()
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer] }
    return JSON.stringify({
      default: { 'containerimage.digest': shared.putManifest(digestOf(encode(manifest)), encode(manifest)) },
    })
  }
  return {
    locate: async () => ({ command: 'buildx', prefix: [], version: { text: '0.36.0', numbers: [0, 36, 0] } }),
    inspect: async () => ({
      name: 'x',
      driver: 'remote',
      status: 'running',
      platforms: [],
      nodes: 1,
      mayExportCache: true,
    }),
    build: async ({ outputs = [], namedContexts = [] }) => {
      await turn()
      const isCheck = outputs.includes('type=cacheonly')
      const checked = namedContexts[0]?.value.replace(/^.*@/, '')
      if (isCheck && checked !== undefined) shared.verified.add(checked)
      const metadata = parseMetadata(isCheck ? '{}' : await bake())
      const { digest } = metadata
      return {
        metadata,
        vertices: [],
        durationMs: 1,
        status: 0,
        output: '',
        ...(digest === undefined ? {} : { digest }),
      }
    },
  }
}
