import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printable } from '../../src/buildx/printable.ts'
import { Redactor } from '../../src/report/redact.ts'
import { eventLines } from '../../src/report/text.ts'
import { leaks, shapes } from './shapes.ts'

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
})
