import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { definitionPairs, limits } from './definition.ts'
import { build } from './generate.ts'
import { countKinds, emptyKinds, type KindCounts, kinds, type OracleName, printKinds, thinKinds } from './kinds.ts'
import { type Build, platformsOf, printDockerfile, reachable } from './model.ts'
import { apps } from './neutrality-apps.ts'
import { oddImages } from './pool-odd.ts'
import { triggerForms, triggersOf } from './pool-onbuild.ts'

const real = { ...limits, real: true }
const draws = 1200

const drawnApps = fc.sample(apps(real), { seed: 7, numRuns: draws })

function counted(builds: readonly Build[]): KindCounts {
  const counts = emptyKinds()
  for (const each of builds) countKinds(counts, each, true)
  return counts
}

const samples: readonly (readonly [OracleName, () => readonly Build[]])[] = [
  ['definition', () => fc.sample(definitionPairs, { seed: 7, numRuns: draws }).map(pair => pair.before)],
  ['behaviour', () => fc.sample(build(real), { seed: 7, numRuns: draws })],
  ['neutrality', () => drawnApps],
]

describe('kinds', () => {
  it.each(samples)('%s draws each of its own in a twentieth of the builds', (oracle, sample) => {
    expect(thinKinds(oracle, counted(sample()))).toEqual([])
  })

  it('a third of the apps are for two platforms, in both orders', () => {
    const platforms = drawnApps.map(app => platformsOf(app).join())
    expect(platforms.filter(each => each.includes(',')).length).toBeGreaterThan(draws / 4)
    expect(platforms).toContain('linux/amd64,linux/arm64')
    expect(platforms).toContain('linux/arm64,linux/amd64')
  })

  it('every form of trigger is drawn', () => {
    const { kinds: found } = counted(drawnApps)
    expect(triggerForms.filter(form => (found[`ONBUILD ${form.name}`] ?? 0) < draws / 50)).toEqual([])
  })

  it('there are twenty odd configs', () => expect(oddImages.length).toBeGreaterThanOrEqual(20))

  it('a kind that is hardly drawn is a fault, once there were enough draws', () => {
    const name = 'odd upstream config'
    const all = Object.fromEntries(kinds.map(kind => [kind.name, 400]))
    expect(thinKinds('definition', { draws: 400, kinds: all, judged: {} })).toEqual([])
    expect(thinKinds('definition', { draws: 400, kinds: { ...all, [name]: 19 }, judged: {} })).toEqual([
      'definition: kind odd upstream config drawn in only 4.8 %',
    ])
    expect(thinKinds('definition', { draws: 399, kinds: {}, judged: {} })).toEqual([])
  })

  it('prints what an oracle is to draw', () => {
    const text = printKinds('definition', {
      draws: 200,
      kinds: { 'odd upstream config': 13 },
      judged: { 'odd upstream config': 9 },
    })
    expect(text).toContain('definition: kinds in 200 draws: drawn, of all, judged\n')
    expect(text).toContain('      13   6.5 %       9  odd upstream config')
    expect(text).not.toContain('several platforms')
  })
})

describe('apps', () => {
  it('read the base on one platform alone in some draws', () => {
    const kind = kinds.find(each => each.name === 'the base on one of two platforms')
    for (const app of drawnApps.slice(0, 300).filter(each => kind?.has(each))) {
      const stages = platformsOf(app).map(platform =>
        reachable(app, platform, app.boundary).map(index => app.stages[index]?.name),
      )
      expect(stages.filter(names => names.includes(app.boundary)).length).toBe(1)
    }
  })

  it('name a stage of their own in triggers only where it comes before', () => {
    for (const app of drawnApps.slice(0, 300)) {
      const at = app.stages.findIndex(stage => triggersOf(stage.image).some(form => form.ofApp === true))
      if (at >= 0) expect(app.stages.slice(0, at).map(stage => stage.name)).toContain('builder')
    }
  })

  it('hold no continuation that a backtick would not end', () => {
    for (const app of drawnApps.slice(0, 300)) {
      if (app.head.startsWith('# escape=`')) expect(printDockerfile(app)).not.toMatch(/\\[ \t]*\r?\n/)
    }
  })
})
