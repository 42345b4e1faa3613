import { describe, expect, it } from 'vitest'
import { defaultPatience, isPassing, nextTry, parseRetryAfter, printPause } from '../../../src/bases/registry/retry.ts'

const now = Date.UTC(2026, 0, 1)

describe('parseRetryAfter', () => {
  it.each([
    ['2', 2000],
    [' 0 ', 0],
    ['3600', 3_600_000],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7000],
    ['Wed, 31 Dec 2025 00:00:07 GMT', 0],
    ['Thursday, 01-Jan-26 00:00:07 GMT', 7000],
    ['-1', undefined],
    ['1e9', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['9'.repeat(400), undefined],
    ['2026-01-01', undefined],
    [null, undefined],
  ])('%s', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected)
  })
})

describe('nextTry', () => {
  const state = { made: 1, elapsed: 0, asked: undefined, random: 0.5 }

  it.each([1, 2, 3, 4, 5])('waits at random up to 0.5 s · 2ⁿ after try %i', made => {
    expect(nextTry({ ...state, made }, defaultPatience)).toEqual({ kind: 'wait', milliseconds: 250 * 2 ** (made - 1) })
    expect(nextTry({ ...state, made, random: 0 }, defaultPatience)).toEqual({ kind: 'wait', milliseconds: 0 })
  })

  it.each([
    ['never more than 30 s', { made: 20 }, { ...defaultPatience, tries: 30 }, { kind: 'wait', milliseconds: 15_000 }],
    ['six tries', { made: 6 }, defaultPatience, { kind: 'stop', why: 'tries' }],
    ['at least what is asked', { asked: 2000, random: 0 }, defaultPatience, { kind: 'wait', milliseconds: 2000 }],
    [
      'a whole budget if asked',
      { asked: 120_000, random: 0 },
      defaultPatience,
      { kind: 'wait', milliseconds: 120_000 },
    ],
    ['not longer than the budget', { asked: 120_001 }, defaultPatience, { kind: 'stop', why: 'asked-to-wait' }],
    ['within what is left', { elapsed: 119_900 }, defaultPatience, { kind: 'stop', why: 'budget' }],
  ] as const)('%s', (_, change, patience, expected) => {
    expect(nextTry({ ...state, ...change }, patience)).toEqual(expected)
  })
})

it('isPassing knows which statuses pass', () => {
  const passing = Array.from({ length: 500 }, (_, index) => index + 100).filter(isPassing)
  expect(passing).toEqual([408, 429, 499, 500, 502, 503, 504, 522])
})

it('printPause', () => {
  expect([1, 45_000, 119_001, 3_600_000].map(printPause)).toEqual(['1 s', '45 s', '2 min', '60 min'])
})
