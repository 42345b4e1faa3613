import { expect, it } from 'vitest'
import { parseDuration } from '../../src/dockerfile/durations.ts'
import { parseSize } from '../../src/dockerfile/sizes.ts'

it.each([
  ['0', 0n],
  ['5s', 5_000_000_000n],
  ['1h2m3.5s', 3_723_500_000_000n],
  ['.5ms', 500_000n],
  ['1.us', 1_000n],
  ['10µs', 10_000n],
  ['10μs', 10_000n],
  ['-1s', -1_000_000_000n],
  ['+1ns', 1n],
  ['0.3333333333333333333h', 1_200_000_000_000n],
  ['0.100000000000000000000h', 360_000_000_000n],
  ['9223372036854775807ns', 9_223_372_036_854_775_807n],
])('the duration %s', (text, nanoseconds) => expect(parseDuration(text)).toBe(nanoseconds))

it.each(['', '+', '5', '5S', '.s', '1 s', '1d', '9223372036854775808ns', '3000000h', 's', '1h-1m'])(
  'no duration: %j',
  text => expect(parseDuration(text)).toBeUndefined(),
)

it.each([
  ['64', 64],
  ['64b', 64],
  ['64k', 65_536],
  ['1KiB', 1024],
  ['1.5gb', 1_610_612_736],
  ['2 M', 2_097_152],
  ['1 ', 1],
  ['.5k', 512],
  ['1e3', 1000],
  ['+3', 3],
  ['0', 0],
])('the size %j', (text, bytes) => expect(parseSize(text)).toBe(bytes))

it.each(['', 'k', '-1', '1kk', '1bb', '1ki', '1  k', ' 1', '1x', '9e18', '0x10', 'inf'])('no size: %j', text =>
  expect(parseSize(text)).toBeUndefined(),
)
