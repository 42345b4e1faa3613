import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { leaks, type Shape, shapes } from '../secrets/shapes.ts'
import { pullImage } from './images.ts'
import { basehit, type Ended } from './programs.ts'
import { createProject, freshDirectory, type Project, required } from './project.ts'
import { blobOf, storedAs, tagsOf } from './registry.ts'
import { buildStep, type Step } from './workflow-step.ts'

const ids = shapes.map((_, index) => `s${String(index).padStart(2, '0')}`)
const mounts = ids.map(id => `--mount=type=secret,id=${id},required`).join(' ')
/**
 * Prints every secret, as a careless installer does, and keeps only their hashes. The builder does not see that a secret is
 * another one, so that each run of these tests has a command of its own.
 */
const careless = `RUN ${mounts} : ${randomUUID()}; for each in /run/secrets/*; do echo "have $(cat $each) here"; cat $each >&2; echo; done; sha256sum /run/secrets/* > /sums`
const dockerfile = ['FROM busybox AS deps', careless, 'FROM deps', careless.replace('/sums', '/app-sums'), ''].join(
  '\n',
)
/** The token of the Actions runtime, which BuildKit is given for its cache. */
const runtime = (): Shape => ({ name: 'the runtime token', value: required('ACTIONS_RUNTIME_TOKEN') })

/** The secrets by the three ways to give them, turn by turn. */
const ways = shapes.map((shape, index) => ({ ...shape, id: ids[index] ?? '', way: index % 3 }))
const files = freshDirectory()
for (const { id, value } of ways) writeFileSync(join(files, id), value)

function secretInputs(): Record<string, string> {
  const of = (way: number) => ways.filter(each => each.way === way)
  return {
    secrets: of(0)
      .map(({ id, value }) => `"${`${id}=${value}`.replaceAll('"', '""')}"`)
      .join('\n'),
    'secret-envs': of(1)
      .map(({ id }) => `${id}=SECRET_${id}`)
      .join('\n'),
    'secret-files': of(2)
      .map(({ id }) => `${id}=${join(files, id)}`)
      .join('\n'),
  }
}

const variables = Object.fromEntries(ways.map(({ id, value }) => [`SECRET_${id}`, value]))

/** The sinks of one repository: every manifest under every tag, and everything they hold, packed and unpacked. */
async function repositorySinks(repository: string): Promise<Map<string, Buffer>> {
  const sinks = new Map<string, Buffer>()
  const visit = async (reference: string): Promise<void> => {
    const { bytes, document } = await storedAs(repository, reference)
    sinks.set(`manifest ${reference}`, bytes)
    for (const child of document.manifests ?? []) await visit(child.digest)
    for (const blob of [document.config, ...(document.layers ?? [])]) {
      if (blob === undefined || sinks.has(`blob ${blob.digest}`)) continue
      const content = await blobOf(repository, blob.digest)
      sinks.set(`${blob.mediaType} ${blob.digest}`, content)
      if (content[0] === 0x1f && content[1] === 0x8b) sinks.set(`unpacked ${blob.digest}`, gunzipSync(content))
    }
  }
  for (const tag of (await tagsOf(repository)) ?? []) await visit(tag)
  return sinks
}

/** The sinks of a step: what it printed and every file of its runner, except for the lines the runner swallows. */
function stepSinks(step: Step): Map<string, Buffer> {
  const sinks = new Map<string, Buffer>()
  const log = step.stdout.split('\n').filter(line => !line.startsWith('::add-mask::'))
  sinks.set('log', Buffer.from(log.join('\n')))
  sinks.set('stderr', Buffer.from(step.stderr))
  for (const [name, value] of Object.entries(step.outputs)) sinks.set(`output ${name}`, Buffer.from(value))
  sinks.set('summary', Buffer.from(step.summary))
  sinks.set('annotations', Buffer.from(JSON.stringify(step.annotations)))
  for (const file of readdirSync(step.runner, { recursive: true, encoding: 'utf8', withFileTypes: true })) {
    if (file.isFile()) sinks.set(`runner ${file.name}`, readFileSync(join(file.parentPath, file.name)))
  }
  return sinks
}

function found(sinks: ReadonlyMap<string, Buffer>): string[] {
  return [...sinks].flatMap(([sink, bytes]) => leaks(bytes, [...shapes, runtime()]).map(name => `${name} in ${sink}`))
}

/** Expects the builds to have had every secret, byte for byte. */
async function expectDelivered(project: Project): Promise<void> {
  const app = await pullImage(project.appRepository, '1')
  const expected = ways.map(
    ({ id, value }) => `${createHash('sha256').update(value).digest('hex')}  /run/secrets/${id}\n`,
  )
  expect(app.text('/sums')).toBe(expected.join(''))
  expect(app.text('/app-sums')).toBe(expected.join(''))
}

function inputsOf({ app }: Project): Record<string, string> {
  return { 'base-stage': 'deps', tags: `${app}:1`, push: 'true', provenance: 'mode=max', ...secretInputs() }
}

describe(`${shapes.length} shapes of secrets, given in three ways`, () => {
  const project = createProject({ Dockerfile: dockerfile })
  let step: Step

  beforeAll(async () => {
    step = await buildStep(project, { ...inputsOf(project), 'app-cache': 'gha' }, variables)
  })

  it('reach the builds', async () => {
    expect(step.status, step.stdout.slice(-3000)).toBe(0)
    await expectDelivered(project)
    expect(step.stdout).toContain('have *** here')
  })

  it('are nowhere in what is printed, given on and left behind by the action', () => {
    const sinks = stepSinks(step)
    expect([...sinks.keys()]).toEqual(
      expect.arrayContaining([
        'log',
        'stderr',
        'summary',
        'annotations',
        'output bases',
        'output metadata',
        'runner env',
      ]),
    )
    expect(found(sinks)).toEqual([])
  })

  it('are masked for the runner too, each of them', () => {
    const masks = step.stdout.split('\n').filter(line => line.startsWith('::add-mask::'))
    const masked = masks.map(line => line.slice('::add-mask::'.length).replaceAll('%0A', '\n').replaceAll('%0D', '\r'))
    expect(masked.map(value => value.replaceAll('%25', '%')).sort()).toEqual(shapes.map(shape => shape.value).sort())
  })

  it('are in no byte of the base, its recipe, its record, the app and its provenance', async () => {
    const sinks = new Map([
      ...(await repositorySinks(project.baseRepository)),
      ...(await repositorySinks(project.appRepository)),
    ])
    const kinds = new Set([...sinks.keys()].map(key => key.split(' ')[0]))
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'manifest',
        'unpacked',
        'application/vnd.oci.image.config.v1+json',
        'application/vnd.basehit.recipe.v1+json',
        'application/vnd.basehit.record.v1+json',
        'application/vnd.in-toto+json',
      ]),
    )
    expect(found(sinks)).toEqual([])
  })

  it('are nowhere when the base is built for a run alone', async () => {
    const reader = createProject({ Dockerfile: dockerfile.replaceAll('have', 'alone') })
    const env = { ...variables, GITHUB_REF: 'refs/heads/topic' }
    const alone = await buildStep(reader, { ...inputsOf(reader), 'app-cache': 'none' }, env)
    expect(alone.status, alone.stdout.slice(-3000)).toBe(0)
    expect(alone.outputs['base-decision']).toBe('inline')
    await expectDelivered(reader)
    expect(alone.stdout).toContain('alone *** here')
    expect(found(stepSinks(alone))).toEqual([])
    expect(found(await repositorySinks(reader.appRepository))).toEqual([])
  })

  it('are nowhere when the build fails right after it printed them', async () => {
    const failing = createProject({ Dockerfile: dockerfile.replace('> /sums', '> /sums; exit 3') })
    const failed = await buildStep(failing, { ...inputsOf(failing), 'app-cache': 'none' }, variables)
    expect(failed.status).toBe(1)
    const [error] = failed.annotations.filter(({ kind }) => kind === 'error')
    expect(error?.properties.title).toBe('BH102')
    expect(error?.message).toContain('***')
    expect(found(stepSinks(failed))).toEqual([])
  })

  it('are nowhere in what the command line says', async () => {
    const own = createProject({ Dockerfile: dockerfile.replaceAll('have', 'own') })
    const flags = ways.flatMap(({ id, way }) =>
      way === 1 ? ['--secret', `id=${id},env=SECRET_${id}`] : ['--secret', `id=${id},src=${join(files, id)}`],
    )
    const args = ['build', '--base-stage', 'deps', '--tag', `${own.app}:1`, '--push', ...flags]
    const run: Ended = await basehit(own, args, { env: variables })
    expect(run.status, run.stderr.slice(-3000)).toBe(0)
    await expectDelivered(own)
    expect(run.stderr).toContain('own *** here')
    expect(
      found(
        new Map([
          ['stdout', Buffer.from(run.stdout)],
          ['stderr', Buffer.from(run.stderr)],
        ]),
      ),
    ).toEqual([])
  })
})
