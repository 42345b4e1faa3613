import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { serveFile } from './behaviour.ts'
import { inTurns } from './in-turns.ts'
import { printDockerfile } from './model.ts'
import { apps, type Neutrality, Replacer } from './neutrality.ts'
import { pushPool } from './real-images.ts'
import { Registry } from './real-registry.ts'

const chunk = 40

/** Counts of a run by outcome, and by reason where nothing was compared. */
export interface NeutralityTally {
  readonly outcomes: Record<string, number>
  readonly reasons: Record<string, number>
}

/** Builds apps plainly and on their bases until so many pairs of images were compared or refused. */
export async function runNeutrality(
  pairs: number,
  seed: number,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Promise<NeutralityTally> {
  const tally: NeutralityTally = { outcomes: {}, reasons: {} }
  const { server, limits } = await serveFile()
  await pushPool(new Registry(env.BASEHIT_REGISTRY ?? ''))
  const root = mkdtempSync(join(tmpdir(), 'basehit-neutral-'))
  const replacer = new Replacer(env, root)
  for (let done = 0; done < pairs; done += chunk) {
    const sample = fc.sample(apps(limits), { seed: seed + done, numRuns: Math.min(chunk, pairs - done) })
    const results = await inTurns(sample, (build, index) =>
      replacer.compare(build, `n${seed + done}x${index}x${process.pid}`),
    )
    for (const [index, each] of results.entries()) {
      tally.outcomes[each.outcome] = (tally.outcomes[each.outcome] ?? 0) + 1
      if (each.outcome === 'refused' || each.outcome === 'invalid') {
        const reason = `${each.outcome}: ${each.why.replaceAll(/n?\d{4,}x\d+x\d+|\w{25}(::\w{25})?|\/snapshots\/\d+/g, 'N').slice(0, 120)}`
        tally.reasons[reason] = (tally.reasons[reason] ?? 0) + 1
      }
      if (each.outcome === 'different' || each.outcome === 'failed') say(describe(each, seed + done, index))
    }
  }
  rmSync(root, { recursive: true, force: true })
  server.close()
  await replacer.end()
  return tally
}

function describe({ build, outcome, why }: Neutrality, seed: number, index: number): string {
  return `${outcome} (seed ${seed}, number ${index}): ${why}\n${printDockerfile(build).replaceAll(/^/gm, '  | ')}\n  ${JSON.stringify({ args: build.args, settings: build.settings, contexts: Object.keys(build.contexts) })}\n`
}
