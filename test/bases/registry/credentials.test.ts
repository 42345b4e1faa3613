import { describe, expect, it } from 'vitest'
import type { HelperResult } from '../../../src/bases/registry/credential-helper.ts'
import { createCredentialSource, hostOfKey } from '../../../src/bases/registry/credentials.ts'

const pair = (text: string) => Buffer.from(text).toString('base64')
const me = { auth: pair('me:secret') }
const mine = { kind: 'password', username: 'me', password: 'secret' }

interface Setup {
  readonly files?: Readonly<Record<string, unknown>>
  readonly inline?: string
  readonly helper?: (name: string, input: string) => HelperResult | undefined
}

/** Files by path below `/d`; text is kept as it is, all else is written as JSON. */
function find(setup: Setup, registry: string, repository = 'team/app', actions = ['pull']) {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  const files = new Map(Object.entries(setup.files ?? {}).map(([path, value]) => [`/d/${path}`, text(value)]))
  return createCredentialSource({
    directory: '/d',
    inline: setup.inline,
    readFile: async path => files.get(path),
    runHelper: async (name, input) => setup.helper?.(name, input),
  }).find({ registry, repository, actions })
}

const config = (value: unknown): Setup => ({ files: { 'config.json': value } })
const auths = (value: unknown) => config({ auths: value })

describe('a host matches whole or not at all', () => {
  it.each([
    ['ghcr.io', 'ghcr.io', true],
    ['https://ghcr.io', 'ghcr.io', true],
    ['https://ghcr.io/v2/', 'ghcr.io', true],
    ['GHCR.io', 'ghcr.io', true],
    ['localhost:5000', 'localhost:5000', true],
    ['https://index.docker.io/v1/', 'docker.io', true],
    ['index.docker.io', 'docker.io', true],
    ['docker.io', 'docker.io', true],
    ['registry-1.docker.io', 'docker.io', true],
    ['https://index.docker.io/v1/', 'dhi.io', true],
    ['ghcr.io', 'evil-ghcr.io', false],
    ['evil-ghcr.io', 'ghcr.io', false],
    ['https://evil.example/ghcr.io', 'ghcr.io', false],
    ['ghcr.io', 'ghcr.io.evil.example', false],
    ['ghcr.io.evil.example', 'ghcr.io', false],
    ['io', 'ghcr.io', false],
    ['localhost', 'localhost:5000', false],
    ['localhost:5000', 'localhost:500', false],
    ['ghcr.io/team', 'ghcr.io', false],
    ['docker.io', 'ghcr.io', false],
    ['dhi.io', 'docker.io', false],
    ['__proto__', 'ghcr.io', false],
  ])('%s for %s: %s', async (key, registry, matches) => {
    expect(await find(auths({ [key]: me }), registry)).toEqual(matches ? mine : undefined)
  })

  it('prefers the key that `docker login` writes', async () => {
    const found = await find(auths({ 'https://ghcr.io': { auth: pair('old:old') }, 'ghcr.io': me }), 'ghcr.io')
    expect(found).toEqual(mine)
  })

  it('hostOfKey leaves out what names more than a host', () => {
    expect(hostOfKey('https://quay.io/team/v1/')).toBeUndefined()
  })
})

describe('an entry', () => {
  it.each([
    ['auth', me, mine],
    ['auth with colons in the password', { auth: pair('me:a:b') }, { ...mine, password: 'a:b' }],
    ['auth with NUL at the end', { auth: pair('me:secret\0\0') }, mine],
    ['auth with letters beyond ASCII', { auth: pair('mé:sécret') }, { ...mine, username: 'mé', password: 'sécret' }],
    ['username and password', { username: 'me', password: 'secret' }, mine],
    ['identity token', { auth: pair('me:'), identitytoken: 'refresh' }, { kind: 'identity-token', token: 'refresh' }],
    ['registry token', { registrytoken: 'bearer' }, { kind: 'registry-token', token: 'bearer' }],
    ['empty entry', {}, undefined],
  ])('%s', async (_, entry, expected) => {
    expect(await find(auths({ 'ghcr.io': entry }), 'ghcr.io')).toEqual(expected)
  })
})

describe('BH082 says where the fault is', () => {
  it.each([
    ['a trailing comma', '{\n  "auths": {\n    "ghcr.io": {},\n  }\n}', 4, 3],
    ['a word', '{"auths": secret}', 1, 11],
    ['an end too soon', '{"auths": {', 1, 12],
    ['a bare key', '{\n auths: {}}', 2, 2],
    ['text behind the end', '{}\n{}', 2, 1],
    ['a list', '[]', 1, 1],
    ['auths that is a list', '{\n "auths": []}', 2, 2],
    ['credHelpers that is text', '{"credHelpers": "x"}', 1, 2],
    ['credsStore that is a number', '{"credsStore": 1}', 1, 2],
    ['auth that is not base64', '{"auths": {\n"ghcr.io": {"auth": "%%%"}}}', 2, 1],
    ['auth without a colon', `{"auths": {"ghcr.io": {"auth": "${pair('secret')}"}}}`, 1, 12],
    ['an entry that is text', '{"auths": {"ghcr.io": "secret"}}', 1, 12],
  ])('%s', async (_, text, line, column) => {
    const error: unknown = await find(config(text), 'ghcr.io').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'BH082', position: { file: '/d/config.json', line, column } })
    expect(String(error) + String((error as Error).cause)).not.toContain('secret')
  })

  it('an empty file holds nothing', async () => {
    expect(await find(config(' \n'), 'ghcr.io')).toBeUndefined()
    expect(await find({}, 'ghcr.io')).toBeUndefined()
  })
})

describe('credential helpers', () => {
  const printed = (Username: string, Secret: string) => ({
    status: 0,
    stdout: JSON.stringify({ Username, Secret }),
    stderr: '',
  })
  const helped = (helper: Setup['helper'], value: unknown = { credsStore: 'desktop' }): Setup => ({
    ...config(value),
    ...(helper === undefined ? {} : { helper }),
  })

  it.each([
    ['ghcr.io', 'desktop ghcr.io'],
    ['docker.io', 'desktop https://index.docker.io/v1/'],
    ['123.ecr.example', 'ecr-login 123.ecr.example'],
  ])('%s is asked as %s', async (registry, asked) => {
    const value = { credsStore: 'desktop', credHelpers: { '123.ecr.example': 'ecr-login' }, auths: { [registry]: me } }
    const found = await find(
      helped((name, input) => printed(`${name} ${input}`, 's'), value),
      registry,
    )
    expect(found).toEqual({ kind: 'password', username: asked, password: 's' })
  })

  it('gives an identity token under the user <token>', async () => {
    expect(
      await find(
        helped(() => printed('<token>', 'refresh')),
        'ghcr.io',
      ),
    ).toEqual({ kind: 'identity-token', token: 'refresh' })
  })

  it.each([
    ['says not found on stdout', { status: 1, stdout: 'credentials not found in native keychain\n', stderr: '' }],
    ['says not found on stderr', { status: 1, stdout: '', stderr: 'Credentials not found' }],
    ['prints an empty secret', { status: 0, stdout: '{"ServerURL":"","Username":"","Secret":""}', stderr: '' }],
  ])('one that %s has none', async (_, result) => {
    expect(
      await find(
        helped(() => result),
        'ghcr.io',
      ),
    ).toBeUndefined()
  })

  it.each([
    ['is missing', undefined, /not on PATH/],
    ['prints garbage', { status: 0, stdout: 'hello', stderr: '' }, /printed something other/],
    ['prints other JSON', { status: 0, stdout: '{"Username":1}', stderr: '' }, /printed something other/],
    ['fails', { status: 1, stdout: '', stderr: 'no\nkeychain' }, /status 1: no keychain/],
    ['fails on stdout', { status: 1, stdout: 'locked', stderr: 'cannot ask' }, /status 1: locked cannot ask$/],
    [
      'fails after its answer',
      { status: 1, stdout: '{"Username":"me","Secret":"ghp_S3cr3t"}', stderr: 'cannot keep it' },
      /status 1: cannot keep it$/,
    ],
    ['fails with its answer alone', { status: 2, stdout: '{"Secret":"ghp_S3cr3t"', stderr: '' }, /status 2$/],
    [
      'fails with its answer as text',
      { status: 1, stdout: 'Secret = ghp_S3cr3t', stderr: 'no org.freedesktop.secrets' },
      /status 1: no org.freedesktop.secrets$/,
    ],
    [
      'fails with a login in a URL',
      { status: 1, stdout: '', stderr: 'GET https://u:S3cr3t@h/x: 500' },
      /status 1: GET/,
    ],
    [
      'fails with its answer among errors',
      { status: 1, stdout: '', stderr: 'cannot keep {"Secret":"ghp_S3cr3t"}\nno room' },
      /status 1: cannot keep no room$/,
    ],
    ['hangs', { status: undefined, stdout: '', stderr: '' }, /did not answer in time/],
  ])('BH083: one that %s', async (_, result, message) => {
    const error = find(
      helped(() => result),
      'ghcr.io',
    )
    await expect(error).rejects.toMatchObject({ code: 'BH083', message: expect.stringMatching(message) })
    await expect(error).rejects.not.toMatchObject({ message: expect.stringContaining('S3cr3t') })
  })

  it('BH083: a name that is a path', async () => {
    await expect(
      find(
        helped(() => printed('a', 'b'), { credsStore: '../evil' }),
        'ghcr.io',
      ),
    ).rejects.toMatchObject({ code: 'BH083' })
  })
})

describe('which file', () => {
  const named = (name: string) => ({ auths: { 'ghcr.io': { auth: pair(`${name}:s`) } } })
  const all = ['ghcr.io/team/app@pull,push', 'ghcr.io/team/app@push', 'ghcr.io/team/app', 'ghcr.io@pull', 'ghcr.io']
  const files = (names: readonly string[]) => ({
    'config.json': named('default'),
    ...Object.fromEntries(names.map(name => [`buildx/config/${name}/config.json`, named(name)])),
  })

  it.each([
    [all, ['pull', 'push'], 'ghcr.io/team/app@pull,push'],
    [all.slice(1), ['pull', 'push'], 'ghcr.io/team/app@push'],
    [all, ['pull'], 'ghcr.io/team/app'],
    [all.slice(3), ['pull'], 'ghcr.io@pull'],
    [all.slice(4), ['pull'], 'ghcr.io'],
    [['ghcr.io/team/app@push,pull'], ['pull', 'push'], 'ghcr.io/team/app@push,pull'],
    [['ghcr.io/team/other', 'quay.io'], ['pull'], 'default'],
  ])('%j for %j', async (names, actions, expected) => {
    expect(await find({ files: files(names) }, 'ghcr.io', 'team/app', actions)).toMatchObject({ username: expected })
  })

  it('DOCKER_AUTH_CONFIG goes first, for the hosts it names', async () => {
    const setup = { files: files([]), inline: JSON.stringify({ auths: { 'quay.io': me } }) }
    expect(await find(setup, 'quay.io')).toEqual(mine)
    expect(await find(setup, 'ghcr.io')).toMatchObject({ username: 'default' })
    await expect(find({ inline: '{' }, 'ghcr.io')).rejects.toMatchObject({
      code: 'BH082',
      position: { file: 'DOCKER_AUTH_CONFIG' },
    })
  })
})
