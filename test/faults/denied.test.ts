import { afterAll, expect, it } from 'vitest'
import type { Act } from '../fakes/registry/rules.ts'
import { openRegistry, openStage, play, seedUpstream } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())

const inputs = { app: 'false' } as const

function denies(message: string): Act {
  const body = JSON.stringify({ errors: [{ code: 'DENIED', message }] })
  return { kind: 'answer', status: 403, headers: { 'content-type': 'application/json' }, body }
}

it('a registry that forbids whatever it does not have, as a virtual repository of Artifactory, gets its first base', async () => {
  const registry = await openRegistry(undefined, { missing: 'forbidden' })
  await seedUpstream(registry)
  expect(await play(stage, registry, { inputs })).toMatchObject({ end: 'built', message: '' })
  expect(await play(stage, registry, { inputs })).toMatchObject({ end: 'reused' })
  expect(await play(stage, registry, { inputs: { ...inputs, salt: 'another' } })).toMatchObject({ end: 'built' })
  const tags = [...(registry.storage.find('team/app-base')?.tags.keys() ?? [])].sort()
  expect(tags.map(tag => tag.replace(/[0-9a-f]{64}/, 'DIGEST').replace(/[0-9a-f]{16}\./, 'HASH.'))).toEqual([
    'DIGEST',
    'DIGEST.record',
    'DIGEST',
    'DIGEST.record',
    'last-deps-linux-amd64-HASH.record',
  ])
  await registry.close()
})

it('where neither reading nor pushing is allowed, a run that has to push is told why it may not', async () => {
  const registry = await openRegistry()
  const known = (headers: Readonly<Record<string, string | undefined>>) => headers.authorization !== undefined
  registry.rule({
    path: /app-base\/manifests/,
    while: known,
    act: denies('requested access to the resource is denied'),
  })
  registry.rule({
    path: /uploads/,
    while: known,
    act: denies('installation not allowed to Create organization package'),
  })
  const played = await play(stage, registry, { inputs, from: 'scratch' })
  expect(played).toMatchObject({ end: 'BH080' })
  expect(played.message).toMatch(
    /: no right to push team\/app-base: installation not allowed to Create organization package/,
  )
  await registry.close()
})
