import { describe, it } from 'vitest'
import { createRegistryClient } from '../../src/bases/registry/client.ts'
import { conformanceCases, freshRepositories } from '../bases/registry/conformance.ts'

const host = process.env.BASEHIT_REGISTRY ?? ''

describe('distribution', () => {
  it('is named by BASEHIT_REGISTRY', ({ expect }) => expect(host).not.toBe(''))

  it.each(conformanceCases)('$name', async ({ run }) => {
    await run({
      client: createRegistryClient({ insecure: [host] }),
      origin: `http://${host}`,
      fresh: freshRepositories(host),
    })
  })
})
