import { describe, expect, it } from 'vitest'
import type { RegistryClient } from '../../../src/bases/registry/client.ts'
import { digestOf } from '../../../src/image/digest.ts'
import type { Repository } from '../../../src/image/reference.ts'
import type { Act, Rule } from '../../fakes/registry/rules.ts'
import { type FakeRegistry, startFakeRegistry } from '../../fakes/registry/server.ts'
import { bytes, imageOf, onBench, passwordOf, seedImage } from './bench.ts'

const html = '<!doctype html><title>Sign in to the network</title>'
const held = bytes('{"seed":"v1"}')
const sent = bytes('sent')
const image = imageOf(held)
const status = (code: number, body = '', headers: Record<string, string> = {}): Act => ({
  kind: 'answer',
  status: code,
  headers,
  body,
})

/** Answers after which nothing is known. Each lasts. */
const faults: Readonly<Record<string, Act>> = {
  ...Object.fromEntries(
    [400, 402, 406, 408, 410, 413, 415, 418, 421, 423, 425, 429, 431, 451, 499].map(code => [`${code}`, status(code)]),
  ),
  ...Object.fromEntries(
    [500, 501, 502, 503, 504, 505, 507, 511, 520, 521, 522, 523, 524, 530].map(code => [`${code}`, status(code)]),
  ),
  ...Object.fromEntries(
    [401, 403, 405].map(code => [`${code} in HTML`, status(code, html, { 'content-type': 'text/html' })]),
  ),
  '403 of a rate limit': status(403, '{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down"}]}'),
  '404 in HTML': status(404, html, { 'content-type': 'text/html' }),
  '404 in HTML under the version header': status(404, html, { 'docker-distribution-api-version': 'registry/2.0' }),
  '404 in plain text': status(404, '404 page not found'),
  '404 that denies': status(404, '{"errors":[{"code":"DENIED","message":"no"}]}'),
  '200 in HTML': status(200, html, { 'content-type': 'text/html' }),
  '200 in JSON of something else': status(200, '[1]', { 'content-type': 'text/html' }),
  '200 cut': status(200, '{"schemaVersion":2,"conf', { 'content-type': 'text/html' }),
  '200 of deep JSON': status(200, '['.repeat(10_000), { 'content-type': 'text/html' }),
  '301 nowhere': status(301),
  '302 to metadata': status(302, '', { location: 'http://169.254.169.254/' }),
  '302 to a file': status(302, '', { location: 'file:///etc/passwd' }),
  '307 to itself': status(307, '', { location: '' }),
  'Retry-After of a day': status(429, '', { 'retry-after': '86400' }),
  reset: { kind: 'reset' },
  silence: { kind: 'hang' },
  'half a body': { kind: 'raw', text: 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n{' },
  'half a head': { kind: 'raw', text: 'HTTP/1.1 200 OK\r\nContent-Le' },
  'not HTTP': { kind: 'raw', text: 'SSH-2.0-OpenSSH_9.9\r\n' },
  'endless headers': { kind: 'raw', text: `HTTP/1.1 200 OK\r\n${'X-Flood: 0123456789\r\n'.repeat(2000)}\r\n` },
}

type Ask = (client: RegistryClient, repository: Repository) => Promise<{ readonly kind: string }>

/** Where a fault strikes, and the question it strikes. */
const sites: Readonly<Record<string, readonly [Omit<Rule, 'act'>, Ask]>> = {
  'token for a read': [{ path: /^\/token/ }, (client, repository) => client.manifest(repository, 'v1')],
  'token for a write': [{ path: /^\/token/ }, (client, repository) => client.mayPush(repository)],
  'GET manifest': [{ path: /manifests/ }, (client, repository) => client.manifest(repository, 'v1')],
  'GET missing manifest': [{ path: /manifests/ }, (client, repository) => client.manifest(repository, 'v2')],
  'HEAD manifest': [{ path: /manifests/ }, (client, repository) => client.headManifest(repository, 'v1')],
  'GET blob': [{ path: /blobs/ }, (client, repository) => client.blob(repository, digestOf(held), 1000)],
  'HEAD blob': [{ path: /blobs/ }, (client, repository) => client.blobExists(repository, digestOf(sent))],
  'GET tags': [{ path: /tags/ }, (client, repository) => client.listTags(repository)],
  'POST upload': [
    { method: 'POST', path: /uploads/ },
    (client, repository) => client.putBlob(repository, digestOf(sent), sent),
  ],
  'PUT upload': [
    { method: 'PUT', path: /uploads/ },
    (client, repository) => client.putBlob(repository, digestOf(sent), sent),
  ],
  'POST upload to ask': [{ method: 'POST', path: /uploads/ }, (client, repository) => client.mayPush(repository)],
  'PUT manifest': [
    { method: 'PUT', path: /manifests/ },
    (client, repository) => client.putManifest(repository, 'v2', image.bytes, image.mediaType),
  ],
  'DELETE manifest': [
    { method: 'DELETE', path: /manifests/ },
    (client, repository) => client.deleteManifest(repository, 'v1'),
  ],
}

const cells = Object.keys(sites).flatMap(site => Object.keys(faults).map(fault => [site, fault] as const))
/** The one answer beside a fault: a registry without DELETE says 405, whatever its body. */
const elsewise: Readonly<Record<string, string>> = { 'DELETE manifest 405 in HTML': 'unsupported' }

const login = { kind: 'bearer', username: 'me', password: 'secret', anonymous: 'nothing' } as const

describe('no fault is read as an absence or a success', () => {
  it('there are enough of them', () => {
    expect(cells.length).toBeGreaterThan(600)
  })

  it.each(Object.keys(sites))('%s', async site => {
    const [where, ask] = sites[site] ?? []
    for (const [name, act] of Object.entries(faults)) {
      await onBench(
        async ({ registry, client, repository }) => {
          seedImage(registry)
          registry.rule({ ...(where ?? { path: /./ }), act })
          const answer = await ask?.(client, repository)
          const expected = elsewise[`${site} ${name}`]
          const allowed = expected === undefined ? ['denied', 'unreachable', 'not-a-registry', 'broken'] : [expected]
          expect(allowed, `${site}: ${name} → ${JSON.stringify(answer)}`).toContain(answer?.kind)
        },
        {
          registry: { login },
          client: {
            credentials: passwordOf('me', 'secret'),
            patience: { headers: 40, idle: 40, tries: 2, budget: 80 },
          },
        },
      )
    }
  })
})

describe('no fault shows a secret to another server', () => {
  const places: Readonly<Record<string, (other: FakeRegistry) => Act>> = {
    'a redirect': other => status(307, '', { location: `${other.origin}/x` }),
    'a location': other => status(202, '', { location: `${other.origin}/x` }),
    'a next page': other => status(200, '{"tags":[]}', { link: `<${other.origin}/x>; rel="next"` }),
  }
  it.each(Object.keys(sites))('%s', async site => {
    const other = await startFakeRegistry()
    const [where, ask] = sites[site] ?? []
    for (const place of Object.values(places)) {
      await onBench(
        async ({ registry, client, repository }) => {
          seedImage(registry)
          registry.rule({ ...(where ?? { path: /./ }), act: place(other) })
          await ask?.(client, repository)
        },
        { registry: { login }, client: { credentials: passwordOf('me', 'secret'), patience: { tries: 1 } } },
      )
    }
    await other.close()
    expect(
      other.journal.filter(entry => entry.headers.authorization !== undefined || entry.target.includes('secret')),
    ).toEqual([])
  })
})
