import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { newLineEndings } from '../../src/recipe/line-endings.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const hash = (text: string) => createHash('sha256').update(text).digest('hex')

it.each([
  ['LF to CRLF', 'a\r\nb\r\n', 'a\nb\n', 'CRLF'],
  ['CRLF to LF', 'a\nb\n', 'a\r\nb\r\n', 'LF'],
  ['mixed to CRLF', 'a\r\nb\r\n', 'a\nb\r\n', undefined],
  ['another text', 'a\r\nc\r\n', 'a\nb\n', undefined],
  ['bytes that are no UTF-8', 'é\r\n', 'é\n', 'CRLF'],
  ['nothing to end', 'a', 'a', undefined],
])('%s', (_, now, before, expected) => {
  expect(newLineEndings(bytes(now), hash(before))).toBe(expected)
})
