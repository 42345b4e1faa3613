import { describe, expect, it, test } from 'vitest'
import { isRequirementsName, readRequirements } from '../../src/lint/requirements-text.ts'

const read = (text: string | Uint8Array) =>
  readRequirements(typeof text === 'string' ? new TextEncoder().encode(text) : text).map(
    ({ line, column, ...rest }) => `${line}:${column} ${Object.values(rest).join(' ')}`,
  )

test.each([
  'requirements.txt',
  'a/requirements-dev.txt',
  'constraints.txt',
  'test_requirements.txt',
  'REQUIREMENTS.TXT',
])('%s is one', path => {
  expect(isRequirementsName(path)).toBe(true)
})

test.each(['requirements.in', 'requirements/dev.txt', 'notes.txt', 'requirements.txt.bak', 'requirements.txt/x'])(
  '%s is none',
  path => {
    expect(isRequirementsName(path)).toBe(false)
  },
)

describe('a line', () => {
  it.each([
    ['-r base.txt', ['1:1 include -r base.txt']],
    ['-rbase.txt', ['1:1 include -r base.txt']],
    ['--requirement=base.txt', ['1:1 include -r base.txt']],
    ['--requirement  "a b.txt"', ['1:1 include -r a b.txt']],
    ['  -c ../c.txt # why', ['1:3 include -c ../c.txt']],
    ['--constraint c.txt', ['1:1 include -c c.txt']],
    ['-r https://example.com/r.txt', []],
    ['-r ${HOME}/r.txt', []],
    ['-e ../lib[extra]', ['1:1 directory -e ../lib[extra] ../lib']],
    ['--editable=./lib', ['1:1 directory --editable=./lib ./lib']],
    ['../lib', ['1:1 directory ../lib ../lib']],
    ['-e git+https://example.com/x#egg=x', []],
    ['--extra-index-url https://u:p@example.com/simple', ['1:1 extra-index']],
    ['--extra-index-url=https://example.com/simple', ['1:1 extra-index']],
    ['--index-url https://example.com/simple', []],
    ['--require-hashes', ['1:1 hash']],
    ['torch==2.4 ; python_version > "3"', ['1:1 package']],
    ['torch==2.4 --hash=sha256:00', ['1:1 package', '1:1 hash']],
    ['torch==2.4 \\\n    --hash=sha256:00', ['1:1 package', '1:1 hash']],
    ['x @ https://example.com/x.whl', []],
    ['https://example.com/x.whl', []],
    ['# -r base.txt', []],
    ['', []],
    ['a\r\n-r b.txt\r\n', ['1:1 package', '2:1 include -r b.txt']],
    ['-r \\\n# comment\nb.txt', ['3:1 package']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

test('what is not UTF-8 has no lines', () => {
  expect(read(Buffer.from('-r base.txt', 'utf16le'))).toEqual([])
  expect(read(new Uint8Array([0x2d, 0x72, 0x20, 0xff]))).toEqual([])
})
