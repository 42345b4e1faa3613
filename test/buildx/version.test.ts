import { expect, test } from 'vitest'
import { parseInspection } from '../../src/buildx/inspection.ts'
import type { BuildRequest } from '../../src/buildx/request.ts'
import { parseVersion, requireVersion } from '../../src/buildx/version.ts'
import { smallRequest } from './requests.ts'

test.each([
  ['github.com/docker/buildx v0.36.1 \n', [0, 36, 1]],
  ['github.com/docker/buildx 0.13.1 0.13.1-0ubuntu1~24.04.1', [0, 13, 1]],
  ['github.com/docker/buildx v0.20.0-desktop.1 abc', [0, 20, 0]],
  ['github.com/docker/buildx v0.0.0+unknown ', [0, 0, 0]],
])('reads %j', (output, numbers) => {
  expect(parseVersion(output)?.numbers).toEqual(numbers)
})

test('other output is no version', () => {
  expect(parseVersion("docker: 'buildx' is not a docker command.")).toBeUndefined()
})

const layout = { name: 'base', value: `oci-layout://x@sha256:${'a'.repeat(64)}` }

test.each<[string, Partial<BuildRequest>, boolean]>([
  ['0.16.2', {}, false],
  ['0.17.0', {}, true],
  ['1.0.0', {}, true],
  ['0.24.0', { addHosts: ['a:1.1.1.1'] }, false],
  ['0.25.0', { addHosts: ['a:1.1.1.1'] }, true],
  ['0.33.0', { namedContexts: [layout] }, false],
  ['0.33.0', {}, true],
  ['0.34.0', { namedContexts: [layout] }, true],
  ['0.0.0+unknown', { addHosts: ['a:1.1.1.1'] }, true],
])('buildx %s and %j: %s', (text, fields, isEnough) => {
  const version = parseVersion(`github.com/docker/buildx v${text}`)
  if (version === undefined) throw new Error('the version was not read')
  const check = () => requireVersion(version, { ...smallRequest, ...fields })
  if (isEnough) expect(check).not.toThrow()
  else expect(check).toThrow(expect.objectContaining({ code: 'BH100', remedy: expect.any(String) }))
})

const remote = `Name:          ci
Driver:        remote
Last Activity: 2026-01-01 00:00:00 +0000 UTC

Nodes:
Name:             ci0
Endpoint:         unix:///run/buildkit.sock
Status:           running
BuildKit version: v0.32.2
Platforms:        linux/amd64*, linux/amd64/v2, linux/386
Labels:
 org.mobyproject.buildkit.worker.executor:         oci
 org.mobyproject.buildkit.worker.snapshotter:      overlayfs
`

test('reads a running builder', () => {
  expect(parseInspection(remote)).toEqual({
    name: 'ci',
    driver: 'remote',
    status: 'running',
    platforms: ['linux/amd64', 'linux/amd64/v2', 'linux/386'],
    nodes: 1,
    buildkitVersion: '0.32.2',
    mayExportCache: true,
  })
})

test('counts the machines of a builder', () => {
  const [head = '', nodes = ''] = remote.split(/(?<=Nodes:\n)/)
  expect(parseInspection(`${head}${nodes}\n${nodes.replace('ci0', 'ci1')}`).nodes).toBe(2)
  expect(parseInspection('Name: ci\nDriver: remote\n').nodes).toBe(0)
})

test('the docker driver exports caches only with the containerd image store', () => {
  const docker = remote.replace('remote', 'docker')
  expect(parseInspection(docker).mayExportCache).toBe(true)
  expect(parseInspection(docker.replace(/^ org.*snapshotter.*$/m, '')).mayExportCache).toBe(false)
})

test('a builder that does not answer says why', () => {
  const output = 'Name:          default\nDriver:        \nError:         failed to connect to the docker API\n'
  expect(parseInspection(output)).toMatchObject({
    driver: '',
    mayExportCache: false,
    error: 'failed to connect to the docker API',
  })
})
