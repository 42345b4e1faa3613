import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Bench, behaviourPairs, type Observed, serveFile } from './behaviour.ts'
import { Frontend } from './definition.ts'
import { inTurns } from './in-turns.ts'
import { printDockerfile } from './model.ts'
import { isFault } from './outcome.ts'
import { pushPool } from './real-images.ts'
import { Registry } from './real-registry.ts'
import { count, countText, emptyTally, type Tally, total } from './tally.ts'

const chunk = 48

/** Where a run stands; enough to go on from. */
interface Progress {
  readonly seed: number
  readonly tally: Tally
}

/** Builds pairs with a real builder and compares what ran with our digests. With a file, it goes on where it stopped. */
export async function runBehaviour(
  pairs: number,
  seed: number,
  resume: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
  only?: string,
): Promise<Tally> {
  const progress = readProgress(resume) ?? { seed, tally: emptyTally() }
  const { tally } = progress
  const { server, limits } = await serveFile()
  const registry = new Registry(env.BASEHIT_REGISTRY ?? '')
  await pushPool(registry)
  const root = mkdtempSync(join(tmpdir(), 'basehit-oracle-'))
  const frontend = new Frontend()
  const bench = new Bench(env, registry, frontend, root)
  try {
    while (total(tally) < pairs) {
      const done = total(tally)
      const own = progress.seed + done
      const sample = fc.sample(behaviourPairs(limits, only), { seed: own, numRuns: Math.min(chunk, pairs - done) })
      const observed = await inTurns(sample, (pair, index) => bench.observe(pair, `${own}x${index}x${process.pid}`))
      for (const [index, each] of observed.entries()) {
        count(tally, each.pair, each.outcome, each.exemption)
        note(tally, each)
        if (!isFault(each)) continue
        say(describe(each, own, index))
        if (each.outcome === 'unsound') countText(tally.unsound, headline(each, own, index))
      }
      writeProgress(resume, progress)
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
    server.close()
  }
  await Promise.all([bench.end(), frontend.end()])
  return tally
}

function note(tally: Tally, { outcome, ours, theirs }: Observed): void {
  const text = (sides: Observed['ours']) => sides.flatMap(each => ('refusal' in each ? [each.refusal] : []))[0]
  const [our, their] = [text(ours), text(theirs)]
  if (outcome === 'refused' && our !== undefined) countText(tally.refusals, our.slice(0, 140))
  if (their !== undefined)
    countText(tally.invalid, `${outcome}: ${their.replaceAll(/\d{4,}x\d+x\d+/g, 'N').slice(0, 160)}`)
}

function headline({ pair, outcome, why }: Observed, seed: number, index: number): string {
  return `${outcome}: ${pair.operator.name} (seed ${seed}, number ${index}) ${why}`
}

function describe(observed: Observed, seed: number, index: number): string {
  const { pair, ours, theirs } = observed
  const { before, after } = pair
  const files = (build: typeof before) =>
    JSON.stringify({
      args: build.args,
      ignore: build.ignore,
      modes: build.modes,
      settings: build.settings,
      contexts: Object.keys(build.contexts),
      moved: build.moved,
    })
  return [
    headline(observed, seed, index),
    ...[...ours, ...theirs].flatMap(each => ('refusal' in each ? [`  ${each.refusal}`] : [])),
    printDockerfile(before).replaceAll(/^/gm, '  | '),
    '  becomes',
    printDockerfile(after).replaceAll(/^/gm, '  | '),
    `  ${files(before)}`,
    `  ${files(after)}`,
    '',
  ].join('\n')
}

function readProgress(path: string | undefined): Progress | undefined {
  return path === undefined || !existsSync(path) ? undefined : (JSON.parse(readFileSync(path, 'utf8')) as Progress)
}

function writeProgress(path: string | undefined, progress: Progress): void {
  if (path === undefined) return
  writeFileSync(`${path}.new`, JSON.stringify(progress))
  renameSync(`${path}.new`, path)
}
