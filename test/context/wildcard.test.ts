import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileWildcard, hasWildcard } from '../../src/context/wildcard.ts'

describe('compileWildcard', () => {
  it.each<[string, string, boolean]>([
    ['abc', 'abc', true],
    ['abc', 'ab', false],
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'abc', true],
    ['*', 'a/b', false],
    ['a*', 'ab/c', false],
    ['a*/b', 'abc/b', true],
    ['a*b*c', 'axxbyyc', true],
    ['*x', 'xxx', true],
    ['**', 'a', true],
    ['**/a', 'b/a', true],
    ['**/a', 'b/c/a', false],
    ['a?b', 'a☺b', true],
    ['a?b', 'a😀b', true],
    ['a?b', 'a/b', false],
    ['[a-c]', 'b', true],
    ['[^a-c]', 'b', false],
    ['a[^b]c', 'a/c', true],
    ['[\\]a]', ']', true],
    ['[\\-x]', '-', true],
    ['[a\\-c]', 'b', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a]', 'a]', true],
    ['*[^x]*b', 'cd/b', false],
  ])('%j on %j is %j', (pattern, path, expected) => expect(compileWildcard(pattern)?.matches(path)).toBe(expected))

  it.each(['[', '[^', '[]a]', '[-]', '[x-]', '[-x]', '[a-b-c]', '[^bc', 'a[', '\\', 'a*\\', '[\\', '[]', '[a', 'b*['])(
    '%j is malformed',
    pattern => expect(compileWildcard(pattern)).toBeUndefined(),
  )

  it.each<[string, string]>([
    ['a*/[bc]', 'name-by-name'],
    ['a[^b]c', 'across-names'],
    ['a[.-9]c', 'across-names'],
    ['a[/]c', 'across-names'],
  ])('%j reaches %s', (pattern, reach) => expect(compileWildcard(pattern)?.reach).toBe(reach))

  it('fits a text whose special characters are all escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const escaped = text.replace(/[*?[\]\\-]/g, '\\$&')
        expect(compileWildcard(escaped)?.matches(text)).toBe(true)
        expect(compileWildcard(escaped)?.matches(`${text}x`)).toBe(false)
      }),
    )
  })

  it('fits name by name as it fits the whole, where it says so', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '[ab]', '[^a]', '\\a'), maxLength: 4 })
    const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), fc.array(name, { maxLength: 3 }), (parts, names) => {
        const whole = compileWildcard(parts.join('/'))
        if (whole?.reach !== 'name-by-name' || parts.length === 0 || names.length === 0) return
        const each = parts.every((one, index) => compileWildcard(one)?.matches(names[index] ?? '') === true)
        expect(whole.matches(names.join('/'))).toBe(parts.length === names.length && each)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('hasWildcard', () => {
  it.each<[string, boolean]>([
    ['a/b.txt', false],
    ['a*', true],
    ['a?', true],
    ['[a]', true],
    ['a]', false],
    ['\\*', false],
    ['\\\\*', true],
    ['a\\', false],
  ])('%j: %j', (path, expected) => expect(hasWildcard(path)).toBe(expected))
})
