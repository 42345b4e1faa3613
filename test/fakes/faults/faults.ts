import { gzipSync } from 'node:zlib'
import type { Act } from '../registry/rules.ts'

/** What a request is, as far as an answer to it is judged. */
export type RequestKind =
  | 'token'
  | 'manifest'
  | 'blob'
  /** HEAD of a blob, and the GET that explains an answer to it. */
  | 'head'
  | 'open-upload'
  | 'end-upload'
  | 'put-manifest'
  | 'close-upload'

/** Where a fault takes place. */
export interface Place {
  /** The registry, `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Another server, on another port of the same host. */
  readonly beside: string
  /** The same server under a name that is not loopback; `beside` on machines without one. */
  readonly abroad: string
  /** Makes every token given so far worthless. */
  revoke(): void
}

/** What has to follow: the run goes on as without the fault, believes an absence, or stops with a code. */
export type Means = 'passes' | 'absent' | `BH${string}`

/** One way a server, or what is between, can fail. */
export interface FaultKind {
  readonly name: string
  readonly act: (place: Place) => Act
  /** How many requests it befalls from its site on; without it, all. */
  readonly times?: number
  /** Which requests it can befall; every kind if not given. */
  readonly kinds?: readonly RequestKind[]
  /** Only where the registry would have answered with what was asked for. */
  readonly onlyFound?: true
  readonly means: Means
  readonly unless?: Readonly<Partial<Record<RequestKind, Means>>>
  /** The server keeps somebody waiting: for this many milliseconds at most, where the usual is too long to be seen. */
  readonly waits?: number
}

const html = '<!doctype html><html><title>Sign in to the network</title></html>'
const asHtml = { 'content-type': 'text/html' }
const asJson = { 'content-type': 'application/json' }
const reads: readonly RequestKind[] = ['manifest', 'blob', 'head']
const writes: readonly RequestKind[] = ['open-upload', 'end-upload', 'put-manifest']
const authorized: readonly RequestKind[] = [...reads, ...writes]

function answer(status: number, body: string | Uint8Array = '', headers: Record<string, string> = {}): () => Act {
  return () => ({ kind: 'answer', status, body, headers })
}

function raw(text: string): () => Act {
  return () => ({ kind: 'raw', text })
}

function errors(code: string, message = 'said by the registry'): string {
  return JSON.stringify({ errors: [{ code, message }] })
}

function challenge(value: (place: Place) => string): (place: Place) => Act {
  return place => ({ kind: 'answer', status: 401, headers: { 'www-authenticate': value(place) } })
}

function redirect(status: number, location: (place: Place) => string): (place: Place) => Act {
  return place => ({ kind: 'answer', status, headers: { location: location(place) } })
}

const passing = [408, 429, 499, 500, 502, 503, 504, 522]
/** Nobody but a rate limiter says 429, and nothing is known after the others. */
const codeOf = (status: number): Means => (status === 429 ? 'BH088' : 'BH084')

const statuses: readonly FaultKind[] = [
  ...passing.map(status => ({ name: `${status} always`, act: answer(status), means: codeOf(status) })),
  ...passing.map(status => ({ name: `${status} once`, act: answer(status), times: 1, means: 'passes' as const })),
  ...[400, 402, 406, 410, 413, 415, 418, 421, 423, 431, 451, 501, 505, 507, 520].map(status => ({
    name: `${status} always`,
    act: answer(status),
    means: 'BH089' as const,
  })),
  { name: '500 in HTML always', act: answer(500, html, asHtml), means: 'BH084' },
]

const retryAfter = (value: string) => answer(429, '', { 'retry-after': value })

const rateLimits: readonly FaultKind[] = [
  { name: '429 Retry-After: 2', act: retryAfter('2'), times: 1, means: 'passes' },
  {
    name: '429 Retry-After: a date that has passed',
    act: retryAfter('Wed, 21 Oct 2015 07:28:00 GMT'),
    times: 1,
    means: 'passes',
  },
  { name: '429 Retry-After: 3600', act: retryAfter('3600'), means: 'BH088' },
  { name: '429 Retry-After: -1', act: retryAfter('-1'), times: 1, means: 'passes' },
  { name: '429 Retry-After: 1e9', act: retryAfter('1e9'), times: 1, means: 'passes' },
  { name: '429 Retry-After: soon', act: retryAfter('soon'), times: 1, means: 'passes' },
  { name: '429 Retry-After: 400 digits', act: retryAfter('9'.repeat(400)), times: 1, means: 'passes' },
  { name: '503 Retry-After: 2', act: answer(503, '', { 'retry-after': '2' }), times: 1, means: 'passes' },
  { name: '403 TOOMANYREQUESTS', act: answer(403, errors('TOOMANYREQUESTS'), asJson), means: 'BH088' },
]

const denials: readonly FaultKind[] = [
  { name: '401 without challenge', act: answer(401), means: 'BH080' },
  { name: '401 UNAUTHORIZED', act: answer(401, errors('UNAUTHORIZED'), asJson), means: 'BH080' },
  { name: '401 in HTML', act: answer(401, html, asHtml), means: 'BH080' },
  { name: '403 without a word', act: answer(403), means: 'BH080' },
  { name: '403 DENIED', act: answer(403, errors('DENIED'), asJson), means: 'BH080' },
  {
    name: '403 in plain text',
    act: answer(403, 'Your Authorization Token has expired', { 'content-type': 'text/plain' }),
    means: 'BH080',
  },
  { name: '404 DENIED', act: answer(404, errors('DENIED'), asJson), means: 'BH080' },
  { name: '405 without a word', act: answer(405), means: 'BH089' },
]

const missing: readonly FaultKind[] = [
  { name: '404 in HTML', act: answer(404, html, asHtml), means: 'BH086' },
  {
    name: '404 in HTML under the version header',
    act: answer(404, html, { ...asHtml, 'docker-distribution-api-version': 'registry/2.0' }),
    means: 'BH086',
  },
  {
    name: '404 in plain text',
    act: answer(404, '404 page not found\n', { 'content-type': 'text/plain' }),
    means: 'BH086',
  },
  {
    name: '404 of a gateway',
    act: answer(404, '{"message":"no Route matched with those values"}', asJson),
    means: 'BH086',
  },
  { name: '404 of an HTML page said to be JSON', act: answer(404, html, asJson), means: 'BH086' },
  ...['UNAVAILABLE', 'INTERNAL_ERROR', 'NAME_INVALID', 'FORBIDDEN', 'UNKNOWN'].map(code => ({
    name: `404 ${code}`,
    act: answer(404, errors(code), asJson),
    means: 'BH089' as const,
  })),
  {
    name: '404 of a time-out',
    act: answer(404, errors('UNKNOWN', 'upstream request timeout'), asJson),
    means: 'BH089',
  },
  {
    name: '404 of errors without codes',
    act: answer(404, '{"errors":[{"status":404,"message":"The requested URL was not found on this proxy"}]}', asJson),
    means: 'BH089',
  },
  {
    name: '404 of an absence and trouble',
    act: answer(404, '{"errors":[{"code":"MANIFEST_UNKNOWN"},{"code":"UNAVAILABLE"}]}', asJson),
    means: 'BH089',
  },
  {
    name: '404 of a problem document',
    act: answer(404, '{"title":"Not Found","errors":[{"code":"route.not_found"}]}', {
      'content-type': 'application/problem+json',
    }),
    means: 'BH089',
  },
  {
    name: '404 of other JSON under the version header',
    act: answer(404, '{"message":"service unavailable"}', {
      ...asJson,
      'docker-distribution-api-version': 'registry/2.0',
    }),
    means: 'BH086',
  },
  {
    name: '404 UNKNOWN of what is not found',
    act: answer(404, errors('UNKNOWN', 'artifact team/app-base:x not found'), asJson),
    times: 2,
    means: 'absent',
  },
  ...['MANIFEST_UNKNOWN', 'NOT_FOUND', 'TAG_EXPIRED'].map(code => ({
    name: `404 ${code}`,
    act: answer(404, errors(code), asJson),
    times: 2,
    means: 'absent' as const,
  })),
  { name: '404 NAME_UNKNOWN', act: answer(404, errors('NAME_UNKNOWN'), asJson), times: 2, means: 'absent' },
  {
    name: '404 without a word, of a registry',
    act: answer(404, '', { 'docker-distribution-api-version': 'registry/2.0' }),
    times: 2,
    means: 'absent',
    unless: { token: 'BH086', 'open-upload': 'BH086', 'end-upload': 'BH086', 'put-manifest': 'BH086' },
  },
]

const bodies: readonly FaultKind[] = [
  { name: '200 in HTML', act: answer(200, html, asHtml), means: 'BH086', unless: { blob: 'BH089' } },
  { name: '200 of another JSON', act: answer(200, '[1]', asJson), means: 'BH089', unless: { head: 'absent' } },
  { name: '200 without a word', act: answer(200), means: 'BH089', unless: { head: 'absent' } },
  {
    name: '200 cut',
    act: answer(200, '{"schemaVersion":2,"conf', asJson),
    means: 'BH089',
    unless: { head: 'absent', 'open-upload': 'BH086', 'end-upload': 'BH086', 'put-manifest': 'BH086' },
  },
  {
    name: '200 of 10 000 brackets',
    act: answer(200, '['.repeat(10_000), asJson),
    means: 'BH089',
    unless: { head: 'absent', 'open-upload': 'BH086', 'end-upload': 'BH086', 'put-manifest': 'BH086' },
  },
  {
    name: '200 of __proto__',
    act: answer(200, '{"__proto__":{"schemaVersion":2},"config":1}', asJson),
    means: 'BH089',
    unless: { head: 'absent' },
  },
  {
    name: '200 of schema 1',
    act: answer(200, '{"schemaVersion":1,"name":"a","tag":"b"}', asJson),
    means: 'BH089',
    unless: { head: 'absent' },
  },
  {
    name: '200 of a size beyond 2⁵³',
    act: answer(
      200,
      JSON.stringify({
        schemaVersion: 2,
        config: { digest: `sha256:${'0'.repeat(64)}`, mediaType: 'x', size: 1e300 },
        layers: [],
      }),
      asJson,
    ),
    means: 'BH089',
    unless: { head: 'absent' },
  },
  {
    name: '200 of 9 MiB',
    act: answer(200, new Uint8Array(9 * 1024 * 1024).fill(32), asJson),
    kinds: ['token', 'manifest', 'blob'],
    means: 'BH089',
  },
  {
    name: '200 of 64 MiB in 64 KiB of gzip',
    act: answer(200, gzipSync(new Uint8Array(64 * 1024 * 1024)), { ...asJson, 'content-encoding': 'gzip' }),
    kinds: ['token', 'manifest', 'blob'],
    means: 'BH089',
  },
]

/** Answers that any web site gives to a HEAD, and to a GET of the first byte. */
const heads: readonly FaultKind[] = [
  {
    name: '200 without size or digest',
    act: raw('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'),
    kinds: ['head'],
    means: 'BH089',
  },
  { name: '206 without size or digest', act: answer(206), kinds: ['head'], means: 'BH089' },
  { name: '416 without size or digest', act: answer(416), kinds: ['head'], means: 'BH089' },
]

const amendedHeaders = (headers: Readonly<Record<string, string | null>>) => (): Act => ({ kind: 'amend', headers })
const otherDigest = `sha256:${'0'.repeat(64)}`
const digestHeader = 'docker-content-digest'

const headers: readonly FaultKind[] = [
  {
    name: 'another Docker-Content-Digest',
    act: amendedHeaders({ [digestHeader]: otherDigest }),
    kinds: ['manifest', 'put-manifest', 'end-upload'],
    onlyFound: true,
    means: 'BH089',
  },
  { name: 'no Docker-Content-Digest', act: amendedHeaders({ [digestHeader]: null }), onlyFound: true, means: 'passes' },
  {
    name: 'a Docker-Content-Digest that is none',
    act: amendedHeaders({ [digestHeader]: 'md5:00' }),
    kinds: ['manifest', 'put-manifest'],
    onlyFound: true,
    means: 'BH089',
  },
  {
    name: 'Content-Type: text/html over the right bytes',
    act: amendedHeaders({ 'content-type': 'text/html' }),
    kinds: ['manifest'],
    onlyFound: true,
    means: 'BH089',
  },
  {
    name: 'Content-Type of an index over an image',
    act: amendedHeaders({ 'content-type': 'application/vnd.docker.distribution.manifest.list.v2+json' }),
    kinds: ['manifest'],
    onlyFound: true,
    means: 'BH089',
  },
  { name: 'no Content-Type', act: amendedHeaders({ 'content-type': null }), onlyFound: true, means: 'passes' },
  { name: 'no API version', act: amendedHeaders({ 'docker-distribution-api-version': null }), means: 'passes' },
  {
    name: 'other bytes',
    act: () => ({ kind: 'amend', body: body => Uint8Array.of(32, ...body) }),
    kinds: ['manifest', 'blob'],
    onlyFound: true,
    means: 'BH089',
  },
  {
    name: 'half of the bytes, as if they were all',
    act: () => ({ kind: 'amend', body: body => body.subarray(0, body.byteLength >> 1) }),
    kinds: ['manifest', 'blob', 'token'],
    onlyFound: true,
    means: 'BH089',
  },
]

const redirects: readonly FaultKind[] = [
  { name: '301 to nowhere', act: answer(301), means: 'BH089' },
  { name: '302 to the metadata of a cloud', act: redirect(302, () => 'http://169.254.169.254/latest'), means: 'BH089' },
  { name: '302 to a file', act: redirect(302, () => 'file:///etc/passwd'), means: 'BH089' },
  { name: '302 to data', act: redirect(302, () => 'data:,hello'), means: 'BH089' },
  { name: '302 with a user', act: redirect(302, ({ origin }) => origin.replace('//', '//user:word@')), means: 'BH089' },
  { name: '307 to itself', act: redirect(307, () => ''), means: 'BH089' },
  {
    name: '307 to another port that denies',
    act: redirect(307, ({ beside }) => `${beside}/denied`),
    means: 'BH089',
    unless: { manifest: 'BH084', blob: 'BH084', head: 'BH084', token: 'BH084' },
  },
  {
    name: '307 to another port that has nothing',
    act: redirect(307, ({ beside }) => `${beside}/v2/nothing/manifests/1`),
    means: 'BH089',
    unless: { token: 'BH084' },
  },
  {
    name: '307 to another host that has nothing',
    act: redirect(307, ({ abroad }) => `${abroad}/v2/nothing/manifests/1`),
    means: 'BH089',
    unless: { token: 'BH084' },
  },
]

const sockets: readonly FaultKind[] = [
  { name: 'reset always', act: () => ({ kind: 'reset' }), means: 'BH084' },
  { name: 'reset once', act: () => ({ kind: 'reset' }), times: 1, means: 'passes' },
  { name: 'lost answers', act: () => ({ kind: 'lose' }), means: 'BH084', unless: { 'end-upload': 'passes' } },
  { name: 'a lost answer', act: () => ({ kind: 'lose' }), times: 1, means: 'passes' },
  { name: 'silence', act: () => ({ kind: 'hang' }), waits: 120_000, means: 'BH084' },
  { name: 'silence once', act: () => ({ kind: 'hang' }), times: 1, waits: 120_000, means: 'passes' },
  {
    name: 'cut in the middle of a body',
    act: () => ({ kind: 'half', end: 'cut' }),
    onlyFound: true,
    kinds: ['token', 'manifest', 'blob'],
    means: 'BH084',
  },
  {
    name: 'cut in the middle of a body once',
    act: () => ({ kind: 'half', end: 'cut' }),
    times: 1,
    onlyFound: true,
    kinds: ['token', 'manifest', 'blob'],
    means: 'passes',
  },
  {
    name: 'silence in the middle of a body',
    act: () => ({ kind: 'half', end: 'stall' }),
    onlyFound: true,
    kinds: ['token', 'manifest', 'blob'],
    waits: 120_000,
    means: 'BH084',
  },
  {
    name: 'a byte now and then',
    act: () => ({ kind: 'drip', pause: 100 }),
    onlyFound: true,
    kinds: ['token', 'manifest', 'blob'],
    means: 'BH084',
    waits: 1000,
  },
  { name: 'half a head', act: raw('HTTP/1.1 200 OK\r\nContent-Le'), means: 'BH084' },
  { name: 'half a head once', act: raw('HTTP/1.1 200 OK\r\nContent-Le'), times: 1, means: 'passes' },
  { name: 'a protocol that is not HTTP', act: raw('SSH-2.0-OpenSSH_9.9\r\n'), means: 'BH089' },
  {
    name: 'a flood of headers',
    act: raw(`HTTP/1.1 200 OK\r\n${'X-Flood: 0123456789\r\n'.repeat(4000)}\r\n`),
    means: 'BH089',
  },
  {
    name: 'two lengths',
    act: raw('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
    means: 'BH084',
  },
]

const bearer = ({ origin }: Place) => `realm="${origin}/token",service="fa,ke"`

const logins: readonly FaultKind[] = [
  {
    name: 'tokens revoked',
    act: ({ revoke }) => ({ kind: 'call', call: async () => revoke() }),
    times: 1,
    kinds: authorized,
    means: 'passes',
  },
  {
    name: 'a realm on another host',
    act: challenge(({ abroad }) => `Bearer realm="${abroad}/token",service="x"`),
    kinds: authorized,
    means: 'BH089',
  },
  {
    name: 'a realm on a host with the name as a prefix',
    act: challenge(({ origin }) => `Bearer realm="${origin}.evil.test/token",service="x"`),
    kinds: authorized,
    means: 'BH089',
  },
  {
    name: 'a realm at the metadata of a cloud',
    act: challenge(() => 'Bearer realm="http://169.254.169.254/token"'),
    kinds: authorized,
    means: 'BH089',
  },
  {
    name: 'a realm with a user',
    act: challenge(({ origin }) => `Bearer realm="${origin.replace('//', '//u:w@')}/token"`),
    kinds: authorized,
    means: 'BH089',
  },
  {
    name: 'a realm that is a file',
    act: challenge(() => 'Bearer realm="file:///etc/passwd"'),
    kinds: authorized,
    means: 'BH089',
  },
  { name: 'a challenge without realm', act: challenge(() => 'Bearer service="x"'), kinds: authorized, means: 'BH089' },
  { name: 'a challenge of another scheme', act: challenge(() => 'Negotiate'), kinds: authorized, means: 'BH089' },
  {
    name: 'a challenge that cannot be read',
    act: challenge(() => 'Bearer realm="a'),
    kinds: authorized,
    means: 'BH089',
  },
  {
    name: 'two challenges, a comma in quotes',
    act: challenge(place => `Negotiate, Bearer ${bearer(place)}`),
    times: 1,
    kinds: authorized,
    means: 'passes',
  },
  {
    name: 'a challenge in lower case',
    act: challenge(place => `bearer ${bearer(place)}`),
    times: 1,
    kinds: authorized,
    means: 'passes',
  },
  {
    name: 'a challenge for ever',
    act: challenge(place => `Bearer ${bearer(place)}`),
    kinds: authorized,
    means: 'BH080',
  },
  {
    name: 'a token answer without a token',
    act: answer(200, '{"expires_in":300}', asJson),
    kinds: ['token'],
    means: 'BH089',
  },
  {
    name: 'a token with a line break',
    act: answer(200, '{"token":"a\\nX-Other: b"}', asJson),
    kinds: ['token'],
    means: 'BH089',
  },
  { name: 'a token that is a number', act: answer(200, '{"token":7}', asJson), kinds: ['token'], means: 'BH089' },
  {
    name: 'a token that is worth nothing',
    act: answer(200, '{"token":"worthless"}', asJson),
    kinds: ['token'],
    means: 'BH080',
  },
  {
    name: 'a token as access_token',
    act: () => ({ kind: 'amend', body: renamed('token', 'access_token') }),
    kinds: ['token'],
    means: 'passes',
  },
  {
    name: 'a token without expires_in',
    act: () => ({ kind: 'amend', body: renamed('expires_in', 'expires') }),
    kinds: ['token'],
    means: 'passes',
  },
]

function renamed(from: string, to: string): (body: Uint8Array) => Uint8Array {
  return body => new TextEncoder().encode(new TextDecoder().decode(body).replace(`"${from}"`, `"${to}"`))
}

/** How registries say that a tag does not move, to a run that found none there. */
const immutable: readonly FaultKind[] = [
  ...[400, 403, 405, 409].map(status => ({
    name: `${status} of an immutable tag`,
    act: answer(
      status,
      errors(
        'TAG_INVALID',
        'The image tag already exists and cannot be overwritten because the repository is immutable.',
      ),
      asJson,
    ),
    kinds: ['put-manifest'] as const,
    means: 'BH093' as const,
  })),
  { name: '412 always', act: answer(412), kinds: ['put-manifest'], means: 'BH093' },
  {
    name: '413 of a quota',
    act: answer(413, errors('DENIED', 'quota exceeded'), asJson),
    kinds: writes,
    means: 'BH080',
  },
  {
    name: '400 MANIFEST_BLOB_UNKNOWN',
    act: answer(400, errors('MANIFEST_BLOB_UNKNOWN'), asJson),
    kinds: ['put-manifest'],
    means: 'BH089',
  },
  {
    name: '404 BLOB_UPLOAD_UNKNOWN',
    act: answer(404, errors('BLOB_UPLOAD_UNKNOWN'), asJson),
    kinds: ['end-upload'],
    means: 'BH089',
  },
]

/** Every fault that can befall a request. */
export const faults: readonly FaultKind[] = [
  ...statuses,
  ...rateLimits,
  ...denials,
  ...missing,
  ...bodies,
  ...heads,
  ...headers,
  ...redirects,
  ...sockets,
  ...logins,
  ...immutable,
]
