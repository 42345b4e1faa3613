import { describe, expect, it } from 'vitest'
import { pullImage, pushNestedUpstream, pushUpstream } from './images.ts'
import { basehit, startBasehit } from './programs.ts'
import { createProject, freshNamespace, type Project, registryHost } from './project.ts'
import { watchRequests } from './registry.ts'
import { planStep } from './workflow-step.ts'

interface Situation {
  readonly project: Project
  /** The upstream's repository. */
  readonly upstream: string
  /** Flags of every run. */
  readonly args: readonly string[]
}

/** A project whose base and whose app both stand on `up:1`, an image that says which release it is. */
async function onUpstream(install: string): Promise<Situation> {
  const upstream = `${freshNamespace()}/up`
  await pushUpstream(upstream, '1', 'one')
  const project = createProject({
    Dockerfile: [
      `FROM ${registryHost()}/${upstream}:1 AS deps`,
      install,
      `FROM ${registryHost()}/${upstream}:1 AS tool`,
      'RUN echo $RELEASE > /tool',
      'FROM deps',
      'COPY --from=tool /tool /',
      '',
    ].join('\n'),
  })
  return { project, upstream, args: ['--base-stage', 'deps', '--tag', `${project.app}:1`] }
}

async function releases({ project }: Situation): Promise<readonly string[]> {
  const app = await pullImage(project.appRepository, '1')
  return [app.text('/base'), app.text('/tool')]
}

describe('an upstream tag that moves', () => {
  it('makes another base under `follow`, and the one that moved is named', async () => {
    const situation = await onUpstream('RUN echo $RELEASE > /base')
    const { project, upstream, args } = situation
    expect((await basehit(project, ['build', ...args, '--push'])).status).toBe(0)
    expect(await releases(situation)).toEqual(['one\n', 'one\n'])
    expect((await basehit(project, ['plan', ...args])).stdout).toContain('reuse')
    await pushUpstream(upstream, '1', 'two')
    const planned = await basehit(project, ['plan', ...args])
    expect(planned.status, planned.stderr).toBe(0)
    expect(planned.stdout).toContain('build (miss)')
    expect(planned.stdout).toMatch(new RegExp(`${upstream}:1 .*sha256:.* → .*sha256:`))
    const run = await basehit(project, ['build', ...args, '--push'])
    expect(run.status, run.stderr).toBe(0)
    expect(await releases(situation)).toEqual(['two\n', 'two\n'])
  })

  it('changes nothing under `as-written`', async () => {
    const situation = await onUpstream('RUN echo built > /base')
    const { project, upstream } = situation
    const args = [...situation.args, '--upstream', 'as-written']
    expect((await basehit(project, ['build', ...args, '--push'])).status).toBe(0)
    const before = await basehit(project, ['digest', ...args])
    await pushUpstream(upstream, '1', 'one', 'rebuilt')
    expect((await basehit(project, ['digest', ...args])).stdout).toBe(before.stdout)
    expect((await basehit(project, ['plan', ...args])).stdout).toContain('reuse')
    const followed = await basehit(project, ['plan', ...situation.args])
    expect(followed.stdout).toContain('build (miss)')
  })

  it('brings its variables into the base even under `as-written`', async () => {
    const { project, upstream, args } = await onUpstream('RUN echo $RELEASE > /base')
    const asWritten = [...args, '--upstream', 'as-written']
    const before = await basehit(project, ['digest', ...asWritten])
    expect(before.status, before.stderr).toBe(0)
    await pushUpstream(upstream, '1', 'two')
    expect((await basehit(project, ['digest', ...asWritten])).stdout).not.toBe(before.stdout)
  })

  it('is not seen by a later job that is given the observations of an earlier one', async () => {
    const situation = await onUpstream('RUN echo $RELEASE > /base')
    const { project, upstream, args } = situation
    const planned = await planStep(project, { 'base-stage': 'deps', tags: `${project.app}:1` })
    expect(planned.status, planned.stdout).toBe(0)
    const { observations = '', 'dependency-digest': digest = '' } = planned.outputs
    await pushUpstream(upstream, '1', 'two')
    const requests = watchRequests(upstream)
    const given = ['--observations', observations, '--expect-digest', digest]
    const run = await basehit(project, ['build', ...args, ...given, '--push'])
    expect(run.status, run.stderr).toBe(0)
    expect(await releases(situation)).toEqual(['one\n', 'one\n'])
    expect(requests().filter(({ path }) => path.endsWith('/manifests/1'))).toEqual([])
    const other = await basehit(project, ['build', ...args, '--expect-digest', digest, '--push'])
    expect(other.status).toBe(1)
    expect(other.stderr).toContain('error[BH048]')
  })

  it('is not seen by the build during which it moves', async () => {
    const situation = await onUpstream('RUN sleep 2 && echo $RELEASE > /base')
    const { project, upstream, args } = situation
    const run = startBasehit(project, ['build', ...args, '--push'])
    await run.printed(/building the base/)
    await pushUpstream(upstream, '1', 'two')
    const ended = await run.ended
    expect(ended.status, ended.stderr).toBe(0)
    expect(await releases(situation)).toEqual(['one\n', 'one\n'])
    expect((await basehit(project, ['plan', ...args])).stdout).toContain('build (miss)')
  })

  it('is not seen where a named context brings the image, however its name is spelt', async () => {
    const upstream = `${freshNamespace()}/up`
    await pushUpstream(upstream, '1', 'one')
    const project = createProject({
      Dockerfile: [
        'FROM distro AS deps',
        'RUN sleep 2 && echo $RELEASE > /base',
        'FROM distro:latest AS tool',
        'RUN echo $RELEASE > /tool',
        'FROM deps',
        'COPY --from=tool /tool /',
        '',
      ].join('\n'),
    })
    const context = `docker.io/library/distro:latest=docker-image://${registryHost()}/${upstream}:1`
    const args = ['--base-stage', 'deps', '--tag', `${project.app}:1`, '--build-context', context]
    const run = startBasehit(project, ['build', ...args, '--push'])
    await run.printed(/building the base/)
    await pushUpstream(upstream, '1', 'two')
    const ended = await run.ended
    expect(ended.status, ended.stderr).toBe(0)
    expect(await releases({ project, upstream, args })).toEqual(['one\n', 'one\n'])
    expect((await basehit(project, ['plan', ...args])).stdout).toContain('build (miss)')
  })
})

describe('an upstream that is an index in an index', () => {
  const onNested = async (members: Readonly<Record<string, unknown>>) => {
    const upstream = `${freshNamespace()}/up`
    await pushNestedUpstream(upstream, '1', members)
    const from = `${registryHost()}/${upstream}:1`
    const project = createProject({ Dockerfile: `FROM ${from} AS deps\nRUN echo a > /a\nFROM deps\nRUN echo b > /b\n` })
    const args = ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--platform', 'linux/amd64', '--push']
    return { project, args }
  }

  it('is built on and reused, its version and features of the system in the app', async () => {
    const { project, args } = await onNested({ 'os.version': '22.04', 'os.features': ['sse'] })
    const first = await basehit(project, args)
    expect(first.status, first.stderr).toBe(0)
    const second = await basehit(project, args)
    expect(second.status, second.stderr).toBe(0)
    expect(second.stderr).toContain('reuse')
    const { config } = await pullImage(project.appRepository, '1')
    expect(config).toMatchObject({ 'os.version': '22.04', 'os.features': ['sse'] })
  })

  it('is refused by line when its config names a variant', async () => {
    const { project, args } = await onNested({ variant: 'v2' })
    const run = await basehit(project, args)
    expect(run.stderr).toContain('error[BH092]: the config of this image says linux/amd64/v2')
    expect(run.stderr).toContain('at Dockerfile:1:1')
    expect(run.status).toBe(1)
  })
})
