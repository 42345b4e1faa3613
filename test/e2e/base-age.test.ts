import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit, type Ended, world } from './programs.ts'
import { createProject, freshDirectory, freshNamespace, type Project } from './project.ts'
import { buildArgs, digestOf, recordOf } from './sample.ts'

const day = 86_400_000

/** A project whose base has a step that does not change, and one that does with the requirements. */
function layered(): Project {
  return createProject({
    Dockerfile: [
      'FROM busybox AS deps',
      `RUN cat /proc/sys/kernel/random/uuid > /system # ${freshNamespace()}`,
      'COPY requirements.txt /',
      'RUN cp /requirements.txt /installed',
      'FROM deps',
      'COPY app.txt /',
      '',
    ].join('\n'),
    'requirements.txt': 'a==1\n',
    'app.txt': 'one\n',
  })
}

/** The environment of a program whose clock is this much ahead. */
function ahead(milliseconds: number): Record<string, string> {
  const file = join(freshDirectory(), 'clock.cjs')
  writeFileSync(file, `const { now } = Date\nDate.now = () => now() + ${milliseconds}\n`)
  return { NODE_OPTIONS: `--require ${file}` }
}

async function build(project: Project, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const run = await basehit(project, buildArgs(project, ...args), { env })
  expect(run.status, run.stderr).toBe(0)
  return run
}

/** The base of a project as it is stored, with what it says of its making. */
async function baseOf(project: Project) {
  const digest = await digestOf(project)
  const image = await pullImage(project.baseRepository, digest)
  const said = image.manifest.document.annotations ?? {}
  const created = Date.parse(said['dev.basehit.created'] ?? '')
  return { image, created, durationMs: said['dev.basehit.duration-ms'], record: await recordOf(project, digest) }
}

describe('the age of a base', () => {
  it('is that of its oldest step, which a builder may have kept', async () => {
    const project = layered()
    await build(project)
    const first = await baseOf(project)
    expect(first.durationMs).toMatch(/^\d+$/)
    const before = Date.now()
    project.write({ 'requirements.txt': 'a==2\n' })
    expect((await build(project)).stderr).toMatch(/CACHED .*RUN cat/)
    const second = await baseOf(project)
    expect(second.image.text('/system')).toBe(first.image.text('/system'))
    expect(second.created).toBeGreaterThan(first.created - 1000)
    expect(second.created).toBeLessThan(before)
    expect(Date.parse(String(second.record.built))).toBeGreaterThanOrEqual(before)
    expect(second.record.created).toBe(new Date(second.created).toISOString())
    // What was not run was not timed.
    expect(second.durationMs).toBeUndefined()
    expect(second.record).not.toHaveProperty('durationMs')
    expect((await build(project)).stderr).toMatch(/reuse \(made 0 min ago\)$/m)
  })

  it('is that of its build where the builder kept nothing', async () => {
    const project = layered()
    await build(project)
    const first = await baseOf(project)
    await world('wipe-builder')
    const before = Date.now()
    project.write({ 'requirements.txt': 'a==2\n' })
    await build(project)
    const second = await baseOf(project)
    expect(second.created).toBeGreaterThanOrEqual(before)
    expect(second.image.text('/system')).not.toBe(first.image.text('/system'))
    expect(second.durationMs).toMatch(/^\d+$/)
  })

  it('has one that would be too old built once more, without cache', async () => {
    const project = layered()
    await build(project)
    const first = await baseOf(project)
    project.write({ 'requirements.txt': 'a==2\n' })
    const later = ahead(31 * day)
    const run = await build(project, [], later)
    expect(run.stderr).toMatch(
      /^note: the base deps \(linux\/amd64\) is built once more, without cache: a step of it is of .*, older than max-age$/m,
    )
    const second = await baseOf(project)
    expect(second.image.text('/system')).not.toBe(first.image.text('/system'))
    expect(second.created).toBeGreaterThan(Date.now() + 30 * day)
    expect(second.durationMs).toMatch(/^\d+$/)
    const next = await build(project, [], later)
    expect(next.stderr).toContain('reuse (made 0 min ago')
    // The builder now has the newer step.
    project.write({ 'requirements.txt': 'a==3\n' })
    expect((await build(project)).stderr).not.toContain('built once more')
  })

  it('is not known where a stage beside it has cached steps, unless its image is young enough', async () => {
    const project = createProject({
      Dockerfile: [
        'FROM busybox AS tools',
        `RUN cat /proc/sys/kernel/random/uuid > /tool # ${freshNamespace()}`,
        'FROM busybox AS deps',
        'COPY requirements.txt /',
        'COPY --from=tools /tool /tool',
        'FROM deps',
        'COPY app.txt /',
        '',
      ].join('\n'),
      'requirements.txt': 'a==1\n',
      'app.txt': 'one\n',
    })
    await build(project)
    const first = await baseOf(project)
    project.write({ 'requirements.txt': 'a==2\n' })
    expect((await build(project)).stderr).toContain('built once more, without cache')
    const second = await baseOf(project)
    expect(second.image.text('/tool')).not.toBe(first.image.text('/tool'))
    project.write({ 'requirements.txt': 'a==3\n' })
    expect((await build(project, ['--max-age', '3650'])).stderr).not.toContain('built once more')
    const third = await baseOf(project)
    expect(third.image.text('/tool')).toBe(second.image.text('/tool'))
    expect(third.created).toBe(Date.parse('2025-01-01T00:00:00Z'))
  })

  it('is that of its build with SOURCE_DATE_EPOCH, which takes nothing from a cache', async () => {
    const project = layered()
    const stamped = ['--build-arg', 'SOURCE_DATE_EPOCH=1000000000']
    await build(project)
    const plain = await baseOf(project)
    const before = Date.now()
    const run = await build(project, stamped)
    expect(run.stderr).not.toMatch(/CACHED .*RUN/)
    expect(run.stderr).not.toContain('built once more')
    const printed = await basehit(project, ['digest', '--base-stage', 'deps', '--tag', `${project.app}:1`, ...stamped])
    const image = await pullImage(project.baseRepository, printed.stdout.trim())
    expect(image.text('/system')).not.toBe(plain.image.text('/system'))
    const created = image.manifest.document.annotations?.['dev.basehit.created'] ?? ''
    expect(Date.parse(created)).toBeGreaterThanOrEqual(before)
  })
})
