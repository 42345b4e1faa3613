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

describe('the base image of a plan', () => {
  const [missing] = denied('BH080', 'bases').bases
  const found = (manifest: string) => ({ ...missing, decision: { kind: 'reuse', base: { manifest } } })
  const store = { name: 'r', reference: (manifest: string) => `r@${manifest}` }
  const imageOf = (bases: readonly unknown[]) =>
    planOutputs({ ...denied('BH080', 'never'), store, bases } as unknown as Planned)['base-image']

  it('is each that is found', () => {
    expect(imageOf([found('sha256:1'), found('sha256:2')])).toBe('r@sha256:1\nr@sha256:2')
  })

  it('is empty where none is found', () => {
    expect(imageOf([{ ...missing, decision: { kind: 'inline', why: 'miss' } }])).toBe('')
    expect(imageOf([{ ...missing, decision: { kind: 'build', why: 'miss' } }])).toBe('')
  })
})

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

describe('a plan of very many changes', () => {
  it('keeps its outputs within what a job may have, and counts what it leaves out', () => {
    const changes = Array.from({ length: 5000 }, (_, index) => {
      const printed = (digit: string) => `file 0644 ${digit.repeat(64)}`
      return { kind: 'file', subject: `deps/f${index}`, change: 'changed', before: printed('1'), after: printed('2') }
    })
    const [base] = denied('BH080', 'bases').bases
    const platforms = [
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64' },
    ]
    const bases = platforms.map(platform => ({ ...base, platform, decision: { kind: 'build', why: 'miss' }, changes }))
    const outputs = planOutputs({ ...denied('BH080', 'bases'), bases } as unknown as Planned)
    expect(2 * Object.values(outputs).join('').length).toBeLessThan(1e6)
    const told = JSON.parse(outputs.bases) as { changes: unknown[]; omittedChanges: number }[]
    expect(told.map(each => each.changes.length + each.omittedChanges)).toEqual([5000, 5000])
    expect(told[0]?.changes.length).toBeGreaterThan(100)
  })
})
