import { afterAll, expect, it } from 'vitest'
import { seedImage } from '../bases/registry/bench.ts'
import type { FakeRegistry } from '../fakes/registry/server.ts'
import { openRegistry, openStage, play } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())

const inputs = { app: 'false', platforms: 'linux/amd64,linux/arm64', verify: '' } as const

/** The tag of each platform's base, once both are there. */
async function tagsIn(registry: FakeRegistry): Promise<string[]> {
  const { end, events } = await play(stage, registry, { inputs, from: 'scratch' })
  expect(end).toBe('built,built')
  return events.flatMap(event => (event.kind === 'lowered' ? [event.digest] : []))
}

it.each([
  [
    'is not what Basehit made',
    'BH090',
    {},
    (registry: FakeRegistry, tag: string): void => void seedImage(registry, 'team/app-base', tag),
  ],
  [
    'is missing while fail-on-miss is set',
    'BH098',
    { 'fail-on-miss': 'true' },
    (registry: FakeRegistry, tag: string): void => void registry.storage.find('team/app-base')?.tags.delete(tag),
  ],
] as const)('where the base of the last platform %s, nothing is built', async (_, code, more, spoil) => {
  const registry = await openRegistry()
  const [first = '', last = ''] = await tagsIn(registry)
  if (code === 'BH090') registry.storage.find('team/app-base')?.tags.delete(first)
  spoil(registry, last)
  const verify = code === 'BH098' ? 'other' : ''
  const played = await play(stage, registry, { inputs: { ...inputs, ...more, verify }, from: 'scratch' })
  expect(played.end).toBe(code)
  expect(played.events.filter(({ kind }) => kind === 'build-started')).toEqual([])
  await registry.close()
})
