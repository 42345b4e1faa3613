import { describe, expect, it } from 'vitest'
import { digestOf } from '../../../src/image/digest.ts'
import type { Act } from '../../fakes/registry/rules.ts'
import { startFakeRegistry } from '../../fakes/registry/server.ts'
import { bytes, onBench, passwordOf } from './bench.ts'

const content = bytes('{"a":"recipe"}')
const digest = digestOf(content)
const json = { 'content-type': 'application/json' }
const denied: Act = {
  kind: 'answer',
  status: 403,
  headers: json,
  body: '{"errors":[{"code":"DENIED","message":"permission_denied: write_package"}]}',
}

describe('putBlob', () => {
  it('leaves the query of the location as it was given', async () => {
    await onBench(async ({ registry, client, repository }) => {
      expect(await client.putBlob(repository, digest, content)).toEqual({ kind: 'stored', how: 'uploaded' })
      expect(registry.journal.at(-1)?.target).toContain('?_state=s%2Bt%2Fa&digest=sha256%3A')
      expect([...client.requests]).toEqual([
        ['HEAD blob', 1],
        ['GET blob', 1],
        ['POST upload', 1],
        ['PUT upload', 1],
      ])
    })
  })

  it.each([
    ['lost before it arrived', { kind: 'reset' }],
    ['stored, its answer lost', { kind: 'lose' }],
    ['stored, answered with 500', { kind: 'amend', status: 500 }],
    ['answered with 503', { kind: 'answer', status: 503 }],
    [
      'a session that is gone',
      { kind: 'answer', status: 404, headers: json, body: '{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}' },
    ],
  ] satisfies [string, Act][])('once %s: the blob is stored in the end', async (_, act) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ method: 'PUT', path: /uploads/, times: 1, act })
      expect(await client.putBlob(repository, digest, content)).toEqual({ kind: 'stored', how: 'uploaded' })
      expect((await client.blob(repository, digest, 1000)).kind).toBe('found')
    })
  })

  it('what was stored is not sent again because its answer was lost', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ method: 'PUT', path: /uploads/, act: { kind: 'lose' } })
      expect(await client.putBlob(repository, digest, content)).toEqual({ kind: 'stored', how: 'uploaded' })
      expect(client.requests.get('PUT upload')).toBe(1)
    })
  })

  it('a blob of another size is sent, and not taken for the one that was sent', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /blobs\/sha256/, act: { kind: 'answer', status: 200, body: 'page' } })
      registry.rule({ method: 'PUT', path: /uploads/, act: { kind: 'reset' } })
      expect((await client.putBlob(repository, digest, content)).kind).toBe('unreachable')
    })
  })

  it('gives up after three sessions', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ method: 'PUT', path: /uploads/, act: { kind: 'reset' } })
      expect((await client.putBlob(repository, digest, content)).kind).toBe('unreachable')
      expect(client.requests.get('POST upload')).toBe(3)
    })
  })

  it.each([
    ['POST', denied, 'denied'],
    ['PUT', denied, 'denied'],
    ['POST', { kind: 'answer', status: 202 }, 'broken'],
    ['POST', { kind: 'answer', status: 202, headers: { location: 'http://[' } }, 'broken'],
    ['POST', { kind: 'answer', status: 202, headers: { location: 'http://169.254.169.254/x' } }, 'broken'],
    ['POST', { kind: 'answer', status: 202, headers: { location: 'file:///etc/passwd' } }, 'broken'],
    ['POST', { kind: 'answer', status: 404, body: '<html>' }, 'not-a-registry'],
    ['POST', { kind: 'answer', status: 503 }, 'unreachable'],
    ['PUT', { kind: 'answer', status: 413 }, 'broken'],
    ['PUT', { kind: 'amend', headers: { 'docker-content-digest': digestOf('x') } }, 'broken'],
  ] satisfies [string, Act, string][])('%s %j: %s', async (method, act, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ method, path: /uploads/, act })
      expect((await client.putBlob(repository, digest, content)).kind).toBe(kind)
    })
  })

  it('a location on another host gets the bytes, not the login', async () => {
    const store = await startFakeRegistry()
    store.rule({ path: /./, act: { kind: 'answer', status: 201 } })
    const login = { kind: 'basic', username: 'me', password: 'secret' } as const
    await onBench(
      async ({ registry, client, repository }) => {
        registry.rule({
          method: 'POST',
          path: /./,
          act: { kind: 'amend', status: 202, headers: { location: `${store.origin}/put?sig=s` } },
        })
        expect(await client.putBlob(repository, digest, content)).toMatchObject({ kind: 'stored' })
        expect(store.journal).toMatchObject([{ method: 'PUT', size: content.byteLength }])
        expect(store.journal[0]?.headers.authorization).toBeUndefined()
        expect(registry.journal.at(-1)?.headers.authorization).toMatch(/^Basic/)
      },
      { registry: { login }, client: { credentials: passwordOf('me', 'secret') } },
    )
    await store.close()
  })

  it('a location on another host does not say where tokens of the registry come from', async () => {
    const store = await startFakeRegistry()
    const headers = { 'www-authenticate': `Bearer realm="${store.origin}/token"` }
    store.rule({ method: 'PUT', path: /./, act: { kind: 'answer', status: 401, headers } })
    store.rule({ path: /token/, act: { kind: 'answer', status: 200, body: '{"token":"of-the-store"}' } })
    const login = { kind: 'basic', username: 'me', password: 'secret' } as const
    await onBench(
      async ({ registry, client, repository }) => {
        registry.rule({
          method: 'POST',
          path: /./,
          act: { kind: 'amend', headers: { location: `${store.origin}/put` } },
        })
        expect(await client.putBlob(repository, digest, content)).toMatchObject({ kind: 'denied', code: 'BH080' })
        await client.manifest(repository, 'v1')
        expect(store.journal.map(({ method, headers }) => [method, headers.authorization])).toEqual([
          ['PUT', undefined],
        ])
        expect(registry.journal.at(-1)?.headers.authorization).toMatch(/^Basic/)
      },
      { registry: { login }, client: { credentials: passwordOf('me', 'secret') } },
    )
    await store.close()
  })

  it('is uploaded where mounting is refused', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ method: 'POST', path: /mount=/, act: denied })
      expect(await client.putBlob(repository, digest, content, { mountFrom: 'team/other' })).toEqual({
        kind: 'stored',
        how: 'uploaded',
      })
    })
  })

  it('a mount within the same repository is not asked for', async () => {
    await onBench(async ({ registry, client, repository }) => {
      await client.putBlob(repository, digest, content, { mountFrom: repository.repository })
      expect(registry.journal.some(entry => entry.target.includes('mount'))).toBe(false)
    })
  })

  it('a Blob is sent whole with its length', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const large = new Uint8Array(5 * 1024 * 1024).fill(7)
      expect((await client.putBlob(repository, digestOf(large), new Blob([large]))).kind).toBe('stored')
      expect(registry.journal.at(-1)).toMatchObject({
        size: large.byteLength,
        headers: { 'content-length': String(large.byteLength) },
      })
    })
  })
})

describe('mayPush', () => {
  it('closes the session it opened', async () => {
    await onBench(async ({ registry, client, repository }) => {
      expect(await client.mayPush(repository)).toEqual({ kind: 'allowed' })
      expect(registry.storage.openUploads).toBe(0)
      expect([...client.requests]).toEqual([
        ['POST upload', 1],
        ['DELETE upload', 1],
      ])
    })
  })

  it('is allowed even if the session cannot be closed', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ method: 'DELETE', path: /./, act: { kind: 'reset' } })
      expect(await client.mayPush(repository)).toEqual({ kind: 'allowed' })
    })
  })

  it.each([
    ['denied', denied, 'denied', 'BH081'],
    [
      'a repository that has to be made first',
      {
        kind: 'answer',
        status: 404,
        headers: json,
        body: '{"errors":[{"code":"NAME_UNKNOWN","message":"no such repository"}]}',
      },
      'denied',
      'BH080',
    ],
    ['down', { kind: 'answer', status: 500 }, 'unreachable', 'BH084'],
    ['disconnects', { kind: 'reset' }, 'unreachable', 'BH084'],
    ['HTML', { kind: 'answer', status: 200, body: '<html>' }, 'not-a-registry', 'BH086'],
  ] satisfies [string, Act, string, string][])('%s', async (_, act, kind, code) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ method: 'POST', path: /./, act })
      expect(await client.mayPush(repository)).toMatchObject({ kind, code })
    })
  })
})
