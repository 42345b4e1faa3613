import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Options } from '../../src/commands/options.ts'
import { readCacheService } from '../../src/machine/cache-service.ts'
import { defaultDockerHost } from '../../src/machine/docker-host.ts'
import { hostPlatform } from '../../src/machine/host.ts'
import { readProxies } from '../../src/machine/proxies.ts'
import { readHostSettings } from '../../src/machine/registries.ts'
import { runFacts } from '../../src/machine/run.ts'
import { readSecretValues } from '../../src/machine/secrets.ts'
import { createTemporary } from '../../src/machine/temporary.ts'
import { rawInputs } from '../commands/raw.ts'

describe('hostPlatform', () => {
  test.each([
    ['x64', { os: 'linux', architecture: 'amd64' }],
    ['arm64', { os: 'linux', architecture: 'arm64' }],
    ['arm', { os: 'linux', architecture: 'arm', variant: 'v7' }],
  ])('of %s', (architecture, platform) => {
    expect(hostPlatform(architecture)).toEqual(platform)
  })

  test('refuses what it does not know', () => {
    expect(() => hostPlatform('pdp11')).toThrow(expect.objectContaining({ code: 'BH070' }))
  })
})

describe('readProxies', () => {
  const config = {
    proxies: {
      default: { httpProxy: 'http://a', httpsProxy: '', noProxy: 'x,y', ftpProxy: 'ftp://f', allProxy: 'all' },
      'tcp://host:1': { httpsProxy: 'http://b' },
    },
  }
  const read = (text: string | undefined, host = defaultDockerHost) =>
    readProxies({ directory: '/d', readFile: async path => (path === '/d/config.json' ? text : undefined) }, host)

  test.each([
    ['no file', undefined, undefined, []],
    ['an empty file', ' \n', undefined, []],
    ['no proxies', '{"auths":{}}', undefined, []],
    [
      'the default',
      JSON.stringify(config),
      undefined,
      [
        ['HTTP_PROXY', 'http://a'],
        ['NO_PROXY', 'x,y'],
        ['FTP_PROXY', 'ftp://f'],
      ],
    ],
    [
      'another host',
      JSON.stringify(config),
      'tcp://other',
      [
        ['HTTP_PROXY', 'http://a'],
        ['NO_PROXY', 'x,y'],
        ['FTP_PROXY', 'ftp://f'],
      ],
    ],
    ['its own host', JSON.stringify(config), 'tcp://host:1', [['HTTPS_PROXY', 'http://b']]],
  ])('of %s', async (_, text, host, expected) => {
    expect([...(await read(text, host))]).toEqual(expected)
  })

  test.each([
    ['an early end', '{', 1, 2],
    ['a stray comma', '{\n  "auths": {,\n', 2, 13],
    ['two documents', '{}\n{}', 2, 1],
  ])('refuses a file that is no JSON, where it is none: %s', async (_, text, line, column) => {
    const refusal = read(text)
    await expect(refusal).rejects.toMatchObject({ code: 'BH082', position: { file: '/d/config.json', line, column } })
  })
})

describe('readHostSettings', () => {
  const env = { BASEHIT_REGISTRY_MIRRORS: 'docker.io=m1,docker.io=m2', BASEHIT_INSECURE_REGISTRIES: 'r:5000\ns' }

  test('takes the inputs, else the environment', () => {
    expect(readHostSettings(rawInputs({}), env)).toEqual({
      mirrors: new Map([['docker.io', ['m1', 'm2']]]),
      insecure: ['r:5000', 's'],
      tokenHosts: new Map(),
    })
    const raw = rawInputs({ 'registry-mirrors': 'ghcr.io=m' }, { 'insecure-registries': ['t'] })
    expect(readHostSettings(raw, env)).toMatchObject({ mirrors: new Map([['ghcr.io', ['m']]]), insecure: ['t'] })
    expect(readHostSettings(rawInputs({}), {})).toEqual({ mirrors: new Map(), insecure: [], tokenHosts: new Map() })
  })

  test('collects the token services of each registry', () => {
    const raw = rawInputs({ 'token-hosts': 'r.example=a.example,r.example=b.example' })
    expect(readHostSettings(raw, {}).tokenHosts).toEqual(new Map([['r.example', ['a.example', 'b.example']]]))
  })

  test.each(['r.example', 'r.example=', '=a.example', 'r=a=b', 'https://r=a'])('refuses the token host %s', entry => {
    expect(() => readHostSettings(rawInputs({ 'token-hosts': entry }), {})).toThrow(
      expect.objectContaining({ code: 'BH076' }),
    )
  })

  test.each(['http://r', 'r/path', 'r:x'])('refuses the host %s', host => {
    const raw = rawInputs({ 'insecure-registries': host })
    expect(() => readHostSettings(raw, {})).toThrow(expect.objectContaining({ code: 'BH006' }))
  })
})

describe('readCacheService', () => {
  const token = (scopes: unknown) =>
    `h.${Buffer.from(JSON.stringify({ ac: JSON.stringify(scopes) })).toString('base64url')}.s`
  const actions = { GITHUB_ACTIONS: 'true', ACTIONS_RESULTS_URL: 'http://r/', ACTIONS_CACHE_SERVICE_V2: 'true' }
  const reading = token([{ Scope: 'refs/heads/main', Permission: 1 }])
  const writing = token([
    { Scope: 'refs/heads/main', Permission: 1 },
    { Scope: 'refs/pull/1/merge', Permission: 3 },
  ])

  test.each([
    ['a laptop', {}, undefined],
    ['a job without it', { ...actions, ACTIONS_CACHE_MODE: 'none' }, undefined],
    ['a token that reads', { ...actions, ACTIONS_RUNTIME_TOKEN: reading }, false],
    ['a token that writes somewhere', { ...actions, ACTIONS_RUNTIME_TOKEN: writing }, true],
    ['a job that reads', { ...actions, ACTIONS_RUNTIME_TOKEN: writing, ACTIONS_CACHE_MODE: 'read' }, false],
    ['an opaque token', { ...actions, ACTIONS_RUNTIME_TOKEN: 'opaque' }, true],
  ])('in %s', (_, env, mayWrite) => {
    expect(readCacheService(env)?.mayWrite).toBe(mayWrite)
  })

  test('hands on what buildx reads, and nothing else', () => {
    expect(readCacheService({ ...actions, ACTIONS_RUNTIME_TOKEN: reading, HOME: '/h' })?.env).toEqual({
      ACTIONS_RESULTS_URL: 'http://r/',
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RUNTIME_TOKEN: reading,
    })
  })
})

test('runFacts are known in a workflow only', () => {
  const env = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_RUN_ID: '7',
    GITHUB_SHA: 'abc',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_ACTOR: 'bot',
  }
  expect(runFacts(env)).toEqual({})
  expect(runFacts({ ...env, GITHUB_ACTIONS: 'true' })).toEqual({
    source: 'https://github.com/acme/app',
    url: 'https://github.com/acme/app/actions/runs/7/attempts/1',
    commit: 'abc',
    ref: 'refs/heads/main',
    actor: 'bot',
  })
  const again = { ...env, GITHUB_ACTIONS: 'true', GITHUB_RUN_ATTEMPT: '2' }
  expect(runFacts(again).url).toBe('https://github.com/acme/app/actions/runs/7/attempts/2')
})

test('readSecretValues waits for no pipe, and finds nothing where there is no file', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'secrets-'))
  writeFileSync(join(cwd, 'file'), 'kept')
  execFileSync('mkfifo', [join(cwd, 'pipe')])
  const secrets = ['file', 'pipe', 'none'].map(path => ({ id: path, kind: 'file', path }))
  const build = { cwd, secrets, buildArgs: new Map() }
  expect(await readSecretValues({ build } as unknown as Options, {})).toEqual(['kept'])
  rmSync(cwd, { recursive: true })
})

test.each([
  ['a build arg', { HTTPS_PROXY: 'http://octo:s3cret@proxy:3128' }, {}, ['s3cret', 'b2N0bzpzM2NyZXQ=']],
  ['a variable', {}, { http_proxy: 'octo:s3cret@proxy' }, ['s3cret', 'b2N0bzpzM2NyZXQ=']],
  [
    'an encoded password',
    {},
    { ALL_PROXY: 'socks5://octo:s3%40:cret@proxy' },
    ['s3%40:cret', 's3@:cret', 'b2N0bzpzM0A6Y3JldA=='],
  ],
  ['a bad encoding', { FTP_PROXY: 'http://octo:100%sure@p' }, {}, ['100%sure', 'b2N0bzoxMDAlc3VyZQ==']],
  ['a password that is met by chance', { HTTPS_PROXY: 'http://octo:x@p' }, {}, ['b2N0bzp4']],
  ['no login', { HTTPS_PROXY: 'http://proxy:3128', https_proxy: '', A: 'http://a:b@c' }, { B: 'http://a:b@c' }, []],
  ['a user alone', { HTTPS_PROXY: 'http://octo@proxy:3128', NO_PROXY: 'a:b@c' }, {}, []],
])('readSecretValues has the passwords of proxies: %s', async (_, args, env, expected) => {
  const build = { cwd: '/', secrets: [], buildArgs: new Map(Object.entries(args)) }
  expect(await readSecretValues({ build } as unknown as Options, env)).toEqual(expected)
})

describe('createTemporary', () => {
  test('makes nothing before it is used, and leaves nothing', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'temporary-'))
    const temporary = createTemporary(parent)
    expect(readdirSync(parent)).toEqual([])
    const [one, other] = await Promise.all([temporary.write('secret', 'a'), temporary.write('secret', 'b')])
    await temporary.writeAt(join(await temporary.directory(), 'sub/file'), 'c')
    expect([readFileSync(one, 'utf8'), readFileSync(other, 'utf8')]).toEqual(['a', 'b'])
    expect(readdirSync(parent)).toHaveLength(1)
    expect(statSync(one).mode & 0o777).toBe(0o600)
    expect(statSync(join(one, '..')).mode & 0o777).toBe(0o700)
    await temporary.remove()
    expect(readdirSync(parent)).toEqual([])
  })
})
