import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable } from '../../src/buildx/printable.ts'

test.each([
  ['plain text stays', 'a b\tc\nd é 😀', 'a b\tc\nd é 😀'],
  ['colours go', '\u001b[1;31mred\u001b[0m', 'red'],
  ['titles and links go', '\u001b]0;title\u0007a\u001b]8;;http://x\u001b\\b', 'ab'],
  ['an unfinished sequence goes', 'a\u001b[', 'a['],
  ['carriage returns end lines', 'a\r\nb\rc', 'a\nb\nc'],
  ['control and direction characters go', 'a\u0000\u0008\u007f\u009b\u202e\u2066b', 'ab'],
  ['a command of the runner is broken', '::add-mask::x', ': :add-mask::x'],
  ['also when indented', 'a\n \t::error::x', 'a\n \t: :error::x'],
  ['also in the old form', 'x ##[group]y', 'x ## [group]y'],
  ['also behind what is removed', '\u001b[0m:\u0000:error::x', ': :error::x'],
  ['also behind a carriage return', 'a\r::error::x', 'a\n: :error::x'],
  ['colons elsewhere stay', 'a::b', 'a::b'],
])('%s', (_name, text, expected) => {
  expect(printable(text)).toBe(expected)
})

const piece = fc.constantFrom(
  '\u001b',
  '[',
  ']',
  '0',
  'm',
  ':',
  '#',
  '##[',
  '::',
  '\r',
  '\n',
  ' ',
  '\u00a0',
  '\u2028',
  'a',
  '\u0007',
  '\u009b',
  '\u202e',
  '\\',
  ';',
)
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece).map(pieces => pieces.join('')),
)

test('no text leaves a command, a control character or more to remove', () => {
  fc.assert(
    fc.property(text, value => {
      const safe = printable(value)
      expect(safe).not.toMatch(/(?:^|[\r\n\u2028])\s*::/)
      expect(safe).not.toContain('##[')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
      expect(safe).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
      expect(printable(safe)).toBe(safe)
    }),
    { numRuns: 2000 },
  )
})
