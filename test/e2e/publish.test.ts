import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit, startBasehit } from './programs.ts'
import { createProject, type Project } from './project.ts'
import { expectNothingPushed, expectRefusal } from './refusal.ts'
import { blobOf, storedAs, tagsOf, watchRequests } from './registry.ts'

/** A project whose base takes its requirements, does this, and says which build made it. */
function basedOn(run: string): Project {
  return createProject({
    Dockerfile: [
      'FROM busybox AS deps',
      'COPY requirements.txt /',
      `RUN ${run}`,
      'RUN cat /proc/sys/kernel/random/uuid > /made',
      'FROM deps',
      'COPY app.txt /',
      '',
    ].join('\n'),
    'requirements.txt': 'a==1\n',
    'app.txt': 'one\n',
  })
}

function args({ app }: Project, ...more: readonly string[]): readonly string[] {
  return ['build', '--base-stage', 'deps', '--tag', `${app}:1`, '--push', ...more]
}

async function digestOf(project: Project): Promise<string> {
  return (await basehit(project, ['digest', '--base-stage', 'deps', '--tag', `${project.app}:1`])).stdout.trim()
}

async function record(project: Project, digest: string): Promise<Record<string, unknown>> {
  const { document } = await storedAs(project.baseRepository, `${digest}.record`)
  const layer = document.layers?.find(each => each.mediaType === 'application/vnd.basehit.record.v1+json')
  return JSON.parse((await blobOf(project.baseRepository, layer?.digest ?? '')).toString()) as Record<string, unknown>
}

describe('a base gets its tag', () => {
  it('only if it passes the verify commands, which are then on its manifest', async () => {
    const project = basedOn('echo made > /result')
    const failed = await basehit(project, args(project, '--verify', 'grep -q other /result'))
    expect(failed.status).toBe(1)
    expect(failed.stderr).toMatch(/error\[BH10\d\]: .*grep -q other \/result/)
    const digest = await digestOf(project)
    expect(await tagsOf(project.baseRepository)).not.toContain(digest)
    expect(await tagsOf(project.appRepository)).toBeUndefined()
    const passed = await basehit(project, args(project, '--verify', 'grep -q made /result'))
    expect(passed.status, passed.stderr).toBe(0)
    const { document } = await storedAs(project.baseRepository, digest)
    expect(document.annotations?.['dev.basehit.verify']).toBe('["grep -q made /result"]')
    expect(await record(project, digest)).toMatchObject({ verified: ['grep -q made /result'] })
  })

  it('only if its files stayed as they were while it was built', async () => {
    const project = basedOn('sleep 2')
    const before = await digestOf(project)
    const run = startBasehit(project, args(project))
    // By then BuildKit has been sent the file.
    await run.printed(/COPY requirements\.txt/)
    project.write({ 'requirements.txt': 'a==2\n' })
    const ended = await run.ended
    expectRefusal(ended, { code: 'BH048', says: /nothing was tagged/, remedy: /run again/ })
    const tags = await tagsOf(project.baseRepository)
    expect(tags).not.toContain(before)
    expect(tags).not.toContain(await digestOf(project))
    expect(await tagsOf(project.appRepository)).toBeUndefined()
    const again = await basehit(project, args(project))
    expect(again.status, again.stderr).toBe(0)
    expect((await pullImage(project.appRepository, '1')).text('/requirements.txt')).toBe('a==2\n')
  })

  it('once, when two runs on one machine want it', async () => {
    const project = basedOn('sleep 1')
    const requests = watchRequests(project.baseRepository)
    const other = args(project).map(arg => (arg === `${project.app}:1` ? `${project.app}:2` : arg))
    const runs = await Promise.all([basehit(project, args(project)), basehit(project, other)])
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
    const run = startBasehit(project, args(project))
    await run.printed(/COPY requirements\.txt/)
    run.kill('SIGKILL')
    expect((await run.ended).status).toBe(137)
    await expectNothingPushed(project)
    const again = await basehit(project, args(project))
    expect(again.status, again.stderr).toBe(0)
    expect(await tagsOf(project.baseRepository)).toContain(await digestOf(project))
  })

  it('not if the run is asked to end, which it does within a moment', async () => {
    const project = basedOn('sleep 30')
    const run = startBasehit(project, args(project))
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
    const ended = await basehit(project, args(project))
    expect(ended.status).toBe(1)
    expect(ended.stderr).toMatch(
      /error\[BH102\]: the build failed at Dockerfile:3 `RUN echo trouble && exit 7` \(exit 7\)/,
    )
    expect(ended.stderr).toContain('| trouble')
    expect(ended.stderr).toContain('  at Dockerfile:3:1')
    await expectNothingPushed(project)
  })
})

describe('a rebuild', () => {
  it('puts another base under the same tag, really built, and records why', async () => {
    const project = basedOn('true')
    expect((await basehit(project, args(project))).status).toBe(0)
    const digest = await digestOf(project)
    const before = await pullImage(project.baseRepository, digest)
    const run = await basehit(project, args(project, '--rebuild', 'base', '--reason', 'CVE-2026-1 in zlib'))
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('build (rebuild)')
    const after = await pullImage(project.baseRepository, digest)
    expect(after.manifest.digest).not.toBe(before.manifest.digest)
    expect(after.text('/made')).not.toBe(before.text('/made'))
    expect((await pullImage(project.appRepository, '1')).text('/made')).toBe(after.text('/made'))
    expect(after.manifest.document.annotations?.['dev.basehit.reason']).toBe('CVE-2026-1 in zlib')
    expect(await record(project, digest)).toMatchObject({ reason: 'CVE-2026-1 in zlib', manifest: expect.any(String) })
    const next = await basehit(project, args(project))
    expect(next.stderr).toContain('reuse (made')
    expect((await storedAs(project.baseRepository, digest)).digest).toBe(after.manifest.digest)
  })

  it('is not what fail-on-miss allows', async () => {
    const project = basedOn('true')
    const run = await basehit(project, args(project, '--fail-on-miss'))
    expectRefusal(run, { code: 'BH098', says: /has no base [0-9a-f]{64}/, remedy: /may publish/ })
    await expectNothingPushed(project)
  })
})
