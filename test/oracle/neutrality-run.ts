import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { serveFile } from './behaviour.ts'
import { inTurns } from './in-turns.ts'
import { countKinds, emptyKinds, type KindCounts } from './kinds.ts'
import { printDockerfile } from './model.ts'
import { type Neutrality, Replacer } from './neutrality.ts'
import { apps } from './neutrality-apps.ts'
import { pushPool } from './real-images.ts'
import { Registry } from './real-registry.ts'
import { startSecondBuilder } from './second-builder.ts'

const chunk = 40

/** Counts of a run by outcome, by reason where nothing was compared, and by kind. Plain data, kept in a file. */
export interface NeutralityTally {
  readonly outcomes: Record<string, number>
  readonly reasons: Record<string, number>
  readonly drawn: KindCounts
}

/**
 * Builds apps plainly and on their bases until so many were compared or refused. Every part of a run begins with a
 * builder that has never seen a base. With a file, it goes on where it stopped.
 */
export async function runNeutrality(
  wanted: number,
  seed: number,
  resume: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Promise<NeutralityTally> {
  const progress = readProgress(resume) ?? { seed, tally: { outcomes: {}, reasons: {}, drawn: emptyKinds() } }
  const { tally } = progress
  const { server, limits } = await serveFile()
  await pushPool(new Registry(env.BASEHIT_REGISTRY ?? ''))
  const root = mkdtempSync(join(tmpdir(), 'basehit-neutral-'))
  try {
    for (let done = tally.drawn.draws; done < wanted; done = tally.drawn.draws) {
      const sample = drawn(limits, progress.seed + done, Math.min(chunk, wanted - done))
      const results = await compareAll(sample, progress.seed + done, env, root)
      for (const [index, each] of results.entries()) {
        countKinds(tally.drawn, each.build, each.outcome !== 'refused' && each.outcome !== 'invalid')
        tell(tally, each, progress.seed + done, index, say)
      }
      writeProgress(resume, progress)
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
    server.close()
  }
  return tally
}

type Apps = ReturnType<typeof drawn>

function drawn(limits: Parameters<typeof apps>[0], seed: number, numRuns: number) {
  return fc.sample(apps(limits), { seed, numRuns })
}

async function compareAll(
  sample: Apps,
  seed: number,
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<Neutrality[]> {
  const second = await startSecondBuilder(env, `second-${process.pid}`)
  try {
    const replacer = new Replacer(env, second.address, root)
    const results = await inTurns(sample, (build, index) => replacer.compare(build, `n${seed}x${index}x${process.pid}`))
    await replacer.end()
    return results
  } finally {
    await second.close()
  }
}

function tell(
  tally: NeutralityTally,
  each: Neutrality,
  seed: number,
  index: number,
  say: (text: string) => void,
): void {
  tally.outcomes[each.outcome] = (tally.outcomes[each.outcome] ?? 0) + 1
  if (each.outcome === 'refused' || each.outcome === 'invalid') {
    const reason = `${each.outcome}: ${each.why.replaceAll(/n?\d{4,}x\d+x\d+|\w{25}(::\w{25})?|\/snapshots\/\d+|\(line \d+\)/g, 'N').slice(0, 120)}`
    tally.reasons[reason] = (tally.reasons[reason] ?? 0) + 1
  }
  if (each.outcome === 'different' || each.outcome === 'failed') say(describe(each, seed, index))
}

function describe({ build, outcome, why }: Neutrality, seed: number, index: number): string {
  const { args, settings, contexts, platform, output, boundary } = build
  const more = { platform, boundary, output, args, settings, contexts: Object.keys(contexts) }
  return `${outcome} (seed ${seed}, number ${index}): ${why}\n${printDockerfile(build).replaceAll(/^/gm, '  | ')}\n  ${JSON.stringify(more)}\n`
}

interface Progress {
  readonly seed: number
  readonly tally: NeutralityTally
}

function readProgress(path: string | undefined): Progress | undefined {
  return path === undefined || !existsSync(path) ? undefined : (JSON.parse(readFileSync(path, 'utf8')) as Progress)
}

function writeProgress(path: string | undefined, progress: Progress): void {
  if (path === undefined) return
  writeFileSync(`${path}.new`, JSON.stringify(progress))
  renameSync(`${path}.new`, path)
}
