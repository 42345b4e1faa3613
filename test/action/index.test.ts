import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { annotation } from '../../src/recipe/annotations.ts'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'

const entry = join(import.meta.dirname, '../../src/action/index.ts')
let registry: FakeRegistry
let root: string

beforeAll(async () => {
  registry = await startFakeRegistry()
})
afterAll(() => registry.close())

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'action-'))
  for (const name of ['out', 'summary']) writeFileSync(join(root, name), '')
  mkdirSync(join(root, 'app'))
  writeFileSync(join(root, 'app/base.Dockerfile'), 'FROM scratch\nCOPY requirements.txt /\n')
  writeFileSync(join(root, 'app/Dockerfile'), 'FROM base\nCOPY app.py /\n')
  writeFileSync(join(root, 'app/requirements.txt'), 'torch\n')
})

/** Runs the action as the runner does: inputs, files and facts in variables. */
async function step(inputs: Record<string, string>, env: Record<string, string | undefined> = {}) {
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const child = spawn(process.execPath, [entry], {
    cwd: join(root, 'app'),
    env: {
      PATH: '/nowhere',
      HOME: root,
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/app',
      GITHUB_RUN_ID: '7',
      GITHUB_OUTPUT: join(root, 'out'),
      GITHUB_STEP_SUMMARY: join(root, 'summary'),
      RUNNER_TEMP: root,
      ...Object.fromEntries(given),
      ...env,
    },
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (log += text))
  const status = await new Promise<number | null>(resolve => child.on('close', resolve))
  return { status, log, outputs: readOutputs(readFileSync(join(root, 'out'), 'utf8')) }
}

function readOutputs(text: string): Record<string, string> {
  const found = text.matchAll(/^([\w-]+)<<(ghadelimiter_[\w-]+)\n([\s\S]*?)\n\2$/gm)
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]))
}

/** Puts a base for a dependency digest into the registry, as another run would have. */
function publish(dependencyDigest: string): string {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: `sha256:${'0'.repeat(64)}`, size: 2 },
    layers: [],
    annotations: {
      [annotation.dependencyDigest]: dependencyDigest,
      [annotation.platform]: 'linux/amd64',
      [annotation.created]: new Date().toISOString(),
    },
  })
  return registry.storage.putManifest('acme/app-base', dependencyDigest, { bytes: Buffer.from(manifest), mediaType })
}

describe('the action', () => {
  const inputs = () => ({
    'base-file': 'base.Dockerfile',
    tags: `${registry.host}/acme/app:1`,
    platforms: 'linux/amd64',
    app: 'false',
  })

  test('reuses a base without a builder, and says so in outputs and summary', async () => {
    const missed = await step({ ...inputs(), 'fail-on-miss': 'true' })
    expect(missed.status).toBe(1)
    expect(missed.log).toContain('::error title=BH098::')
    const digest = missed.outputs['dependency-digest'] ?? ''
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    const manifest = publish(digest)
    writeFileSync(join(root, 'out'), '')
    const { status, log, outputs } = await step(inputs())
    expect(log).toContain('reuse')
    expect(status).toBe(0)
    const reference = `${registry.host}/acme/app-base@${manifest}`
    expect(outputs).toMatchObject({
      'dependency-digest': digest,
      'base-image': reference,
      'base-hit': 'true',
      'base-decision': 'reuse',
      digest: '',
      metadata: '',
    })
    expect(outputs['build-contexts']).toBe(`base=docker-image://${reference}`)
    expect(readFileSync(outputs['bake-file'] ?? '', 'utf8')).toContain(reference)
    expect(readFileSync(join(root, 'summary'), 'utf8')).toContain(reference)
  })

  test('links an error to its place in the workspace', async () => {
    writeFileSync(join(root, 'app/base.Dockerfile'), 'FROM scratch\nRUM x\n')
    const { status, log } = await step(inputs())
    expect(status).toBe(1)
    expect(log).toMatch(/^::error title=BH025,file=base\.Dockerfile,line=2,col=\d+::/m)
  })

  const refusals: readonly (readonly [string, Record<string, string>, Record<string, string | undefined>])[] = [
    ['BH121', {}, { GITHUB_ACTIONS: undefined }],
    ['BH120', {}, { GITHUB_OUTPUT: '/nowhere/out' }],
    ['BH074', { 'base-fiel': 'x' }, {}],
    ['BH110', { secrets: 'no-secret' }, {}],
  ]
  test.each(refusals)('stops with %s: %j %j', async (code, given, env) => {
    const { status, log } = await step({ ...inputs(), ...given }, env)
    expect({ status, log }).toEqual({
      status: 1,
      log: expect.stringMatching(new RegExp(`^::error title=${code}::`, 'm')),
    })
  })

  test('masks secrets before it says anything else', async () => {
    const { log } = await step({ ...inputs(), secrets: '"KEY=line one\nhunter2\n"\nEMPTY=', 'fail-on-miss': 'true' })
    expect(log.indexOf('::add-mask::line one%0Ahunter2%0A')).toBe(0)
    expect(log.match(/hunter2/g)).toHaveLength(1)
    expect(log).toContain('::warning::the secret EMPTY is empty')
  })

  test('masks the password of a proxy that builds get', async () => {
    mkdirSync(join(root, '.docker'))
    const proxies = { default: { httpsProxy: 'http://octo:hunter2hunter2@proxy:3128' } }
    writeFileSync(join(root, '.docker/config.json'), JSON.stringify({ proxies }))
    const { log } = await step({ ...inputs(), 'fail-on-miss': 'true' })
    expect(log.indexOf('::add-mask::hunter2hunter2')).toBe(0)
    expect(log.match(/hunter2hunter2/g)).toHaveLength(1)
  })

  test('says no login of an input that is refused', async () => {
    const { log } = await step({ ...inputs(), upstream: 'https://octo:s3cret@example.org' })
    expect(log).toMatch(/^::error title=BH073::.*https:\/\/\*\*\*@example\.org/m)
    expect(log).not.toMatch(/octo|s3cret/)
  })

  test('says what is wrong, and nothing of a secret, whatever the length of that', async () => {
    const secrets = `KEY=${'Zq8-token'.repeat(5000)}`
    const { status, log } = await step({ ...inputs(), secrets, 'base-file': 'none.Dockerfile' })
    expect(status).toBe(1)
    expect(log).toMatch(/^::error title=BH020::/m)
    expect(log.replace(/^::add-mask::.*$/gm, '')).not.toContain('Zq8-token')
  })
})
