import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followProxies } from '../../../src/bases/registry/proxy.ts'

/** A proxy that notes what it is asked for and refuses. */
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`)
  response.writeHead(502).end()
}).on('connect', (request, socket) => {
  asked.push(`CONNECT ${request.url}`)
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
})
let proxy = ''

beforeEach(async () => {
  asked.length = 0
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise(resolve => server.close(resolve)))

async function asksProxyFor(env: Record<string, string>, url: string): Promise<boolean> {
  const undo = followProxies(env)
  await fetch(url).catch(() => {})
  undo?.()
  return asked.length > 0
}

describe('followProxies', () => {
  it.each([
    ['HTTPS_PROXY', 'https://registry.invalid/v2/', true],
    ['https_proxy', 'https://registry.invalid/v2/', true],
    ['HTTPS_PROXY', 'https://127.0.0.1:59999/v2/', false],
    ['HTTPS_PROXY', 'https://localhost:59999/v2/', false],
    ['HTTPS_PROXY', 'https://[::1]:59999/v2/', false],
    ['HTTPS_PROXY', 'https://direct.invalid/v2/', false],
    ['HTTPS_PROXY', 'http://registry.invalid/v2/', false],
    ['HTTP_PROXY', 'http://registry.invalid/v2/', true],
    ['HTTP_PROXY', 'http://127.0.0.1:59999/v2/', false],
  ])('%s for %s: %s', async (name, url, expected) => {
    expect(await asksProxyFor({ [name]: proxy, NO_PROXY: 'direct.invalid' }, url)).toBe(expected)
  })

  it('does nothing where no proxy is named', () => {
    expect(followProxies({ NO_PROXY: '*', HTTPS_PROXY: '' })).toBeUndefined()
  })
})
