import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printable } from '../../src/buildx/printable.ts'
import { Redactor } from '../../src/report/redact.ts'
import { eventLines } from '../../src/report/text.ts'
import { leaks, shapes } from './shapes.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Text of which no part of a few characters comes again, the same in every run. */
function random(length: number, seed = 1): string {
  let state = seed
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return alphabet[(state >> 16) % alphabet.length]
  }).join('')
}
const wrapped = (text: string, width: number) => (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n')

/** What hides these. */
function redactorOf(...secrets: readonly string[]): (text: string) => string {
  const redactor = new Redactor(printable)
  redactor.add(secrets)
  return text => redactor.hide(text)
}

const redact = redactorOf(...shapes.map(shape => shape.value))
/** What becomes of a step's output on its way to the log. */
const shown = (output: string) =>
  printable(output)
    .split('\n')
    .flatMap(line => eventLines({ kind: 'log', line }, 0))
    .map(line => printable(redact(line)))
    .join('\n')

describe('a redactor', () => {
  test.each([8, 20, 31, 32, 33, 64, 100, 299])('hides a secret that was cut after %i characters', length => {
    const secret = Array.from({ length: 400 }, (_, at) => String.fromCharCode(97 + ((at * at * 7) % 26))).join('')
    const hide = redactorOf(secret)
    const said = hide(`denied: ${secret.slice(0, length)}… (GET /v2/)`)
    expect(said).toMatch(/^denied: \*+… \(GET \/v2\/\)$/)
  })

  test.each(shapes.map(shape => [shape.name, shape] as const))('hides %s', (_, shape) => {
    const output = `before ${shape.value} after\n${shape.value}\nkey="${shape.value}"\n`
    expect(leaks(output, [shape])).toEqual([shape.name])
    const log = shown(output)
    expect(leaks(log, [shape])).toEqual([])
    expect(log).toContain('***')
    expect(log).toMatch(/before[\s\S]*after/)
  })

  test('hides a long secret that was cut', () => {
    const [long] = shapes.filter(({ value }) => value.length > 4096)
    const printed = long?.value.slice(100, 4200) ?? ''
    const left = redact(printed).replaceAll('*', '')
    expect(left.length).toBeLessThan(64)
  })

  test('leaves everything else as it is', () => {
    const values = shapes.map(shape => shape.value)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        expect(redactorOf(...values)(text)).toBe(text)
      }),
    )
    expect(redactorOf()('anything')).toBe('anything')
    expect(redactorOf('', ' ', 'abc', '\n')('abc  x\n')).toBe('abc  x\n')
  })

  test('takes a secret for itself, not for a pattern', () => {
    expect(redactorOf('a.c*(d)', '[x]^$|')('a.c*(d) abcd [x]^$| x')).toBe('*** abcd *** x')
  })

  test('hides the longer of two secrets that begin alike', () => {
    expect(redactorOf('secret', 'secret-and-more')('secret-and-more secret')).toBe('*** ***')
  })

  test.each([
    ['hides all of it and nothing else', 'user\nhunter2', 'user hunter2, user, hunter', '***, user, hunter'],
    ['hides secrets that overlap', 'abcdefgh\n\nefghijkl', 'x abcdefghijkl x', 'x *** x'],
    ['hides the end of a line that is no whole number of parts', random(99), `<${random(99)}>`, '<***>'],
    ['keeps spaces that are in a secret too', `{\n${' '.repeat(80)}"k": 1\n}`, ' '.repeat(80), ' '.repeat(80)],
  ])('%s', (_, secret, text, expected) => {
    expect(redactorOf(...secret.split('\n\n'))(text)).toBe(expected)
  })

  test('shows the part between two places, and hides what begins before or ends after it', () => {
    const redactor = new Redactor(printable)
    redactor.add(['0123456789'])
    const text = 'ab 0123456789 cd 0123456789 ef'
    const parts = [0, 1, 5, 13, 14, 20, 30].map((from, at, all) => redactor.hide(text, from, all[at + 1] ?? 30))
    expect(parts).toEqual(['a', 'b ***', '***', ' ', 'cd ***', '*** ef', ''])
  })
})

describe('a long secret', () => {
  const kept = 'pass-of-the-registry'

  test.each([
    ['32 Ki characters on a line', random(32_764)],
    ['64 KiB on a line', random(65_536)],
    ['a megabyte on a line', random(1_000_000)],
    ['64 KiB in lines of 64', wrapped(random(65_536), 64)],
    ['64 KiB in lines of 6', wrapped(random(65_536), 6)],
    ['64 KiB of one letter', 'a'.repeat(65_536)],
  ])('is hidden, and so is everything else: %s', (_, secret) => {
    const hide = redactorOf(secret, kept)
    expect(hide(`nothing of ${kept}`)).toBe('nothing of ***')
    expect(hide(`(${secret})`)).toBe('(***)')
    expect(hide(`(${secret.replaceAll('\n', ' ')})`)).toBe('(***)')
    const half = secret.slice(0, secret.length >> 1)
    expect(hide(`${half}…`).replaceAll('*', '').length).toBeLessThan(8)
  })

  test.each([
    ['a line that is full of ellipses', '…'.repeat(100_000)],
    ['a line of cuts', `${random(9, 7)}…`.repeat(10_000)],
    ['a line of beginnings of it', `${random(9)}…`.repeat(10_000)],
    ['a line without any', random(100_000, 9)],
    ['a line of one letter', 'a'.repeat(100_000)],
  ])('costs no time: %s', (_, line) => {
    const secrets = Array.from({ length: 5 }, (_, seed) => random(65_536, seed + 1))
    const hide = redactorOf(...secrets, `${'a'.repeat(65_535)}b`)
    hide('')
    const before = performance.now()
    hide(line)
    expect(performance.now() - before).toBeLessThan(500)
  })
})

test('what cannot be searched is not shown', () => {
  const redactor = new Redactor(() => {
    throw new Error('cannot do pass-of-the-registry')
  })
  expect(redactor.hide('before')).toBe('before')
  redactor.add(['pass-of-the-registry'])
  expect(redactor.hide('a pass-of-the-registry')).toBe('(not shown: its secrets could not be hidden)')
})
