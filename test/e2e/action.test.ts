import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { buildx, plainBuild } from './programs.ts'
import { createProject, freshNamespace } from './project.ts'
import { expectNothingPushed } from './refusal.ts'
import { storedAs, tagsOf } from './registry.ts'
import { buildStep, planStep } from './workflow-step.ts'

const dockerfile = [
  'FROM busybox AS deps',
  'COPY requirements.txt /',
  'RUN cat /proc/sys/kernel/random/uuid > /made',
  'FROM deps',
  'COPY app.txt /',
  '',
].join('\n')

describe('the action on a runner', () => {
  // What other tests have built may be in the builder's cache: it takes no time, and is older.
  const requirements = `a==1 # ${freshNamespace()}\n`
  const project = createProject({ Dockerfile: dockerfile, 'requirements.txt': requirements, 'app.txt': 'one\n' })
  const inputs = { 'base-stage': 'deps', tags: `${project.app}:1`, push: 'true', 'app-cache': 'none' }

  it('plans without building', async () => {
    const step = await planStep(project, { 'base-stage': 'deps', tags: `${project.app}:1` })
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs).toMatchObject({ 'base-hit': 'false', 'base-decision': 'build' })
    expect(JSON.parse(step.outputs.missing ?? '')).toEqual([
      { platform: 'linux/amd64', digest: step.outputs['dependency-digest'] },
    ])
    await expectNothingPushed(project)
  })

  it('builds on a miss and says so in its outputs', async () => {
    const step = await buildStep(project, inputs)
    expect(step.status, step.stdout).toBe(0)
    const digest = step.outputs['dependency-digest'] ?? ''
    expect(await tagsOf(project.baseRepository)).toContain(digest)
    const base = await storedAs(project.baseRepository, digest)
    const app = await storedAs(project.appRepository, '1')
    const image = `${project.app}-base@${base.digest}`
    expect(step.outputs).toMatchObject({
      'base-image': image,
      'base-hit': 'false',
      'base-decision': 'build',
      'build-contexts': `deps=docker-image://${image}`,
      digest: app.digest,
    })
    expect(JSON.parse(step.outputs.bases ?? '')).toMatchObject([
      { name: 'deps', platform: 'linux/amd64', dependencyDigest: digest, decision: 'build', reference: image },
    ])
    expect(step.outputs.imageid).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(JSON.parse(step.outputs.metadata ?? '')).toMatchObject({ 'containerimage.digest': app.digest })
  })

  it('reuses the base afterwards', async () => {
    project.write({ 'app.txt': 'two\n' })
    const step = await buildStep(project, inputs)
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs).toMatchObject({ 'base-hit': 'true', 'base-decision': 'reuse' })
    expect(step.stdout).not.toContain('building the base')
    expect(readableSummary(step.summary)).toBe(
      [
        '### Basehit',
        '',
        '| base | platform | decision | dependency digest | cost |',
        '| --- | --- | --- | --- | --- |',
        `| \`deps\` | linux/amd64 | **reused** | \`${step.outputs['dependency-digest']?.slice(0, 12)}\` | saved N s, N MB, N min old |`,
        '',
        `Base: \`${step.outputs['base-image']}\`  `,
        `App: \`${step.outputs.digest}\`, built in N s  `,
        '',
        '> Dockerfile\\:5\\: COPY makes the whole base \\(N MB\\) be downloaded; write COPY \\-\\-link',
        '',
      ].join('\n'),
    )
    expect((await pullImage(project.appRepository, '1')).text('/app.txt')).toBe('two\n')
  })

  it('hands the base to later steps when it does not build the app', async () => {
    const step = await buildStep(project, { ...inputs, app: 'false', push: 'false' })
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs.digest).toBe('')
    const { 'build-contexts': contexts = '', 'bake-file': bakeFile = '' } = step.outputs
    await plainBuild(project, ['--build-context', contexts, '--push', '-t', `${project.app}:build`])
    const set = ['--set', 'default.context=.', '--set', `default.tags=${project.app}:bake`]
    await buildx(project, ['bake', '-f', bakeFile, ...set, '--push'])
    const base = await pullImage(project.baseRepository, step.outputs['dependency-digest'] ?? '')
    const layers = base.config.rootfs.diff_ids
    for (const tag of ['build', 'bake']) {
      const app = await pullImage(project.appRepository, tag)
      expect(app.config.rootfs.diff_ids.slice(0, layers.length)).toEqual(layers)
      expect(app.text('/app.txt')).toBe('two\n')
    }
  })

  it('marks the faulty line of a Dockerfile', async () => {
    const faulty = createProject({ 'docker/Dockerfile': 'FROM busybox AS deps\nRUN true\nRUM true\nFROM deps\n' })
    const step = await buildStep(faulty, { ...inputs, tags: `${faulty.app}:1`, file: 'docker/Dockerfile' })
    expect(step.status).toBe(1)
    expect(step.annotations.filter(({ kind }) => kind === 'error')).toEqual([
      {
        kind: 'error',
        properties: { title: 'BH025', file: 'docker/Dockerfile', line: '3', col: '1' },
        message: expect.stringContaining('RUM'),
      },
    ])
    await expectNothingPushed(faulty)
  })

  it('marks the line of a base that fails to build, and still says its digest', async () => {
    const faulty = createProject({ Dockerfile: 'FROM busybox AS deps\nRUN exit 3\nFROM deps\n' })
    const step = await buildStep(faulty, { ...inputs, tags: `${faulty.app}:1` })
    expect(step.status).toBe(1)
    const [error] = step.annotations.filter(({ kind }) => kind === 'error')
    expect(error?.properties).toMatchObject({ title: 'BH102', file: 'Dockerfile', line: '2' })
    expect(step.outputs['dependency-digest']).toMatch(/^[0-9a-f]{64}$/)
    await expectNothingPushed(faulty)
  })

  it.each([
    ['without a repository', { 'base-stage': 'deps', tags: '' }, {}, 'BH001'],
    ['with a misspelt input', { ...inputs, 'base-stgae': 'x' }, {}, 'BH074'],
    ['outside of a workflow', inputs, { GITHUB_ACTIONS: undefined }, 'BH121'],
    ['without a file for outputs', inputs, { GITHUB_OUTPUT: '/nowhere/output' }, 'BH120'],
  ])('stops %s', async (_, given, env, code) => {
    const step = await buildStep(project, { push: 'false', ...given }, env)
    expect(step.status).toBe(1)
    expect(step.annotations.map(({ kind, properties }) => [kind, properties.title])).toEqual([['error', code]])
  })
})

/** A summary whose times and sizes are all N. */
function readableSummary(text: string): string {
  return text.replace(/\d+(?:\.\d+)? (s|min|[kM]?B)\b/g, (_, unit: string) => `N ${unit === 'kB' ? 'MB' : unit}`)
}
