import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { build } from './generate.ts'
import { printDockerfile } from './model.ts'
import { operators } from './operators.ts'
import { Picker } from './picker.ts'

const limits = { real: false, http: { url: 'http://h/f', sha256: '1'.repeat(64) } }

describe('operators', () => {
  it('are enough of both kinds', () => {
    expect(operators.filter(each => each.meant === 'change').length).toBeGreaterThanOrEqual(24)
    expect(operators.filter(each => each.meant === 'same').length).toBeGreaterThanOrEqual(16)
    expect(new Set(operators.map(each => each.name)).size).toBe(operators.length)
  })

  it.each(operators.map(each => [each.name, each] as const))(
    '%s changes every build, the same way each time',
    (_, operator) => {
      let changed = 0
      fc.assert(
        fc.property(build(limits), fc.nat(), (base, seed) => {
          const [before, after] = operator.apply(base, new Picker(seed))
          expect(operator.apply(base, new Picker(seed))).toEqual([before, after])
          if (JSON.stringify(before) !== JSON.stringify(after)) changed++
          expect(printDockerfile(after)).toContain('FROM')
        }),
        { numRuns: 30, seed: 1 },
      )
      expect(changed).toBeGreaterThan(20)
    },
  )
})
