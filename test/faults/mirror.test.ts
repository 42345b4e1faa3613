import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'
import { copyStorage, openRegistry, openStage, type Play, play, seedUpstream } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())

let registry: FakeRegistry
let mirror: FakeRegistry

/** A base in its registry, and a mirror that keeps all of it, tags too, for ever. */
beforeEach(async () => {
  registry = await openRegistry()
  await seedUpstream(registry)
  expect((await run()).end).toBe('built')
  mirror = await startFakeRegistry()
  copyStorage(registry.storage, mirror.storage)
})
afterEach(() => Promise.all([registry.close(), mirror.close()]))

const run = (given: Play = {}) => play(stage, registry, { ...given, inputs: { app: 'false', ...given.inputs } })

function bases(): string[] {
  const tags = registry.storage.find('team/app-base')?.tags ?? []
  return [...tags].flatMap(([tag, digest]) => (/^[0-9a-f]{64}$/.test(tag) ? [digest] : []))
}

describe('bases are what their registry has, whatever a mirror of it keeps', () => {
  it('a base that is replaced is reused as it is now', async () => {
    const [before] = bases()
    expect(await run({ mirror, inputs: { rebuild: 'base', reason: 'a fix' } })).toMatchObject({ end: 'built' })
    const [after] = bases()
    expect(after).not.toBe(before)
    expect(await run({ mirror })).toMatchObject({ end: 'reused' })
    expect(bases()).toEqual([after])
  })

  it('a base that is deleted is built', async () => {
    registry.storage.find('team/app-base')?.tags.clear()
    expect(await run({ mirror })).toMatchObject({ end: 'built' })
  })

  it('upstreams are read through the mirror, bases are not', async () => {
    expect(await run({ mirror })).toMatchObject({ end: 'reused' })
    const asked = mirror.journal.map(({ target }) => target.split('/').slice(2, 4).join('/'))
    expect(new Set(asked)).toEqual(new Set(['team/upstream']))
  })
})
