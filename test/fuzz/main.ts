/**
 * Takes random bytes as Dockerfiles. Every input is lowered or refused at a line and a column within a second; anything
 * else is printed with the bytes that do it. `node test/fuzz/main.ts --count 1000000 --seed 1`, `--from N` to begin
 * later, `--step N` to take every Nth alone: `--from 499 --step 500` are the large ones. An
 * input without an end is given up after `--patience` seconds of the processor, 10 if not said.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { attempt, type Failure, timedAttempt } from './attempt.ts'
import { everyWorld, readSeeds } from './seeds.ts'
import { makeInput } from './shapes.ts'
import { shrink } from './shrink.ts'
import { Tally } from './tally.ts'

/** What a worker is given. */
interface Job {
  readonly seed: number
  readonly from: number
  readonly to: number
  readonly step: number
  /** Inputs that ended a worker. */
  readonly without: readonly number[]
  /** Where it writes which input it is at, and then that it is at any. */
  readonly at: SharedArrayBuffer
}

/** What a worker tells of one input. */
interface Told {
  readonly index: number
  readonly end: string
  readonly ms: number
  readonly failure?: Failure & { readonly base64: string; readonly size: number }
}

if (isMainThread) process.exitCode = await main()
else work(workerData as Job)

function work({ seed, from, to, step, without, at }: Job): void {
  const [seeds, world] = [readSeeds('corpus-and-buildkit'), everyWorld()]
  const now = new BigInt64Array(at)
  const seen = new Set<string>()
  let told: Told[] = []
  for (let index = from; index < to; index += step) {
    if (without.includes(index)) continue
    Atomics.store(now, 0, BigInt(index))
    Atomics.store(now, 1, 1n)
    const { shape, bytes } = makeInput(seed, index, seeds)
    const { outcome, ms } = timedAttempt(bytes, world)
    if (outcome.kind !== 'failure') {
      told.push({ index, ms, end: outcome.kind === 'refused' ? outcome.code : 'lowered' })
    } else {
      const isNew = !seen.has(`${outcome.what} ${shape}`)
      seen.add(`${outcome.what} ${shape}`)
      const smallest = isNew && outcome.what !== 'slow' ? shrink(bytes, same(outcome)) : bytes
      const base64 = Buffer.from(smallest.subarray(0, 400)).toString('base64')
      told.push({ index, ms, end: 'failure', failure: { ...outcome, base64, size: smallest.length } })
    }
    if (told.length < 1000 && outcome.kind !== 'failure' && ms < 100) continue
    parentPort?.postMessage(told)
    told = []
  }
  parentPort?.postMessage(told)

  function same(failure: Failure): (bytes: Uint8Array) => boolean {
    return bytes => {
      const { outcome } = attempt(bytes, world)
      return outcome.kind === 'failure' && outcome.what === failure.what
    }
  }
}

async function main(): Promise<0 | 1> {
  const [count, seed] = [number('--count', 1_000_000), number('--seed', 1)]
  const [from, step] = [number('--from', 0), number('--step', 1)]
  const patience = number('--patience', 10)
  const to = from + count * step
  const seeds = readSeeds('corpus-and-buildkit')
  console.log(
    `seed ${seed}, ${count} inputs, ${seeds.files.length} Dockerfiles to mutate, ${seeds.foreign} of them BuildKit's own`,
  )
  const tally = new Tally(seed, seeds)
  const without: number[] = []
  for (let next = from; next < to; ) next = await runWorker({ seed, from: next, to, step, without }, patience, tally)
  console.log(tally.text())
  return tally.failures === 0 ? 0 : 1
}

/** Runs one worker as far as it gets; resolves with the first index it told nothing of. The input that ended it is left out. */
function runWorker(job: Omit<Job, 'at'> & { without: number[] }, patience: number, tally: Tally): Promise<number> {
  const at = new SharedArrayBuffer(16)
  const now = new BigInt64Array(at)
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { ...job, at } satisfies Job,
    // A worker's stack would be four times as deep as the one that a program starts with.
    resourceLimits: { maxOldGenerationSizeMb: 2048, stackSizeMb: 1 },
  })
  return new Promise((resolve, reject) => {
    let lost: string | undefined
    let next = job.from
    let last = { index: -1n, cpu: process.cpuUsage() }
    const watch = setInterval(() => {
      const index = Atomics.load(now, 0)
      if (index !== last.index) last = { index, cpu: process.cpuUsage() }
      // The worker is all that this process does.
      if (process.cpuUsage(last.cpu).user < patience * 1e6) return
      lost = `no end after ${patience} s`
      void worker.terminate()
    }, 1000)
    worker.on('message', (told: readonly Told[]) => {
      for (const each of told) tally.add(each)
      next = (told.at(-1)?.index ?? next - job.step) + job.step
    })
    worker.on('error', error => {
      lost = error.message
    })
    worker.on('exit', () => {
      clearInterval(watch)
      const index = Number(Atomics.load(now, 0))
      if (lost === undefined) return resolve(job.to)
      if (Number(Atomics.load(now, 1)) === 0) return reject(new Error(lost))
      tally.lose(index, lost)
      job.without.push(index)
      resolve(next)
    })
  })
}

function number(flag: string, usual: number): number {
  const at = process.argv.indexOf(flag)
  const value = at < 0 ? usual : Number(process.argv[at + 1])
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${flag} takes a whole number`)
  return value
}
