import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromGoExpression } from '../../src/context/expression.ts'

describe('fromGoExpression', () => {
  it.each<[string, string, boolean]>([
    ['^a$', 'a', true],
    ['^a|b$', 'xb', true],
    ['^.*$', 'a\u2028b', true],
    ['^.*$', 'a\nb', false],
    ['^[^/]*$', 'a\nb', true],
    ['^(.*/)?a$', 'x/y/a', true],
    ['^[]a]$', ']', true],
    ['^[^]a]$', ']', false],
    ['^[a[b]$', '[', true],
    ['^[a-]$', '-', true],
    ['^[[:upper:]_]$', 'Q', true],
    ['^[\\d\\s]$', '7', true],
    ['^[\\d\\s]$', '\u00a0', false],
    ['^\\s$', '\v', false],
    ['^[\\S]$', '\v', true],
    ['^\\w\\W$', 'é', false],
    ['^\\.\\_$', '._', true],
    ['^a\\z', 'a', true],
    ['^\\t$', '\t', true],
    ['^[\\t-\\r]$', '\n', true],
    ['^a]$', 'a]', true],
    ['^{a}$', '{a}', true],
  ])('%s on %j is %j', (source, text, expected) => expect(fromGoExpression(source)?.test(text)).toBe(expected))

  it.each(['[', '[b-a]', '\\', '\\Q', '\\pL', '\\x41', '\\1', '\\é', '[\\b]', 'a{2}', 'a{2,}', '[a-\\Q]'])(
    'refuses %s',
    source => expect(fromGoExpression(source)).toBeUndefined(),
  )

  it('takes any other character as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const plain = text.replace(/[\\^$.*+?()[\]{}|]/g, '')
        expect(fromGoExpression(`^${plain}$`)?.test(plain)).toBe(true)
      }),
    )
  })
})
