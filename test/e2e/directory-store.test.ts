import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readTar } from './images.ts'
import { basehit, world } from './programs.ts'
import { createProject } from './project.ts'
import { expectRefusal } from './refusal.ts'

describe('without a registry', () => {
  const project = createProject({
    Dockerfile: [
      'FROM busybox AS deps',
      'COPY requirements.txt /',
      'RUN cat /proc/sys/kernel/random/uuid > /made',
      'FROM deps',
      'COPY app.txt /',
      '',
    ].join('\n'),
    'requirements.txt': 'a==1\n',
    'app.txt': 'one\n',
  })
  const archive = join(project.directory, 'app.tar')
  const args = ['build', '--base-stage', 'deps', '--output', `type=oci,dest=${archive}`]
  const seen: { digest?: string; made?: string } = {}

  it('bases are kept in .basehit, an OCI layout beside the project', async () => {
    const run = await basehit(project, args)
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('building the base')
    seen.digest = (await basehit(project, ['digest', '--base-stage', 'deps'])).stdout.trim()
    const layout = join(project.directory, '.basehit')
    expect(JSON.parse(readFileSync(join(layout, 'oci-layout'), 'utf8'))).toEqual({ imageLayoutVersion: '1.0.0' })
    const index = readFileSync(join(layout, 'index.json'), 'utf8')
    expect(index).toContain(`"${seen.digest}"`)
    const recipe = readFileSync(join(layout, 'blobs/sha256', seen.digest))
    expect(createHash('sha256').update(recipe).digest('hex')).toBe(seen.digest)
    for (const name of readdirSync(join(layout, 'blobs/sha256'))) {
      const bytes = readFileSync(join(layout, 'blobs/sha256', name))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(name)
    }
    const app = appFiles(archive)
    seen.made = app.get('made') ?? ''
    expect([seen.made.length, app.get('requirements.txt'), app.get('app.txt')]).toEqual([37, 'a==1\n', 'one\n'])
  })

  it('they are reused, on a builder that has built nothing too', async () => {
    await world('wipe-builder')
    project.write({ 'app.txt': 'two\n' })
    const run = await basehit(project, args)
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('reuse (made')
    expect(run.stderr).not.toContain('building the base')
    const app = appFiles(archive)
    expect([app.get('made'), app.get('app.txt')]).toEqual([seen.made, 'two\n'])
  })

  it('they never become part of one another', async () => {
    const withAll = 'FROM busybox AS deps\nCOPY . /all\nFROM deps\nRUN true\n'
    project.write({ 'all.Dockerfile': withAll, 'all.Dockerfile.dockerignore': 'app.tar\n' })
    const all = [...args, '--file', 'all.Dockerfile']
    const refused = await basehit(project, all)
    expectRefusal(refused, {
      code: 'BH050',
      says: /`\.basehit`, where bases are kept/,
      at: 'all.Dockerfile:2:1',
      remedy: /add the line `\.basehit` to all\.Dockerfile\.dockerignore/,
    })
    project.write({ 'all.Dockerfile.dockerignore': 'app.tar\n.basehit\n' })
    expect((await basehit(project, all)).stderr).toContain('building the base')
    expect((await basehit(project, all)).stderr).toContain('reuse (made')
    expect([...appFiles(archive).keys()].filter(path => path.startsWith('all/.basehit'))).toEqual([])
  })

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['is cut', bytes => bytes.subarray(0, bytes.length / 2)],
    ['has another byte', bytes => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte)))],
  ])('one is built anew, once, if a layer of it %s', async (_, damage) => {
    const made = (await basehit(project, args)).stdout
    const manifest = /@sha256:([0-9a-f]{64})/.exec(made)?.[1] ?? ''
    const blob = (digest: string) => join(project.directory, '.basehit/blobs/sha256', digest)
    const { layers } = JSON.parse(readFileSync(blob(manifest), 'utf8')) as { layers: { digest: string }[] }
    const layer = blob(layers.at(-1)?.digest.slice('sha256:'.length) ?? '')
    writeFileSync(layer, damage(readFileSync(layer)))
    await world('wipe-builder')
    project.write({ 'app.txt': `${Math.random()}\n` })
    const run = await basehit(project, args)
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toMatch(/^warning: .* has lost a blob, or it is damaged; it is built anew$/m)
    expect(appFiles(archive).get('made')).toHaveLength(37)
    const next = await basehit(project, args)
    expect(next.stderr).toContain('reuse (made')
    expect(next.stderr).not.toContain('built anew')
  })

  it('a damaged layout is not taken for an empty one', async () => {
    const index = join(project.directory, '.basehit/index.json')
    expect(existsSync(index)).toBe(true)
    project.write({ '.basehit/index.json': '{"schemaVersion":2,"manifests":[{' })
    const run = await basehit(project, ['plan', '--base-stage', 'deps'])
    expect(run.status).toBe(1)
    expect(run.stderr).toMatch(/error\[BH\d{3}\]: .*index\.json/)
    expect(run.stdout).not.toContain('build (miss')
  })
})

/** The files of an image in an OCI archive, by path. */
function appFiles(archive: string): ReadonlyMap<string, string> {
  const blobs = new Map([...readTar(readFileSync(archive))].map(([path, { content }]) => [path, content]))
  const read = (digest: string) => blobs.get(`blobs/${digest.replace(':', '/')}`) ?? Buffer.alloc(0)
  let document = JSON.parse((blobs.get('index.json') ?? '').toString()) as Document
  while (document.manifests !== undefined) document = JSON.parse(read(document.manifests[0]?.digest ?? '').toString())
  const files = new Map<string, string>()
  for (const { digest } of document.layers ?? []) {
    for (const [path, { content }] of readTar(gunzipSync(read(digest)))) files.set(path, content.toString())
  }
  return files
}

interface Document {
  readonly manifests?: readonly { readonly digest: string }[]
  readonly layers?: readonly { readonly digest: string }[]
}
