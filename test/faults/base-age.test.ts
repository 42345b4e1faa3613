import { afterAll, describe, expect, it } from 'vitest'
import type { Vertex } from '../../src/buildx/progress.ts'
import { type BuildRequest, openRegistry, openStage, type Play, play, seedUpstream } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())

const now = Date.UTC(2026, 0)
const minute = 60_000

const vertex = (name: string, cached: boolean): Vertex => ({
  digest: `sha256:${name}`,
  name,
  cached,
  durationMs: 0,
  isFinished: true,
})

/** A builder that has kept a step of the base, and does not say of when: its images have no history. */
const forgetful = ({ noCache = false }: BuildRequest) => [
  vertex('[deps 1/3] FROM docker.io/library/upstream', true),
  vertex('[deps 3/3] RUN install', !noCache),
]

/** Builds the base alone; how often and with which cache it was built, what was said, and what it says of itself. */
async function built(given: Play) {
  const registry = await openRegistry()
  await seedUpstream(registry)
  const builds: string[] = []
  const { end, message, events } = await play(stage, registry, {
    now,
    ...given,
    inputs: { app: 'false', verify: '', ...given.inputs },
    building: async (clock, request) => {
      builds.push(request.noCache ? 'without cache' : 'with cache')
      await clock.sleep(minute)
    },
  })
  expect([end, message]).toEqual(['built', ''])
  const bases = registry.storage.find('team/app-base')
  const tag = [...(bases?.tags.keys() ?? [])].find(name => /^[0-9a-f]{64}$/.test(name)) ?? ''
  const bytes = bases?.manifests.get(bases.tags.get(tag) ?? '')?.bytes
  await registry.close()
  const { annotations } = JSON.parse(new TextDecoder().decode(bytes)) as { annotations: Record<string, string> }
  return {
    builds,
    notices: events.flatMap(event => (event.kind === 'notice' ? event.message : [])),
    createdAfter: Date.parse(annotations['dev.basehit.created'] ?? '') - now,
    durationMs: annotations['dev.basehit.duration-ms'],
  }
}

describe('a base that was just built', () => {
  it('is as old as its build where every step ran', async () => {
    const base = await built({ steps: () => [vertex('[deps 3/3] RUN install', false)] })
    expect(base).toMatchObject({ builds: ['with cache'], notices: [], durationMs: '1000' })
    expect(base.createdAfter).toBeLessThan(minute)
  })

  it('is built once more, without cache, where a step of it is of an unknown time', async () => {
    const base = await built({ steps: forgetful })
    expect(base).toMatchObject({ builds: ['with cache', 'without cache'], durationMs: '1000' })
    expect(base.notices).toEqual([
      'the base deps (linux/amd64) is built once more, without cache: its history does not tell the times of its layers',
    ])
    expect(base.createdAfter).toBeGreaterThanOrEqual(minute)
    expect(base.createdAfter).toBeLessThan(2 * minute)
  })

  it('is not built a third time, and no saving is claimed for what did not run', async () => {
    const base = await built({ steps: () => [vertex('[deps 3/3] RUN install', true)] })
    expect(base).toMatchObject({ builds: ['with cache', 'without cache'], durationMs: undefined })
  })

  it('is taken from no cache with a time stamp of the user’s own', async () => {
    const base = await built({ steps: forgetful, inputs: { 'build-args': 'SOURCE_DATE_EPOCH=1' } })
    expect(base).toMatchObject({ builds: ['without cache'], notices: [] })
  })

  it('is as old as its build without cache, whatever a builder keeps all the same', async () => {
    const inputs = { 'build-args': 'SOURCE_DATE_EPOCH=1' }
    const base = await built({ steps: () => [vertex('[deps 2/3] RUN install', true)], inputs })
    expect(base).toMatchObject({ builds: ['without cache'], notices: [] })
    expect(base.createdAfter).toBeLessThan(minute)
  })
})
