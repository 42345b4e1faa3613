import { formatPlatform } from '../image/platform.ts'
import type { BaseFacts } from '../publish/manifests.ts'
import type { BaseRecord } from '../recipe/record.ts'
import type { Options } from './options.ts'
import type { LoweredBase } from './plan.ts'
import type { World } from './world.ts'

/** How a base came to be. */
export interface Circumstances {
  /** When its oldest step ran. ISO 8601. */
  readonly created: string
  /** When it was built. ISO 8601. */
  readonly built: string
  /** What building all of it took; undefined where a step of it was taken from a cache. */
  readonly durationMs: number | undefined
  /** Compressed size of its layers. */
  readonly bytes: number
  readonly reason: string
}

/** The record of a base that was just built. */
export function recordOf(
  options: Options,
  world: World,
  base: LoweredBase,
  circumstances: Circumstances & { readonly manifest: string },
): BaseRecord {
  const { run } = world
  const { durationMs, ...known } = circumstances
  const { lowered, digest, name, platform } = base
  return {
    schema: 'basehit.record/v1',
    dependencyDigest: digest,
    name,
    platform: formatPlatform(platform),
    ...known,
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(run.actor ? { actor: run.actor } : {}),
    ...(run.source ? { source: run.source } : {}),
    ...(run.commit ? { commit: run.commit } : {}),
    ...(run.ref ? { ref: run.ref } : {}),
    ...(run.url ? { run: run.url } : {}),
    upstreams: lowered.upstreams.map(({ reference, digest: upstream }) => ({ reference, digest: upstream })),
    places: lowered.places,
    fileOrigins: lowered.fileOrigins,
    blindSpots: blindSpots(base),
    verified: options.base.verify,
    basehit: run.basehit,
  }
}

/** What the manifest of a base says of itself, for whoever has only the manifest. */
export function factsOf(options: Options, world: World, base: LoweredBase, circumstances: Circumstances): BaseFacts {
  const { source, commit, url } = world.run
  return {
    dependencyDigest: base.digest,
    platform: formatPlatform(base.platform),
    ...circumstances,
    verify: options.base.verify,
    source: source !== undefined && commit !== undefined ? `${source}@${commit}` : source,
    run: url,
  }
}

/** What BuildKit's own keys do not see of this base, in words. */
function blindSpots({ lowered }: LoweredBase): string[] {
  const online = lowered.operations.some(operation => operation.op === 'run' && operation.network !== 'none')
  return [
    ...lowered.cacheMounts.map(mount => `content of the cache mount ${mount.id}`),
    ...lowered.secrets.map(id => `content of the secret ${id}`),
    ...(online ? ['what RUNs read from the network'] : []),
  ]
}
