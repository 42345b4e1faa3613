import {
  createRegistryClient,
  type RegistryClient,
  type RegistryClientOptions,
} from '../../../src/bases/registry/client.ts'
import type { Clock } from '../../../src/bases/registry/transport.ts'
import { digestOf } from '../../../src/image/digest.ts'
import { mediaTypes } from '../../../src/image/manifest.ts'
import type { Repository } from '../../../src/image/reference.ts'
import { type FakeRegistry, type FakeRegistryOptions, startFakeRegistry } from '../../fakes/registry/server.ts'

/** A clock that sleeps by moving its hands. */
export interface FastClock extends Clock {
  /** Every sleep so far, in milliseconds. */
  readonly sleeps: readonly number[]
  advance(milliseconds: number): void
}

/** Makes a clock at 2026-01-01, whose chance is always one half. */
export function fastClock(): FastClock {
  let now = Date.UTC(2026, 0, 1)
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => now,
    random: () => 0.5,
    advance: milliseconds => {
      now += milliseconds
    },
    sleep: async milliseconds => {
      sleeps.push(milliseconds)
      now += milliseconds
    },
  }
}

/** A registry, a client of it, and the clock between them. */
export interface Bench {
  readonly registry: FakeRegistry
  readonly client: RegistryClient
  readonly clock: FastClock
  readonly repository: Repository
}

/** Runs a test against a fresh registry, and stops the registry afterwards. */
export async function onBench(
  test: (bench: Bench) => Promise<void>,
  options: { readonly registry?: FakeRegistryOptions; readonly client?: RegistryClientOptions } = {},
): Promise<void> {
  const registry = await startFakeRegistry(options.registry)
  const clock = fastClock()
  const client = createRegistryClient({ clock, ...options.client })
  try {
    await test({ registry, client, clock, repository: { registry: registry.host, repository: 'team/app' } })
  } finally {
    await registry.close()
  }
}

/** A credential source that knows one user. */
export function passwordOf(username: string, password: string): NonNullable<RegistryClientOptions['credentials']> {
  return { find: async () => ({ kind: 'password', username, password }) }
}

/** The bytes of an image whose only blob is its config. */
export function imageOf(config: Uint8Array): { readonly bytes: Uint8Array; readonly mediaType: string } {
  const document = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: mediaTypes.ociConfig, digest: digestOf(config), size: config.byteLength },
    layers: [],
  }
  return { bytes: bytes(JSON.stringify(document)), mediaType: mediaTypes.ociManifest }
}

/** An index of one manifest. */
export function indexOf(manifest: Uint8Array): { readonly bytes: Uint8Array; readonly mediaType: string } {
  const platform = { os: 'linux', architecture: 'amd64' }
  const descriptor = {
    mediaType: mediaTypes.ociManifest,
    digest: digestOf(manifest),
    size: manifest.byteLength,
    platform,
  }
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [descriptor] }
  return { bytes: bytes(JSON.stringify(document)), mediaType: mediaTypes.ociIndex }
}

/** UTF-8 bytes. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Puts an image straight into a fake registry; answers its digest. */
export function seedImage(registry: FakeRegistry, repository = 'team/app', tag = 'v1'): string {
  const config = bytes(`{"seed":"${tag}"}`)
  registry.storage.putBlob(repository, config)
  return registry.storage.putManifest(repository, tag, imageOf(config))
}
