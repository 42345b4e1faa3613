import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { defaultDockerHost, parseHost, readDockerHost } from '../../src/machine/docker-host.ts'

// Expectations are those of docker/cli: opts/hosts_test.go, TestParseDockerDaemonHost and TestParseTCP.
describe('parseHost', () => {
  test.each([
    ['', 'unix:///var/run/docker.sock'],
    ['  ', 'unix:///var/run/docker.sock'],
    ['unix://', 'unix:///var/run/docker.sock'],
    ['unix:///run/docker.sock', 'unix:///run/docker.sock'],
    ['fd://', 'fd://'],
    ['ssh://me@far.test', 'ssh://me@far.test'],
    ['tcp://', 'tcp://localhost:2375'],
    ['tcp://:7777', 'tcp://localhost:7777'],
    [' tcp://:7777/path ', 'tcp://localhost:7777/path'],
    [':6666/path', 'tcp://localhost:6666/path'],
    ['0.0.0.0', 'tcp://0.0.0.0:2375'],
    ['0.0.0.0:4243/path', 'tcp://0.0.0.0:4243/path'],
    ['localhost:', 'tcp://localhost:2375'],
    ['[::1]:', 'tcp://[::1]:2375'],
    ['[::1]:5555/path', 'tcp://[::1]:5555/path'],
    ['far.test/path', 'tcp://far.test:2375/path'],
  ])('%j', (text, whole) => {
    expect(parseHost(text)).toBe(whole)
  })

  test('is by TLS where nothing else is said and TLS is', () => {
    expect(parseHost('', { DOCKER_TLS_VERIFY: '1' })).toBe('tcp://localhost:2376')
    expect(parseHost('far.test', { DOCKER_TLS: '1' })).toBe('tcp://far.test:2375')
  })

  test.each(['udp://127.0.0.1', 'tcp://unix:///run/docker.sock', '[::1]', '::1', 'me@far.test', 'a b'])(
    'refuses %j',
    text => {
      expect(() => parseHost(text)).toThrow(expect.objectContaining({ code: 'BH082', remedy: expect.any(String) }))
    },
  )
})

describe('readDockerHost', () => {
  const proxies = { default: {}, 'tcp://far.test:2375': {} }
  const id = (name: string) => createHash('sha256').update(name).digest('hex')
  const metas: Readonly<Record<string, unknown>> = {
    far: { Name: 'far', Endpoints: { docker: { Host: 'tcp://far.test' } } },
    lower: { name: 'lower', endpoints: { docker: { host: 'tcp://lower.test' } } },
    ssh: { Endpoints: { docker: { Host: 'ssh://me@far.test' } } },
    here: { Endpoints: { docker: {} } },
    kube: { Endpoints: { kubernetes: { Host: 'tcp://far.test' } } },
  }
  const read = (config: unknown, env: Readonly<Record<string, string>> = {}) => {
    const files = new Map(
      Object.entries(metas).map(([name, meta]) => [`/d/contexts/meta/${id(name)}/meta.json`, JSON.stringify(meta)]),
    )
    files.set('/d/config.json', typeof config === 'string' ? config : JSON.stringify(config))
    return readDockerHost({ directory: '/d', readFile: async path => files.get(path) }, env)
  }

  test.each<[what: string, config: object, env: Record<string, string>, host: string]>([
    ['nothing', {}, {}, defaultDockerHost],
    ['DOCKER_HOST', {}, { DOCKER_HOST: 'near.test' }, 'tcp://near.test:2375'],
    ['DOCKER_HOST over ssh', {}, { DOCKER_HOST: 'ssh://me@far.test' }, 'http://docker.example.com'],
    [
      'DOCKER_HOST before contexts',
      { currentContext: 'far' },
      { DOCKER_HOST: 'fd://', DOCKER_CONTEXT: 'ssh' },
      'fd://',
    ],
    ['the current context, as it is written', { currentContext: 'far' }, {}, 'tcp://far.test'],
    ['DOCKER_CONTEXT', { currentContext: 'far' }, { DOCKER_CONTEXT: 'ssh' }, 'http://docker.example.com'],
    ['the default context', { currentContext: 'far' }, { DOCKER_CONTEXT: 'default' }, defaultDockerHost],
    ['an empty variable', { currentContext: 'far' }, { DOCKER_CONTEXT: '', DOCKER_HOST: '' }, 'tcp://far.test'],
    ['a context in lower case', { currentContext: 'lower' }, {}, 'tcp://lower.test'],
    ['a context of this machine', { currentContext: 'here' }, {}, defaultDockerHost],
  ])('of %s', async (_, config, env, host) => {
    expect(await read({ proxies, ...config }, env)).toBe(host)
  })

  test.each(['kube', 'gone'])('refuses the context %s, whose host is not known', async currentContext => {
    await expect(read({ proxies, currentContext })).rejects.toMatchObject({ code: 'BH082', remedy: expect.any(String) })
  })

  test.each([{ proxies: { default: {} } }, { proxies: {} }, {}])(
    'asks for no host where %j has proxies for none',
    async given => {
      expect(await read({ ...given, currentContext: 'gone' }, { DOCKER_HOST: 'udp://x' })).toBe(defaultDockerHost)
    },
  )

  test('leaves a configuration that is no JSON to whoever reads proxies', async () => {
    expect(await read('{')).toBe(defaultDockerHost)
  })
})
