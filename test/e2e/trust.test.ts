import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startFakeRegistry } from '../fakes/registry/server.ts'
import { pullImage } from './images.ts'
import { basehit, world } from './programs.ts'
import { createProject, freshDirectory, type Project } from './project.ts'
import { deleteBlob, putManifest, storedAs, tagsOf, watchRequests } from './registry.ts'
import { buildStep, planStep, type Step } from './workflow-step.ts'

const stage = {
  layout: 'a stage',
  inputs: { 'base-stage': 'deps' },
  name: 'deps',
  files: {
    Dockerfile: [
      'ARG WORD=none',
      'FROM busybox AS deps',
      'ARG WORD',
      'COPY requirements.txt /',
      'RUN echo "made with $WORD" > /made',
      'ENV DEPS=yes',
      'FROM deps',
      'RUN echo "$WORD" > /word',
      'COPY app.txt /',
      '',
    ].join('\n'),
  },
}

const file = {
  layout: 'a file',
  inputs: { 'base-file': 'base.Dockerfile' },
  name: 'my-base',
  files: {
    'base.Dockerfile': [
      'FROM busybox',
      'ARG WORD=none',
      'COPY requirements.txt /',
      'RUN echo "made with $WORD" > /made',
      'ENV DEPS=yes',
      '',
    ].join('\n'),
    Dockerfile: ['FROM my-base', 'ARG WORD=none', 'RUN echo "$WORD" > /word', 'COPY app.txt /', ''].join('\n'),
  },
}

function project(layout: typeof stage | typeof file): Project {
  return createProject({ ...layout.files, 'requirements.txt': 'a==1\n', 'app.txt': 'one\n' })
}

/** The variables and the payload of a run that an event started. */
function started(event: string, payload: object = {}, env: Record<string, string> = {}): Record<string, string> {
  const path = join(freshDirectory(), 'event.json')
  const repository = { id: 1, full_name: 'octo/app', default_branch: 'main', private: false }
  writeFileSync(path, JSON.stringify({ repository, ...payload }))
  return { GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path, GITHUB_REF_PROTECTED: 'false', ...env }
}

const requestOf = (id: number) => ({
  pull_request: { head: { repo: { id, full_name: 'eve/app' } }, user: { login: 'eve' } },
})
const fork = () => started('pull_request', requestOf(2), { GITHUB_REF: 'refs/pull/7/merge' })

/** Runs that may not publish, by what they are. */
const readers: readonly (readonly [string, () => Record<string, string>])[] = [
  ['a fork’s pull request', fork],
  [
    'a pull request of the repository itself',
    () => started('pull_request', requestOf(1), { GITHUB_REF: 'refs/pull/7/merge' }),
  ],
  ['a push to a branch that nothing protects', () => started('push', {}, { GITHUB_REF: 'refs/heads/topic' })],
]

function inputsOf(layout: typeof stage | typeof file, { app }: Project): Record<string, string> {
  return { ...layout.inputs, tags: `${app}:1`, push: 'true', 'app-cache': 'none', 'build-args': 'WORD=hello' }
}

function notices(step: Step): string {
  return step.annotations
    .filter(({ kind }) => kind === 'notice')
    .map(({ message }) => message)
    .join('\n')
}

describe.each([stage, file])('the base in $layout', layout => {
  it.each(readers)('is part of the app’s build for %s', async (_, env) => {
    const reader = project(layout)
    const requests = watchRequests(reader.baseRepository)
    const step = await buildStep(reader, inputsOf(layout, reader), env())
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs).toMatchObject({ 'base-hit': 'false', 'base-decision': 'inline', 'base-image': '' })
    expect(JSON.parse(step.outputs.bases ?? '')).toMatchObject([{ decision: 'inline', how: 'inline', reference: null }])
    expect(notices(step)).toMatch(/the missing base is built for this run alone: a run of (?:pull_request|push) /)
    expect(step.summary).toContain('**inline**')
    expect(step.summary).toContain('published nowhere')
    expect(requests().filter(({ method }) => !/^(?:GET|HEAD)$/.test(method))).toEqual([])
    expect(await tagsOf(reader.baseRepository)).toBeUndefined()
    const app = await pullImage(reader.appRepository, '1')
    expect([app.text('/made'), app.text('/word'), app.text('/app.txt')]).toEqual([
      'made with hello\n',
      'hello\n',
      'one\n',
    ])
    expect(app.config.config.Env).toContain('DEPS=yes')
  })

  it('is used where it is there, and its app is the one built for a run alone', async () => {
    const shared = project(layout)
    const alone = await buildStep(
      shared,
      { ...inputsOf(layout, shared), tags: `${shared.app}:alone`, 'base-repository': `${shared.app}-base` },
      fork(),
    )
    expect(alone.status, alone.stdout).toBe(0)
    const main = await buildStep(shared, inputsOf(layout, shared), started('push'))
    expect(main.status, main.stdout).toBe(0)
    expect(main.outputs['base-decision']).toBe('build')
    const requests = watchRequests(shared.baseRepository)
    const hit = await buildStep(shared, { ...inputsOf(layout, shared), tags: `${shared.app}:1` }, fork())
    expect(hit.status, hit.stdout).toBe(0)
    expect(hit.outputs).toMatchObject({ 'base-hit': 'true', 'base-image': main.outputs['base-image'] })
    expect(requests().filter(({ method }) => method === 'PUT')).toEqual([])
    const [one, other] = await Promise.all(['alone', '1'].map(tag => pullImage(shared.appRepository, tag)))
    const { config: first } = one?.config ?? {}
    expect(other?.config.config).toEqual(first)
    for (const path of ['/made', '/word', '/app.txt', '/requirements.txt'])
      expect(other?.text(path)).toBe(one?.text(path))
  })

  it('passes its verify commands for a run alone too, or stops it', async () => {
    const reader = project(layout)
    const inputs = inputsOf(layout, reader)
    const good = await buildStep(reader, { ...inputs, verify: 'grep hello /made\ntest "$DEPS" = yes' }, fork())
    expect(good.status, good.stdout).toBe(0)
    const bad = await buildStep(reader, { ...inputs, tags: `${reader.app}:2`, verify: 'grep nothing /made' }, fork())
    expect(bad.status).toBe(1)
    expect(bad.stdout).toContain('grep nothing /made')
    expect(await tagsOf(reader.appRepository)).toEqual(['1'])
  })
})

describe('a run that may not publish', () => {
  it('plans no job for the base', async () => {
    const reader = project(stage)
    const step = await planStep(reader, inputsOf(stage, reader), fork())
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs).toMatchObject({ 'base-hit': 'false', 'base-decision': 'inline', missing: '[]' })
  })

  it('uses a base that is too old, with a notice', async () => {
    const reader = project(stage)
    const inputs = inputsOf(stage, reader)
    const first = await buildStep(reader, inputs, started('push'))
    const digest = first.outputs['dependency-digest'] ?? ''
    const { document, mediaType } = await storedAs(reader.baseRepository, digest)
    const created = new Date(Date.now() - 31 * 86_400_000).toISOString()
    const aged = { ...document, annotations: { ...document.annotations, 'dev.basehit.created': created } }
    await putManifest(reader.baseRepository, digest, JSON.stringify(aged), mediaType)
    const step = await buildStep(reader, inputs, fork())
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs['base-hit']).toBe('true')
    expect(notices(step)).toMatch(/the base deps \(linux\/amd64\) is older than max-age, and used/)
    expect(step.summary).toContain('older than max')
  })

  it('builds the base for itself if a layer of the shared one is gone', async () => {
    const reader = project(stage)
    const inputs = inputsOf(stage, reader)
    const first = await buildStep(reader, inputs, started('push'))
    const digest = first.outputs['dependency-digest'] ?? ''
    const { document } = await storedAs(reader.baseRepository, digest)
    await deleteBlob(reader.baseRepository, document.layers?.at(-1)?.digest ?? '')
    await world('wipe-builder')
    const tags = await tagsOf(reader.baseRepository)
    const step = await buildStep(reader, inputs, fork())
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs).toMatchObject({ 'base-hit': 'false', 'base-decision': 'inline' })
    expect((await pullImage(reader.appRepository, '1')).text('/made')).toBe('made with hello\n')
    expect(await tagsOf(reader.baseRepository)).toEqual(tags)
    expect((await storedAs(reader.baseRepository, digest)).document).toEqual(document)
  })

  it('stops with BH122 when it is asked to rebuild the base of all', async () => {
    const reader = project(stage)
    const step = await buildStep(reader, { ...inputsOf(stage, reader), rebuild: 'base' }, fork())
    expect(step.status).toBe(1)
    expect(step.annotations.map(({ properties }) => properties.title)).toEqual(['BH122'])
    expect(await tagsOf(reader.appRepository)).toBeUndefined()
  })

  it('builds only the platforms that are missing for itself', async () => {
    const reader = project(file)
    const inputs = inputsOf(file, reader)
    const first = await buildStep(reader, { ...inputs, platforms: 'linux/amd64' }, started('push'))
    expect(first.status, first.stdout).toBe(0)
    const both = { ...inputs, platforms: 'linux/amd64,linux/arm64', tags: `${reader.app}:both` }
    const step = await buildStep(reader, both, fork())
    expect(step.status, step.stdout).toBe(0)
    expect(JSON.parse(step.outputs.bases ?? '')).toMatchObject([
      { platform: 'linux/amd64', how: 'reused', reference: first.outputs['base-image'] },
      { platform: 'linux/arm64', how: 'inline', reference: null },
    ])
    for (const architecture of ['amd64', 'arm64']) {
      const app = await pullImage(reader.appRepository, 'both', architecture)
      expect(app.text('/made')).toBe('made with hello\n')
      expect(app.config.architecture).toBe(architecture)
    }
  })

  it.each(['', 'true'])('marks the line of a base file that fails, with the verify command %j', async verify => {
    const reader = project(file)
    reader.write({ 'base.Dockerfile': 'FROM busybox\nRUN exit 3\n' })
    const step = await buildStep(reader, { ...inputsOf(file, reader), verify }, fork())
    expect(step.status).toBe(1)
    const [error] = step.annotations.filter(({ kind }) => kind === 'error')
    expect(error?.properties).toMatchObject({ title: 'BH102', file: 'base.Dockerfile', line: '2' })
  })

  it('is told that a fork’s code meets a token that may write', async () => {
    const reader = project(stage)
    const step = await buildStep(reader, inputsOf(stage, reader), started('pull_request_target', requestOf(2)))
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs['base-decision']).toBe('inline')
    const warnings = step.annotations.filter(({ kind }) => kind === 'warning').map(({ message }) => message)
    expect(warnings).toEqual([expect.stringContaining('pull_request_target runs for a fork')])
  })

  it('saves no cache that others read', async () => {
    const reader = project(stage)
    const inputs = { ...inputsOf(stage, reader), 'app-cache': 'registry' }
    const step = await buildStep(reader, inputs, fork())
    expect(step.status, step.stdout).toBe(0)
    expect(await tagsOf(reader.baseRepository)).toBeUndefined()
    const given = { ...inputs, 'cache-to': `type=registry,ref=${reader.app}-base:stolen` }
    const target = await buildStep(reader, given, started('pull_request_target', requestOf(2)))
    expect(target.status, target.stdout).toBe(0)
    expect(await tagsOf(reader.baseRepository)).toBeUndefined()
    expect(target.stdout).toContain('cache-to is not followed')
  })
})

describe('a registry that does not say whether the base is there', () => {
  const asked = async (env: Record<string, string>, more: Record<string, string> = {}) => {
    const registry = await startFakeRegistry()
    registry.rule({ path: /manifests/, act: { kind: 'answer', status: 403 } })
    const reader = project(stage)
    const inputs = { ...inputsOf(stage, reader), 'base-repository': `${registry.host}/team/base`, ...more }
    const step = await buildStep(reader, inputs, env)
    await registry.close()
    return { step, reader }
  }

  it.each(readers)('has %s build it for itself, with a notice', async (_, env) => {
    const { step, reader } = await asked(env())
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs).toMatchObject({ 'base-hit': 'false', 'base-decision': 'inline', 'base-image': '' })
    const fact =
      /whether the base deps \(linux\/amd64\) is there is not known, so it is built for this run alone: 127\./
    expect(notices(step)).toMatch(fact)
    expect(notices(step)).not.toContain('the missing base')
    expect((await pullImage(reader.appRepository, '1')).text('/made')).toBe('made with hello\n')
  })

  it('stops a run that may publish, and one that is to stop on a miss', async () => {
    for (const { step, reader } of [await asked(started('push')), await asked(fork(), { 'fail-on-miss': 'true' })]) {
      expect(step.status).toBe(1)
      expect(step.annotations.map(({ properties }) => properties.title).join(' ')).toMatch(/BH08[01]/)
      expect(await tagsOf(reader.appRepository)).toBeUndefined()
    }
  })
})

describe('a registry that takes nothing from this run', () => {
  const denied = async () => {
    const registry = await startFakeRegistry()
    registry.rule({ method: 'POST', path: /uploads/, act: { kind: 'answer', status: 403 } })
    return registry
  }
  const args = (reader: Project, host: string) => [
    ...['build', '--base-stage', 'deps', '--tag', `${reader.app}:1`, '--build-arg', 'WORD=hello'],
    ...['--base-repository', `${host}/team/base`],
  ]

  it('has the base built for this run alone where nothing is to be pushed', async () => {
    const registry = await denied()
    const reader = project(stage)
    const run = await basehit(reader, args(reader, registry.host))
    await registry.close()
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toMatch(/the missing base is built for this run alone: 127\.0\.0\.1:\d+: /)
    expect(run.stdout).toMatch(/^base deps linux\/amd64 inline\n/)
  })

  it('stops a run that pushes its app', async () => {
    const registry = await denied()
    const reader = project(stage)
    const run = await basehit(reader, [...args(reader, registry.host), '--push'])
    await registry.close()
    expect(run.status).toBe(1)
    expect(run.stderr).toMatch(/error\[BH08[01]\]/)
    expect(await tagsOf(reader.appRepository)).toBeUndefined()
  })

  it('stops a run that cannot tell', async () => {
    const registry = await startFakeRegistry()
    registry.rule({ method: 'POST', path: /uploads/, act: { kind: 'answer', status: 501 } })
    const reader = project(stage)
    const run = await basehit(reader, args(reader, registry.host))
    await registry.close()
    expect(run.status, run.stderr).toBe(1)
    expect(run.stdout).toBe('')
  })
})

describe('the command line', () => {
  it('is as careful in a workflow as the action', async () => {
    const reader = project(stage)
    const args = ['build', '--base-stage', 'deps', '--tag', `${reader.app}:1`, '--push', '--build-arg', 'WORD=hello']
    const run = await basehit(reader, args, { env: { GITHUB_ACTIONS: 'true', GITHUB_SHA: '', ...fork() } })
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('build for this run alone (miss')
    expect(run.stdout).toMatch(/^base deps linux\/amd64 inline\napp sha256:/)
    expect(await tagsOf(reader.baseRepository)).toBeUndefined()
  })

  it('publishes a base by the credentials of whoever calls it', async () => {
    const own = project(stage)
    const run = await basehit(own, ['build', '--base-stage', 'deps', '--tag', `${own.app}:1`])
    expect(run.status, run.stderr).toBe(0)
    expect(await tagsOf(own.baseRepository)).toHaveLength(3)
  })
})
