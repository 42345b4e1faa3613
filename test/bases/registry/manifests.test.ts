import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../../../src/image/digest.ts'
import { mediaTypes } from '../../../src/image/manifest.ts'
import type { Act } from '../../fakes/registry/rules.ts'
import { startFakeRegistry } from '../../fakes/registry/server.ts'
import { bytes, imageOf, onBench, seedImage } from './bench.ts'

const html = '<!doctype html><title>Sign in to the network</title>'
const errors = (code: string, message = '') => JSON.stringify({ errors: [{ code, message }] })
const list = (...codes: string[]) => JSON.stringify({ errors: codes.map(code => ({ code, message: '' })) })
const json = { 'content-type': 'application/json' }
const said = { ...json, 'docker-distribution-api-version': 'registry/2.0' }
const answer = (status: number, headers: Record<string, string>, body: string): Act => ({
  kind: 'answer',
  status,
  headers,
  body,
})

describe('a 404 is an absence only in a registry’s own words', () => {
  it.each([
    ['distribution', answer(404, said, errors('MANIFEST_UNKNOWN', 'manifest unknown')), 'absent', 'manifest'],
    ['without version header', answer(404, json, errors('MANIFEST_UNKNOWN')), 'absent', 'manifest'],
    ['no repository', answer(404, json, errors('NAME_UNKNOWN')), 'absent', 'repository'],
    ['Harbor', answer(404, json, errors('NOT_FOUND', 'artifact not found')), 'absent', 'manifest'],
    [
      'Quay, expired',
      answer(404, json, errors('MANIFEST_UNKNOWN', 'Tag v1 was deleted or has expired')),
      'absent',
      'manifest',
    ],
    ['lower case', answer(404, json, errors('name_unknown')), 'absent', 'repository'],
    [
      'content type text/plain',
      answer(404, { 'content-type': 'text/plain' }, errors('MANIFEST_UNKNOWN')),
      'absent',
      'manifest',
    ],
    ['Quay', answer(404, json, errors('TAG_EXPIRED', 'Tag v1 was deleted or has expired')), 'absent', 'manifest'],
    ['Docker Hub', answer(404, json, errors('REPOSITORY_NOT_FOUND', 'repository not found')), 'absent', 'repository'],
    ['Harbor, unknown', answer(404, json, errors('UNKNOWN', 'artifact team/app:v1 not found')), 'absent', 'manifest'],
    ['Quay, unknown', answer(404, json, errors('UNKNOWN', 'Tag v1 was deleted or has expired')), 'absent', 'manifest'],
    ['Red Hat, unknown', answer(404, json, errors('UNKNOWN', 'Not Found')), 'absent', 'manifest'],
    ['two absences', answer(404, json, list('MANIFEST_UNKNOWN', 'NAME_UNKNOWN')), 'absent', 'repository'],
    ['empty under the version header', answer(404, said, ''), 'absent', 'manifest'],
    ['denial', answer(404, json, errors('DENIED')), 'denied', 'BH081'],
    ['rate limit', answer(404, json, errors('TOOMANYREQUESTS')), 'unreachable', 'BH088'],
    ['HTML', answer(404, { 'content-type': 'text/html' }, html), 'not-a-registry', 'BH086'],
    ['HTML that calls itself JSON', answer(404, said, html), 'not-a-registry', 'BH086'],
    ['plain text', answer(404, { 'content-type': 'text/plain' }, '404 page not found'), 'not-a-registry', 'BH086'],
    [
      'plain text under the version header',
      answer(404, { ...said, 'content-type': 'text/plain' }, '404 page not found'),
      'not-a-registry',
      'BH086',
    ],
  ])('%s', async (_, act, kind, detail) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests/, act })
      const found = await client.manifest(repository, 'v1')
      expect([found.kind, found.kind === 'absent' ? found.what : 'code' in found ? found.code : '']).toEqual([
        kind,
        detail,
      ])
      expect(client.requests.get('GET ping')).toBeUndefined()
    })
  })

  it.each([
    ['UNAVAILABLE', errors('UNAVAILABLE', 'storage backend is down'), 'broken'],
    ['INTERNAL_ERROR', errors('INTERNAL_ERROR', 'database connection lost'), 'broken'],
    ['NAME_INVALID', errors('NAME_INVALID', 'invalid repository name'), 'broken'],
    ['TAG_INVALID', errors('TAG_INVALID', 'manifest tag did not match URI'), 'broken'],
    ['UNSUPPORTED', errors('UNSUPPORTED', 'The operation is unsupported.'), 'broken'],
    ['FORBIDDEN', errors('FORBIDDEN', 'no'), 'broken'],
    ['a code nobody knows', errors('ROUTE.NOT_FOUND', 'x'), 'broken'],
    ['UNKNOWN and no words', errors('UNKNOWN'), 'broken'],
    ['UNKNOWN of an image proxy', errors('UNKNOWN', 'upstream registry: image proxy not found'), 'broken'],
    ['UNKNOWN of a server', errors('UNKNOWN', 'repository server not found (proxy)'), 'broken'],
    ['UNKNOWN of a time-out', errors('UNKNOWN', 'unknown: upstream request timeout'), 'broken'],
    ['UNKNOWN of a host', errors('UNKNOWN', 'lookup storage.internal: host not found'), 'broken'],
    ['UNKNOWN of a login', errors('UNKNOWN', 'the token has expired'), 'broken'],
    ['an absence and trouble', list('MANIFEST_UNKNOWN', 'UNAVAILABLE'), 'broken'],
    ['no code', '{"errors":[{"message":"no Route matched with those values"}]}', 'broken'],
    ['no code, of a proxy', '{"errors":[{"status":404,"message":"artifact x not found"}]}', 'broken'],
    ['a problem document', '{"type":"about:blank","errors":[{"code":"route.not_found","message":"x"}]}', 'broken'],
    ['no errors', '{"errors":[]}', 'not-a-registry'],
    ['an error of another form', '{"errors":["MANIFEST_UNKNOWN"]}', 'not-a-registry'],
    ['other JSON', '{}', 'not-a-registry'],
    ['the words of a gateway', '{"message":"service unavailable"}', 'not-a-registry'],
  ])('and not in others, with or without version header: %s', async (_, body, kind) => {
    for (const headers of [json, said]) {
      await onBench(async ({ registry, client, repository }) => {
        registry.rule({ path: /manifests|blobs|tags/, act: answer(404, headers, body) })
        const answers = await Promise.all([
          client.manifest(repository, 'v1'),
          client.headManifest(repository, 'v1'),
          client.blob(repository, digestOf('x'), 100),
          client.blobExists(repository, digestOf('x')),
          client.listTags(repository),
        ])
        expect(answers.map(each => each.kind)).toEqual(answers.map(() => kind))
      })
    }
  })

  it.each([
    ['a registry', undefined, 'absent'],
    ['a registry that wants a login', answer(401, said, errors('UNAUTHORIZED')), 'absent'],
    ['a web site', answer(200, { 'content-type': 'text/html' }, html), 'not-a-registry'],
    ['nothing', answer(404, {}, ''), 'not-a-registry'],
    ['an empty 200', answer(200, {}, ''), 'not-a-registry'],
    ['down', answer(502, {}, ''), 'not-a-registry'],
  ])('an empty 404 without header is judged by /v2/: %s', async (_, ping, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.rule({ path: /manifests/, act: answer(404, {}, '') })
      if (ping !== undefined) registry.rule({ path: /^\/v2\/$/, act: ping })
      expect((await client.manifest(repository, 'v1')).kind).toBe(kind)
    })
  })
})

it('a /v2/ that another host answers is none', async () => {
  const other = await startFakeRegistry()
  await onBench(async ({ registry, client, repository }) => {
    registry.rule({ path: /manifests/, act: answer(404, {}, '') })
    registry.rule({ path: /^\/v2\/$/, act: answer(302, { location: `${other.origin}/v2/` }, '') })
    expect((await client.manifest(repository, 'v1')).kind).toBe('not-a-registry')
  })
  await other.close()
})

describe('other statuses', () => {
  it.each([
    [400, json, errors('UNSUPPORTED', 'no'), 'broken', 'BH089'],
    [401, json, errors('UNAUTHORIZED', 'authentication required'), 'denied', 'BH081'],
    [403, json, errors('DENIED', 'permission_denied'), 'denied', 'BH081'],
    [403, { 'content-type': 'text/plain' }, 'Your Authorization Token has expired', 'denied', 'BH081'],
    [403, { 'content-type': 'text/html' }, html, 'denied', 'BH081'],
    [410, { 'content-type': 'text/html' }, html, 'not-a-registry', 'BH086'],
    [418, {}, '', 'broken', 'BH089'],
    [429, json, errors('TOOMANYREQUESTS', 'You have reached your pull rate limit'), 'unreachable', 'BH088'],
    [500, {}, '', 'unreachable', 'BH084'],
    [502, { 'content-type': 'text/html' }, html, 'unreachable', 'BH084'],
    [504, {}, '', 'unreachable', 'BH084'],
    [304, {}, '', 'broken', 'BH089'],
    [204, {}, '', 'broken', 'BH089'],
  ])('%i %j %s', async (status, headers, body, kind, code) => {
    await onBench(async ({ registry, client, repository }) => {
      seedImage(registry)
      registry.rule({ path: /manifests/, act: answer(status, headers, body) })
      for (const ask of [client.manifest, client.headManifest]) {
        expect(await ask(repository, 'v1')).toMatchObject({ kind, code, status })
      }
    })
  })

  it('a rate limit is told with its numbers', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const headers = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600', 'retry-after': '7200' }
      registry.rule({ path: /manifests/, act: answer(429, headers, '') })
      const detail = 'rate limit used up (limit 100 per 6 h, remaining 0), it asks to wait 120 min'
      expect(await client.manifest(repository, 'v1')).toMatchObject({ code: 'BH088', detail })
    })
  })
})

describe('a 200 that proves nothing', () => {
  const image = imageOf(bytes('{"seed":"v1"}'))
  const text = new TextDecoder().decode(image.bytes)
  const other = digestOf('other')
  const type = (name: string): Act => ({ kind: 'amend', headers: { 'content-type': name } })
  it.each([
    ['another digest in the header', { kind: 'amend', headers: { 'docker-content-digest': other } }, 'broken'],
    ['garbage in the header', { kind: 'amend', headers: { 'docker-content-digest': 'latest' } }, 'broken'],
    ['an unknown algorithm', { kind: 'amend', headers: { 'docker-content-digest': 'md5:0123' } }, 'broken'],
    ['another sha512', { kind: 'amend', headers: { 'docker-content-digest': `sha512:${'0'.repeat(128)}` } }, 'broken'],
    ['other bytes', { kind: 'amend', body: `${text} ` }, 'broken'],
    [
      'half of the bytes, undetectably',
      { kind: 'amend', headers: { 'docker-content-digest': null }, body: text.slice(0, 60) },
      'broken',
    ],
    ['no bytes', { kind: 'amend', headers: { 'docker-content-digest': null }, body: '' }, 'broken'],
    ['a captive portal', answer(200, { 'content-type': 'text/html' }, html), 'not-a-registry'],
    ['a captive portal without a type', answer(200, {}, html), 'not-a-registry'],
    ['HTML for a type', type('text/html'), 'broken'],
    ['the type of a config', type(mediaTypes.ociConfig), 'broken'],
    ['the type of an index', type(mediaTypes.ociIndex), 'broken'],
    ['schema 1', answer(200, {}, '{"schemaVersion":1,"fsLayers":[]}'), 'broken'],
    ['both image and index', answer(200, {}, '{"schemaVersion":2,"manifests":[],"layers":[]}'), 'broken'],
    ['not an object', answer(200, json, '[]'), 'broken'],
    ['deep JSON', answer(200, json, '['.repeat(100_000)), 'broken'],
    ['more than 4 MiB', answer(200, { 'content-type': image.mediaType }, ' '.repeat(4 * 1024 * 1024 + 1)), 'broken'],
  ] satisfies [string, Act, string][])('%s', async (_, act, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      seedImage(registry)
      registry.rule({ method: 'GET', path: /manifests/, act })
      expect((await client.manifest(repository, 'v1')).kind).toBe(kind)
      expect((await client.manifest(repository, digestOf(image.bytes))).kind).toBe(kind)
    })
  })

  it.each([
    ['parameters on the type', type(`${image.mediaType}; charset=utf-8`)],
    ['a type in other case', type(image.mediaType.toUpperCase())],
    ['a vague type', type('application/json')],
    ['no type', { kind: 'amend', headers: { 'content-type': null } }],
    ['no digest', { kind: 'amend', headers: { 'docker-content-digest': null } }],
    [
      'the sha512',
      {
        kind: 'amend',
        headers: { 'docker-content-digest': `sha512:${createHash('sha512').update(image.bytes).digest('hex')}` },
      },
    ],
  ] satisfies [string, Act][])('but %s is fine', async (_, act) => {
    await onBench(async ({ registry, client, repository }) => {
      seedImage(registry)
      registry.rule({ path: /manifests/, act })
      const expected = { kind: 'found', digest: digestOf(image.bytes), mediaType: image.mediaType }
      expect(await client.manifest(repository, 'v1')).toMatchObject(expected)
      expect(await client.headManifest(repository, 'v1')).toMatchObject({ ...expected, size: image.bytes.byteLength })
    })
  })

  it('asked by digest, the bytes of another are refused', async () => {
    await onBench(async ({ registry, client, repository }) => {
      seedImage(registry)
      registry.rule({
        path: /manifests\/sha256/,
        act: {
          kind: 'amend',
          status: 200,
          headers: { 'docker-content-digest': null, 'content-type': image.mediaType },
          body: text,
        },
      })
      expect(await client.manifest(repository, other)).toMatchObject({
        kind: 'broken',
        detail: expect.stringContaining(other),
      })
    })
  })
})

describe('where HEAD misleads, GET decides', () => {
  const image = imageOf(bytes('{"seed":"v1"}'))
  it.each([
    ['404', answer(404, {}, '')],
    ['403', answer(403, {}, '')],
    ['405', answer(405, {}, '')],
    ['400', answer(400, {}, '')],
    ['no digest', { kind: 'amend', headers: { 'docker-content-digest': null } }],
    ['a digest that is none', { kind: 'amend', headers: { 'docker-content-digest': 'sha256:beef' } }],
    ['HTML', answer(200, { 'content-type': 'text/html' }, '')],
    ['HTML with a digest', answer(200, { 'content-type': 'text/html', 'docker-content-digest': digestOf('x') }, '')],
  ] satisfies [string, Act][])('%s', async (_, act) => {
    await onBench(async ({ registry, client, repository }) => {
      seedImage(registry)
      registry.rule({ method: 'HEAD', path: /manifests/, act })
      expect(await client.headManifest(repository, 'v1')).toMatchObject({
        kind: 'found',
        digest: digestOf(image.bytes),
      })
      expect([...client.requests]).toEqual([
        ['HEAD manifest', 1],
        ['GET manifest', 1],
      ])
    })
  })

  it('a good HEAD needs no GET; one that contradicts the question is broken', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const digest = seedImage(registry)
      expect(await client.headManifest(repository, digest)).toMatchObject({ kind: 'found', digest })
      expect(client.requests.get('GET manifest')).toBeUndefined()
      registry.rule({ path: /./, act: { kind: 'amend', headers: { 'docker-content-digest': digestOf('x') } } })
      expect((await client.headManifest(repository, digest)).kind).toBe('broken')
    })
  })

  it('a HEAD whose trouble lasts is not asked again as GET', async () => {
    await onBench(async ({ client, registry, repository }) => {
      registry.rule({ path: /./, act: answer(503, {}, '') })
      expect((await client.headManifest(repository, 'v1')).kind).toBe('unreachable')
      expect((await client.blobExists(repository, digestOf('x'))).kind).toBe('unreachable')
      expect([...client.requests]).toEqual([
        ['HEAD manifest', 6],
        ['HEAD blob', 6],
      ])
    })
  })

  it('a HEAD that says found is not believed by a GET that says absent', async () => {
    await onBench(async ({ client, registry, repository }) => {
      registry.rule({ method: 'HEAD', path: /./, act: answer(200, {}, '') })
      expect((await client.headManifest(repository, 'v1')).kind).toBe('absent')
    })
  })
})

it('every reading asks for all four types', async () => {
  await onBench(async ({ client, registry, repository }) => {
    await client.headManifest(repository, 'v1')
    for (const { headers } of registry.journal) {
      for (const type of [
        mediaTypes.ociManifest,
        mediaTypes.ociIndex,
        mediaTypes.dockerManifest,
        mediaTypes.dockerIndex,
      ]) {
        expect(headers.accept).toContain(type)
      }
    }
    expect(registry.journal).toHaveLength(2)
  })
})

describe('putManifest', () => {
  const config = bytes('{"seed":"v1"}')
  const image = imageOf(config)

  it.each([
    [
      'ECR',
      answer(
        400,
        json,
        errors(
          'TAG_INVALID',
          "The image tag 'v1' already exists and cannot be overwritten because the repository is immutable.",
        ),
      ),
      'immutable',
    ],
    ['Harbor', answer(412, json, errors('PRECONDITION', 'The tag v1 is immutable, cannot be updated')), 'immutable'],
    ['a bare 412', answer(412, {}, ''), 'immutable'],
    ['zot', answer(409, json, errors('DENIED', 'tag already exists')), 'immutable'],
    ['GHCR without the right', answer(403, json, errors('DENIED', 'permission_denied: write_package')), 'denied'],
    ['a missing blob', answer(400, json, errors('MANIFEST_BLOB_UNKNOWN', 'blob unknown')), 'broken'],
    ['too large', answer(413, {}, ''), 'broken'],
    ['no space', answer(507, {}, ''), 'broken'],
    ['a proxy', answer(404, { 'content-type': 'text/html' }, html), 'not-a-registry'],
    ['down', answer(503, {}, ''), 'unreachable'],
    ['another digest', { kind: 'amend', headers: { 'docker-content-digest': digestOf('x') } }, 'broken'],
    ['no digest', { kind: 'amend', headers: { 'docker-content-digest': null } }, 'stored'],
    ['200 instead of 201', { kind: 'amend', status: 200 }, 'stored'],
  ] satisfies [string, Act, string][])('%s', async (_, act, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      registry.storage.putBlob(repository.repository, config)
      registry.rule({ method: 'PUT', path: /manifests/, act })
      expect((await client.putManifest(repository, 'v1', image.bytes, image.mediaType)).kind).toBe(kind)
    })
  })

  it('is repeated if its answer is lost', async () => {
    await onBench(async ({ registry, client, repository }) => {
      registry.storage.putBlob(repository.repository, config)
      registry.rule({ method: 'PUT', path: /manifests/, times: 1, act: { kind: 'lose' } })
      expect(await client.putManifest(repository, 'v1', image.bytes, image.mediaType)).toEqual({
        kind: 'stored',
        digest: digestOf(image.bytes),
      })
    })
  })

  it('meets a tag that does not move', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        seedImage(registry)
        const answer = await client.putManifest(repository, 'v1', image.bytes, image.mediaType)
        expect(answer).toMatchObject({ kind: 'immutable', detail: expect.stringContaining('immutable') })
      },
      { registry: { tags: 'immutable' } },
    )
  })
})

describe('deleteManifest', () => {
  it.each([
    ['405', undefined, 'unsupported'],
    ['UNSUPPORTED with 400', answer(400, json, errors('UNSUPPORTED')), 'unsupported'],
    ['UNSUPPORTED with 404', answer(404, json, errors('UNSUPPORTED')), 'unsupported'],
    ['403', answer(403, json, errors('DENIED')), 'denied'],
    ['HTML 404', answer(404, {}, html), 'not-a-registry'],
  ])('%s', async (_, act, kind) => {
    await onBench(
      async ({ registry, client, repository }) => {
        const digest = seedImage(registry)
        if (act !== undefined) registry.rule({ method: 'DELETE', path: /./, act })
        expect((await client.deleteManifest(repository, digest)).kind).toBe(kind)
      },
      { registry: { deletes: 'unsupported' } },
    )
  })

  it('deletes a tag and leaves the manifest', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const digest = seedImage(registry)
      expect(await client.deleteManifest(repository, 'v1')).toEqual({ kind: 'deleted' })
      expect((await client.manifest(repository, 'v1')).kind).toBe('absent')
      expect((await client.manifest(repository, digest)).kind).toBe('found')
    })
  })
})
