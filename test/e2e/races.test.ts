import { describe, expect, it } from 'vitest'
import { Bench } from '../kills/run.ts'

const actors = 64
const isExhaustive = process.env.BASEHIT_EXHAUSTIVE === '1'

describe(`${actors} processes that want the same base`, () => {
  /** Runs them all at once, each with the cache directory it is told. */
  async function runAll(
    cacheOf: (process: number) => string,
  ): Promise<{ builds: number; manifests: Set<string>; state: string }> {
    const bench = await Bench.open()
    try {
      const runs = Array.from({ length: actors }, (_, at) => bench.start('cli', { verify: '' }, cacheOf(at)))
      const ended = await Promise.all(runs.map(run => run.ended))
      for (const run of ended) expect(run.status, run.stderr).toBe(0)
      const uploads = bench.registry.journal.filter(
        ({ method, target, headers }) =>
          method === 'PUT' && target.includes('/uploads/') && headers['user-agent'] === 'fake-buildkit',
      )
      const manifests = new Set(ended.map(run => /@(sha256:[0-9a-f]{64})/.exec(run.stdout)?.[1] ?? run.stdout))
      for (const manifest of manifests)
        expect(bench.registry.storage.find('team/app-base')?.manifests.has(manifest)).toBe(true)
      // A layer and a config a build.
      return { builds: uploads.length / 2, manifests, state: bench.tagState() }
    } finally {
      await bench.close()
    }
  }

  const runs = Array.from({ length: isExhaustive ? 10 : 1 }, (_, at) => at)

  it.each(runs)('on one machine: one build (%i)', async () => {
    const { builds, manifests, state } = await runAll(() => 'cache')
    expect([builds, manifests.size, state]).toEqual([1, 1, 'complete'])
  })

  it.each(runs)('on as many machines: one base in the end, a whole tag (%i)', async () => {
    const { builds, manifests, state } = await runAll(at => `cache-${at}`)
    expect(builds).toBeGreaterThan(0)
    expect(builds).toBeLessThanOrEqual(actors)
    expect([manifests.size, state]).toEqual([1, 'complete'])
  })
})
