import { describe, expect, it } from 'vitest'
import { endpointsOf, parseRegistryMirrors } from '../../../src/bases/registry/hosts.ts'

describe('endpointsOf', () => {
  it.each([
    ['docker.io', 'https://registry-1.docker.io/v2/'],
    ['ghcr.io', 'https://ghcr.io/v2/'],
    ['registry.example:5000', 'https://registry.example:5000/v2/'],
    ['localhost:5000', 'http://localhost:5000/v2/'],
    ['localhost', 'http://localhost/v2/'],
    ['127.0.0.1:5000', 'http://127.0.0.1:5000/v2/'],
    ['127.1.2.3', 'http://127.1.2.3/v2/'],
    ['[::1]:5000', 'http://[::1]:5000/v2/'],
    ['10.0.0.1:5000', 'https://10.0.0.1:5000/v2/'],
    ['plain.example:80', 'http://plain.example/v2/'],
    ['plain.example', 'https://plain.example/v2/'],
  ])('%s is at %s', (registry, base) => {
    expect(endpointsOf(registry, { insecure: ['plain.example:80'] }).upstream).toMatchObject({
      registry,
      base: new URL(base),
    })
  })

  it('gives the mirrors in their order, with scheme and path', () => {
    const mirrors = parseRegistryMirrors([
      'docker.io=http://127.0.0.1:5000',
      ' docker.io=mirror.example/hub/cache/ ',
      'docker.io=localhost:5001',
      'ghcr.io=https://localhost:5002',
    ])
    const endpoints = endpointsOf('docker.io', { mirrors })
    expect(endpoints.mirrors.map(mirror => [mirror.base.href, mirror.host, mirror.prefix])).toEqual([
      ['http://127.0.0.1:5000/v2/', '127.0.0.1:5000', ''],
      ['https://mirror.example/v2/hub/cache/', 'mirror.example', 'hub/cache/'],
      ['http://localhost:5001/v2/', 'localhost:5001', ''],
    ])
    expect(endpointsOf('ghcr.io', { mirrors }).mirrors[0]?.base.href).toBe('https://localhost:5002/v2/')
    expect(endpointsOf('quay.io', { mirrors }).mirrors).toEqual([])
  })

  it('takes index.docker.io for the docker.io of images', () => {
    const mirrors = parseRegistryMirrors(['docker.io=one.example', 'index.docker.io=two.example'])
    expect(endpointsOf('docker.io', { mirrors }).mirrors.map(({ host }) => host)).toEqual([
      'one.example',
      'two.example',
    ])
  })

  it('refuses a host that is none', () => {
    expect(() => endpointsOf('user@evil.example')).toThrow(expect.objectContaining({ code: 'BH006' }))
    expect(() => endpointsOf('ghcr.io/evil')).toThrow(expect.objectContaining({ code: 'BH006' }))
  })
})

it.each([
  'docker.io',
  'docker.io=',
  '=mirror.example',
  'docker.io=ftp://mirror.example',
  'docker.io=https://user:pass@mirror.example',
  'docker.io=https://mirror.example?x=1',
  'docker.io=https://',
  'https://docker.io=mirror.example',
])('parseRegistryMirrors refuses %s', entry => {
  expect(() => parseRegistryMirrors([entry])).toThrow(expect.objectContaining({ code: 'BH076' }))
})
