import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basehit, type Ended, world } from './programs.ts'
import { createProject } from './project.ts'
import { tagsOf } from './registry.ts'

describe('while a part of the world is down', () => {
  const project = createProject({
    Dockerfile: ['FROM busybox AS deps', 'COPY requirements.txt /', 'FROM deps', 'COPY app.txt /', ''].join('\n'),
    'requirements.txt': 'a==1\n',
    'app.txt': 'one\n',
  })
  const args = ['--base-stage', 'deps', '--tag', `${project.app}:1`]
  const plan = (...more: readonly string[]) => basehit(project, ['plan', ...args, ...more])

  beforeAll(async () => {
    const run = await basehit(project, ['build', ...args, '--push'])
    expect(run.status, run.stderr).toBe(0)
  })

  describe('the builder', () => {
    // buildx itself waits 20 seconds for a builder, which is time to look at the rest.
    let build: Promise<Ended> | undefined
    beforeAll(async () => {
      await world('stop-builder')
      build = basehit(project, ['build', '--base-stage', 'deps', '--tag', `${project.app}:2`, '--push'])
    })
    afterAll(() => world('start-builder'))

    it('is not needed to decide', async () => {
      const hit = await plan('--exit-code')
      expect(hit.status, hit.stderr).toBe(0)
      expect(hit.stdout).toContain('base deps (linux/amd64): reuse (made')
      const miss = await plan('--exit-code', '--salt', 'other')
      expect(miss.status, miss.stderr).toBe(3)
      expect(miss.stdout).toContain('build (miss)')
    })

    it('is missed by a build, which says so and pushes nothing', async () => {
      const run = await build
      expect(run?.status).toBe(1)
      expect(run?.stderr).toContain('error[BH101]')
      expect(await tagsOf(project.appRepository)).toEqual(['1'])
    })
  })

  describe('the registry', () => {
    beforeAll(() => world('stop-registry'))
    afterAll(() => world('start-registry'))

    it('makes a plan and a build stop, for it is not a miss', async () => {
      const runs = await Promise.all([plan('--exit-code'), basehit(project, ['build', ...args, '--push'])])
      for (const run of runs) {
        expect(run.status).toBe(1)
        expect(run.stderr).toContain('error[BH084]')
        expect(run.stderr).toMatch(/ECONNREFUSED|refused/)
        expect(`${run.stdout}${run.stderr}`).not.toContain('build (miss')
        expect(run.stderr).not.toContain('building the')
      }
    })
  })

  it('goes on as before when everything is up again', async () => {
    const run = await plan('--exit-code')
    expect(run.status, run.stderr).toBe(0)
    expect(run.stdout).toContain('reuse (made')
  })
})
