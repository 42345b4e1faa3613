import { describe, expect, it } from 'vitest'
import { type Raced, race } from './actors.ts'

const actors = 64
/** A sample by default; `npm run exhaustive` runs all of it. */
const isExhaustive = process.env.BASEHIT_EXHAUSTIVE === '1'
const schedules = Number(process.env.BASEHIT_SCHEDULES ?? (isExhaustive ? 1000 : 60))
const blocks = 10

/** Milliseconds for which a registry may still read as before; one that outlasts all waiting is among them. */
const lags = [0, 300, 0, 5000]

/** Seeds of one block; a third of them lose actors on the way, and half of them have a registry that is slow to show. */
function seeds(block: number): { readonly seed: number; readonly deaths: number; readonly lag: number }[] {
  const each = Math.ceil(schedules / blocks)
  return Array.from({ length: each }, (_, at) => {
    const seed = block * each + at + 1
    return { seed, deaths: seed % 3 === 0 ? 2 : 0, lag: lags[seed % lags.length] ?? 0 }
  })
}

/** The manifests that the living ended with; whoever failed is told. */
function manifestsOf({ ends, wrong }: Raced, seed: number): Set<string> {
  expect(wrong, `seed ${seed}`).toEqual([])
  expect(
    ends.filter(end => end instanceof Error),
    `seed ${seed}`,
  ).toEqual([])
  return new Set(ends.filter(end => typeof end === 'string'))
}

describe(`${schedules} schedules of ${actors} runs that want the same base`, { timeout: 600_000 }, () => {
  const blocksOf = Array.from({ length: blocks }, (_, block) => block)

  it.each(blocksOf)('with the lease one of them builds it, and all take that (%i)', async block => {
    for (const { seed, deaths, lag } of seeds(block)) {
      const raced = await race({ seed, actors, lease: 'kept', deaths, lag: Math.min(lag, 300) })
      const manifests = manifestsOf(raced, seed)
      // Each holder that dies before its base is public costs one build more.
      expect(raced.builds, `seed ${seed}`).toBeLessThanOrEqual(1 + deaths)
      if (deaths > 0) continue
      expect(raced.builds, `seed ${seed}`).toBe(1)
      expect([...manifests], `seed ${seed}`).toEqual(raced.tagged)
    }
  })

  it.each(blocksOf)(
    'without it all that found none take one verified base, unless the registry lags too long: then each one that was public (%i)',
    async block => {
      for (const { seed, deaths, lag } of seeds(block)) {
        const raced = await race({ seed, actors, lease: 'none', deaths, lag })
        const manifests = manifestsOf(raced, seed)
        expect(
          [...manifests].filter(manifest => !raced.tagged.some(tagged => tagged === manifest)),
          `seed ${seed}`,
        ).toEqual([])
        const racers = raced.ends.filter((end, actor) => typeof end === 'string' && !raced.late.has(actor))
        if (lag <= 300) expect([...new Set(racers)], `seed ${seed}`).toEqual(raced.tagged.slice(-1))
        expect(raced.late.size, `seed ${seed}`).toBeLessThan(actors / 2)
      }
    },
  )

  it('the same seed is the same schedule', async () => {
    const given = { seed: 7, actors: 16, lease: 'none', deaths: 1, lag: 2 } as const
    const [one, other] = [await race(given), await race(given)]
    expect(one).toEqual(other)
  })
})
