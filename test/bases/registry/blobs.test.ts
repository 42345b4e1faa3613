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
    ['416 without a word', { kind: 'answer', status: 416 }, 'broken'],
    ['206 of a web page', { kind: 'answer', status: 206, headers: { 'content-type': 'text/html' } }, 'not-a-registry'],
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

  const head = (...lines: string[]): Act => ({
    kind: 'raw',
    text: `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`,
  })
  const part = (status: number, range: string | null): Act => ({
    kind: 'amend',
    status,
    headers: { 'docker-content-digest': null, 'content-range': range },
  })
  const size = content.byteLength
  it.each([
    ['the digest', head(`Docker-Content-Digest: ${digest}`), part(500, null), { size: undefined }, 1],
    ['the size', head(`Content-Length: ${size}`), part(500, null), { size }, 1],
    ['the type alone, and a GET the size', head('Content-Type: text/plain'), part(200, null), { size }, 2],
    ['nothing, and a GET a part of the size', head(), part(206, `bytes 0-0/${size}`), { size }, 2],
    ['nothing, and a GET an empty size', head(), part(416, 'bytes */0'), { size: 0 }, 2],
  ] satisfies [string, Act, Act, object, number][])(
    'a HEAD that says %s',
    async (_, first, second, found, requests) => {
      await onBench(async ({ registry, client, repository }) => {
        registry.storage.putBlob(repository.repository, content)
        registry.rule({ method: 'HEAD', path: /blobs/, act: first })
        registry.rule({ method: 'GET', path: /blobs/, act: second })
        expect(await client.blobExists(repository, digest)).toEqual({ kind: 'found', ...found })
        expect(registry.journal).toHaveLength(requests)
      })
    },
  )

  it.each([
    ['another digest', { kind: 'amend', headers: { 'docker-content-digest': digestOf('x') } }, 'broken'],
    ['no size and no digest', head('Connection: close'), 'broken'],
    ['HTML', head('Content-Type: text/html', 'Content-Length: 5'), 'not-a-registry'],
    ['a part of no size', part(206, 'bytes 0-0/*'), 'broken'],
    ['a part without a range', part(206, null), 'broken'],
  ] satisfies [string, Act, string][])('what says %s proves nothing', async (_, act, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.storage.putBlob(repository.repository, content)
      registry.rule({ path: /blobs/, act })
      expect((await client.blobExists(repository, digest)).kind).toBe(kind)
    })
  })

  it.each([
    ['a store', { 'content-length': String(content.byteLength) }, { kind: 'found', size: content.byteLength }],
    ['a login page without a length', { 'content-type': 'text/plain' }, { kind: 'broken' }],
    ['a login page of another length', { 'content-length': '7' }, { kind: 'found', size: 7 }],
  ])('a redirect to %s', async (_, headers, answer) => {
    const there = await startFakeRegistry()
    const text = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    there.rule({ path: /./, act: head(...text) })
    await onBench(async ({ registry, client, repository }) => {
      const act: Act = { kind: 'answer', status: 307, headers: { location: `${there.origin}/signed` } }
      registry.rule({ path: /blobs/, act })
      expect(await client.blobExists(repository, digest)).toMatchObject(answer)
    })
    await there.close()
  })
})
