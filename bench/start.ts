import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, run, type WorldEnvironment } from '../scripts/demo/world.ts'
import { digestOf } from '../src/image/digest.ts'
import { mediaTypes } from '../src/image/manifest.ts'
import { bytes } from '../test/bases/registry/bench.ts'
import { type FakeRegistry, startFakeRegistry } from '../test/fakes/registry/server.ts'
import { alignTable, median } from './table.ts'

const rounds = 30

/** One command line that is timed. */
interface Case {
  readonly name: string
  readonly args: readonly string[]
  readonly project: string
  /** What is done before each run. */
  readonly before?: () => void
}

/**
 * Times whole processes from start to end, alternating with a bare node process: `basehit digest` with its upstream pinned
 * and cached, by tag, and with nothing cached. Times dist/ unless given a program.
 */
export async function measureStart(program?: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'basehit-bench-start-'))
  const registry = await startFakeRegistry()
  try {
    const image = `${registry.host}/library/python:3.12-slim`
    const digest = seedUpstream(registry)
    const cache = join(folder, 'cache')
    const args = [program ?? join(root, 'dist/cli/index.js'), 'digest', '--base-stage', 'deps']
    const wipe = () => rmSync(cache, { recursive: true, force: true })
    const cases: readonly Case[] = [
      { name: 'node -e 0', args: ['-e', '0'], project: folder },
      { name: 'digest, upstream pinned and cached', args, project: writeProject(folder, `${image}@${digest}`) },
      { name: 'digest, upstream by tag, cached', args, project: writeProject(folder, image) },
      { name: 'digest, nothing cached', args, project: writeProject(folder, image), before: wipe },
    ]
    return await timeAll(cases, { ...bareEnvironment(folder), XDG_CACHE_HOME: cache }, registry)
  } finally {
    await registry.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timeAll(cases: readonly Case[], env: WorldEnvironment, registry: FakeRegistry): Promise<string> {
  const times = new Map(cases.map(each => [each, [] as number[]]))
  const requests = new Map<Case, number>()
  // Every case once before, so that what is cached is.
  for (let round = 0; round <= rounds; round++) {
    for (const each of cases) {
      each.before?.()
      const asked = registry.journal.length
      const end = await run(process.execPath, each.args, each.project, env, 'quiet')
      if (end.status !== 0) throw new Error(`${each.name} failed:\n${end.stderr}`)
      requests.set(each, registry.journal.length - asked)
      if (round > 0) times.get(each)?.push(end.wallMs)
    }
  }
  const bare = times.get(cases[0] as Case) ?? []
  const rows = cases.map(each => {
    const taken = times.get(each) ?? []
    const [middle, least] = [median(taken), Math.min(...taken)]
    const ratios = [middle / median(bare), least / Math.min(...bare)].map(ratio => ratio.toFixed(2))
    return [each.name, `${middle.toFixed(0)} ms`, `${least.toFixed(0)} ms`, ...ratios, String(requests.get(each))]
  })
  const head = ['what', 'median', 'fastest', 'ratio', 'ratio of fastest', 'requests']
  return `\nStart, whole processes (${rounds} rounds)\n\n${alignTable([head, ...rows])}`
}

/** Nothing of this machine but its programs and the bytes of a home. */
function bareEnvironment(folder: string): WorldEnvironment {
  return { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, NO_COLOR: '1' }
}

/** A project whose base installs what Python needs. */
function writeProject(folder: string, from: string): string {
  const project = mkdtempSync(join(folder, 'project-'))
  mkdirSync(join(project, 'src'))
  writeFileSync(
    join(project, 'Dockerfile'),
    `# syntax=docker/dockerfile:1
FROM ${from} AS deps
WORKDIR /app
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
FROM deps AS app
COPY --link src /app/src
CMD ["python", "-m", "src.main"]
`,
  )
  writeFileSync(join(project, 'requirements.txt'), 'numpy==2.2.6\npandas==2.3.3\n')
  writeFileSync(join(project, 'src/main.py'), 'import pandas\n')
  return project
}

/** Puts an image for two platforms into the registry, as large as Python's are without their layers; answers its digest. */
function seedUpstream({ storage }: FakeRegistry): string {
  const repository = 'library/python'
  const manifests = ['amd64', 'arm64'].map(architecture => {
    const config = bytes(JSON.stringify(imageConfig(architecture)))
    const manifest = bytes(JSON.stringify(imageManifest(config)))
    storage.putBlob(repository, config)
    const digest = storage.putManifest(repository, digestOf(manifest), {
      bytes: manifest,
      mediaType: mediaTypes.ociManifest,
    })
    const platform = { os: 'linux', architecture }
    return { mediaType: mediaTypes.ociManifest, digest, size: manifest.byteLength, platform }
  })
  const index = bytes(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }))
  return storage.putManifest(repository, '3.12-slim', { bytes: index, mediaType: mediaTypes.ociIndex })
}

const layers = [1, 2, 3, 4].map(digit => `sha256:${String(digit).repeat(64)}`)

function imageConfig(architecture: string) {
  return {
    architecture,
    os: 'linux',
    config: { Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'PYTHON_VERSION=3.12.9'], Cmd: ['python3'] },
    history: layers.map(layer => ({ created: '2025-01-01T00:00:00Z', created_by: `RUN # ${layer.repeat(4)}` })),
    rootfs: { type: 'layers', diff_ids: layers },
  }
}

function imageManifest(config: Uint8Array) {
  const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip'
  return {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: mediaTypes.ociConfig, digest: digestOf(config), size: config.byteLength },
    layers: layers.map(digest => ({ mediaType, digest, size: 30_000_000 })),
  }
}

if (import.meta.main) process.stdout.write(await measureStart(process.argv[2]))
