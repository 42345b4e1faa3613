import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, type WorldEnvironment } from '../scripts/demo/world.ts'
import { alignTable, median } from './table.ts'

const rounds = 11
const otherFiles = 100_000
const largeRounds = 3
const [smallSize, largeSize] = [5 * 2 ** 20, 5 * 2 ** 30]

/** What one run of a program took. */
interface Cost {
  readonly wallMs: number
  /** Of the processor, which other programs do not change much. */
  readonly busyMs: number
  /** The most memory it had at once, in KiB. */
  readonly peak: number
}

/** Times `basehit digest` where the context holds many files that no base copies, and where a base copies a huge one. */
export async function measureWalk(env: WorldEnvironment, project: string): Promise<string> {
  mkdirSync(project, { recursive: true })
  return `${await manyFiles(env, project)}${await largeFile(env, join(project, 'large'))}`
}

/** The same Dockerfile with and without the files, turn by turn. */
async function manyFiles(env: WorldEnvironment, project: string): Promise<string> {
  const [few, many] = [join(project, 'few'), join(project, 'many')]
  for (const folder of [few, many]) {
    mkdirSync(join(folder, 'data'), { recursive: true })
    writeFileSync(join(folder, 'requirements.txt'), 'a==1\n')
    writeFileSync(join(folder, 'requirements-dev.txt'), 'b==1\n')
  }
  for (let index = 0; index < otherFiles; index++) {
    const folder = join(many, 'data', String(index % 100))
    if (index < 100) mkdirSync(folder)
    writeFileSync(join(folder, `${index}.txt`), '')
  }
  const rows: string[][] = []
  for (const source of ['requirements.txt', 'requirements*.txt']) {
    const costs: [Cost[], Cost[]] = [[], []]
    for (const folder of [few, many]) {
      writeFileSync(join(folder, 'Dockerfile'), `FROM scratch AS deps\nCOPY ${source} /\n`)
      await digest(env, folder)
    }
    for (let round = 0; round < rounds; round++) {
      costs[0].push(await digest(env, few))
      costs[1].push(await digest(env, many))
    }
    const [alone, beside] = [middle(costs[0]), middle(costs[1])]
    const ratios = [beside.wallMs / alone.wallMs, beside.busyMs / alone.busyMs].map(ratio => ratio.toFixed(2))
    rows.push([`COPY ${source} /`, times(alone), times(beside), ratios.join(' / ')])
  }
  const head = ['base', 'alone', `beside ${otherFiles} files`, 'ratio (budget ≤ 1.2)']
  return `\nbasehit digest, whole process: wall / processor (median of ${rounds})\n\n${alignTable([head, ...rows])}`
}

/** Sparse files: no disk is read, so that what is measured is the work on the bytes. */
async function largeFile(env: WorldEnvironment, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch AS deps\nCOPY model.bin /\n')
  const model = join(folder, 'model.bin')
  const [small, large, summed]: [Cost[], Cost[], Cost[]] = [[], [], []]
  for (let round = 0; round < largeRounds; round++) {
    writeSparse(model, smallSize)
    small.push(await digest(env, folder))
    writeSparse(model, largeSize)
    summed.push(await sha256sum(env, folder, model))
    large.push(await digest(env, folder))
  }
  const [little, own, bare] = [middle(small), middle(large), middle(summed)]
  const peaks = [small, large].map(costs => Math.max(...costs.map(cost => cost.peak)))
  const [before = Number.NaN, after = Number.NaN] = peaks
  const ratios = [bare.wallMs / own.wallMs, bare.busyMs / own.busyMs].map(ratio => ratio.toFixed(2))
  return [
    `\nA sparse file in the base: wall / processor (median of ${largeRounds}), highest peak\n\n`,
    alignTable([
      ['what', 'time', 'speed', 'memory'],
      ['basehit digest, 5 MiB', times(little), '', mebibytes(before)],
      ['basehit digest, 5 GiB', times(own), speed(own), mebibytes(after)],
      ['sha256sum, 5 GiB', times(bare), speed(bare), ''],
    ]),
    `speed ${ratios.join(' / ')} of sha256sum's (budget ≥ 0.8), memory ${(after / before).toFixed(2)} of the small file's\n`,
  ].join('')
}

function writeSparse(path: string, size: number): void {
  rmSync(path, { force: true })
  const file = openSync(path, 'w')
  ftruncateSync(file, size)
  closeSync(file)
}

/** Runs `basehit digest`, which writes down what it took as its last act. */
async function digest(env: WorldEnvironment, folder: string): Promise<Cost> {
  const file = join(folder, '..', 'cost')
  const entry = join(root, 'dist/cli/index.js')
  const args = ['--import', reporter(file), entry, 'digest', '--base-stage', 'deps']
  const end = await run(process.execPath, args, folder, env, 'quiet')
  if (end.status !== 0) throw new Error(`digest failed:\n${end.stderr}`)
  const [busy, status = ''] = readFileSync(file, 'utf8').split('|')
  const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1])
  return { wallMs: end.wallMs, busyMs: Number(busy) / 1000, peak }
}

function reporter(file: string): string {
  const script = `import { readFileSync, writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(${JSON.stringify(file)}, (user + system) + '|' + readFileSync('/proc/self/status'))
})`
  return `data:text/javascript,${encodeURIComponent(script)}`
}

async function sha256sum(env: WorldEnvironment, folder: string, path: string): Promise<Cost> {
  const before = childrenMs()
  const { wallMs } = await run('sha256sum', [path], folder, env, 'quiet')
  return { wallMs, busyMs: childrenMs() - before, peak: Number.NaN }
}

/** The processor's milliseconds of all children that have ended. */
function childrenMs(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

function middle(costs: readonly Cost[]): Cost {
  const of = (field: keyof Cost) => median(costs.map(cost => cost[field]))
  return { wallMs: of('wallMs'), busyMs: of('busyMs'), peak: of('peak') }
}

function times({ wallMs, busyMs }: Cost): string {
  return `${wallMs.toFixed(0)} / ${busyMs.toFixed(0)} ms`
}

function mebibytes(kibibytes: number): string {
  return `${(kibibytes / 1024).toFixed(0)} MiB`
}

function speed({ wallMs, busyMs }: Cost): string {
  return `${[wallMs, busyMs].map(ms => (largeSize / 2 ** 20 / (ms / 1000)).toFixed(0)).join(' / ')} MiB/s`
}
