import { expect, it } from 'vitest'
import { fromGoExpression } from '../../src/context/expression.ts'

it('an expression that is larger than the engine takes is none', () => {
  expect(fromGoExpression('[^/]*a'.repeat(10))).toBeInstanceOf(RegExp)
  expect(fromGoExpression('[^/]*a'.repeat(100_000))).toBeUndefined()
})
