import { afterAll, expect, it } from 'vitest'
import { type BuildRequest, openRegistry, openStage, play, seedUpstream } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())

it('a base is made from no cache and into none; the app has those it is given', async () => {
  const registry = await openRegistry()
  await seedUpstream(registry)
  const requests: BuildRequest[] = []
  const caches = { 'cache-from': 'type=registry,ref=h.example/c', 'cache-to': 'type=registry,ref=h.example/c' }
  const { end, message } = await play(stage, registry, {
    inputs: caches,
    building: async (_, request) => {
      requests.push(request)
    },
  })
  await registry.close()
  expect([end, message]).toEqual(['built', ''])
  const seen = requests.map(({ target, cacheFrom = [], cacheTo = [] }) => [target ?? 'app', cacheFrom, cacheTo])
  const [given] = Object.values(caches)
  expect(seen.at(-1)?.slice(1)).toEqual([[given], [given]])
  expect(seen.slice(0, -1).map(([, from, to]) => [from, to])).toEqual(seen.slice(0, -1).map(() => [[], []]))
  expect(seen.length).toBeGreaterThan(1)
})
