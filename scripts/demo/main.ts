/**
 * The demo: the example project through the changes of an ordinary week, each on a fresh builder as on an ephemeral
 * runner. Every row is checked from outside: BuildKit's own history, the registry's tags and requests, the pushed
 * layers. Any deviation ends with status 1.
 */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diffIds, logEnd, tagsOf, trafficSince } from './registry.ts'
import {
  basehit,
  rememberedBuilds,
  root,
  run,
  startWorld,
  stopWorld,
  type WorldEnvironment,
  wipeBuilder,
} from './world.ts'

interface Row {
  readonly what: string
  readonly decision: string
  readonly digest: string
  readonly wallMs: number
  readonly pushed: number
  readonly pulled: number
}

interface Scene {
  readonly what: string
  readonly expect: 'hit' | 'miss'
  /** Changes the project. */
  readonly change: (project: string) => void
  /** A file the explanation of a miss must name. */
  readonly names?: string
}

const app = 'demo/article-transfer'
const base = `${app}-base`
const dependencyTag = /^[0-9a-f]{64}$/
const installStep = /pip install/

const scenes: readonly Scene[] = [
  { what: 'cold', expect: 'miss', change: () => {} },
  {
    what: 'app code edited',
    expect: 'hit',
    change: project => appendFileSync(join(project, 'src/main.py'), '\n# edited\n'),
  },
  {
    what: 'comment in base.Dockerfile',
    expect: 'hit',
    change: project => prepend(join(project, 'base.Dockerfile'), 1, '# a remark'),
  },
  {
    what: 'requirements edited',
    expect: 'miss',
    change: project => appendFileSync(join(project, 'requirements.txt'), 'six==1.17.0\n'),
    names: 'requirements.txt',
  },
  {
    what: 'reverted',
    expect: 'hit',
    change: project =>
      cpSync(join(root, 'examples/article-transfer/requirements.txt'), join(project, 'requirements.txt')),
  },
]

function prepend(file: string, after: number, line: string): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, [...lines.slice(0, after), line, ...lines.slice(after)].join('\n'))
}

async function main(): Promise<void> {
  const folder = process.env.BASEHIT_WORLD ?? mkdtempSync(join(tmpdir(), 'basehit-demo-'))
  const env = startWorld(folder)
  const project = mkdtempSync(join(tmpdir(), 'basehit-project-'))
  cpSync(join(root, 'examples/article-transfer'), project, { recursive: true })
  const faults: string[] = []
  const rows: Row[] = []
  try {
    for (const [index, scene] of scenes.entries()) rows.push(await play(scene, index, project, env, faults))
    const [cold, , , edited, reverted] = rows
    check(faults, 'reverted', cold?.digest === reverted?.digest, 'the old digest is back')
    check(faults, 'requirements edited', cold?.digest !== edited?.digest, 'the digest is a new one')
    await playMultistage(project, env, faults, cold?.digest)
    for (const tag of ['two-file', 'multistage']) await runImage(tag, project, env, faults)
  } finally {
    stopWorld(env)
    rmSync(project, { recursive: true, force: true })
  }
  process.stdout.write(table(rows))
  for (const fault of faults) process.stdout.write(`DEVIATION ${fault}\n`)
  process.stdout.write(faults.length === 0 ? 'every row was checked from outside: all as it should be\n' : '')
  process.exitCode = faults.length === 0 ? 0 : 1
}

function buildArguments(env: WorldEnvironment, layout: readonly string[], tag: string): string[] {
  const registry = env.BASEHIT_REGISTRY
  return [
    'build',
    ...layout,
    '--base-repository',
    `${registry}/${base}`,
    '--tag',
    `${registry}/${app}:${tag}`,
    '--push',
  ]
}

const twoFile = ['--base-file', 'base.Dockerfile', '--file', 'Dockerfile']

async function play(
  scene: Scene,
  index: number,
  project: string,
  env: WorldEnvironment,
  faults: string[],
): Promise<Row> {
  process.stderr.write(`\n━━ ${scene.what} ━━\n`)
  scene.change(project)
  wipeBuilder(env)
  const [before, start] = [await tagsOf(env, base), logEnd(env)]
  const tag = index === scenes.length - 1 ? 'two-file' : `run-${index}`
  const end = await basehit(buildArguments(env, twoFile, tag), project, env)
  const traffic = await trafficSince(env, start)
  const after = await tagsOf(env, base)
  const builds = await rememberedBuilds(env)
  const digest = (await basehit(['digest', '--base-file', 'base.Dockerfile'], project, env, 'quiet')).stdout.trim()
  const added = after.filter(each => dependencyTag.test(each) && !before.includes(each))
  const installs = builds.filter(build => build.steps.some(step => installStep.test(step))).length
  const wrote = traffic.requests.filter(
    request => /^(PUT|POST|PATCH|DELETE) /.test(request) && request.includes(`/v2/${base}/`),
  )
  const verify = (holds: boolean, fact: string) => check(faults, scene.what, holds, fact)
  verify(end.status === 0, `basehit ends with 0, not ${end.status}`)
  verify(after.includes(digest), `the registry has ${digest}`)
  if (scene.expect === 'miss') {
    verify(added.length === 1 && added[0] === digest, 'exactly its tag is new')
    verify(installs === 1, `BuildKit installed once, not ${installs} times`)
    verify(scene.names === undefined || end.stderr.includes(scene.names), `the explanation names ${scene.names}`)
  } else {
    verify(added.length === 0, 'no base tag is new')
    verify(
      builds.length === 1 && installs === 0,
      `BuildKit ran the app's build only (${builds.length} builds, ${installs} installs)`,
    )
    verify(wrote.length === 0, `nothing was written to the base's repository (${wrote.length} requests)`)
  }
  verify(await startsWith(env, tag, digest), "the app begins with the base's layers")
  const decision = added.length > 0 ? 'miss: built' : 'hit'
  return { what: scene.what, decision, digest, wallMs: end.wallMs, pushed: traffic.pushed, pulled: traffic.pulled }
}

async function startsWith(env: WorldEnvironment, tag: string, digest: string): Promise<boolean> {
  const [pushed, below] = [await diffIds(env, app, tag), await diffIds(env, base, digest)]
  return below.length > 0 && below.every((layer, index) => pushed[index] === layer)
}

/** The other layout of the same project: its base stage says the same, so its base is the same. */
async function playMultistage(
  project: string,
  env: WorldEnvironment,
  faults: string[],
  expected: string | undefined,
): Promise<void> {
  process.stderr.write('\n━━ the same project in one multi-stage Dockerfile ━━\n')
  const layout = ['--base-stage', 'deps', '--file', 'Dockerfile.multistage']
  const end = await basehit(buildArguments(env, layout, 'multistage'), project, env)
  check(faults, 'multistage', end.status === 0, `basehit ends with 0, not ${end.status}`)
  const digest = (await basehit(['digest', ...layout], project, env, 'quiet')).stdout.trim()
  check(faults, 'multistage', digest === expected, 'both layouts name the same base')
  check(faults, 'multistage', await startsWith(env, 'multistage', digest), "the app begins with the base's layers")
}

/** Runs the app of a pushed image in a build of its own, and looks at what it prints. */
async function runImage(tag: string, project: string, env: WorldEnvironment, faults: string[]): Promise<void> {
  process.stderr.write(`\n━━ running the pushed image :${tag} ━━\n`)
  const file = join(project, 'Dockerfile.run')
  writeFileSync(file, 'FROM app\nRUN python -m src.main\n')
  writeFileSync(`${file}.dockerignore`, '*\n')
  const image = `app=docker-image://${env.BASEHIT_REGISTRY}/${app}:${tag}`
  const args = [
    'build',
    '--build-context',
    image,
    '-f',
    file,
    '--output',
    'type=cacheonly',
    '--progress',
    'plain',
    '--no-cache',
    '.',
  ]
  const end = await run('buildx', args, project, env, 'show')
  check(
    faults,
    `image :${tag}`,
    end.status === 0 && /\(\d+ articles\)/.test(end.stderr),
    'it runs and prints clusters of articles',
  )
}

function check(faults: string[], what: string, holds: boolean, fact: string): void {
  if (!holds) faults.push(`${what}: not so: ${fact}`)
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(row => [
    row.what,
    row.decision,
    row.digest.slice(0, 12),
    `${(row.wallMs / 1000).toFixed(1)} s`,
    `${(row.pushed / 1e6).toFixed(2)} MB`,
    `${(row.pulled / 1e6).toFixed(2)} MB`,
  ])
  const all = [['change', 'decision', 'digest', 'wall', 'pushed', 'pulled'], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0))) ?? []
  return `\n${all.map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')}\n\n`
}

await main()
