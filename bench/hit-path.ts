import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { basehit, run, type WorldEnvironment } from '../scripts/demo/world.ts'
import { alignTable, median } from './table.ts'

const rounds = 9

/** Times the hit path from the start of the process to the start of `buildx bake`, against a bare node process. */
export async function measureHitPath(env: WorldEnvironment, project: string): Promise<string> {
  writeProject(project)
  const stamp = join(project, 'stamp')
  const shimmed = withShim(env, join(project, 'bin'), stamp)
  const args = ['build', '--base-stage', 'deps', '--tag', `${env.BASEHIT_REGISTRY}/bench/hit:1`, '--push']
  const first = await basehit(args, project, env, 'quiet')
  if (first.status !== 0) throw new Error(`the base could not be built:\n${first.stderr}`)
  const bare: number[] = []
  const hit: number[] = []
  for (let round = 0; round < rounds; round++) {
    bare.push((await run(process.execPath, ['-e', '0'], project, env, 'quiet')).wallMs)
    rmSync(stamp, { force: true })
    const started = Date.now()
    const end = await basehit(args, project, shimmed, 'quiet')
    if (end.status !== 0) throw new Error(`the hit failed:\n${end.stderr}`)
    hit.push(Number(readFileSync(stamp, 'utf8')) / 1e6 - started)
  }
  const [one, other] = [median(bare), median(hit)]
  return `\nHit path, process start to buildx spawned for the app (median of ${rounds})\n\n${alignTable([
    ['what', 'time', 'ratio to a bare node process'],
    ['node -e 0, whole process', `${one.toFixed(0)} ms`, '1.0'],
    ['basehit build, up to buildx', `${other.toFixed(0)} ms`, (other / one).toFixed(1)],
  ])}`
}

function writeProject(project: string): void {
  mkdirSync(join(project, 'src'), { recursive: true })
  writeFileSync(
    join(project, 'Dockerfile'),
    'FROM busybox AS deps\nRUN echo installed > /installed\nFROM deps AS app\nCOPY --link src /app\n',
  )
  writeFileSync(join(project, 'src/main.py'), 'print(1)\n')
}

/** Puts a `docker` and a `buildx` in front that note when `bake` starts, and then are the real ones. */
function withShim(env: WorldEnvironment, folder: string, stamp: string): WorldEnvironment {
  mkdirSync(folder, { recursive: true })
  for (const name of ['docker', 'buildx']) {
    const file = join(folder, name)
    const real = `PATH=${JSON.stringify(env.PATH)}`
    writeFileSync(
      file,
      `#!/bin/sh\ncase " $* " in *" bake "*) date +%s%N > ${JSON.stringify(stamp)} ;; esac\n${real} exec ${name} "$@"\n`,
    )
    chmodSync(file, 0o755)
  }
  return { ...env, PATH: `${folder}:${env.PATH}` }
}
