import { expect, test } from 'vitest'
import { twinNames } from '../../src/lint/twin-names.ts'
import type { Operation } from '../../src/lower/operations.ts'
import { copy, line } from './samples.ts'

function said(...operations: readonly Operation[]): string[] {
  const places = operations.map((_, index) => line(index + 2))
  return twinNames({ operations, places }).map(fault => `${fault.position?.line} ${fault.message}`)
}

test.each([
  [['a', 'A'], '2 `a` and `A` differ only in case'],
  [['x/a', 'y/A'], undefined],
  [['a', 'b', 'A', 'B'], '2 `a` and `A` differ only in case; 1 more pair like it'],
  [['a', 'A', 'b', 'B', 'c', 'C'], '2 `a` and `A` differ only in case; 2 more pairs like it'],
  [['Ärger', 'ärger'], '2 `Ärger` and `ärger` differ only in case'],
  [['caf\u00e9', 'cafe\u0301'], '2 `caf\\u{e9}` and `cafe\\u{301}` differ only in Unicode normalisation'],
  [['dir', 'dir/a', 'Dir', 'Dir/a'], '2 `dir` and `Dir` differ only in case'],
  [['a', 'a'], undefined],
  [['a', 'b'], undefined],
])('%j', (paths, expected) => {
  expect(said(copy('/', paths))).toEqual(expected === undefined ? [] : [expected])
})

test('each COPY is for itself, in its place', () => {
  expect(said(copy('/', ['a']), copy('/', ['A']), copy('/', ['b', 'B']))).toEqual(['4 `b` and `B` differ only in case'])
})

test('the sources of one COPY land together', () => {
  const [one, other] = [copy('/', ['a']), copy('/', ['A'])]
  expect(said({ ...one, from: [...one.from, ...other.from] })).toHaveLength(1)
})

test('a hundred thousand pairs are told in one line, at once', () => {
  const names = Array.from({ length: 100_000 }, (_, at) => `n${at}`)
  const started = performance.now()
  expect(said(copy('/', [...names, ...names.map(name => name.toUpperCase())]))[0]).toContain('99999 more pairs')
  expect(performance.now() - started).toBeLessThan(5000)
})
