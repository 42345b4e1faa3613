import { describe, expect, it } from 'vitest'
import { createRegistryClient } from '../../../src/bases/registry/client.ts'
import { digestOf } from '../../../src/image/digest.ts'
import type { Act } from '../../fakes/registry/rules.ts'
import { type FakeRegistry, startFakeRegistry } from '../../fakes/registry/server.ts'
import { bytes, fastClock, passwordOf, seedImage } from './bench.ts'

/** An upstream and two mirrors of it. */
async function withMirrors(
  test: (parts: { upstream: FakeRegistry; first: FakeRegistry; second: FakeRegistry }) => Promise<void>,
) {
  const [upstream, first, second] = await Promise.all([startFakeRegistry(), startFakeRegistry(), startFakeRegistry()])
  try {
    await test({ upstream, first, second })
  } finally {
    await Promise.all([upstream, first, second].map(registry => registry.close()))
  }
}

describe('mirrors', () => {
  const clientOf = (upstream: FakeRegistry, ...mirrors: FakeRegistry[]) => {
    const client = createRegistryClient({
      clock: fastClock(),
      mirrors: new Map([[upstream.host, mirrors.map(mirror => mirror.origin)]]),
      credentials: {
        find: async request =>
          request.registry === upstream.host ? passwordOf('me', 'secret').find(request) : undefined,
      },
    })
    return { client, repository: { registry: upstream.host, repository: 'team/app' } }
  }

  it('answer before the registry, and are told which one is meant', async () => {
    await withMirrors(async ({ upstream, first, second }) => {
      seedImage(second)
      const { client, repository } = clientOf(upstream, first, second)
      for (const ask of [client.manifest, client.headManifest]) expect((await ask(repository, 'v1')).kind).toBe('found')
      const config = bytes('{"seed":"v1"}')
      expect((await client.blob(repository, digestOf(config), 100)).kind).toBe('found')
      expect(upstream.journal).toEqual([])
      expect(first.journal[0]?.target).toBe(`/v2/team/app/manifests/v1?ns=${encodeURIComponent(upstream.host)}`)
    })
  })

  it.each([
    ['404', undefined],
    ['503', { kind: 'answer', status: 503 }],
    ['401', { kind: 'answer', status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }],
    ['HTML', { kind: 'answer', status: 200, body: '<html>' }],
    ['other bytes', { kind: 'answer', status: 200, body: '{}' }],
    ['a reset', { kind: 'reset' }],
  ] satisfies [string, Act | undefined][])('that answer with %s are passed over', async (_, act) => {
    await withMirrors(async ({ upstream, first, second }) => {
      seedImage(upstream)
      if (act !== undefined) first.rule({ path: /./, act })
      const { client, repository } = clientOf(upstream, first, second)
      expect((await client.manifest(repository, 'v1')).kind).toBe('found')
    })
  })

  it('that are down do not make an absence of the registry less true', async () => {
    await withMirrors(async ({ upstream, first }) => {
      await first.close()
      const { client, repository } = clientOf(upstream, first)
      expect(await client.manifest(repository, 'v1')).toEqual({ kind: 'absent', what: 'manifest' })
    })
  })

  it('that do not have it do not make a fault of the registry an absence, and both are told', async () => {
    await withMirrors(async ({ upstream, first, second }) => {
      upstream.rule({ path: /./, act: { kind: 'answer', status: 503 } })
      second.rule({ path: /./, act: { kind: 'answer', status: 500 } })
      const { client, repository } = clientOf(upstream, first, second)
      const expected = {
        kind: 'unreachable',
        host: upstream.host,
        detail: expect.stringContaining(`${first.host}: does not have it; mirror ${second.host}: answers 500`),
      }
      expect(await client.manifest(repository, 'v1')).toMatchObject(expected)
    })
  })

  it('are never given the credentials of the registry, nor asked to write, list, delete or vouch for a blob', async () => {
    await withMirrors(async ({ upstream, first }) => {
      first.rule({
        method: 'GET',
        path: /manifests/,
        act: { kind: 'answer', status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
      })
      const { client, repository } = clientOf(upstream, first)
      await client.manifest(repository, 'v1')
      const asked = first.journal.length
      const content = bytes('x')
      await client.putBlob(repository, digestOf(content), content)
      await client.putManifest(repository, 'v1', bytes('{}'), 'application/json')
      await client.mayPush(repository)
      await client.listTags(repository)
      await client.deleteManifest(repository, 'v1')
      await client.blobExists(repository, digestOf(content))
      expect(first.journal).toHaveLength(asked)
      expect(first.journal.every(entry => entry.headers.authorization === undefined)).toBe(true)
    })
  })
})

describe('names that would reach another path', () => {
  it.each([
    ['../../admin', 'v1'],
    ['team/App', 'v1'],
    ['team//app', 'v1'],
    ['', 'v1'],
    ['a'.repeat(256), 'v1'],
    ['team/app', 'a+b'],
    ['team/app', '../tags/list'],
    ['team/app', ''],
    ['team/app', 'sha256:beef'],
    ['team/app', 'a'.repeat(129)],
  ])('%s %s are refused before any request', async (repository, reference) => {
    const client = createRegistryClient({ clock: fastClock(), fetch: async () => Promise.reject(new Error('asked')) })
    const from = { registry: 'localhost:1', repository }
    await expect(client.manifest(from, reference)).rejects.toMatchObject({ code: 'BH006' })
    await expect(client.putManifest(from, reference, bytes('{}'), 'x')).rejects.toMatchObject({ code: 'BH006' })
    expect(client.requests.size).toBe(0)
  })
})

it('counts requests by method and kind', async () => {
  const registry = await startFakeRegistry()
  seedImage(registry)
  const client = createRegistryClient({ clock: fastClock(), userAgent: 'basehit/1.2.3' })
  registry.rule({ path: /./, times: 2, act: { kind: 'answer', status: 503 } })
  await client.manifest({ registry: registry.host, repository: 'team/app' }, 'v1')
  expect([...client.requests]).toEqual([['GET manifest', 3]])
  expect(registry.journal[0]?.headers['user-agent']).toBe('basehit/1.2.3')
  await registry.close()
})
