import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { basehit, type Ended, world } from './programs.ts'
import { createProject, required } from './project.ts'
import { tagsOf } from './registry.ts'

const files = {
  Dockerfile: [
    'FROM busybox AS deps',
    'RUN echo made > /made',
    'FROM deps',
    'RUN echo expensive > /slow',
    'COPY app.txt /',
    '',
  ].join('\n'),
  'app.txt': 'one\n',
}
const inWorkflow = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_REF_PROTECTED: 'true' }

interface Call {
  readonly kind: string
  readonly bytesIn: number
  readonly bytesOut: number
}

/** What the Actions cache service was asked for after this moment. */
function watchCache(): () => readonly Call[] {
  const journal = () => readFileSync(required('BASEHIT_CACHE_LOG'), 'utf8').trimEnd().split('\n')
  const before = journal().length
  return () =>
    journal()
      .slice(before)
      .map(line => JSON.parse(line) as Call)
}

function isCached(run: Ended, step: string): boolean {
  const line = run.stderr.split('\n').find(each => each.includes(step))
  expect(line, `${step} in ${run.stderr}`).toBeDefined()
  return line?.includes('CACHED') === true
}

describe("the app's cache", () => {
  it('comes from the Actions cache service on a runner that has built nothing yet', async () => {
    const project = createProject(files)
    const args = ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--push', '--app-cache', 'gha']
    const first = watchCache()
    const cold = await basehit(project, args, { env: inWorkflow })
    expect(cold.status, cold.stderr).toBe(0)
    expect(cold.stderr).toContain('note: a RUN on the base makes the GHA cache hold the whole base')
    expect(isCached(cold, 'RUN echo expensive')).toBe(false)
    expect(first().filter(({ kind }) => kind === 'finalize').length).toBeGreaterThan(0)
    await world('wipe-builder')
    project.write({ 'app.txt': 'two\n' })
    const second = watchCache()
    const warm = await basehit(project, args, { env: inWorkflow })
    expect(warm.status, warm.stderr).toBe(0)
    expect(warm.stderr).toContain('reuse (made')
    expect(isCached(warm, 'RUN echo expensive')).toBe(true)
    expect(isCached(warm, 'COPY app.txt')).toBe(false)
    expect(second().filter(({ kind, bytesOut }) => kind === 'download' && bytesOut > 0).length).toBeGreaterThan(0)
    expect((await tagsOf(project.baseRepository))?.filter(tag => tag.startsWith('cache'))).toEqual([])
  })

  it('comes from the repository of the bases when that is asked for', async () => {
    const project = createProject(files)
    const args = ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--push', '--app-cache', 'registry']
    const service = watchCache()
    const cold = await basehit(project, args)
    expect(cold.status, cold.stderr).toBe(0)
    expect(cold.stderr).toMatch(/^ *no cache yet: \S+:cache-linux-amd64$/m)
    expect(cold.stderr).not.toContain('FAILED')
    expect(await tagsOf(project.baseRepository)).toContain('cache-linux-amd64')
    await world('wipe-builder')
    const warm = await basehit(project, args)
    expect(warm.status, warm.stderr).toBe(0)
    expect(isCached(warm, 'RUN echo expensive')).toBe(true)
    expect(service()).toEqual([])
  })

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['has no token', { ACTIONS_RUNTIME_TOKEN: undefined }, /^note: .*no runtime token/m],
    ['does not answer', { ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' }, /^app built in/m],
  ])('is done without when its service %s', async (_, env, says) => {
    const project = createProject({ Dockerfile: 'FROM busybox AS deps\nRUN true\nFROM deps\nRUN echo a > /a\n' })
    const args = ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--push', '--app-cache', 'gha']
    const run = await basehit(project, args, { env: { ...inWorkflow, ...env } })
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toMatch(says)
    expect(await tagsOf(project.appRepository)).toEqual(['1'])
  })
})
