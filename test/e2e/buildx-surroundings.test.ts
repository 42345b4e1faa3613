import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit, startProgram } from './programs.ts'
import { createProject, freshDirectory, type Project, required } from './project.ts'
import { expectNothingPushed, expectRefusal } from './refusal.ts'

const stages = 'FROM busybox AS deps\nRUN echo made > /made\nFROM deps AS app\nCMD ["true"]\n'
const policy = 'package docker\ndefault allow := true\ndecision := {"allow": allow}\n'
const converting = {
  rules: [
    {
      action: 'CONVERT',
      selector: { identifier: 'docker-image://docker.io/library/busybox*', matchType: 'WILDCARD' },
      updates: { identifier: 'docker-image://docker.io/library/alpine:latest' },
    },
  ],
}

/** The commands that decide, and the one that builds. */
const commands = ['digest', 'plan', 'build']

describe.concurrent('a source policy that no digest holds', () => {
  const stage = ['--base-stage', 'deps']
  const file = ['--base-file', 'base.Dockerfile']
  const files = { 'base.Dockerfile': 'FROM busybox\n', Dockerfile: 'FROM base\nRUN true\n' }

  it.each(commands)('beside the Dockerfile of the stage stops %s', async command => {
    const project = createProject({ Dockerfile: stages, 'Dockerfile.rego': policy })
    const run = await basehit(project, [command, ...stage, '--tag', `${project.app}:1`])
    expectRefusal(run, {
      code: 'BH051',
      at: 'Dockerfile.rego:1:1',
      says: /Dockerfile\.rego is a source policy/,
      remedy: /./,
    })
    await expectNothingPushed(project)
  })

  it.each(commands)('beside a base’s own file stops %s', async command => {
    const project = createProject({ ...files, 'base.Dockerfile.rego': policy })
    const run = await basehit(project, [command, ...file, '--tag', `${project.app}:1`])
    expectRefusal(run, { code: 'BH051', at: 'base.Dockerfile.rego:1:1', says: /base\.Dockerfile\.rego/, remedy: /./ })
    await expectNothingPushed(project)
  })

  it('beside a Dockerfile in lower case stops it too', async () => {
    const project = createProject({ dockerfile: stages, 'dockerfile.rego': policy })
    const run = await basehit(project, ['digest', ...stage, '--tag', `${project.app}:1`])
    expectRefusal(run, { code: 'BH051', at: 'dockerfile.rego:1:1', says: /dockerfile\.rego/, remedy: /./ })
  })

  it('beside the app’s file stops the app, and not a base that is wanted alone', async () => {
    const project = createProject({ ...files, 'Dockerfile.rego': policy })
    const args = ['build', ...file, '--tag', `${project.app}:1`, '--push']
    expectRefusal(await basehit(project, args), {
      code: 'BH051',
      at: 'Dockerfile.rego:1:1',
      says: /Dockerfile\.rego/,
      remedy: /app: false/,
    })
    await expectNothingPushed(project)
    const run = await basehit(project, [...args, '--app=false'])
    expect(run.status, run.stderr).toBe(0)
  })

  it.each(commands)('of the environment stops %s', async command => {
    const project = createProject({ Dockerfile: stages, 'policy.json': JSON.stringify(converting) })
    const env = { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: join(project.directory, 'policy.json') }
    const run = await basehit(project, [command, ...stage, '--tag', `${project.app}:1`], { env })
    expectRefusal(run, { code: 'BH051', says: /EXPERIMENTAL_BUILDKIT_SOURCE_POLICY/, remedy: /unset/ })
    await expectNothingPushed(project)
  })
})

describe.concurrent('BUILDX_GIT_LABELS', () => {
  const env = { BUILDX_GIT_LABELS: '1' }
  const labels = async (repository: string, reference: string) =>
    (await pullImage(repository, reference)).config.config.Labels ?? {}

  it('labels the app, and no base', async () => {
    const project = inGit(createProject({ Dockerfile: stages }))
    const args = ['--base-stage', 'deps', '--tag', `${project.app}:1`]
    const run = await basehit(project, ['build', ...args, '--push'], { env })
    expect(run.status, run.stderr).toBe(0)
    const { stdout } = await basehit(project, ['digest', ...args])
    expect(await labels(project.baseRepository, stdout.trim())).toEqual({})
    expect(await labels(project.appRepository, '1')).toMatchObject({
      'com.docker.image.source.entrypoint': 'Dockerfile',
      'org.opencontainers.image.revision': expect.stringMatching(/^[0-9a-f]{40}$/),
    })
  })

  it('stops an app that would be labelled with a copy of its Dockerfile', async () => {
    const project = inGit(
      createProject({ Dockerfile: stages.replace('RUN', 'ARG A=1\nRUN').replace('CMD', 'RUN echo $A\nCMD') }),
    )
    const args = ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--push']
    const run = await basehit(project, args, { env })
    expectRefusal(run, { code: 'BH039', at: '1:1', says: /BUILDX_GIT_LABELS/, remedy: /unset/ })
    const other = await basehit(project, args, { env: { BUILDX_GIT_LABELS: 'no' } })
    expect(other.status, other.stderr).toBe(0)
  })
})

function inGit(project: Project): Project {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: project.directory })
  git('init', '--quiet')
  git('add', '.')
  git('-c', 'user.name=a', '-c', 'user.email=a@a.test', 'commit', '--quiet', '--message', 'first')
  return project
}

describe.concurrent('a base is built with the proxies that a plain build has', () => {
  const hosts = {
    default: 'p-default',
    'unix:///var/run/docker.sock': 'p-socket',
    'tcp://far.test:2375': 'p-far',
    'tcp://near.test:2375': 'p-near',
    'tcp://near.test': 'p-as-written',
    'ssh://me@far.test': 'p-ssh-as-written',
    'http://docker.example.com': 'p-ssh',
  }
  const contexts = { far: 'tcp://far.test:2375', near: 'tcp://near.test', ssh: 'ssh://me@far.test' }

  it.each<[what: string, env: Record<string, string>, current: string | undefined, proxy: string]>([
    ['no context', {}, undefined, 'p-socket'],
    ['the current context', {}, 'far', 'p-far'],
    ['the context of the environment', { DOCKER_CONTEXT: 'near' }, 'far', 'p-as-written'],
    ['the default context', { DOCKER_CONTEXT: 'default' }, 'far', 'p-socket'],
    ['a context over ssh', {}, 'ssh', 'p-ssh'],
    ['a host before any context', { DOCKER_HOST: 'tcp://far.test:2375', DOCKER_CONTEXT: 'near' }, 'near', 'p-far'],
    ['a host without its port', { DOCKER_HOST: 'near.test' }, undefined, 'p-near'],
    ['a host over ssh', { DOCKER_HOST: 'ssh://me@far.test' }, undefined, 'p-ssh'],
  ])('%s', async (_, given, currentContext, proxy) => {
    const project = createProject({
      Dockerfile: 'FROM busybox AS deps\nARG HTTP_PROXY=none\nRUN echo $HTTP_PROXY > /p\nFROM deps\nCMD ["true"]\n',
    })
    const env = { ...given, DOCKER_CONFIG: dockerConfig(hosts, contexts, currentContext) }
    const plain = ['build', '--progress=plain', '--push', '--tag', `${project.app}:plain`, '.']
    const { status, stderr } = await startProgram('buildx', plain, { cwd: project.directory, env }).ended
    expect(status, stderr).toBe(0)
    const run = await basehit(project, ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--push'], {
      env,
    })
    expect(run.status, run.stderr).toBe(0)
    expect((await pullImage(project.appRepository, 'plain')).text('p')).toBe(`${proxy}\n`)
    expect((await pullImage(project.appRepository, '1')).text('p')).toBe(`${proxy}\n`)
    const named = await basehit(
      project,
      ['digest', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--build-arg', `HTTP_PROXY=${proxy}`],
      { env },
    )
    const found = await basehit(project, ['digest', '--base-stage', 'deps', '--tag', `${project.app}:1`], { env })
    expect(found.stdout).toBe(named.stdout)
  })
})

/** The world's Docker configuration with proxies and contexts of its own. */
function dockerConfig(
  proxies: Readonly<Record<string, string>>,
  contexts: Readonly<Record<string, string>>,
  currentContext: string | undefined,
): string {
  const directory = freshDirectory()
  cpSync(required('DOCKER_CONFIG'), directory, { recursive: true, filter: path => !path.endsWith('/buildx') })
  const entries = Object.entries(proxies).map(([host, httpProxy]) => [host, { httpProxy }])
  const config = { currentContext, proxies: Object.fromEntries(entries) }
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config))
  for (const [name, Host] of Object.entries(contexts)) {
    const meta = join(directory, 'contexts/meta', createHash('sha256').update(name).digest('hex'))
    mkdirSync(meta, { recursive: true })
    writeFileSync(
      join(meta, 'meta.json'),
      JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker: { Host } } }),
    )
  }
  return directory
}
