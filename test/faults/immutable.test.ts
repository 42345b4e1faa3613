import { afterAll, expect, it } from 'vitest'
import type { Act } from '../fakes/registry/rules.ts'
import { openRegistry, openStage, play, seedUpstream } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())

const said = {
  status: 409,
  headers: { 'content-type': 'application/json' },
  body: '{"errors":[{"code":"CONFLICT","message":"manifest already exists"}]}',
}

it.each([
  ['that was stored', { kind: 'amend', ...said }, 'built'],
  ['that is not there', { kind: 'answer', ...said }, 'BH093'],
] satisfies [string, Act, string][])('a digest that exists already, of a manifest %s', async (_, act, end) => {
  const registry = await openRegistry()
  await seedUpstream(registry)
  registry.rule({ method: 'PUT', path: /app-base\/manifests\/sha256:/, agent: /^basehit/, act })
  const played = await play(stage, registry, { inputs: { app: 'false' } })
  await registry.close()
  expect(played).toMatchObject({ end })
})
