import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BasehitError } from '../../src/errors.ts'
import { digestOf } from '../../src/image/digest.ts'
import type { Decision, FoundBase } from '../../src/plan/decide.ts'
import type { DependencyDigest } from '../../src/recipe/recipe.ts'
import type { Event } from '../../src/report/events.ts'
import {
  age,
  bytes,
  changeLines,
  changeText,
  decisionText,
  errorLines,
  eventLines,
  seconds,
  warningOf,
} from '../../src/report/text.ts'

const digest = 'ab'.repeat(32) as DependencyDigest
const now = Date.parse('2026-01-31T12:00:00Z')
const base = { created: '2026-01-31T09:00:00Z', durationMs: 125_000, manifest: digestOf('m') } as FoundBase
const named = { name: 'deps', platform: 'linux/amd64' }
const reference = `ghcr.io/o/app-base@${digestOf('m')}`

const events: readonly Event[] = [
  { kind: 'lowered', ...named, digest },
  { kind: 'decided', ...named, digest, decision: { kind: 'reuse', base } },
  { kind: 'decided', ...named, digest, decision: { kind: 'build', why: 'miss' } },
  { kind: 'decided', ...named, digest, decision: { kind: 'refuse', outcome: { kind: 'foreign', detail: 'x' } } },
  {
    kind: 'changed',
    ...named,
    changes: [
      { kind: 'upstream', subject: 'FROM python:3.12', change: 'changed', before: digestOf('1'), after: digestOf('2') },
      {
        kind: 'file',
        subject: 'requirements.txt',
        change: 'changed',
        before: `file 0644 ${'1'.repeat(64)}`,
        after: `file 0644 ${'2'.repeat(64)}`,
      },
      { kind: 'file', subject: 'a/new/file', change: 'added', after: 'directory 0755' },
      {
        kind: 'run',
        subject: `RUN ${'apt-get install '.repeat(9)}`,
        change: 'changed',
        before: 'RUN x',
        after: 'RUN y',
      },
      { kind: 'variable', subject: 'V', change: 'removed', before: '1' },
    ],
  },
  { kind: 'changed', ...named, changes: [] },
  { kind: 'build-started', what: 'base deps for linux/amd64', why: 'miss' },
  { kind: 'step', name: '[internal] load metadata', state: 'done', durationMs: 5 },
  { kind: 'step', name: '[deps 1/2] RUN x', state: 'started' },
  { kind: 'log', line: 'Collecting torch' },
  { kind: 'step', name: '[deps 1/2] RUN x', state: 'done', durationMs: 61_500 },
  { kind: 'step', name: '[deps 2/2] RUN y', state: 'cached', durationMs: 0 },
  { kind: 'step', name: '[deps 2/2] RUN z', state: 'failed' },
  { kind: 'published', reference, tag: digest, durationMs: 90_000 },
  { kind: 'adopted', reference, wastedMs: 0 },
  { kind: 'adopted', reference, wastedMs: 61_000 },
  { kind: 'build-started', what: 'app', why: 'app' },
  { kind: 'app-built', digest: digestOf('app'), durationMs: 900 },
  { kind: 'app-built', digest: undefined, durationMs: 900 },
  { kind: 'notice', message: 'worth knowing' },
  { kind: 'warning', message: 'worth doing something' },
]

describe('eventLines', () => {
  it('is a log to read', async () => {
    const log = `${events.flatMap(event => eventLines(event, now)).join('\n')}\n`
    await expect(log).toMatchFileSnapshot(join(import.meta.dirname, '__snapshots__/log.txt'))
  })

  const hostile = 'x\n::error::forged\r\u001b[2K\u2028##[group]\u202eb'
  it.each<Event>([
    { kind: 'notice', message: hostile },
    { kind: 'warning', message: hostile },
    { kind: 'log', line: hostile },
    { kind: 'step', name: hostile, state: 'done' },
    { kind: 'build-started', what: hostile, why: 'miss' },
    { kind: 'decided', name: hostile, platform: hostile, digest, decision: { kind: 'build', why: 'miss' } },
    {
      kind: 'changed',
      ...named,
      changes: [{ kind: 'file', subject: hostile, change: 'changed', before: hostile, after: 'y' }],
    },
  ])('begins no line with foreign words: %j', event => {
    for (const line of eventLines(event, now)) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(line).not.toMatch(/^\s*::/)
    }
  })
})

describe('a fault that stops nothing', () => {
  const position = { file: 'Dockerfile', line: 2, column: 3 }
  const fault = new BasehitError('BH033', 'all of it\n::error::x', { position, remedy: 'name it' })

  it('has code, place and remedy on lines of their own', () => {
    const lines = ['warning[BH033]: all of it', '  ::error::x', '  at Dockerfile:2:3', '  name it']
    expect(eventLines(warningOf(fault), now)).toEqual(lines)
  })

  it('has all of them in its message too, where only that is shown', () => {
    expect(warningOf(fault)).toMatchObject({ message: 'Dockerfile:2:3: all of it\n::error::x; name it (BH033)' })
    expect(warningOf(new BasehitError('BH062', 'nothing'))).toMatchObject({ message: 'nothing (BH062)' })
  })
})

describe('errorLines', () => {
  it.each([
    [new BasehitError('BH034', 'not found'), ['error[BH034]: not found']],
    [
      new BasehitError('BH034', 'not found', {
        position: { file: 'Dockerfile', line: 2, column: 3 },
        remedy: 'look again',
      }),
      ['error[BH034]: not found', '  at Dockerfile:2:3', '  look again'],
    ],
    [
      new BasehitError('BH102', 'the build failed\nlast line\n::error::x'),
      ['error[BH102]: the build failed', '  last line', '  ::error::x'],
    ],
  ])('%s', (error, expected) => expect(errorLines(error)).toEqual(expected))
})

describe('words', () => {
  it.each([
    [0, '0.0 s'],
    [900, '0.9 s'],
    [59_949, '59.9 s'],
    [59_999, '1 min 0 s'],
    [60_000, '1 min 0 s'],
    [61_500, '1 min 2 s'],
    [119_700, '2 min 0 s'],
    [3_600_000, '60 min 0 s'],
  ])('%d ms are %s', (milliseconds, text) => expect(seconds(milliseconds)).toBe(text))

  it.each([
    [-5, '0 min'],
    [59 * 60_000, '59 min'],
    [60 * 60_000, '1 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 days'],
    [30 * 86_400_000, '30 days'],
  ])('%d ms ago is %s', (milliseconds, text) => expect(age(milliseconds)).toBe(text))

  it.each([
    [0, '0.0 kB'],
    [999_949, '999.9 kB'],
    [1e6, '1.0 MB'],
    [229_000_000, '229.0 MB'],
    [3.3e9, '3.30 GB'],
  ])('%d bytes are %s', (count, text) => expect(bytes(count)).toBe(text))

  it.each<[Decision, string]>([
    [{ kind: 'reuse', base }, 'reuse (made 3 h ago, saves 2 min 5 s)'],
    [{ kind: 'reuse', base: { ...base, durationMs: undefined } }, 'reuse (made 3 h ago)'],
    [{ kind: 'reuse', base, builtBy: 'this-run' }, 'use (built by this run)'],
    [{ kind: 'build', why: 'expired' }, 'build (expired)'],
    [{ kind: 'refuse', outcome: { kind: 'untrusted', detail: '' } }, 'stop (untrusted)'],
  ])('%j', (decision, text) => expect(decisionText(decision, now)).toBe(text))

  it('never shows two values that read alike', () => {
    const [before, after] = ['1', '2'].map(digit => `file 0644 ${'a'.repeat(63)}${digit}`)
    expect(
      changeText({ kind: 'file', subject: 'x', change: 'changed', before: before ?? '', after: after ?? '' }),
    ).toBe('changed')
  })

  it('says so when nothing is recorded to differ', () => {
    expect(changeLines([])).toEqual(['  no recorded fact differs from the last base'])
    expect(changeLines([{ kind: 'file', subject: 'x', change: 'added' }])[0]).toBe('  1 change since the last base:')
  })

  it('lists at most 50 changes, and counts the rest', () => {
    const many = Array.from({ length: 3000 }, (_, index) => `f${index}`)
    const lines = changeLines(many.map(subject => ({ kind: 'file', subject, change: 'added' })))
    expect(lines).toHaveLength(52)
    expect([lines[0], lines.at(-1)]).toEqual(['  3000 changes since the last base:', '    … and 2950 more'])
  })
})
