import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nodeProcess } from '../../src/buildx/node-process.ts'
import { main } from '../../src/cli/main.ts'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'

let registry: FakeRegistry
let root: string

beforeAll(async () => {
  registry = await startFakeRegistry()
})
afterAll(() => registry.close())

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cli-'))
  mkdirSync(join(root, 'temp'))
  writeFileSync(join(root, 'base.Dockerfile'), 'FROM scratch\nCOPY requirements.txt /\n')
  writeFileSync(join(root, 'Dockerfile'), 'FROM base\nCOPY app.py /\n')
  writeFileSync(join(root, 'requirements.txt'), 'torch\n')
})

async function basehit(argv: readonly string[], env: Record<string, string> = {}) {
  const said = { out: [] as Buffer[], err: '' }
  const status = await main(argv, {
    machine: { env, cwd: root, home: root, architecture: 'x64', temp: join(root, 'temp') },
    process: nodeProcess,
    signal: new AbortController().signal,
    out: bytes => said.out.push(Buffer.from(bytes)),
    err: text => {
      said.err += text
    },
  })
  return { status, out: Buffer.concat(said.out), text: Buffer.concat(said.out).toString(), err: said.err }
}

describe('basehit digest', () => {
  test('prints the digest alone, which is the sha256 of the recipe', async () => {
    const plain = await basehit(['digest', '--base-file', 'base.Dockerfile'])
    const recipe = await basehit(['digest', '--base-file', 'base.Dockerfile', '--recipe'])
    expect(plain).toMatchObject({ status: 0, err: '', text: expect.stringMatching(/^[0-9a-f]{64}\n$/) })
    expect(recipe).toMatchObject({ status: 0, err: '' })
    expect(`${createHash('sha256').update(recipe.out).digest('hex')}\n`).toBe(plain.text)
  })

  test('prints a line for each of several platforms', async () => {
    const { status, text } = await basehit([
      'digest',
      '--base-file',
      'base.Dockerfile',
      '--platform',
      'linux/amd64,linux/arm64',
    ])
    expect(status).toBe(0)
    const lines = text.trimEnd().split('\n')
    expect(lines.map(line => line.replace(/^[0-9a-f]{64} /, ''))).toEqual([
      'base.Dockerfile linux/amd64',
      'base.Dockerfile linux/arm64',
    ])
    expect(new Set(lines.map(line => line.slice(0, 64))).size).toBe(2)
  })

  test('takes proxies of the Docker configuration as build args that decide nothing', async () => {
    const before = await basehit(['digest', '--base-file', 'base.Dockerfile'])
    mkdirSync(join(root, '.docker'))
    writeFileSync(join(root, '.docker/config.json'), '{"proxies":{"default":{"httpProxy":"http://proxy"}}}')
    expect((await basehit(['digest', '--base-file', 'base.Dockerfile'])).text).toBe(before.text)
  })

  const failures: readonly (readonly [string, number, string, readonly string[]])[] = [
    ['a usage error', 2, 'BH074', ['digest', '--pusch']],
    ['a bad value', 1, 'BH071', ['digest', '--base-file', 'base.Dockerfile', '--push=yes']],
    ['a bad mirror', 1, 'BH076', ['digest', '--base-file', 'base.Dockerfile', '--registry-mirror', 'x']],
    ['a bad host', 1, 'BH006', ['digest', '--base-file', 'base.Dockerfile', '--insecure-registry', 'http://x']],
    [
      'two recipes',
      2,
      'BH160',
      ['digest', '--base-file', 'base.Dockerfile', '--recipe', '--platforms', 'linux/amd64,linux/arm64'],
    ],
    ['a missing file', 1, 'BH020', ['digest', '--base-file', 'none.Dockerfile']],
  ]
  test('says what is wrong, and nothing of a secret, whatever the length of that', async () => {
    const secret = 'Zq8-token'.repeat(5000)
    const argv = ['digest', '--base-file', 'none.Dockerfile', '--secret', 'id=token']
    const { status, err } = await basehit(argv, { token: secret })
    expect({ status, err }).toMatchObject({ status: 1, err: expect.stringMatching(/^error\[BH020\]: /) })
    expect(err).not.toContain('Zq8-token')
  })

  const logins: readonly (readonly [string, readonly string[]])[] = [
    ['BH076', ['--registry-mirror', 'docker.io=https://octo:s3cr:et@m.example']],
    ['BH076', ['--registry-mirror', 'docker.io=octo:s3cr=et@m']],
    ['BH076', ['--registry-mirror', 'https://octo:s3cr=et@m.example']],
    ['BH076', ['--token-host', 'r.example=https://octo:s3cr=et@h.example']],
    ['BH076', ['--token-host', 'https://octo:s3cret@h.example']],
    ['BH006', ['--insecure-registry', 'https://octo:s3cret@h.example']],
    ['BH006', ['--insecure-registry', 'octo:s3cret@h']],
    ['BH040', ['--context', 'https://octo:s3cret@github.com/acme/app.git']],
    ['BH040', ['--context', 'HTTPS://octo:s3cret@github.com/acme/app.git']],
    ['BH077', ['--build-context', 'https://octo:s3cret@github.com/acme/app.git']],
    ['BH004', ['--base-repository', 'https://octo:s3cret@ghcr.io/acme/base']],
    ['BH006', ['--base-repository', 'octo:s3cret@ghcr.io/acme/base']],
    ['BH006', ['--tag', 'https://octo:s3cret@ghcr.io/acme/app:1']],
    ['BH006', ['--tag', 'octo:S3cret@ghcr.io/acme/app:1']],
    ['BH006', ['--tag', `https://octo:s3cret@ghcr.io/acme/app@sha256:${'0'.repeat(64)}`]],
    ['BH061', ['--build-arg', 'https://octo:s3cret-of-more-than-forty-characters@pypi.example']],
    ['BH061', ['--build-arg', 'https://octo:s3cr=et@pypi.example']],
    ['BH020', ['--base-file', 'https://octo:s3cret@example.org/Dockerfile', '--context', '..']],
    ['BH073', ['--upstream', 'https://octo:s3cret@example.org']],
    ['BH006', ['--base-file', 'from.Dockerfile', '--build-arg', 'I=https://octo:s3cret@ghcr.io/acme/app']],
  ]
  test.each(logins)('says no login with %s %j', async (code, argv) => {
    writeFileSync(join(root, 'from.Dockerfile'), 'ARG I\nFROM ${I}\n')
    const base = argv.includes('--base-file') ? [] : ['--base-file', 'base.Dockerfile']
    const { status, err } = await basehit(['digest', ...base, ...argv])
    expect({ status, err }).toMatchObject({ status: 1, err: expect.stringContaining(`error[${code}]: `) })
    expect(err).toContain('***')
    expect(err.toLowerCase()).not.toMatch(/octo|s3cr|et@/)
  })

  test.each(failures)('ends for %s with status %i and %s', async (_, status, code, argv) => {
    const ended = await basehit(argv)
    expect(ended).toMatchObject({ status, text: '', err: expect.stringContaining(`error[${code}]: `) })
  })

  test('ends with 1 for a broken Docker configuration', async () => {
    mkdirSync(join(root, '.docker'))
    writeFileSync(join(root, '.docker/config.json'), '{')
    expect(await basehit(['digest', '--base-file', 'base.Dockerfile'])).toMatchObject({
      status: 1,
      text: '',
      err: expect.stringContaining('error[BH082]: '),
    })
  })
})

describe('basehit plan', () => {
  const flags = () => ['--base-file', 'base.Dockerfile', '-t', `${registry.host}/acme/app`]

  test('prints basehit.plan/v1', async () => {
    const { status, text } = await basehit(['plan', '--json', ...flags()])
    expect(status).toBe(0)
    const digest = (await basehit(['digest', ...flags()])).text.trim()
    expect(JSON.parse(text)).toEqual({
      schema: 'basehit.plan/v1',
      bases: [
        {
          name: 'base.Dockerfile',
          platform: 'linux/amd64',
          dependencyDigest: digest,
          decision: 'build',
          reference: null,
          changes: null,
        },
      ],
    })
  })

  test('says in words what it would do', async () => {
    const { status, text, err } = await basehit(['plan', ...flags()])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(text).toMatch(/^base base\.Dockerfile \(linux\/amd64\): build \(miss/)
  })

  test('ends with 3 for a base to build, if asked', async () => {
    expect((await basehit(['plan', '--exit-code', ...flags()])).status).toBe(3)
  })

  test('fails where the registry gives no answer, and never calls that a miss', async () => {
    const tag = ['-t', `${registry.host}/denied/app`]
    registry.rule({ path: /\/denied\//, act: { kind: 'answer', status: 403 } })
    const { status, err } = await basehit(['plan', '--exit-code', '--base-file', 'base.Dockerfile', ...tag])
    expect(status).toBe(1)
    expect(err).toMatch(/error\[BH\d{3}\]: /)
  })

  test('asks the mirrors of the environment for upstreams', async () => {
    // Nothing is ever spoken to at port 1: fetch itself refuses it.
    writeFileSync(join(root, 'base.Dockerfile'), 'FROM localhost:1/mirrored/python\n')
    const before = registry.journal.length
    const env = { BASEHIT_REGISTRY_MIRRORS: `localhost:1=http://${registry.host}` }
    await basehit(['digest', '--base-file', 'base.Dockerfile'], env)
    expect(registry.journal.slice(before).some(request => request.target.includes('mirrored/python'))).toBe(true)
  })

  test('leaves no temporary file behind', async () => {
    await basehit(['plan', ...flags()])
    expect(readdirSync(join(root, 'temp'))).toEqual([])
  })
})

test('basehit --version and help go to standard output', async () => {
  expect(await basehit(['--version'])).toMatchObject({
    status: 0,
    text: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    err: '',
  })
  expect(await basehit(['help'])).toMatchObject({ status: 0, text: expect.stringContaining('Usage: basehit'), err: '' })
})

test('an empty secret is a warning', async () => {
  const { status, err } = await basehit(['digest', '--base-file', 'base.Dockerfile', '--secrets', 'TOKEN='])
  expect({ status, err }).toEqual({ status: 0, err: 'warning: the secret TOKEN is empty: not passed on\n' })
})
