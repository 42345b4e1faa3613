import { describe, expect, test } from 'vitest'
import { type Hide, LogLines } from '../../src/buildx/log-lines.ts'
import { printable } from '../../src/buildx/printable.ts'
import { Redactor } from '../../src/report/redact.ts'

/** What a step's output is turned into when it comes in chunks of `size` bytes. */
function said(text: string, size: number, hide?: Hide): string[] {
  const lines = new LogLines(hide)
  const bytes = Buffer.from(text)
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => at * size)
  const events = starts.flatMap(at => [
    ...lines.add({ vertex: 'v', stream: 1, bytes: bytes.subarray(at, at + size) }, 'RUN x'),
  ])
  return [...events, ...lines.flush('v')].flatMap(event => (event.kind === 'log' ? event.text.split('\n') : []))
}

function hiding(...secrets: readonly string[]): Hide {
  const redactor = new Redactor(printable)
  redactor.add(secrets)
  return (text, from, to) => redactor.hide(text, from, to)
}

const token = 'Zq8-tokenABCDEFGHIJKLMNOPqrstuvwxyz0123456789'
const long = Array.from({ length: 20_000 }, (_, at) => `${((at * 7919) % 46_656).toString(36).padStart(3, '0')}`).join(
  '',
)
const leads = [0, 3960, 4000, 4031, 4032, 4033, 4050, 4080, 4090, 4095, 4096, 4097, 4100, 8100, 8192]

describe('a line that is longer than what is kept', () => {
  const shapes: readonly (readonly [string, (lead: number) => string, string])[] = [
    ['a token', lead => `${'.'.repeat(lead)}${token} done\n`, token],
    ['a token without an end of line', lead => `${'.'.repeat(lead)}${token}${'.'.repeat(5000)}`, token],
    ['a token in colours', lead => `${'.'.repeat(lead)}\u001b[1;31m${token}\u001b[0m done${'.'.repeat(99)}`, token],
    ['a token after a carriage return', lead => `${'.'.repeat(lead)}\r${token}\r${'.'.repeat(5000)}`, token],
    ['a token that looks like a command', lead => `${'.'.repeat(lead)}::${token}::${token}\n`, `::${token}::${token}`],
    ['letters of more than one unit', lead => `${'🔑'.repeat(lead >> 1)}${token} done\n`, token],
    ['60 kB', lead => `${'.'.repeat(lead)}${long} done\n`, long],
  ]
  test.each(shapes)('shows no part of a secret wherever it is cut: %s', (_, text, secret) => {
    const hide = hiding(secret)
    for (const lead of leads) {
      for (const size of [7, 20, 4096, 100_000]) {
        const left = said(text(lead), size, hide).join('|').replace(/[.|]+/g, ' ').replaceAll('🔑', '')
        expect(
          left
            .replace(/ ?\*+ ?/g, '')
            .replace('done', '')
            .trim(),
          `${lead} ${size}`,
        ).toBe('')
      }
    }
  })

  test.each([
    ['dots', '.'.repeat(20_000)],
    ['two units a letter', 'a🔑'.repeat(6000)],
    ['a line and more', `${'x'.repeat(9000)}\nnext\n${'y'.repeat(5000)}`],
  ])('loses nothing: %s', (_, text) => {
    for (const size of [1, 100, 4096, 100_000]) {
      const lines = said(text, size)
      expect(lines.join('')).toBe(text.replaceAll('\n', ''))
      expect(lines.filter(line => !line.isWellFormed())).toEqual([])
    }
  })

  test('is printable in each of its parts', () => {
    const lines = said(`${'.'.repeat(4096)}${'::error::x##[y]'.repeat(2000)}`, 50)
    expect(lines).toEqual(lines.map(printable))
    expect(lines.length).toBeGreaterThan(5)
  })
})

test('a secret of several lines is hidden though no line of it tells much', () => {
  expect(said('a\nuser\nhunter2\nb\n', 100, hiding('user\nhunter2'))).toEqual(['a', '***', 'b'])
})
