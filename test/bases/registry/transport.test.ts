import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isFault } from '../../../src/bases/registry/fault.ts'
import { defaultPatience, type Patience } from '../../../src/bases/registry/retry.ts'
import { createTransport, type Exchange } from '../../../src/bases/registry/transport.ts'
import type { Act } from '../../fakes/registry/rules.ts'
import { type FakeRegistry, startFakeRegistry } from '../../fakes/registry/server.ts'
import { type FastClock, fastClock } from './bench.ts'
import { scriptedNetwork } from './scripted.ts'

interface Lab {
  readonly registry: FakeRegistry
  readonly clock: FastClock
  send(change?: Partial<Exchange>): ReturnType<ReturnType<typeof createTransport>['send']>
}

async function inLab(test: (lab: Lab) => Promise<void>, patience: Partial<Patience> = {}): Promise<void> {
  const registry = await startFakeRegistry()
  const clock = fastClock()
  const transport = createTransport({ fetch, clock, patience })
  const exchange: Exchange = {
    method: 'GET',
    kind: 'ping',
    host: registry.host,
    url: new URL('/v2/', registry.origin),
    cap: 1000,
    repeat: 'safe',
  }
  try {
    await test({ registry, clock, send: change => transport.send({ ...exchange, ...change }) })
  } finally {
    await registry.close()
  }
}

const answer = (status: number, headers: Record<string, string> = {}, body = ''): Act => ({
  kind: 'answer',
  status,
  headers,
  body,
})

describe('a fault that passes', () => {
  const cases: readonly (readonly [string, Act])[] = [
    ...[408, 429, 499, 500, 502, 503, 504, 522].map(status => [`${status}`, answer(status)] as const),
    ['429 with garbage in Retry-After', answer(429, { 'retry-after': '9'.repeat(400) })],
    ['reset before the headers', { kind: 'reset' }],
    ['reset after half of the body', { kind: 'half', end: 'cut' }],
    ['close amid the headers', { kind: 'raw', text: 'HTTP/1.1 200 OK\r\nContent-Le' }],
    ['close amid the body', { kind: 'raw', text: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}' }],
    [
      'close amid a chunked body',
      { kind: 'raw', text: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n' },
    ],
    ['silence', { kind: 'hang' }],
    ['silence after half of the body', { kind: 'half', end: 'stall' }],
  ]
  it.each(cases)('%s: once is tried again', async (_, act) => {
    await inLab(
      async ({ registry, clock, send }) => {
        registry.rule({ path: /./, times: 1, act })
        expect(await send()).toMatchObject({ kind: 'reply', status: 200, tries: 2 })
        expect(clock.sleeps).toEqual([250])
      },
      { headers: 150, idle: 150, budget: 400 },
    )
  })

  it('is tried six times, with longer and longer pauses', async () => {
    await inLab(async ({ registry, clock, send }) => {
      registry.rule({ path: /./, act: answer(503) })
      expect(await send()).toMatchObject({ kind: 'reply', status: 503, tries: 6, gaveUp: 'after 6 tries' })
      expect(clock.sleeps).toEqual([250, 500, 1000, 2000, 4000])
      expect(registry.journal).toHaveLength(6)
    })
  })

  it('is not tried again where that is not safe', async () => {
    await inLab(async ({ registry, send }) => {
      registry.rule({ path: /./, times: 1, act: answer(503) })
      registry.rule({ path: /./, times: 1, act: { kind: 'reset' } })
      expect(await send({ repeat: 'never' })).toMatchObject({ status: 503 })
      expect(await send({ repeat: 'never' })).toMatchObject({ kind: 'unreachable' })
      expect(registry.journal).toHaveLength(2)
    })
  })

  it('Retry-After is honoured, as seconds and as a date', async () => {
    await inLab(async ({ registry, clock, send }) => {
      registry.rule({ path: /./, times: 1, act: answer(429, { 'retry-after': '7' }) })
      registry.rule({ path: /./, times: 1, act: answer(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }) })
      expect(await send()).toMatchObject({ status: 200 })
      expect(clock.sleeps).toEqual([7250, 20_000 - 7250 + 250])
    })
  })

  it('Retry-After beyond the budget ends the tries at once', async () => {
    await inLab(async ({ registry, clock, send }) => {
      registry.rule({ path: /./, act: answer(429, { 'retry-after': '3600' }) })
      expect(await send()).toMatchObject({ status: 429, tries: 1, gaveUp: 'it asks to wait 60 min' })
      expect(clock.sleeps).toEqual([])
    })
  })

  it('one byte a second is stopped by the budget', async () => {
    const drip = async function* () {
      for (;;) {
        yield new Uint8Array(1)
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    }
    const body = () => new Response(ReadableStream.from(drip()))
    const patience = { headers: 100, idle: 100, budget: 300, tries: 1 }
    const transport = createTransport({
      clock: fastClock(),
      patience,
      fetch: async (_, init) => {
        const response = body()
        const { readable, writable } = new TransformStream()
        void response.body
          ?.pipeTo(writable, init?.signal === undefined || init.signal === null ? {} : { signal: init.signal })
          .catch(() => {})
        return new Response(readable)
      },
    })
    const url = new URL('https://slow.example/')
    const start = Date.now()
    const reply = await transport.send({
      method: 'GET',
      kind: 'ping',
      host: 'slow.example',
      url,
      cap: 1_000_000,
      repeat: 'safe',
    })
    expect(reply).toMatchObject({ kind: 'unreachable', detail: expect.stringContaining('no answer within') })
    expect(Date.now() - start).toBeLessThan(2000)
  })

  it('names the host that cannot be reached', async () => {
    await inLab(async ({ registry, send }) => {
      await registry.close()
      expect(await send()).toMatchObject({
        kind: 'unreachable',
        code: 'BH084',
        detail: expect.stringMatching(/127\.0\.0\.1:\d+ \(ECONNREFUSED.*after 6 tries/),
      })
    })
  })
})

describe('other faults of the network', () => {
  const sent = (code: string) => {
    const fail = async () =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('why'), { code }) }))
    const transport = createTransport({ fetch: fail, clock: fastClock() })
    const asked = {
      method: 'GET',
      kind: 'ping',
      host: 'r.example',
      url: new URL('https://r.example/v2/'),
      cap: 9,
      repeat: 'safe',
    } as const
    return transport
      .send(asked)
      .then(reply => [reply.kind, isFault(reply) ? reply.code : '', transport.requests.get('GET ping')])
  }
  it.each([
    ['ENOTFOUND', ['unreachable', 'BH084', 6]],
    ['EAI_AGAIN', ['unreachable', 'BH084', 6]],
    ['ETIMEDOUT', ['unreachable', 'BH084', 6]],
    ['UND_ERR_CONNECT_TIMEOUT', ['unreachable', 'BH084', 6]],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', ['unreachable', 'BH085', 1]],
    ['CERT_HAS_EXPIRED', ['unreachable', 'BH085', 1]],
    ['ERR_TLS_CERT_ALTNAME_INVALID', ['unreachable', 'BH085', 1]],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', ['unreachable', 'BH085', 1]],
    ['ERR_SSL_WRONG_VERSION_NUMBER', ['unreachable', 'BH087', 1]],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', ['unreachable', 'BH087', 1]],
    ['HPE_INVALID_CONSTANT', ['broken', 'BH089', 1]],
    ['UND_ERR_HEADERS_OVERFLOW', ['broken', 'BH089', 1]],
  ])('%s', async (code, expected) => {
    expect(await sent(code)).toEqual(expected)
  })

  it.each([
    ['a port that fetch blocks', Object.assign(new Error('bad port'), {}), 1],
    [
      'a proxy that wants a login',
      Object.assign(new Error('Proxy response (407) !== 200 when HTTP Tunneling'), { code: 'UND_ERR_ABORTED' }),
      1,
    ],
    [
      'a proxy that is overloaded',
      Object.assign(new Error('Proxy response (503) !== 200 when HTTP Tunneling'), { code: 'UND_ERR_ABORTED' }),
      6,
    ],
  ])('%s', async (_, cause, requests) => {
    const fail = async () => Promise.reject(new TypeError('fetch failed', { cause }))
    const transport = createTransport({ fetch: fail, clock: fastClock() })
    const url = new URL('https://r.example/v2/')
    const reply = await transport.send({ method: 'GET', kind: 'ping', host: 'r.example', url, cap: 9, repeat: 'safe' })
    expect(reply).toMatchObject({ kind: 'unreachable', code: 'BH084', detail: expect.stringContaining(cause.message) })
    expect(transport.requests.get('GET ping')).toBe(requests)
  })

  it('https to a server without TLS says so', async () => {
    await inLab(async ({ registry, send }) => {
      expect(await send({ url: new URL(`https://${registry.host}/v2/`) })).toMatchObject({
        kind: 'unreachable',
        code: 'BH087',
      })
    })
  })

  it('headers without end are refused', async () => {
    await inLab(async ({ registry, send }) => {
      registry.rule({
        path: /./,
        act: { kind: 'raw', text: `HTTP/1.1 200 OK\r\n${'X-Flood: 0123456789\r\n'.repeat(4000)}\r\n` },
      })
      expect(await send()).toMatchObject({ kind: 'broken', code: 'BH089' })
      expect(registry.journal).toHaveLength(1)
    })
  })

  it('two lengths are no answer', async () => {
    await inLab(async ({ registry, send }) => {
      registry.rule({
        path: /./,
        act: { kind: 'raw', text: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ' },
      })
      expect(await send()).toMatchObject({ kind: 'unreachable' })
    })
  })
})

describe('the cap of a body', () => {
  it.each([
    ['as long as the cap', 1000, 'reply'],
    ['one byte longer', 1001, 'broken'],
  ])('%s', async (_, size, kind) => {
    await inLab(async ({ registry, send }) => {
      registry.rule({ path: /sized/, act: answer(200, {}, 'x'.repeat(size)) })
      const text = 'x'.repeat(size)
      registry.rule({
        path: /unsized/,
        act: { kind: 'raw', text: `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${text}` },
      })
      expect((await send({ url: new URL('/sized', registry.origin) })).kind).toBe(kind)
      expect((await send({ url: new URL('/unsized', registry.origin) })).kind).toBe(kind)
    })
  })

  it('holds for what was compressed against our wish', async () => {
    await inLab(async ({ registry, send }) => {
      const bomb = gzipSync(new Uint8Array(256 * 1024 * 1024))
      registry.rule({
        path: /./,
        act: { kind: 'answer', status: 200, headers: { 'content-encoding': 'gzip' }, body: bomb },
      })
      const before = process.memoryUsage().rss
      expect(await send({ cap: 4 * 1024 * 1024 })).toMatchObject({
        kind: 'broken',
        detail: expect.stringContaining('larger than 4194304'),
      })
      expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024)
      expect(registry.journal[0]?.headers['accept-encoding']).toBe('identity')
    })
  })

  it('cuts the words of a failure at 64 KiB', async () => {
    await inLab(async ({ registry, send }) => {
      registry.rule({ path: /./, act: answer(400, {}, 'x'.repeat(200_000)) })
      const reply = await send()
      expect(reply.kind === 'reply' && reply.body.byteLength).toBe(64 * 1024)
    })
  })
})

describe('redirects', () => {
  const to = (location: string, status = 307): Act => answer(status, { location })

  it.each([301, 302, 303, 307, 308])('%i within the origin keeps the login', async status => {
    await inLab(async ({ registry, send }) => {
      registry.rule({ path: /^\/from/, act: to('../v2/', status) })
      const reply = await send({ url: new URL('/from/x', registry.origin), authorization: 'Basic secret' })
      expect(reply).toMatchObject({ kind: 'reply', status: 200, path: 'direct' })
      expect(registry.journal.map(entry => entry.headers.authorization)).toEqual(['Basic secret', 'Basic secret'])
    })
  })

  it('another port is not told the login, nor the first origin after it', async () => {
    const other = await startFakeRegistry()
    await inLab(async ({ registry, send }) => {
      registry.rule({ path: /^\/from/, act: to(`${other.origin}/over`) })
      other.rule({ path: /^\/over/, act: to(`${registry.origin}/v2/`) })
      const reply = await send({ url: new URL('/from', registry.origin), authorization: 'Basic secret' })
      expect(reply).toMatchObject({ kind: 'reply', status: 200, path: 'left-origin' })
      expect(other.journal.map(entry => entry.headers.authorization)).toEqual([undefined])
      expect(registry.journal.map(entry => entry.headers.authorization)).toEqual(['Basic secret', undefined])
    })
    await other.close()
  })

  it.each([
    ['https to http', 'http://cdn.example/x'],
    ['the metadata of a cloud', 'https://169.254.169.254/latest'],
    ['this machine', 'https://localhost/x'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,x'],
    ['user information', 'https://a:b@cdn.example/x'],
    ['what is not a URL', 'https://['],
  ])('refused: %s', async (_, location) => {
    const { fetch, seen } = scriptedNetwork({ 'GET https://r.example/v2/': { status: 302, headers: { location } } })
    const transport = createTransport({ fetch, clock: fastClock() })
    const reply = await transport.send({
      method: 'GET',
      kind: 'ping',
      host: 'r.example',
      url: new URL('https://r.example/v2/'),
      cap: 9,
      repeat: 'safe',
    })
    expect(reply).toMatchObject({ kind: 'broken', status: 302 })
    expect(seen).toHaveLength(1)
  })

  it('without a target are refused', async () => {
    await inLab(async ({ registry, send }) => {
      registry.rule({ path: /./, act: answer(302) })
      expect(await send()).toMatchObject({ kind: 'broken', detail: expect.stringContaining('without saying where') })
    })
  })

  it.each([
    [10, 'reply'],
    [11, 'broken'],
    [1000, 'broken'],
  ])('%i in a row: %s', async (times, kind) => {
    await inLab(async ({ registry, send }) => {
      registry.rule({ path: /./, times, act: to('/v2/') })
      expect((await send()).kind).toBe(kind)
      expect(registry.journal.length).toBeLessThanOrEqual(11)
    })
  })

  it('of a write are followed only within the origin, and only if they keep the method', async () => {
    const other = await startFakeRegistry()
    await inLab(async ({ registry, send }) => {
      const body = new TextEncoder().encode('secret')
      const put = (path: string) => send({ method: 'PUT', url: new URL(path, registry.origin), body })
      registry.rule({ path: /^\/away/, act: to(`${other.origin}/x`) })
      registry.rule({ path: /^\/see/, act: to('/v2/', 303) })
      registry.rule({ path: /^\/moved/, act: to('/end') })
      expect((await put('/away')).kind).toBe('broken')
      expect((await put('/see')).kind).toBe('broken')
      expect((await put('/moved')).kind).toBe('reply')
      expect(registry.journal.at(-1)).toMatchObject({ method: 'PUT', target: '/end', size: 6 })
      expect(other.journal).toEqual([])
    })
    await other.close()
  })
})

it('patience is six tries in two minutes', () => {
  expect(defaultPatience).toMatchObject({ tries: 6, budget: 120_000 })
})
