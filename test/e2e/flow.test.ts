import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit, type Ended } from './programs.ts'
import { createProject, freshNamespace, type Project } from './project.ts'
import { blobOf, manifestOf, sha256, storedAs, tagsOf } from './registry.ts'

const packages = 'RUN cp /requirements.txt /installed && cat /proc/sys/kernel/random/uuid > /made'

/** A step that no builder has run before, so that none on it is in a cache: that would be older, and take no time. */
const start = () => `RUN true # ${freshNamespace()}`

const layouts = [
  {
    layout: 'a stage',
    name: 'deps',
    args: ['--base-stage', 'deps'],
    files: {
      Dockerfile: [
        'FROM busybox AS deps',
        start(),
        'COPY requirements.txt /',
        packages,
        'FROM deps',
        'COPY app.txt /app/',
        '',
      ].join('\n'),
    },
  },
  {
    layout: 'a file',
    name: 'base.Dockerfile',
    args: ['--base-file', 'base.Dockerfile'],
    files: {
      'base.Dockerfile': ['FROM busybox', start(), 'COPY requirements.txt /', packages, ''].join('\n'),
      Dockerfile: ['FROM my-base', 'COPY app.txt /app/', ''].join('\n'),
    },
  },
] as const

describe.each(layouts)('the base in $layout', ({ name, args, files }) => {
  const project = createProject({ ...files, 'requirements.txt': 'a==1\n', 'app.txt': 'one\n' })
  const { appRepository, baseRepository } = project
  const build = () => basehit(project, ['build', ...args, '--tag', `${project.app}:1`, '--push'])
  const dockerfile = name === 'deps' ? 'Dockerfile' : 'base.Dockerfile'
  const seen: { first?: string; last?: string; made?: string } = {}

  it('is built and pushed when it is not there yet', async () => {
    const run = await build()
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toMatch(/base .* \(linux\/amd64\): build \(miss-bootstrap\)|build \(miss\)/)
    expect(steps(run, 'RUN cp')).toHaveLength(1)
    const digest = await digestOf(project, args)
    seen.first = digest
    const tags = await tagsOf(baseRepository)
    seen.last = tags?.find(tag => tag.startsWith(`last-${name}-linux-amd64-`)) ?? ''
    expect(tags).toEqual([digest, `${digest}.record`, seen.last].sort())
    const app = await pullImage(appRepository, '1')
    seen.made = app.text('/made')
    expect(app.text('/installed')).toBe('a==1\n')
    expect(app.text('/app/app.txt')).toBe('one\n')
  })

  it('says on its manifest what it is', async () => {
    const { document } = await storedAs(baseRepository, seen.first ?? '')
    expect(document.annotations).toMatchObject({
      'dev.basehit.dependency-digest': seen.first,
      'dev.basehit.recipe-version': '1',
      'dev.basehit.platform': 'linux/amd64',
      'dev.basehit.duration-ms': expect.stringMatching(/^\d+$/),
      'dev.basehit.bytes': String(document.layers?.reduce((sum, layer) => sum + layer.size, 0)),
      'dev.basehit.reason': expect.stringMatching(/^miss/),
    })
    expect(Date.parse(document.annotations?.['dev.basehit.created'] ?? '')).toBeGreaterThan(Date.now() - 600_000)
  })

  it('has its recipe in the registry under the dependency digest itself', async () => {
    const recipe = await blobOf(baseRepository, `sha256:${seen.first}`)
    expect(JSON.parse(recipe.toString())).toMatchObject({ recipe: 1 })
    const printed = await basehit(project, ['digest', '--recipe', ...args, '--tag', `${project.app}:1`])
    expect(printed.stdout).toBe(recipe.toString())
    expect(createHash('sha256').update(printed.stdout).digest('hex')).toBe(seen.first)
    const record = await storedAs(baseRepository, `${seen.first}.record`)
    expect(record.document.artifactType).toBe('application/vnd.basehit.recipe.v1+json')
    expect(record.document.layers?.map(layer => layer.digest)).toContain(`sha256:${seen.first}`)
    const said = record.document.layers?.find(layer => layer.mediaType === 'application/vnd.basehit.record.v1+json')
    expect(JSON.parse((await blobOf(baseRepository, said?.digest ?? '')).toString())).toMatchObject({
      schema: 'basehit.record/v1',
      dependencyDigest: seen.first,
      name,
      platform: 'linux/amd64',
    })
  })

  it('is where the layers of the app begin', async () => {
    const base = await pullImage(baseRepository, seen.first ?? '')
    const app = await pullImage(appRepository, '1')
    const layers = base.config.rootfs.diff_ids
    expect(layers.length).toBeGreaterThan(1)
    expect(app.config.rootfs.diff_ids.slice(0, layers.length)).toEqual(layers)
    expect(app.config.rootfs.diff_ids).toHaveLength(layers.length + 1)
  })

  it.each([
    ['the app changed', () => project.write({ 'app.txt': 'two\n' })],
    ['a comment came in', () => project.write({ [dockerfile]: `# about\n${files[dockerfile as keyof typeof files]}` })],
  ])('is reused when %s', async (_, change) => {
    const before = await storedAs(baseRepository, seen.first ?? '')
    change()
    const run = await build()
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toMatch(/^base .* \(linux\/amd64\): reuse \(made 0 min ago, saves [\d.]+ s\)$/m)
    expect(steps(run, 'RUN cp')).toEqual([])
    expect(steps(run, 'COPY requirements.txt')).toEqual([])
    expect(run.stdout).toContain(`${baseRepository}@${before.digest}`)
    expect((await storedAs(baseRepository, seen.first ?? '')).digest).toBe(before.digest)
    const app = await pullImage(appRepository, '1')
    expect([app.text('/made'), app.text('/app/app.txt')]).toEqual([seen.made, 'two\n'])
  })

  it('is another one when the requirements changed, which is said', async () => {
    project.write({ 'requirements.txt': 'a==2\n' })
    const planned = await basehit(project, ['plan', ...args, '--tag', `${project.app}:1`])
    expect(planned.status, planned.stderr).toBe(0)
    expect(planned.stdout).toMatch(/build \(miss\)\n.*\n {2}1 change since the last base:\n {4}requirements\.txt .* → /)
    const run = await build()
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toMatch(/^ {2}1 change since the last base:\n {4}requirements\.txt /m)
    const digest = await digestOf(project, args)
    expect(digest).not.toBe(seen.first)
    expect(await tagsOf(baseRepository)).toEqual(
      [digest, `${digest}.record`, seen.first, `${seen.first}.record`, seen.last].sort(),
    )
    const app = await pullImage(appRepository, '1')
    expect(app.text('/installed')).toBe('a==2\n')
    expect(app.text('/made')).not.toBe(seen.made)
  })

  it('is the old one again when that is taken back', async () => {
    project.write({ 'requirements.txt': 'a==1\n' })
    const run = await build()
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('reuse (made')
    expect(await digestOf(project, args)).toBe(seen.first)
    const app = await pullImage(appRepository, '1')
    expect([app.text('/made'), app.text('/installed')]).toEqual([seen.made, 'a==1\n'])
    expect(sha256((await manifestOf(appRepository, '1'))?.bytes ?? '')).toBe(
      (await storedAs(appRepository, '1')).digest,
    )
  })
})

async function digestOf(project: Project, args: readonly string[]): Promise<string> {
  const run = await basehit(project, ['digest', ...args, '--tag', `${project.app}:1`])
  expect(run.stdout, run.stderr).toMatch(/^[0-9a-f]{64}\n$/)
  return run.stdout.trim()
}

/** The lines of the log that are steps of this instruction. */
function steps(run: Ended, instruction: string): string[] {
  return run.stderr.split('\n').filter(line => line.includes('] ') && line.includes(instruction))
}
