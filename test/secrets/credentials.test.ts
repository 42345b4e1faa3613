import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { nodeProcess } from '../../src/buildx/node-process.ts'
import { main } from '../../src/cli/main.ts'
import type { Login } from '../fakes/registry/login.ts'
import { type FakeRegistryOptions, startFakeRegistry } from '../fakes/registry/server.ts'
import { leaks, type Shape, shapes } from './shapes.ts'

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'credentials-'))
  writeFileSync(join(root, 'base.Dockerfile'), 'FROM scratch\nCOPY requirements.txt /\n')
  writeFileSync(join(root, 'Dockerfile'), 'FROM base\nCOPY requirements.txt /app/\n')
  writeFileSync(join(root, 'requirements.txt'), 'torch\n')
  mkdirSync(join(root, 'temp'))
})

/** Plans against a registry that wants this password, logged in with one, and returns all that was said. */
async function planWith(options: FakeRegistryOptions, auth: Record<string, string>, echo?: string) {
  const registry = await startFakeRegistry(options)
  if (echo !== undefined) {
    const body = JSON.stringify({ errors: [{ code: 'DENIED', message: `no: ${echo}`, detail: echo }] })
    registry.rule({ path: /manifests/, skip: 1, act: { kind: 'answer', status: 403, body } })
  }
  const docker = mkdtempSync(join(root, 'docker-'))
  writeFileSync(join(docker, 'config.json'), JSON.stringify({ auths: { [registry.host]: auth } }))
  const said: string[] = []
  const argv = ['plan', '--base-file', 'base.Dockerfile', '--tag', `${registry.host}/acme/app:1`, '--json']
  const status = await main(argv, {
    machine: { env: { DOCKER_CONFIG: docker }, cwd: root, home: root, architecture: 'x64', temp: join(root, 'temp') },
    process: nodeProcess,
    signal: new AbortController().signal,
    out: bytes => said.push(Buffer.from(bytes).toString()),
    err: text => said.push(text),
  })
  const sent = registry.journal.filter(request => request.headers.authorization !== undefined)
  await registry.close()
  return { status, said: said.join(''), sent: sent.length }
}

const basicAuth = (password: string) => ({ auth: Buffer.from(`octo:${password}`).toString('base64') })
const traced = (shape: Shape): Shape[] => [shape, { name: 'with its user', value: `octo:${shape.value}` }]

describe.each(shapes.map(shape => [shape.name, shape] as const))('a password like %s', (_, shape) => {
  const { value: password } = shape
  const basic: Login = { kind: 'basic', username: 'octo', password }
  const bearer: Login = { kind: 'bearer', username: 'octo', password, anonymous: 'nothing' }

  test.each([
    ['Basic', basic],
    ['Bearer', bearer],
  ])('is sent and never said (%s)', async (_scheme, login) => {
    const right = await planWith({ login }, basicAuth(password))
    expect(right.status, right.said).toBe(0)
    expect(right.sent).toBeGreaterThan(0)
    expect(leaks(right.said, traced(shape))).toEqual([])
    const wrong = await planWith({ login: { ...login, password: 'another' } }, basicAuth(password))
    expect(wrong.status).toBe(1)
    expect(leaks(wrong.said, traced(shape))).toEqual([])
  })

  test('is no identity token that is said', async () => {
    const login: Login = { ...bearer, identityToken: password } as Login
    const { status, said } = await planWith({ login }, { auth: '', identitytoken: password })
    expect(status, said).toBe(0)
    expect(leaks(said, [shape])).toEqual([])
  })
})

test.each(shapes.map(shape => [shape.name, shape] as const))(
  'a registry that says %s back is not repeated',
  async (_, shape) => {
    const login: Login = { kind: 'basic', username: 'octo', password: shape.value }
    for (const echo of [shape.value, basicAuth(shape.value).auth]) {
      const { status, said } = await planWith({ login }, basicAuth(shape.value), echo)
      expect(status).toBe(1)
      expect(leaks(said, traced(shape))).toEqual([])
      expect(said).toContain('***')
    }
  },
)

test.each([
  ['not base64', { auth: 'hunter2 hunter2' }],
  ['without a colon', { auth: Buffer.from('hunter2hunter2').toString('base64') }],
])('a login that is %s is refused unsaid', async (_, auth) => {
  const { status, said } = await planWith({ login: { kind: 'basic', username: 'a', password: 'b' } }, auth)
  expect(status).toBe(1)
  expect(said).not.toContain('hunter2')
  expect(said).not.toContain(Buffer.from('hunter2hunter2').toString('base64'))
})
