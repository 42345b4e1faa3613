import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { buildx } from './programs.ts'
import { createProject, freshDirectory, type Project } from './project.ts'
import { tagsOf } from './registry.ts'
import { buildStep, planStep } from './workflow-step.ts'

const base = ['FROM busybox', 'COPY requirements.txt /', 'RUN cp requirements.txt /installed', '']
const layouts = [
  {
    layout: 'a stage',
    inputs: { 'base-stage': 'deps' },
    files: { Dockerfile: ['FROM busybox AS deps', ...base.slice(1, 3), 'FROM deps', 'COPY app.txt /', ''].join('\n') },
  },
  {
    layout: 'a file',
    inputs: { 'base-file': 'base.Dockerfile' },
    files: { 'base.Dockerfile': base.join('\n'), Dockerfile: 'FROM shopbase\nCOPY --link app.txt /\n' },
  },
] as const

function projectOf(files: Readonly<Record<string, string>>): Project {
  return createProject({ ...files, 'requirements.txt': 'a==1\n', 'app.txt': 'one\n' })
}

/** The variables of a pull request's run, which may publish nothing. */
function pullRequest(): Record<string, string> {
  const path = join(freshDirectory(), 'event.json')
  const head = { repo: { id: 1, full_name: 'octo/app' } }
  const repository = { id: 1, full_name: 'octo/app', default_branch: 'main', private: false }
  writeFileSync(path, JSON.stringify({ repository, pull_request: { head, user: { login: 'mona' } } }))
  return { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path, GITHUB_REF: 'refs/pull/7/merge' }
}

describe.each(layouts)('the base alone, in $layout', ({ inputs, files }) => {
  it('fails where a run may not publish it, and is handed over where it is there', async () => {
    const project = projectOf(files)
    const alone = { ...inputs, 'base-repository': `${project.app}-base`, app: 'false' }
    const missing = await buildStep(project, alone, pullRequest())
    expect(missing.status).toBe(1)
    const [error] = missing.annotations.filter(({ kind }) => kind === 'error')
    expect(error?.properties.title).toBe('BH123')
    expect(error?.message).toMatch(
      /^the base .* is not there, and this run may not publish it: a run of pull_request .*actions\/plan/s,
    )
    expect(missing.annotations).toHaveLength(1)
    expect(missing.outputs).not.toHaveProperty('base-image')
    expect(await tagsOf(project.baseRepository)).toBeUndefined()

    const asked = await planStep(project, alone, pullRequest())
    expect(asked.status, asked.stdout).toBe(0)
    expect(asked.outputs).toMatchObject({ 'base-image': '', 'base-hit': 'false', 'base-decision': 'inline' })

    const main = await buildStep(project, alone)
    expect(main.status, main.stdout).toBe(0)
    const found = await buildStep(project, alone, pullRequest())
    expect(found.status, found.stdout).toBe(0)
    expect(found.outputs).toMatchObject({ 'base-image': main.outputs['base-image'], 'base-hit': 'true' })
    const again = await planStep(project, alone, pullRequest())
    expect(again.outputs['base-image']).toBe(main.outputs['base-image'])

    const tag = (name: string) => ['--push', '--tag', `${project.app}:${name}`]
    await buildx(project, ['build', '--build-context', found.outputs['build-contexts'] ?? '', ...tag('contexts'), '.'])
    const bake = ['bake', '-f', found.outputs['bake-file'] ?? '', '--set', 'default.context=.', '--push']
    await buildx(project, [...bake, '--set', `default.tags=${project.app}:bake`])
    for (const name of ['contexts', 'bake']) {
      const app = await pullImage(project.appRepository, name)
      expect([app.text('/installed'), app.text('/app.txt')]).toEqual(['a==1\n', 'one\n'])
    }
  })
})

describe('a base file whose name nobody says', () => {
  it('is built, with a warning that names the input', async () => {
    const project = projectOf({ 'base.Dockerfile': base.join('\n') })
    const inputs = { 'base-file': 'base.Dockerfile', 'base-repository': `${project.app}-base`, app: 'false' }
    const step = await buildStep(project, inputs)
    expect(step.status, step.stdout).toBe(0)
    expect(step.outputs['build-contexts']).toBe('')
    expect(step.annotations).toContainEqual(
      expect.objectContaining({ kind: 'warning', message: expect.stringMatching(/hand over no base.*set base-name/) }),
    )
    expect(readFileSync(step.outputs['bake-file'] ?? '', 'utf8')).toBe('{}')
    project.write({ Dockerfile: 'FROM busybox\nCOPY app.txt /\n' })
    project.write({ 'bake.json': JSON.stringify({ target: { default: { tags: [`${project.app}:1`] } } }) })
    await buildx(project, ['bake', '-f', 'bake.json', '-f', step.outputs['bake-file'] ?? '', '--push'])
    expect((await pullImage(project.appRepository, '1')).text('/app.txt')).toBe('one\n')
    project.remove('Dockerfile')
    const named = await buildStep(project, { ...inputs, 'base-name': 'shopbase' })
    expect(named.outputs['build-contexts']).toBe(`shopbase=docker-image://${step.outputs['base-image']}`)
    expect(named.annotations.filter(({ kind }) => kind === 'warning')).toEqual([])
  })
})

describe('a job after the one that built the base', () => {
  it('says that this run built it, and a later attempt reuses it', async () => {
    const { inputs, files } = layouts[0]
    const project = projectOf(files)
    const run = { GITHUB_RUN_ID: '99', GITHUB_RUN_ATTEMPT: '1' }
    const shared = { ...inputs, tags: `${project.app}:1`, push: 'true', 'app-cache': 'none' }
    const first = await buildStep(project, { ...shared, app: 'false' }, run)
    expect(first.outputs, first.stdout).toMatchObject({ 'base-hit': 'false', 'base-decision': 'build' })
    const second = await buildStep(project, shared, run)
    expect(second.outputs, second.stdout).toMatchObject({
      'base-hit': 'false',
      'base-decision': 'build',
      'base-image': first.outputs['base-image'],
    })
    expect(JSON.parse(second.outputs.bases ?? '')).toMatchObject([{ decision: 'build', how: 'built' }])
    expect(second.stdout).toContain('use (built by this run)')
    expect(second.summary).toContain('**built**')
    expect(second.summary).not.toContain('saved')
    expect(second.stdout).not.toContain('building the base')
    for (const other of [{ ...run, GITHUB_RUN_ATTEMPT: '2' }, { GITHUB_RUN_ID: '100' }]) {
      const later = await buildStep(project, shared, other)
      expect(later.outputs, later.stdout).toMatchObject({ 'base-hit': 'true', 'base-decision': 'reuse' })
      expect(later.summary).toContain('**reused**')
    }
  })
})
