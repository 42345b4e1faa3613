import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { logEnd, trafficSince } from '../scripts/demo/registry.ts'
import { basehit, type CommandEnd, run, type WorldEnvironment, wipeBuilder } from '../scripts/demo/world.ts'
import { alignTable, median } from './table.ts'

const rounds = 3

interface Way {
  readonly name: string
  readonly build: (env: WorldEnvironment, project: string) => Promise<CommandEnd>
}

interface Measurement {
  readonly wallMs: number
  readonly registryDown: number
  readonly registryUp: number
  readonly cacheDown: number
  readonly cacheUp: number
}

const deps = `FROM python:3.10-slim AS deps
RUN pip install --no-cache-dir numpy==2.2.6 pandas==2.3.3
FROM deps AS app
`

/** Apps by what they need of their base's files: nothing, or everything. */
const apps: Readonly<Record<string, string>> = {
  'COPY --link only': 'COPY --link src /app\n',
  'WORKDIR, COPY, RUN': 'WORKDIR /app\nCOPY src .\nRUN python main.py\n',
}

/** Ways to build the same Dockerfile; each keeps its images and caches apart from the others'. */
const ways: readonly Way[] = [
  {
    name: 'basehit',
    build: (env, project) =>
      basehit(
        ['build', '--base-stage', 'deps', '--tag', tag(env, 'basehit'), '--push', '--app-cache', 'none'],
        project,
        env,
        'quiet',
      ),
  },
  { name: 'buildx, no cache', build: (env, project) => plain(env, project, 'none', []) },
  {
    name: 'buildx, type=gha,mode=max',
    build: (env, project) =>
      plain(env, project, 'gha', [
        '--cache-from',
        'type=gha,scope=bench',
        '--cache-to',
        'type=gha,scope=bench,mode=max',
      ]),
  },
  {
    name: 'buildx, type=registry,mode=max',
    build: (env, project) => {
      const reference = `type=registry,ref=${env.BASEHIT_REGISTRY}/bench/cache:app`
      return plain(env, project, 'registry', ['--cache-from', reference, '--cache-to', `${reference},mode=max`])
    },
  },
]

function tag(env: WorldEnvironment, way: string): string {
  return `${env.BASEHIT_REGISTRY}/bench/change-${way}:1`
}

function plain(env: WorldEnvironment, project: string, way: string, caches: readonly string[]): Promise<CommandEnd> {
  return run(
    'buildx',
    ['build', '--push', '--tag', tag(env, way), '--provenance=false', ...caches, '.'],
    project,
    env,
    'quiet',
  )
}

/** Changes one line of code and builds on a fresh builder, each way after one build that filled its cache or base. */
export async function compareCodeChange(env: WorldEnvironment, project: string): Promise<string> {
  const tables: string[] = []
  for (const [app, instructions] of Object.entries(apps)) {
    mkdirSync(join(project, 'src'), { recursive: true })
    writeFileSync(join(project, 'Dockerfile'), deps + instructions)
    writeFileSync(join(project, 'src/main.py'), 'import numpy\n')
    const results: (readonly [Way, Measurement])[] = []
    for (const way of ways) results.push([way, await measure(way, env, project)])
    tables.push(
      `\nA code-only change on a fresh builder, app of ${app} (median of ${rounds})\n\n${printResults(results)}`,
    )
  }
  return tables.join('')
}

function printResults(results: readonly (readonly [Way, Measurement])[]): string {
  const first = results[0]?.[1].wallMs ?? Number.NaN
  const rows = results.map(([way, { wallMs, registryDown, registryUp, cacheDown, cacheUp }]) => [
    way.name,
    `${(wallMs / 1000).toFixed(1)} s`,
    (wallMs / first).toFixed(1),
    ...[registryDown, registryUp, cacheDown, cacheUp].map(megabytes),
  ])
  return alignTable([['way', 'wall', 'ratio', 'registry down', 'registry up', 'cache down', 'cache up'], ...rows])
}

async function measure(way: Way, env: WorldEnvironment, project: string): Promise<Measurement> {
  const found: Measurement[] = []
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(`${way.name}: ${round === 0 ? 'first build' : `round ${round}`}\n`)
    appendFileSync(join(project, 'src/main.py'), `# ${way.name} ${round}\n`)
    wipeBuilder(env)
    const [registry, cache] = [logEnd(env), statSync(env.BASEHIT_CACHE_LOG ?? '').size]
    const end = await way.build(env, project)
    if (end.status !== 0) throw new Error(`${way.name} failed:\n${end.stderr}`)
    const [traffic, cached] = [await trafficSince(env, registry), cacheTraffic(env, cache)]
    const { pulled, pushed } = traffic
    if (round > 0)
      found.push({
        wallMs: end.wallMs,
        registryDown: pulled,
        registryUp: pushed,
        cacheDown: cached.down,
        cacheUp: cached.up,
      })
  }
  const middle = (field: keyof Measurement) => median(found.map(each => each[field]))
  return {
    wallMs: middle('wallMs'),
    registryDown: middle('registryDown'),
    registryUp: middle('registryUp'),
    cacheDown: middle('cacheDown'),
    cacheUp: middle('cacheUp'),
  }
}

/** Bytes the cache server sent and got, by its journal. */
function cacheTraffic(env: WorldEnvironment, start: number): { down: number; up: number } {
  const lines = readFileSync(env.BASEHIT_CACHE_LOG ?? '')
    .subarray(start)
    .toString()
    .split('\n')
    .filter(Boolean)
  const entries = lines.map(line => JSON.parse(line) as { bytesIn?: number; bytesOut?: number })
  return {
    down: entries.reduce((sum, entry) => sum + (entry.bytesOut ?? 0), 0),
    up: entries.reduce((sum, entry) => sum + (entry.bytesIn ?? 0), 0),
  }
}

function megabytes(count: number): string {
  return `${(count / 1e6).toFixed(2)} MB`
}
