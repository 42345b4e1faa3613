import { describe, expect, it } from 'vitest'
import { BasehitError } from '../../src/errors.ts'
import { digestText, lowerText, type World } from './memory.ts'

/**
 * A value, and what a build of `FROM busybox` and `WORKDIR /x` came to with BuildKit 0.32: the time of its image in seconds,
 * `none`, or `refused`. `ours` is why Basehit refuses what BuildKit takes.
 */
const values: [value: string, builder: number | 'none' | 'refused', ours?: string][] = [
  ['', 'none'],
  ['0', 0],
  ['-0', 0],
  ['+0', 0],
  ['1', 1],
  ['-1', -1],
  ['+1600000000', 1_600_000_000],
  ['0001600000000', 1_600_000_000],
  ['-0001600000000', -1_600_000_000],
  ['+01', 1],
  ['00000000000000000000000000000000001', 1],
  ['8589934592', 8_589_934_592],
  ['253402300799', 253_402_300_799],
  ['253402300800', 'refused'],
  ['999999999999', 'refused'],
  ['1000000000000', 'refused'],
  ['-62135596801', -62_135_596_801],
  ['-62167219200', -62_167_219_200],
  ['-62167219201', 'refused'],
  ['9223372036854775807', 'refused'],
  ['9223372036854775808', 'refused'],
  ['-9223372036854775808', 'refused'],
  [' 1', 'refused'],
  ['1 ', 'refused'],
  ['\t1', 'refused'],
  ['1\n', 'refused'],
  ['0x10', 'refused'],
  ['0b1', 'refused'],
  ['0o7', 'refused'],
  ['1_000', 'refused'],
  ['1e3', 'refused'],
  ['1.0', 'refused'],
  ['\u0661', 'refused'],
  ['\uff11', 'refused'],
  ['CONTEXT', 'refused'],
  ['src', 'refused'],
  ['nope', 'refused'],
  ['2024-01-01', 'refused'],
  ['--1', 'refused'],
  ['++1', 'refused'],
  ['+', 'refused'],
  ['-', 'refused'],
  ['Infinity', 'refused'],
  ['NaN', 'refused'],
  ['"1"', 'refused'],
  ['context', 'none', 'a builder may know a time of the context, and a later one takes it'],
]

/** What the working directory's time is set to. */
function createdBy(text: string, world: World): unknown {
  try {
    const { operations, sourceDateEpoch } = lowerText(text, world)
    const made = operations.find(operation => operation.op === 'mkdir')
    expect(made?.created).toBe(sourceDateEpoch)
    return sourceDateEpoch ?? 'none'
  } catch (error) {
    if (error instanceof BasehitError && error.code === 'BH072') return 'refused'
    throw error
  }
}

describe('SOURCE_DATE_EPOCH', () => {
  const stages = 'FROM scratch AS src\nFROM busybox\nWORKDIR /x'

  it.each(values)('%j as a build arg', (value, builder, ours) => {
    const created = createdBy(stages, { args: { SOURCE_DATE_EPOCH: value } })
    expect(created).toBe(ours === undefined ? builder : 'refused')
  })

  it.each(values.filter(([value]) => /^[^\s"]*$/.test(value)))('%j in the file', (value, builder, ours) => {
    const created = createdBy(`ARG SOURCE_DATE_EPOCH=${value}\n${stages}`, {})
    expect(created).toBe(ours === undefined ? builder : 'refused')
  })

  it('is one value in all its spellings', () => {
    const recorded = ['1600000000', '+1600000000', '0001600000000'].map(value =>
      digestText('FROM busybox\nARG SOURCE_DATE_EPOCH\nRUN x', { args: { SOURCE_DATE_EPOCH: value } }),
    )
    expect(new Set(recorded).size).toBe(1)
  })
})
