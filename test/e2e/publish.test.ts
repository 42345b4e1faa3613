import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit, startBasehit } from './programs.ts'
import { expectNothingPushed, expectRefusal } from './refusal.ts'
import { storedAs, tagsOf, watchRequests } from './registry.ts'
import { basedOn, buildArgs, digestOf, recordOf } from './sample.ts'

describe('a base gets its tag', () => {
  it('only if it passes the verify commands, which are then on its manifest', async () => {
    const project = basedOn('echo made > /result')
    const failed = await basehit(project, buildArgs(project, '--verify', 'grep -q other /result'))
    expect(failed.status).toBe(1)
    expect(failed.stderr).toMatch(/error\[BH10\d\]: .*grep -q other \/result/)
    const digest = await digestOf(project)
    expect(await tagsOf(project.baseRepository)).not.toContain(digest)
    expect(await tagsOf(project.appRepository)).toBeUndefined()
    const passed = await basehit(project, buildArgs(project, '--verify', 'grep -q made /result'))
    expect(passed.status, passed.stderr).toBe(0)
    const { document } = await storedAs(project.baseRepository, digest)
    expect(document.annotations?.['dev.basehit.verify']).toBe('["grep -q made /result"]')
    expect(await recordOf(project, digest)).toMatchObject({ verified: ['grep -q made /result'] })
  })

  it('only if its files stayed as they were while it was built', async () => {
    const project = basedOn('sleep 2')
    const before = await digestOf(project)
    const run = startBasehit(project, buildArgs(project))
    // By then BuildKit has been sent the file.
    await run.printed(/COPY requirements\.txt/)
    project.write({ 'requirements.txt': 'a==2\n' })
    const ended = await run.ended
    expectRefusal(ended, { code: 'BH048', says: /nothing was tagged/, remedy: /run again/ })
    const tags = await tagsOf(project.baseRepository)
    expect(tags).not.toContain(before)
    expect(tags).not.toContain(await digestOf(project))
    expect(await tagsOf(project.appRepository)).toBeUndefined()
    const again = await basehit(project, buildArgs(project))
    expect(again.status, again.stderr).toBe(0)
    expect((await pullImage(project.appRepository, '1')).text('/requirements.txt')).toBe('a==2\n')
  })

  it('once, when two runs on one machine want it', async () => {
    const project = basedOn('sleep 1')
    const requests = watchRequests(project.baseRepository)
    const other = buildArgs(project).map(arg => (arg === `${project.app}:1` ? `${project.app}:2` : arg))
    const runs = await Promise.all([basehit(project, buildArgs(project)), basehit(project, other)])
    for (const run of runs) expect(run.status, run.stderr).toBe(0)
    const digest = await digestOf(project)
    const tagged = requests().filter(({ method, path }) => method === 'PUT' && path.endsWith(`/manifests/${digest}`))
    expect(tagged).toHaveLength(1)
    expect(runs.filter(run => run.stderr.includes('building the base'))).toHaveLength(1)
    const made = await Promise.all(
      ['1', '2'].map(async tag => (await pullImage(project.appRepository, tag)).text('/made')),
    )
    expect(made[0]).toBe(made[1])
    expect(made[0]).toBe((await pullImage(project.baseRepository, digest)).text('/made'))
  })

  it('not if the run is killed, and the next one is not hindered', async () => {
    const project = basedOn('sleep 3')
    const run = startBasehit(project, buildArgs(project))
    await run.printed(/COPY requirements\.txt/)
    run.kill('SIGKILL')
    expect((await run.ended).status).toBe(137)
    await expectNothingPushed(project)
    const again = await basehit(project, buildArgs(project))
    expect(again.status, again.stderr).toBe(0)
    expect(await tagsOf(project.baseRepository)).toContain(await digestOf(project))
  })

  it('not if the run is asked to end, which it does within a moment', async () => {
    const project = basedOn('sleep 30')
    const run = startBasehit(project, buildArgs(project))
    await run.printed(/COPY requirements\.txt/)
    const asked = Date.now()
    run.kill('SIGTERM')
    const ended = await run.ended
    expect(ended.status).not.toBe(0)
    expect(Date.now() - asked).toBeLessThan(15_000)
    await expectNothingPushed(project)
  })

  it('not if its build fails, and the line is named', async () => {
    const project = basedOn('echo trouble && exit 7')
    const ended = await basehit(project, buildArgs(project))
    expect(ended.status).toBe(1)
    expect(ended.stderr).toMatch(
      /error\[BH102\]: the build failed at Dockerfile:3 `RUN echo trouble && exit 7` \(exit 7\)/,
    )
    expect(ended.stderr).toContain('| trouble')
    expect(ended.stderr).toContain('  at Dockerfile:3:1')
    await expectNothingPushed(project)
  })
})
