import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FakeRegistry, type FakeRegistryOptions, startFakeRegistry } from '../fakes/registry/server.ts'
import { pullImage } from './images.ts'
import { basehit, type Start } from './programs.ts'
import { createProject, freshDirectory, type Project } from './project.ts'
import { expectNothingPushed, expectRefusal } from './refusal.ts'
import { mountBlob, putManifest, storedAs, tagsOf } from './registry.ts'

const files = { Dockerfile: 'FROM busybox AS deps\nRUN echo made > /made\nFROM deps AS app\nRUN true\n' }

function build(project: Project, start: Start = {}, ...more: readonly string[]) {
  return basehit(project, ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--push', ...more], start)
}

async function fakeRegistry(options: FakeRegistryOptions): Promise<FakeRegistry> {
  const registry = await startFakeRegistry(options)
  onTestFinished(() => registry.close())
  return registry
}

/** Writing requests that a fake registry let pass. */
function written({ journal }: FakeRegistry): readonly string[] {
  return journal.filter(({ method }) => method === 'PUT' || method === 'PATCH').map(({ target }) => target)
}

describe('a registry', () => {
  it('that lets nobody in stops the run before anything is built', async () => {
    const registry = await fakeRegistry({
      login: { kind: 'bearer', username: 'u', password: 'p', anonymous: 'nothing' },
    })
    const project = createProject(files, registry.host)
    const run = await build(project)
    expectRefusal(run, { code: 'BH081', says: new RegExp(`${registry.host}: not logged in`), remedy: /log ?in/i })
    expect(run.stderr).not.toContain('building the')
    expect(written(registry)).toEqual([])
  })

  it('that lets everybody read stops a miss before the base is built', async () => {
    const registry = await fakeRegistry({ login: { kind: 'bearer', username: 'u', password: 'p', anonymous: 'pull' } })
    const project = createProject(files, registry.host)
    const plan = await basehit(project, ['plan', '--base-stage', 'deps', '--tag', `${project.app}:1`])
    expect(plan.status, plan.stderr).toBe(0)
    expect(plan.stdout).toContain('build (miss')
    const run = await build(project)
    expectRefusal(run, { code: 'BH08[01]', says: new RegExp(registry.host), remedy: /log ?in|packages: write/i })
    expect(run.stderr).not.toContain('building the')
    expect(written(registry)).toEqual([])
  })

  it('that answers with a web page is not taken for an empty one', async () => {
    const registry = await fakeRegistry({})
    const page = { kind: 'answer', status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' } as const
    registry.rule({ path: /./, act: page })
    const run = await build(createProject(files, registry.host))
    expectRefusal(run, { code: 'BH086', says: /text\/html/, remedy: /./ })
    expect(written(registry)).toEqual([])
  })

  it('that is down is not taken for an empty one', async () => {
    const registry = await startFakeRegistry()
    await registry.close()
    const run = await build(createProject(files, registry.host))
    expectRefusal(run, { code: 'BH084', says: /refused/i, remedy: /./ })
  })
})

describe('what is under the tag of a base', () => {
  async function planned(): Promise<{ project: Project; digest: string }> {
    const project = createProject(files)
    const run = await basehit(project, ['digest', '--base-stage', 'deps', '--tag', `${project.app}:1`])
    return { project, digest: run.stdout.trim() }
  }

  it('is not used if Basehit did not make it', async () => {
    const { project, digest } = await planned()
    const { manifest } = await pullImage('library/busybox', 'latest')
    const { config, layers = [] } = manifest.document
    for (const blob of [config, ...layers])
      await mountBlob(blob?.digest ?? '', 'library/busybox', project.baseRepository)
    await putManifest(project.baseRepository, digest, manifest.bytes, manifest.mediaType)
    const run = await build(project)
    expectRefusal(run, { code: 'BH090', says: /carries no dependency digest/, remedy: /another base-repository/ })
    expect(await tagsOf(project.baseRepository)).toEqual([digest])
    expect(await tagsOf(project.appRepository)).toBeUndefined()
  })

  it.each([
    ['another base', 'dev.basehit.dependency-digest', 'f'.repeat(64), /is the base of f{64}/],
    ['a base for another platform', 'dev.basehit.platform', 'linux/arm64', /is for linux\/arm64, not linux\/amd64/],
  ])('is not used if it is %s', async (_, annotation, value, says) => {
    const { project, digest } = await planned()
    expect((await build(project)).status).toBe(0)
    const { document, mediaType } = await storedAs(project.baseRepository, digest)
    const changed = JSON.stringify({ ...document, annotations: { ...document.annotations, [annotation]: value } })
    const foreign = await putManifest(project.baseRepository, digest, changed, mediaType)
    const before = await storedAs(project.appRepository, '1')
    expectRefusal(await build(project), { code: 'BH090', says, remedy: /remove the tag/ })
    expect((await storedAs(project.baseRepository, digest)).digest).toBe(foreign)
    expect((await storedAs(project.appRepository, '1')).digest).toBe(before.digest)
  })
})

describe('buildx', () => {
  it('is asked for by name when there is none, and only when it is needed', async () => {
    const project = createProject(files)
    const start = { env: { PATH: freshDirectory() } }
    const plan = await basehit(project, ['plan', '--base-stage', 'deps', '--tag', `${project.app}:1`], start)
    expect(plan.status, plan.stderr).toBe(0)
    expectRefusal(await build(project, start), { code: 'BH100', says: /buildx/, remedy: /docker\/setup-buildx-action/ })
    await expectNothingPushed(project)
  })

  it('with a driver that cannot export caches builds without one, and says so', async () => {
    const project = createProject(files)
    const programs = freshDirectory()
    const docker = join(programs, 'docker')
    writeFileSync(
      docker,
      [
        '#!/bin/sh',
        'shift',
        '[ "$1" = inspect ] && exec printf "Name: x\\nDriver: docker\\n"',
        'exec buildx "$@"',
        '',
      ].join('\n'),
    )
    chmodSync(docker, 0o755)
    const run = await build(project, { env: { PATH: `${programs}:${process.env.PATH}` } }, '--app-cache', 'registry')
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toMatch(/^note: .*driver \(docker\) cannot export caches/m)
    expect((await tagsOf(project.baseRepository))?.filter(tag => tag.startsWith('cache-'))).toEqual([])
    const other = createProject(files)
    expect((await build(other, {}, '--app-cache', 'registry')).status).toBe(0)
    expect(await tagsOf(other.baseRepository)).toContain('cache-linux-amd64')
  })
})
