import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startFakeRegistry } from '../fakes/registry/server.ts'
import { pullImage } from './images.ts'
import { basehit, type Start } from './programs.ts'
import { createProject, freshDirectory, freshNamespace, type Project, registryHost, required } from './project.ts'
import { manifestOf, storedAs, tagsOf, watchRequests } from './registry.ts'

const files = {
  Dockerfile: 'FROM busybox AS deps\nRUN cat /proc/sys/kernel/random/uuid > /made\nFROM deps\nCOPY app.txt /\n',
  'app.txt': 'one\n',
}

function build(project: Project, args: readonly string[], start: Start = {}) {
  return basehit(project, ['build', '--base-stage', 'deps', '--base-repository', `${project.app}-base`, ...args], start)
}

/** A buildx that leaves the base out of the app, as BuildKit does with a context name that matches nothing. */
function forgetfulBuildx(): Start {
  const directory = freshDirectory()
  const script = join(directory, 'wrapper.mjs')
  writeFileSync(
    script,
    `import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
const args = process.argv.slice(2)
const file = args[args.indexOf('--file') + 1]
if (args[0] === 'bake') {
  const definition = JSON.parse(readFileSync(file, 'utf8'))
  const app = definition.target.default
  if (app.target === undefined) for (const name of Object.keys(app.contexts)) if (name === 'deps') delete app.contexts[name]
  writeFileSync(file, JSON.stringify(definition))
}
const path = process.env.PATH.split(':').slice(1).join(':')
process.exit(spawnSync('buildx', args, { stdio: 'inherit', env: { ...process.env, PATH: path } }).status ?? 1)
`,
  )
  for (const [name, skip] of [
    ['buildx', ''],
    ['docker', 'shift\n'],
  ]) {
    writeFileSync(join(directory, name ?? ''), `#!/bin/sh\n${skip}exec '${process.execPath}' '${script}' "$@"\n`)
    chmodSync(join(directory, name ?? ''), 0o755)
  }
  return { env: { PATH: `${directory}${delimiter}${required('PATH')}` } }
}

describe('an app that was built without its base', () => {
  it.each([
    ['push', (app: string) => ['--push', '--tag', `${app}:1`]],
    ['an output', (app: string) => ['--output', `type=image,"push=1",name=${app}:1`]],
  ])('leaves the tag where it was: %s', async (_, args) => {
    const project = createProject(files)
    const first = await build(project, args(project.app))
    expect(first.status, first.stderr).toBe(0)
    const before = await storedAs(project.appRepository, '1')
    project.write({ 'app.txt': 'two\n' })
    const second = await build(project, args(project.app), forgetfulBuildx())
    expect(second.status).toBe(1)
    expect(second.stderr).toMatch(/error\[BH106\]: the app was built without its base \S+; no tag was moved: \S+:1/)
    expect((await storedAs(project.appRepository, '1')).digest).toBe(before.digest)
    const third = await build(project, args(project.app))
    expect(third.status, third.stderr).toBe(0)
    expect((await pullImage(project.appRepository, '1')).text('/app.txt')).toBe('two\n')
  })
})

describe('an app on its base', () => {
  it('has its tags in every repository, with its attestations, and few requests for them', async () => {
    const project = createProject(files)
    const other = `${freshNamespace()}/other`
    const tags = [`${project.app}:1`, `${project.app}:2`, `${registryHost()}/${other}`]
    const args = ['--push', '--provenance', 'mode=max', ...tags.flatMap(tag => ['--tag', tag])]
    expect((await build(project, args)).status).toBe(0)
    project.write({ 'app.txt': 'two\n' })
    const requests = watchRequests(project.appRepository)
    const run = await build(project, args)
    expect(run.status, run.stderr).toBe(0)
    const { digest, document } = await storedAs(project.appRepository, '1')
    expect(run.stdout).toContain(digest)
    expect(document.manifests).toHaveLength(2)
    for (const [repository, tag] of [
      [project.appRepository, '2'],
      [other, 'latest'],
    ] as const) {
      expect((await storedAs(repository, tag)).digest).toBe(digest)
      for (const child of document.manifests ?? []) expect(await manifestOf(repository, child.digest)).toBeDefined()
      expect((await pullImage(repository, tag)).text('/app.txt')).toBe('two\n')
    }
    expect(await tagsOf(project.appRepository)).toEqual(['1', '2'])
    expect(await tagsOf(other)).toEqual(['latest'])
    const own = requests().filter(({ agent }) => agent.startsWith('basehit'))
    expect(
      own.map(({ method, path }) => `${method} ${path.replace(/^.*\/(manifests|blobs)\/(sha256)?.*$/, '$1 $2')}`),
    ).toEqual(['GET manifests sha256', 'GET manifests sha256', 'GET blobs sha256', 'PUT manifests ', 'PUT manifests '])
  })
})

it('a registry that takes no manifest without a tag gets the app by its tag', async () => {
  const registry = await startFakeRegistry()
  onTestFinished(() => registry.close())
  const body = '{"errors":[{"code":"UNSUPPORTED","message":"a tag is required"}]}'
  const act = { kind: 'answer', status: 405, headers: { 'content-type': 'application/json' }, body } as const
  registry.rule({ method: 'PUT', path: /\/app\/manifests\/sha256:/, act })
  const project = createProject(files, registry.host)
  const run = await build(project, ['--push', '--provenance', 'false', '--tag', `${project.app}:1`])
  expect(run.status, run.stderr).toBe(0)
  expect(run.stderr).toContain('the registry does not accept a manifest without a tag')
  expect(run.stdout).toContain(registry.storage.find(project.appRepository)?.tags.get('1') ?? 'no tag')
})

/** As much of Docker's API as `--load` needs. */
async function fakeDocker(): Promise<{ host: string; loaded: () => number }> {
  let loaded = 0
  const server = createServer((request, response) => {
    const path = request.url?.replace(/^\/v[\d.]+/, '').split('?')[0]
    if (path === '/images/load') request.on('data', chunk => (loaded += chunk.length))
    else request.resume()
    request.on('end', () => {
      response.setHeader('content-type', 'application/json')
      response.setHeader('api-version', '1.47')
      response.end(path === '/info' ? '{"DriverStatus":[]}' : path === '/_ping' ? 'OK' : '{"stream":"Loaded"}\n')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return { host: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, loaded: () => loaded }
}

it('the digest that is reported is the one that was pushed, though the app is loaded as well', async () => {
  const project = createProject(files)
  const docker = await fakeDocker()
  const start = { env: { DOCKER_HOST: docker.host, DOCKER_API_VERSION: '1.47' } }
  const run = await build(project, ['--push', '--load', '--tag', `${project.app}:1`], start)
  expect(run.status, run.stderr).toBe(0)
  expect(docker.loaded()).toBeGreaterThan(1000)
  expect(run.stdout).toContain((await storedAs(project.appRepository, '1')).digest)
})
