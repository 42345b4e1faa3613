import { describe, expect, it } from 'vitest'
import { isLeftToBuild, planOutputs } from '../../src/action/plan-outputs.ts'
import { BasehitError } from '../../src/errors.ts'

type Planned = Parameters<typeof planOutputs>[0]

/** A plan whose one base could not be read. */
function denied(code: string, publish: string): Planned {
  const fault = { kind: 'denied', code, host: 'ghcr.io', method: 'GET', url: '', codes: [], detail: 'denied' }
  const outcome = { kind: 'denied', fault }
  return {
    store: { name: 'ghcr.io/o/app-base', reference: () => '' },
    trust: { publish },
    images: new Map(),
    unused: [],
    bases: [
      {
        name: 'deps',
        tag: 'd'.repeat(64),
        digest: 'd'.repeat(64),
        platform: { os: 'linux', architecture: 'amd64' },
        decision: { kind: 'refuse', outcome },
        changes: [],
      },
    ],
  } as unknown as Planned
}

describe('a plan that may not read the base', () => {
  it('leaves it to the job that builds, which may push', () => {
    const planned = denied('BH080', 'bases')
    expect(JSON.parse(planOutputs(planned).missing)).toEqual([{ platform: 'linux/amd64', digest: 'd'.repeat(64) }])
    expect(planOutputs(planned)['base-hit']).toBe('false')
    expect(planned.bases.map(base => isLeftToBuild(planned, base))).toEqual([true])
  })

  it.each([
    ['where no job of the run may push', denied('BH080', 'never')],
    ['where the login itself is wrong', denied('BH081', 'bases')],
  ])('stops %s', (_, planned) => {
    expect(() => planOutputs(planned)).toThrow(BasehitError)
  })
})
