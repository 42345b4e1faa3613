import fc, { type Arbitrary } from 'fast-check'
import { build, type Limits } from './generate.ts'
import type { Build } from './model.ts'
import { type Operator, operators } from './operators.ts'
import { Picker } from './picker.ts'

/** A build and what an operator makes of it. */
export interface Pair {
  readonly operator: Operator
  readonly before: Build
  readonly after: Build
}

/** Pairs of builds; every operator is as likely as any other. */
export function pairs(limits: Limits, accepts: (operator: Operator) => boolean): Arbitrary<Pair> {
  const accepted = operators.filter(accepts)
  return fc
    .record({ base: build(limits), operator: fc.constantFrom(...accepted), seed: fc.noShrink(fc.nat()) })
    .map(({ base, operator, seed }) => {
      const [before, after] = operator.apply(base, new Picker(seed))
      return { operator, before, after }
    })
}
