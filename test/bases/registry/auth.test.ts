import { describe, expect, it } from 'vitest'
import { createRegistryClient } from '../../../src/bases/registry/client.ts'
import type { Credential } from '../../../src/bases/registry/credentials.ts'
import { digestOf } from '../../../src/image/digest.ts'
import type { FakeRegistryOptions } from '../../fakes/registry/server.ts'
import { startFakeRegistry } from '../../fakes/registry/server.ts'
import { bytes, fastClock, imageOf, onBench, passwordOf, seedImage } from './bench.ts'
import { scriptedNetwork } from './scripted.ts'

const bearer = { kind: 'bearer', username: 'me', password: 'secret', anonymous: 'nothing' } as const
const me = passwordOf('me', 'secret')
const holding = (credential: Credential) => ({ find: async () => credential })
const of = (login: FakeRegistryOptions['login']) => ({ login: login ?? { kind: 'none' } }) as const

describe('Bearer', () => {
  it('asks for pull alone, once for several reads', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        expect((await client.manifest(repository, 'v1')).kind).toBe('found')
        expect((await client.listTags(repository)).kind).toBe('found')
        const tokens = registry.journal.filter(entry => entry.target.startsWith('/token'))
        expect(tokens.map(entry => entry.target)).toEqual(['/token?service=fake&scope=repository%3Ateam%2Fapp%3Apull'])
        expect([...client.requests]).toEqual([
          ['GET manifest', 2],
          ['GET token', 1],
          ['GET tags', 1],
        ])
      },
      { registry: of(bearer), client: { credentials: me } },
    )
  })

  it('asks for one token when several reads start at once', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        const answers = await Promise.all(['v1', 'v2', 'v1'].map(tag => client.manifest(repository, tag)))
        expect(answers.map(answer => answer.kind)).toEqual(['found', 'absent', 'found'])
        expect(client.requests.get('GET token')).toBe(1)
      },
      { registry: of(bearer), client: { credentials: me } },
    )
  })

  it('asks for push only to push, and for the other repository only to mount', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry, 'team/other')
        const config = bytes('{"seed":"v1"}')
        expect(await client.putBlob(repository, digestOf(config), config, { mountFrom: 'team/other' })).toMatchObject({
          how: 'mounted',
        })
        const image = imageOf(config)
        expect((await client.putManifest(repository, 'v1', image.bytes, image.mediaType)).kind).toBe('stored')
        expect((await client.deleteManifest(repository, digestOf(image.bytes))).kind).toBe('deleted')
        const scopes = registry.journal
          .filter(entry => entry.target.startsWith('/token'))
          .map(entry => new URL(entry.target, registry.origin).searchParams.getAll('scope'))
        expect(scopes).toEqual([
          ['repository:team/app:pull,push'],
          ['repository:team/app:pull,push', 'repository:team/other:pull'],
          ['repository:team/app:pull,delete'],
        ])
      },
      { registry: of(bearer), client: { credentials: me } },
    )
  })

  it('works without credentials where the registry allows it', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        expect((await client.manifest(repository, 'v1')).kind).toBe('found')
        expect(registry.journal.some(entry => entry.headers.authorization?.startsWith('Basic'))).toBe(false)
        expect(await client.mayPush(repository)).toMatchObject({ kind: 'denied', code: 'BH081' })
      },
      { registry: of({ ...bearer, anonymous: 'pull' }) },
    )
  })

  it.each([
    ['no credentials', undefined, 'BH081'],
    ['wrong credentials', passwordOf('me', 'wrong'), 'BH080'],
  ])('%s: denied', async (_, credentials, code) => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        expect(await client.manifest(repository, 'v1')).toMatchObject({ kind: 'denied', code, status: 401 })
      },
      { registry: of(bearer), client: { credentials } },
    )
  })

  it('exchanges an identity token by POST, and sends a registry token as it is', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        expect((await client.manifest(repository, 'v1')).kind).toBe('found')
        expect(client.requests.get('POST token')).toBe(1)
        expect(registry.journal.every(entry => !entry.target.includes('refresh'))).toBe(true)
      },
      {
        registry: of({ ...bearer, identityToken: 'refresh' }),
        client: { credentials: holding({ kind: 'identity-token', token: 'refresh' }) },
      },
    )
    await onBench(
      async ({ registry, client, repository }) => {
        expect(await client.manifest(repository, 'v1')).toMatchObject({ kind: 'denied' })
        expect(registry.journal.at(-1)?.headers.authorization).toBe('Bearer as-it-is')
      },
      { registry: of(bearer), client: { credentials: holding({ kind: 'registry-token', token: 'as-it-is' }) } },
    )
  })

  it.each([
    ['60 s if not said', undefined, 53_000, 55_000],
    ['what is said', 300, 289_000, 291_000],
  ])('a token lives %s', async (_, expiresIn, fresh, stale) => {
    await onBench(
      async ({ registry, client, clock, repository }) => {
        seedImage(registry)
        const read = () => client.manifest(repository, 'v1')
        await read()
        clock.advance(fresh)
        await read()
        expect(client.requests.get('GET token')).toBe(1)
        clock.advance(stale - fresh)
        await read()
        expect(client.requests.get('GET token')).toBe(2)
      },
      { registry: of({ ...bearer, ...(expiresIn === undefined ? {} : { expiresIn }) }), client: { credentials: me } },
    )
  })

  it('is asked again once for a token that the registry no longer takes', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        await client.manifest(repository, 'v1')
        registry.porter.revokeAll()
        expect((await client.manifest(repository, 'v1')).kind).toBe('found')
        expect(client.requests.get('GET token')).toBe(2)
        registry.rule({
          path: /manifests/,
          act: {
            kind: 'answer',
            status: 401,
            headers: { 'www-authenticate': `Bearer realm="${registry.origin}/token"` },
          },
        })
        expect((await client.manifest(repository, 'v1')).kind).toBe('denied')
        expect(client.requests.get('GET token')).toBe(3)
      },
      { registry: of({ ...bearer, expiresIn: 3600 }), client: { credentials: me } },
    )
  })
})

describe('Basic', () => {
  const basic = { kind: 'basic', username: 'me', password: 'sécret' } as const

  it('is sent after the first challenge, and at once from then on', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        await client.manifest(repository, 'v1')
        await client.manifest(repository, 'v1')
        expect([...client.requests]).toEqual([['GET manifest', 3]])
      },
      { registry: of(basic), client: { credentials: passwordOf('me', 'sécret') } },
    )
  })

  it.each([
    'Negotiate YII=, Basic realm="x"',
    'Bearer, Basic realm="x"',
    'Basic realm="x", Bearer',
    'Bearer service="y", Basic realm="x"',
  ])('is chosen from %s', async challenge => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        const strangers = (headers: Readonly<Record<string, string | undefined>>) => headers.authorization === undefined
        const act = { kind: 'amend', headers: { 'www-authenticate': challenge } } as const
        registry.rule({ path: /./, while: strangers, act })
        expect((await client.manifest(repository, 'v1')).kind).toBe('found')
      },
      { registry: of(basic), client: { credentials: passwordOf('me', 'sécret') } },
    )
  })

  it.each([
    [undefined, 'BH081', 1],
    [passwordOf('me', 'wrong'), 'BH080', 2],
  ])('refused', async (credentials, code, requests) => {
    await onBench(
      async ({ client, repository }) => {
        expect(await client.manifest(repository, 'v1')).toMatchObject({ kind: 'denied', code })
        expect(client.requests.get('GET manifest')).toBe(requests)
      },
      { registry: of(basic), client: { credentials } },
    )
  })
})

describe('a challenge that leads nowhere', () => {
  it.each([
    ['no challenge at all', {}, 'denied'],
    ['an unknown scheme', { 'www-authenticate': 'Negotiate' }, 'broken'],
    ['a malformed one', { 'www-authenticate': 'Bearer realm="' }, 'broken'],
    ['no realm', { 'www-authenticate': 'Bearer service="x"' }, 'broken'],
    ['a realm that is not a URL', { 'www-authenticate': 'Bearer realm="nowhere"' }, 'broken'],
  ])('%s', async (_, headers, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /./, act: { kind: 'answer', status: 401, headers } })
      expect((await client.manifest(repository, 'v1')).kind).toBe(kind)
      expect(registry.journal).toHaveLength(1)
    })
  })
})

describe('a token service that fails', () => {
  it.each([
    [401, '{"errors":[{"code":"UNAUTHORIZED","message":"no"}]}', 'denied', 'BH080'],
    [403, '{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}', 'denied', 'BH080'],
    [403, 'Your Authorization Token has expired', 'denied', 'BH080'],
    [404, '<html>', 'not-a-registry', 'BH086'],
    [405, '', 'broken', 'BH089'],
    [400, '{"errors":[{"code":"X","message":"x"}]}', 'broken', 'BH089'],
    [429, '', 'unreachable', 'BH088'],
    [503, '', 'unreachable', 'BH084'],
    [200, '{}', 'broken', 'BH089'],
    [200, '{"token":""}', 'broken', 'BH089'],
    [200, '{"token":"a\\r\\nX-Evil: 1"}', 'broken', 'BH089'],
    [200, '{"token":7}', 'broken', 'BH089'],
    [200, '<html>Sign in</html>', 'not-a-registry', 'BH086'],
    [200, `{"token":"${'x'.repeat(1024 * 1024)}"}`, 'broken', 'BH089'],
  ])('%i %s', async (status, body, kind, code) => {
    await onBench(
      async ({ registry, client, repository }) => {
        registry.rule({ path: /^\/token/, act: { kind: 'answer', status, body } })
        expect(await client.manifest(repository, 'v1')).toMatchObject({ kind, code })
      },
      { registry: of(bearer), client: { credentials: me } },
    )
  })
})

describe('where credentials go', () => {
  it('not to a token service on another host, unless the user names it', async () => {
    const thief = await startFakeRegistry({ login: bearer })
    const realm = `${thief.origin.replace('127.0.0.1', 'tokens.example')}/token`
    await onBench(
      async ({ registry, client, repository }) => {
        const answer = await client.manifest(repository, 'v1')
        expect(answer).toMatchObject({ kind: 'denied', code: 'BH089', remedy: expect.stringContaining('token-hosts') })
        expect(registry.journal).toHaveLength(1)
        expect(thief.journal).toEqual([])
      },
      { registry: of({ ...bearer, realm }), client: { credentials: me } },
    )
    await thief.close()
  })

  it('to another port of this machine', async () => {
    const tokens = await startFakeRegistry({ login: bearer })
    await onBench(
      async ({ client, repository }) => {
        await client.manifest(repository, 'v1')
        expect(tokens.journal[0]?.headers.authorization).toMatch(/^Basic/)
      },
      { registry: of({ ...bearer, realm: `${tokens.origin}/token` }), client: { credentials: me } },
    )
    await tokens.close()
  })

  it('a token is not shown to another registry', async () => {
    const network = scriptedNetwork({
      'GET https://ghcr.io/token?service=ghcr.io&scope=repository%3Ateam%2Fapp%3Apull': {
        body: { token: 'ghcr-token' },
      },
      'GET https://ghcr.io/v2/team/app/manifests/v1': {
        status: 404,
        body: { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] },
      },
      'GET https://quay.io/v2/team/app/manifests/v1': { status: 404, body: { errors: [{ code: 'MANIFEST_UNKNOWN' }] } },
    })
    const client = createRegistryClient({ fetch: network.fetch, clock: fastClock(), credentials: me })
    await client.manifest({ registry: 'ghcr.io', repository: 'team/app' }, 'v1')
    await client.manifest({ registry: 'quay.io', repository: 'team/app' }, 'v1')
    expect(network.seen.map(seen => seen.authorization)).toEqual([
      expect.stringMatching(/^Basic/),
      'Bearer ghcr-token',
      undefined,
    ])
  })
})

describe('registries whose token service is known', () => {
  it.each([
    ['ghcr.io', 'https://ghcr.io', 'https://ghcr.io/token?service=ghcr.io'],
    ['docker.io', 'https://registry-1.docker.io', 'https://auth.docker.io/token?service=registry.docker.io'],
  ])('%s decides in two requests', async (registry, origin, service) => {
    const image = imageOf(bytes('{}'))
    const network = scriptedNetwork({
      [`GET ${service}&scope=repository%3Ateam%2Fapp%3Apull`]: { body: { token: 't' } },
      [`GET ${origin}/v2/team/app/manifests/v1`]: seen => {
        const body = new TextDecoder().decode(image.bytes)
        return seen.authorization === 'Bearer t'
          ? { headers: { 'content-type': image.mediaType }, body }
          : { status: 500 }
      },
    })
    const client = createRegistryClient({ fetch: network.fetch, clock: fastClock(), credentials: me })
    expect((await client.manifest({ registry, repository: 'team/app' }, 'v1')).kind).toBe('found')
    expect(network.seen).toHaveLength(2)
  })

  it('that moved are found by their challenge', async () => {
    const found = { errors: [{ code: 'MANIFEST_UNKNOWN', message: '' }] }
    const network = scriptedNetwork({
      'GET https://ghcr.io/token?service=ghcr.io&scope=repository%3Ateam%2Fapp%3Apull': { status: 404, body: '<html>' },
      'GET https://ghcr.io/v2/team/app/manifests/v1': seen =>
        seen.authorization === 'Bearer t'
          ? { status: 404, body: found }
          : { status: 401, headers: { 'www-authenticate': 'Bearer realm="https://ghcr.io/new"' } },
      'GET https://ghcr.io/new?scope=repository%3Ateam%2Fapp%3Apull': { body: { access_token: 't' } },
    })
    const client = createRegistryClient({ fetch: network.fetch, clock: fastClock() })
    expect((await client.manifest({ registry: 'ghcr.io', repository: 'team/app' }, 'v1')).kind).toBe('absent')
  })
})
