import { describe, expect, it } from 'vitest'
import { createRegistryClient } from '../../../src/bases/registry/client.ts'
import { openRepository } from '../../../src/bases/registry/store.ts'
import { parseDigest } from '../../../src/image/digest.ts'
import type { Act, Rule } from '../../fakes/registry/rules.ts'
import { type FakeRegistry, startFakeRegistry } from '../../fakes/registry/server.ts'
import { onBench, passwordOf, seedImage } from './bench.ts'

const denied: Act = {
  kind: 'answer',
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: '{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}',
}

const noCreation: Act = {
  kind: 'answer',
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: '{"errors":[{"code":"DENIED","message":"installation not allowed to Create organization package"}]}',
}

const known: Rule['while'] = headers => headers.authorization !== undefined

/** A registry that wants tokens, and somebody who has a login. */
const options = {
  registry: { login: { kind: 'bearer', username: 'me', password: 'secret', anonymous: 'nothing' } },
  client: { credentials: passwordOf('me', 'secret') },
} as const

/** Every right that was asked for: of tokens, and by writing. */
function rightsAsked({ journal }: FakeRegistry): string[] {
  return journal.flatMap(({ method, target }) => {
    if (method !== 'GET' && method !== 'HEAD') return [method]
    return target.startsWith('/token') ? [decodeURIComponent(target).replace(/^.*:/, '')] : []
  })
}

describe('a look', () => {
  it.each([
    ['that finds', (registry: FakeRegistry) => void seedImage(registry), 'found'],
    ['that finds nothing', () => {}, 'absent'],
    [
      'that is denied',
      (registry: FakeRegistry) => registry.rule({ path: /manifests/, while: known, act: denied }),
      'denied',
    ],
  ])('%s asks for pull and nothing else', async (_, prepare, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      prepare(registry)
      expect((await openRepository(client, repository, 'look').manifest('v1')).kind).toBe(kind)
      expect(rightsAsked(registry)).toEqual(['pull'])
    }, options)
  })

  it('says of a denial that there may be nothing yet', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests/, while: known, act: denied })
      expect(await openRepository(client, repository, 'look').manifest('v1')).toMatchObject({
        code: 'BH080',
        remedy: expect.stringMatching(
          /may pull\. If .*team\/app is not there yet, the first build that may push makes it\.$/,
        ),
      })
    }, options)
  })
})

it.each(['look', 'publish'] as const)('no mirror is asked for bases: %s', async purpose => {
  const mirror = await startFakeRegistry()
  const digest = parseDigest(seedImage(mirror))
  await onBench(async ({ registry, clock, repository }) => {
    const client = createRegistryClient({ clock, mirrors: new Map([[registry.host, [mirror.host]]]) })
    const store = openRepository(client, repository, purpose)
    const answers = [await store.manifest('v1'), await store.manifest(digest), await store.blob(digest, 100)]
    expect(answers.map(answer => answer.kind)).toEqual(['absent', 'absent', 'absent'])
    expect((await store.hasBlob(digest)).kind).toBe('absent')
    expect(mirror.journal).toEqual([])
    expect((await client.manifest(repository, 'v1')).kind).toBe('found')
  })
  await mirror.close()
})

describe('a look by who publishes', () => {
  it('is told by the right to push that nothing is there', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests/, while: known, times: 1, act: denied })
      const answer = await openRepository(client, repository, 'publish').manifest('v1')
      expect(answer).toEqual({ kind: 'absent', what: 'repository' })
      expect(rightsAsked(registry)).toEqual(['pull', 'pull,push', 'POST', 'DELETE'])
      expect(registry.storage.openUploads).toBe(0)
    }, options)
  })

  it('asks for push after a denial only', async () => {
    await onBench(async ({ registry, client, repository }) => {
      seedImage(registry)
      const store = openRepository(client, repository, 'publish')
      expect([(await store.manifest('v1')).kind, (await store.manifest('v2')).kind]).toEqual(['found', 'absent'])
      expect(rightsAsked(registry)).toEqual(['pull'])
    }, options)
  })

  it('is a denial where pushing is allowed and reading is not, before anything is stored', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests|tags/, while: known, act: denied })
      const answer = await openRepository(client, repository, 'publish').manifest('v1')
      expect(answer).toMatchObject({
        kind: 'denied',
        code: 'BH080',
        detail: expect.stringMatching(
          /^no right to pull team\/app: requested .*pushing is allowed, but a base that cannot be read is of no use/,
        ),
      })
      expect(registry.storage.find('team/app')).toBeUndefined()
      expect(registry.storage.openUploads).toBe(0)
    }, options)
  })

  it.each([
    [
      'publish',
      /^no right to push team\/app: installation not allowed to Create organization package; no right to pull/,
    ],
    ['publish-if-granted', /^no right to pull team\/app: requested access/],
  ] as const)('to %s is the denial that matters where pushing is denied too', async (purpose, detail) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests/, while: known, act: denied })
      registry.rule({ path: /uploads/, while: known, act: noCreation })
      const answer = await openRepository(client, repository, purpose).manifest('v1')
      expect(answer).toMatchObject({ kind: 'denied', detail: expect.stringMatching(detail) })
      const remedy = `Log in to ${registry.host} before this step with an account that may`
      expect(answer).toMatchObject({ remedy: `${remedy} ${purpose === 'publish' ? 'push' : 'pull'}.` })
      expect(registry.journal.filter(({ method }) => method === 'GET').length).toBe(4)
    }, options)
  })

  it('is what went wrong under the right to push', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests/, while: known, times: 1, act: denied })
      registry.rule({ path: /manifests/, while: known, act: { kind: 'answer', status: 503 } })
      expect((await openRepository(client, repository, 'publish').manifest('v1')).kind).toBe('unreachable')
    }, options)
  })
})

describe('a registry that denies what it does not have, to who may push too', () => {
  /** `v1` is denied, whether it is there or not. */
  const deny = (registry: FakeRegistry) =>
    registry.rule({ path: /manifests\/(?:v1|absent-[^/]+)$/, while: known, act: denied })

  it.each([
    ['a repository that is not there', () => {}, 'repository'],
    ['other tags', (registry: FakeRegistry) => void seedImage(registry, 'team/app', 'v2'), 'manifest'],
  ])(
    'is believed with %s, once the list of tags and a read of what was just stored agree',
    async (_, prepare, what) => {
      await onBench(async ({ registry, client, repository }) => {
        prepare(registry)
        deny(registry)
        const store = openRepository(client, repository, 'publish')
        expect(await store.manifest('v1')).toEqual({ kind: 'absent', what })
        const asked = registry.journal.length
        expect((await store.manifest('v1')).kind).toBe('absent')
        expect(registry.journal.length - asked).toBe(5)
        expect([...(registry.storage.find('team/app')?.tags.keys() ?? [])].filter(tag => tag !== 'v2')).toEqual([])
      }, options)
    },
  )

  it.each<[string, (registry: FakeRegistry) => void, RegExp]>([
    ['a tag that is listed', registry => void seedImage(registry), /pushing is allowed, and the tag is listed$/],
    [
      'tags that are not listed',
      registry => registry.rule({ path: /tags\/list/, while: known, act: denied }),
      /its tags cannot be listed either; pushing is allowed, but/,
    ],
    [
      'a list that is none',
      registry =>
        registry.rule({ path: /tags\/list/, while: known, act: { kind: 'answer', status: 200, body: '<html>' } }),
      /its tags cannot be listed either; pushing is allowed, but/,
    ],
    [
      'what was stored that cannot be read',
      registry => registry.rule({ method: 'GET', path: /manifests\/sha256/, while: known, act: denied }),
      /an artifact that was just stored there cannot be read; pushing is allowed, but/,
    ],
    [
      'other tags that are not there and not denied',
      registry =>
        registry.rule({ path: /manifests\/absent-/, while: known, act: { kind: 'call', call: async () => {} } }),
      /a tag that does not exist gets another answer; pushing is allowed, but/,
    ],
    [
      'a manifest that cannot be stored',
      registry => registry.rule({ method: 'PUT', path: /manifests\/sha256/, while: known, act: denied }),
      /an artifact that was just stored there cannot be read; pushing is allowed, but/,
    ],
  ])('is not believed with %s', async (_, prepare, detail) => {
    await onBench(async ({ registry, client, repository }) => {
      prepare(registry)
      deny(registry)
      const answer = await openRepository(client, repository, 'publish').manifest('v1')
      expect(answer).toMatchObject({ kind: 'denied', code: 'BH080', detail: expect.stringMatching(detail) })
      expect(answer).toMatchObject({ detail: expect.stringMatching(/^no right to pull/) })
    }, options)
  })

  it('says of a digest no more than the denial', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests\/(?:sha256:a{64}|absent-[^/]+)$/, while: known, act: denied })
      const answer = await openRepository(client, repository, 'publish').manifest(`sha256:${'a'.repeat(64)}`)
      expect(answer.kind).toBe('denied')
      expect(registry.storage.find('team/app')).toBeUndefined()
    }, options)
  })

  it('names the repository to use instead of a virtual one', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests|tags/, while: known, act: denied })
      const answer = await openRepository(client, repository, 'publish').manifest('v1')
      expect(answer).toMatchObject({
        remedy: expect.stringMatching(
          /right to pull; if .*team\/app is a virtual repository, set base-repository to the local/,
        ),
      })
    }, options)
  })
})
