import { describe, it } from 'vitest'
import { onBench } from './bench.ts'
import { conformanceCases, freshRepositories } from './conformance.ts'

describe('the fake registry is like distribution', () => {
  it.each(conformanceCases)('$name', async ({ run }) => {
    await onBench(
      async ({ registry, client }) => {
        await run({ client, origin: registry.origin, fresh: freshRepositories(registry.host) })
      },
      { registry: { pageSize: 3 } },
    )
  })
})
