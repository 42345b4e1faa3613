import { expect, test } from 'vitest'
import { wholeContext, wholeContextFault } from '../../src/lint/whole-context.ts'
import { taken } from './samples.ts'

test.each(['.', './', '/', '', '*', './*', 'a/..'])('`%s` is all there is', source => {
  const whole = wholeContext([taken('a', ['a']), taken(source, ['a', 'b'])])
  expect(whole?.source).toBe(source)
  expect(whole && wholeContextFault(whole).code).toBe('BH033')
})

test.each(['a', 'src/', 'src/*', '*.txt', './a/./'])('`%s` is not', source => {
  expect(wholeContext([taken(source, ['a'])])).toBeUndefined()
})

test('a named context is there to be taken whole', () => {
  expect(wholeContext([{ ...taken('.', ['a']), context: 'assets' }])).toBeUndefined()
})
