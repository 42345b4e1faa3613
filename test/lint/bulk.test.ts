import { describe, expect, it } from 'vitest'
import { bulkFault } from '../../src/lint/bulk.ts'
import { taken } from './samples.ts'

const many = (directory: string, count: number) => Array.from({ length: count }, (_, at) => `${directory}/${at}`)

describe('what a base takes', () => {
  it.each([
    [[], 1],
    [many('a', 100_000), 1],
    [many('a', 10), 1_000_000_000],
  ])('is not too much at the limit', (paths, bytes) => {
    expect(bulkFault([taken('.', paths, bytes)])).toBeUndefined()
  })

  it('is too much beyond 100 000 files, and the directories with the most are named', () => {
    const counts = Object.entries({ a: 10, b: 99_000, c: 5, d: 2000, e: 7, f: 6, g: 4 })
    const paths = ['top', ...counts.flatMap(([name, count]) => many(name, count))]
    expect(bulkFault([taken('.', paths, 1000)])?.message).toBe(
      'the base takes 101033 files, 101.0 MB from its context, and every run reads them all; the most in b/ (99000 files, 99.0 MB), d/ (2000 files, 2.0 MB), a/ (10 files, 0.0 MB), e/ (7 files, 0.0 MB), f/ (6 files, 0.0 MB)',
    )
  })

  it('is too much beyond 10 GB, and then bytes count', () => {
    const fault = bulkFault([
      taken('small', many('x/small', 50), 1),
      { ...taken('big', ['x/big/model', 'x/lone'], 6_000_000_000) },
    ])
    expect(fault?.message).toBe(
      'the base takes 52 files, 12.0 GB from its context, and every run reads them all; the most in x/big/ (1 file, 6.0 GB), x/ (1 file, 6.0 GB), x/small/ (50 files, 0.0 MB)',
    )
    expect([fault?.code, fault?.remedy]).toEqual(['BH150', 'hide what the base does not need in .dockerignore'])
  })
})
