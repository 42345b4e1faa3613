import { describe, expect, it } from 'vitest'
import { missingMeans } from '../../src/lint/means.ts'
import type { Operation } from '../../src/lower/operations.ts'
import { copy, line, run } from './samples.ts'

function said(operations: readonly Operation[], allow: readonly string[] = [], secrets: readonly string[] = []) {
  const places = operations.map((_, index) => line(index + 2))
  const findings = missingMeans({ operations, places }, { allow, secrets: new Set(secrets) })
  return findings.map(({ severity, fault }) => `${severity} ${fault.code} ${fault.position?.line}`)
}

const secret = (id: string, required: boolean) => ({ type: 'secret', id, required }) as const

describe('what commands need', () => {
  const hostile = run({ security: 'insecure', network: 'host' })

  it('is granted entitlement by entitlement', () => {
    expect(said([copy('/', ['a']), hostile])).toEqual(['error BH031 3', 'error BH031 3'])
    expect(said([hostile], ['security.insecure'])).toEqual(['error BH031 2'])
    expect(said([hostile], ['network.host', 'security.insecure'])).toEqual([])
    expect(said([run({ network: 'none' }), run()])).toEqual([])
  })

  it('is given secret by secret, and what is not required is no error', () => {
    const mounts = [secret('a', true), secret('b', false)]
    expect(said([run({ mounts })])).toEqual(['error BH111 2', 'warning BH111 2'])
    expect(said([run({ mounts })], [], ['a'])).toEqual(['warning BH111 2'])
    expect(said([run({ mounts })], [], ['b'])).toEqual(['error BH111 2'])
    expect(said([run({ mounts })], [], ['a', 'b', 'c'])).toEqual([])
    expect(said([run({ mounts: [{ type: 'ssh', id: 'a', required: true }] })])).toEqual([])
  })
})
