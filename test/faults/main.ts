import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { faults } from '../fakes/faults/faults.ts'
import { allCells, type Cell, Matrix, type Outcome, runAll } from './matrix.ts'
import { askPeer, findPeers, type Peer, type PeerAnswer } from './peers.ts'

/** What a worker tells of one cell. */
interface Told {
  readonly index: number
  readonly end: string
  readonly wrong: readonly string[]
  readonly ledOn: boolean
  readonly leaked: boolean
}

const shards = 2
const lanes = 6

if (isMainThread) process.exitCode = await main()
else await work(workerData as number)

/** Runs the cells of one shard. */
async function work(shard: number): Promise<void> {
  const matrix = await Matrix.open()
  const cells = allCells()
  const indexes = new Map(cells.map((cell, index) => [cell, index]))
  const own = cells.filter((_, index) => index % shards === shard)
  const tell = ({ cell, end, wrong, ledOn, leaked }: Outcome) => {
    // A cell given back is the one with digests in its paths; the one it was made of has its fault and its place.
    const index = [...indexes].find(([each]) => each.fault === cell.fault && isSame(each, cell))?.[1] ?? -1
    parentPort?.postMessage({ index, end, wrong, ledOn, leaked } satisfies Told)
  }
  const unseen = matrix.unseen()
  if (unseen.length > 0) throw new Error(`requests that no site stands for:\n${unseen.join('\n')}`)
  await runAll(matrix, own, lanes, tell)
  await matrix.close()
}

function isSame(one: Cell, other: Cell): boolean {
  return one.site.name === other.site.name && one.site.scene === other.site.scene
}

async function main(): Promise<0 | 1> {
  const started = Date.now()
  const peers = process.argv.includes('--alone') ? [] : await findPeers(toolchain())
  const asking = Promise.all(peers.map(async peer => [peer, await askPeer(peer, 3)] as const))
  const told = (await Promise.all(Array.from({ length: shards }, (_, shard) => runShard(shard)))).flat()
  const took = Math.round((Date.now() - started) / 1000)
  const cells = allCells()
  const wrong = told.filter(each => each.wrong.length > 0)
  const answered = (await asking).flatMap(([peer, answers]) =>
    answers === undefined ? [] : [[peer, answers] as const],
  )
  printPeers(cells, told, answered)
  for (const { index, wrong: why } of wrong) console.log(`✗ ${nameOf(cells[index])}: ${why.join('; ')}`)
  const sites = new Set(cells.map(({ site }) => `${site.scene} ${site.name}`)).size
  const count = (is: (each: Told) => boolean) => told.filter(is).length
  console.log(`${faults.length} faults × ${sites} requests: ${told.length} cells in ${took} s`)
  console.log(`${wrong.length} cells end otherwise than declared`)
  console.log(`${count(each => each.ledOn)} cells turn an ambiguous answer into a miss or a push`)
  console.log(`${count(each => each.leaked)} cells show a login to a wrong host`)
  return wrong.length === 0 && told.length === cells.length ? 0 : 1
}

function runShard(shard: number): Promise<Told[]> {
  return new Promise((resolve, reject) => {
    const told: Told[] = []
    const worker = new Worker(new URL(import.meta.url), { workerData: shard })
    worker.on('message', (each: Told) => told.push(each))
    worker.on('error', reject)
    worker.on('exit', () => resolve(told))
  })
}

/** The directory of crane and others; undefined if they cannot be built here. */
function toolchain(): string | undefined {
  try {
    return execFileSync(join(import.meta.dirname, '../../scripts/toolchain'), { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

function nameOf(cell: Cell | undefined): string {
  return cell === undefined ? 'a cell without a name' : `${cell.site.scene}, ${cell.site.name} × ${cell.fault.name}`
}

/** The probe of a base that is there, as Basehit and others read it under every fault. */
function printPeers(
  cells: readonly Cell[],
  told: readonly Told[],
  peers: readonly (readonly [Peer, readonly PeerAnswer[]])[],
): void {
  const ends = new Map(told.map(({ index, end }) => [index, end]))
  const names = ['a fault at the probe of a base that is there', 'Basehit', ...peers.map(([peer]) => peer.name)]
  const rows = cells.flatMap(({ site, fault, declared }, index) => {
    if (site.scene !== 'reuse' || site.name !== 'probe') return []
    const others = peers.map(([, answers]) => answers.find(answer => answer.fault === fault.name))
    return [{ fault: fault.name, declared, own: readEnd(ends.get(index) ?? ''), others }]
  })
  const lines = rows.map(({ fault, own, others }) => [
    fault,
    own,
    ...others.map(other => (other === undefined ? '' : `${other.says}${other.leaked ? ', login shown' : ''}`)),
  ])
  const widths = names.map((name, column) => Math.max(...[names, ...lines].map(line => (line[column] ?? name).length)))
  for (const line of [names, ...lines])
    console.log(
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  const ambiguous = rows.filter(row => row.declared.startsWith('BH'))
  const passing = rows.filter(row => row.declared === 'passes' && row.own === 'there')
  console.log(
    `\nof ${ambiguous.length} answers that say nothing, read as missing / as there; of ${passing.length} that pass, given up; logins shown`,
  )
  const tally = (name: string, says: (row: (typeof rows)[number]) => string | undefined, leaks: number) => {
    const among = (list: typeof rows, word: string) => list.filter(row => says(row) === word).length
    console.log(
      `  ${name}: ${among(ambiguous, 'missing')} / ${among(ambiguous, 'there')}; ${among(passing, 'missing')}; ${leaks}`,
    )
  }
  tally('Basehit', row => row.own, told.filter(each => each.leaked).length)
  peers.forEach(([peer, answers], at) => {
    tally(peer.name, row => row.others[at]?.says, answers.filter(answer => answer.leaked).length)
  })
  console.log('')
}

function readEnd(end: string): string {
  if (end === 'reused') return 'there'
  return end === 'adopted' || end === 'built' ? 'missing' : `stops, ${end}`
}
