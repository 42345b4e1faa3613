import { formatPlatform } from '../image/platform.ts'
import type { BaseFacts } from '../publish/manifests.ts'
import type { BaseRecord } from '../recipe/record.ts'
import type { Options } from './options.ts'
import type { LoweredBase } from './plan.ts'
import type { World } from './world.ts'

/** How a base came to be. */
export interface Circumstances {
  /** ISO 8601. */
  readonly created: string
  readonly durationMs: number
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
  const { lowered, digest, name, platform } = base
  return {
    schema: 'basehit.record/v1',
    dependencyDigest: digest,
    name,
    platform: formatPlatform(platform),
    ...circumstances,
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
