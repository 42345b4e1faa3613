import { expect, it } from 'vitest'
import { Automaton } from '../../src/context/automaton.ts'
import { fromGoExpression } from '../../src/context/expression.ts'

it('an expression that is larger than any pattern of a person is none', () => {
  expect(fromGoExpression('[^/]*a'.repeat(10))).toBeInstanceOf(Automaton)
  expect(fromGoExpression('[^/]*a'.repeat(100_000))).toBeUndefined()
})
