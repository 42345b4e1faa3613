import { afterAll, describe, expect, it } from 'vitest'
import { login, openRegistry, openStage, play, seedUpstream } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())
const hour = 3_600_000

describe('a build of many hours', () => {
  it.each([
    ['tokens that said they live 5 minutes', 300],
    ['tokens that said nothing, which is a minute', undefined],
    ['tokens that said they live a day, and do not', 86_400],
  ])('publishes with new tokens: %s', async (_, expiresIn) => {
    const registry = await openRegistry(undefined, {
      login: {
        kind: 'bearer',
        ...login,
        anonymous: 'nothing',
        ...(expiresIn === undefined ? {} : { expiresIn }),
      },
    })
    await seedUpstream(registry)
    let forgotten = 0
    const { end, message } = await play(stage, registry, {
      building: async clock => {
        await clock.sleep(3 * hour)
        registry.porter.revokeAll()
        forgotten++
      },
    })
    const tag = [...(registry.storage.find('team/app-base')?.tags.keys() ?? [])].filter(each =>
      /^[0-9a-f]{64}$/.test(each),
    )
    await registry.close()
    // The base, its verify command and the app.
    expect([end, message, forgotten, tag.length]).toEqual(['built', '', 3, 1])
  })
})
