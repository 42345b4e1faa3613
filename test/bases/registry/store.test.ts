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
      registry.rule({ path: /manifests/, while: known, act: denied })
      const answer = await openRepository(client, repository, 'publish').manifest('v1')
      expect(answer).toMatchObject({
        kind: 'denied',
        code: 'BH080',
        detail: expect.stringContaining('pushing is allowed, but a base that cannot be read is of no use'),
      })
      expect(registry.storage.find('team/app')).toBeUndefined()
      expect(registry.storage.openUploads).toBe(0)
    }, options)
  })

  it('is the denial that was met where pushing is denied too', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests|uploads/, while: known, act: denied })
      const answer = await openRepository(client, repository, 'publish').manifest('v1')
      expect(answer).toMatchObject({ kind: 'denied', detail: expect.stringMatching(/^no right to pull team\/app/) })
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
