import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit, world } from './programs.ts'
import { expectNothingPushed, expectRefusal } from './refusal.ts'
import { deleteBlob, putManifest, storedAs } from './registry.ts'
import { basedOn, buildArgs, digestOf, recordOf } from './sample.ts'

describe('a base that is there', () => {
  it('passes verify commands that it has not passed before it is used', async () => {
    const project = basedOn('echo made > /result')
    expect((await basehit(project, buildArgs(project))).status).toBe(0)
    const before = await storedAs(project.appRepository, '1')
    const failed = await basehit(project, buildArgs(project, '--verify', 'grep -q other /result'))
    expect(failed.status).toBe(1)
    expect(failed.stderr).toContain('grep -q other /result')
    expect((await storedAs(project.appRepository, '1')).digest).toBe(before.digest)
    const passed = await basehit(project, buildArgs(project, '--verify', 'grep -q made /result'))
    expect(passed.status, passed.stderr).toBe(0)
    expect(passed.stderr).toContain('reuse (made')
    expect(passed.stderr).not.toContain('building the base')
  })

  it('is built anew, once, if a layer of it is gone', async () => {
    const project = basedOn('true')
    project.write({
      Dockerfile: `${readFileSync(join(project.directory, 'Dockerfile'), 'utf8')}RUN cat /made > /copy\n`,
    })
    expect((await basehit(project, buildArgs(project))).status).toBe(0)
    const digest = await digestOf(project)
    const before = await pullImage(project.baseRepository, digest)
    await deleteBlob(project.baseRepository, before.manifest.document.layers?.at(-1)?.digest ?? '')
    await world('wipe-builder')
    const run = await basehit(project, buildArgs(project))
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toMatch(/^warning: .* has lost a blob, or it is damaged; it is built anew$/m)
    const after = await pullImage(project.baseRepository, digest)
    expect(after.text('/made')).not.toBe(before.text('/made'))
    expect((await pullImage(project.appRepository, '1')).text('/copy')).toBe(after.text('/made'))
    expect(after.manifest.document.annotations?.['dev.basehit.reason']).toBe('incomplete')
  })
})

describe('a base that is too old', () => {
  it('is built anew, without the cache of its builder', async () => {
    const project = basedOn('true')
    expect((await basehit(project, buildArgs(project))).status).toBe(0)
    const digest = await digestOf(project)
    const made = (await pullImage(project.baseRepository, digest)).text('/made')
    const { document, mediaType } = await storedAs(project.baseRepository, digest)
    const created = new Date(Date.now() - 31 * 86_400_000).toISOString()
    const aged = JSON.stringify({
      ...document,
      annotations: { ...document.annotations, 'dev.basehit.created': created },
    })
    await putManifest(project.baseRepository, digest, aged, mediaType)
    const older = await basehit(project, buildArgs(project, '--max-age', '32'))
    expect(older.stderr).toContain('reuse (made 31 days ago')
    const run = await basehit(project, buildArgs(project))
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('build (expired)')
    const renewed = await pullImage(project.baseRepository, digest)
    expect(renewed.text('/made')).not.toBe(made)
    expect(Date.parse(renewed.manifest.document.annotations?.['dev.basehit.created'] ?? '')).toBeGreaterThan(
      Date.parse(created),
    )
  })
})

describe('a rebuild', () => {
  it('puts another base under the same tag, really built, and records why', async () => {
    const project = basedOn('true')
    expect((await basehit(project, buildArgs(project))).status).toBe(0)
    const digest = await digestOf(project)
    const before = await pullImage(project.baseRepository, digest)
    const run = await basehit(project, buildArgs(project, '--rebuild', 'base', '--reason', 'CVE-2026-1 in zlib'))
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('build (rebuild)')
    const after = await pullImage(project.baseRepository, digest)
    expect(after.manifest.digest).not.toBe(before.manifest.digest)
    expect(after.text('/made')).not.toBe(before.text('/made'))
    expect((await pullImage(project.appRepository, '1')).text('/made')).toBe(after.text('/made'))
    expect(after.manifest.document.annotations?.['dev.basehit.reason']).toBe('CVE-2026-1 in zlib')
    expect(await recordOf(project, digest)).toMatchObject({
      reason: 'CVE-2026-1 in zlib',
      manifest: expect.any(String),
    })
    const next = await basehit(project, buildArgs(project))
    expect(next.stderr).toContain('reuse (made')
    expect((await storedAs(project.baseRepository, digest)).digest).toBe(after.manifest.digest)
  })

  it('is not what fail-on-miss allows', async () => {
    const project = basedOn('true')
    const run = await basehit(project, buildArgs(project, '--fail-on-miss'))
    expectRefusal(run, { code: 'BH098', says: /has no base [0-9a-f]{64}/, remedy: /may publish/ })
    await expectNothingPushed(project)
  })
})
