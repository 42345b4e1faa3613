import { describe, expect, it } from 'vitest'
import { digestOf } from '../../../src/image/digest.ts'
import type { Act } from '../../fakes/registry/rules.ts'
import { startFakeRegistry } from '../../fakes/registry/server.ts'
import { bytes, onBench } from './bench.ts'

const content = bytes('{"a":"recipe"}')
const digest = digestOf(content)
const html = '<html>no</html>'

describe('blob', () => {
  it.each([
    ['other bytes', { kind: 'amend', body: 'other' }, 'broken'],
    ['too many bytes', { kind: 'amend', body: 'x'.repeat(2000) }, 'broken'],
    ['206 without being asked', { kind: 'amend', status: 206 }, 'broken'],
    ['HTML 404', { kind: 'answer', status: 404, body: html }, 'not-a-registry'],
    ['HTML 200', { kind: 'answer', status: 200, body: html }, 'broken'],
    ['503', { kind: 'answer', status: 503 }, 'unreachable'],
    ['403', { kind: 'answer', status: 403 }, 'denied'],
    ['half', { kind: 'half', end: 'cut' }, 'unreachable'],
  ] satisfies [string, Act, string][])('%s', async (_, act, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.storage.putBlob(repository.repository, content)
      registry.rule({ path: /blobs/, act })
      expect((await client.blob(repository, digest, 1000)).kind).toBe(kind)
    })
  })

  it('comes from a store elsewhere, which is not told the login', async () => {
    const store = await startFakeRegistry()
    store.rule({ path: /^\/signed/, act: { kind: 'answer', status: 200, body: content } })
    await onBench(
      async ({ registry, client, repository }) => {
        registry.rule({
          path: /blobs/,
          skip: 1,
          act: { kind: 'answer', status: 307, headers: { location: `${store.origin}/signed?key=secret` } },
        })
        expect(await client.blob(repository, digest, 1000)).toMatchObject({ kind: 'found' })
        expect(store.journal.map(entry => entry.headers.authorization)).toEqual([undefined])
        expect(registry.journal.at(-1)?.headers.authorization).toMatch(/^Basic/)
      },
      {
        registry: { login: { kind: 'basic', username: 'me', password: 'secret' } },
        client: { credentials: { find: async () => ({ kind: 'password', username: 'me', password: 'secret' }) } },
      },
    )
    await store.close()
  })

  it.each([
    [404, 'broken'],
    [403, 'unreachable'],
    [401, 'unreachable'],
    [503, 'unreachable'],
  ])('a store elsewhere that answers %i is no absence, and no secret of it is shown', async (status, kind) => {
    const store = await startFakeRegistry()
    store.rule({ path: /./, act: { kind: 'answer', status, body: '<Error/>' } })
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({
        path: /blobs/,
        act: { kind: 'answer', status: 307, headers: { location: `${store.origin}/signed?key=secret` } },
      })
      for (const answer of [await client.blob(repository, digest, 1000), await client.blobExists(repository, digest)]) {
        expect(answer.kind).toBe(kind)
        expect(JSON.stringify(answer)).not.toContain('secret')
      }
    })
    await store.close()
  })
})

describe('blobExists', () => {
  it.each([
    ['404', { kind: 'answer', status: 404 }],
    ['400', { kind: 'answer', status: 400 }],
    ['405', { kind: 'answer', status: 405 }],
  ] satisfies [string, Act][])('a HEAD that misleads with %s is put right by a GET of one byte', async (_, act) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.storage.putBlob(repository.repository, content)
      registry.rule({ method: 'HEAD', path: /blobs/, act })
      expect((await client.blobExists(repository, digest)).kind).toBe('found')
      expect(registry.journal.at(-1)?.headers.range).toBe('bytes=0-0')
    })
  })

  it.each([
    ['206', { kind: 'amend', status: 206 }, 'found'],
    ['416 of an empty blob', { kind: 'answer', status: 416 }, 'found'],
    ['HTML 404', { kind: 'answer', status: 404, body: html }, 'not-a-registry'],
    ['403', { kind: 'answer', status: 403 }, 'denied'],
    ['500', { kind: 'answer', status: 500 }, 'unreachable'],
  ] satisfies [string, Act, string][])('and a GET of %s', async (_, act, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.storage.putBlob(repository.repository, content)
      registry.rule({ method: 'HEAD', path: /blobs/, act: { kind: 'answer', status: 404 } })
      registry.rule({ method: 'GET', path: /blobs/, act })
      expect((await client.blobExists(repository, digest)).kind).toBe(kind)
    })
  })
})
