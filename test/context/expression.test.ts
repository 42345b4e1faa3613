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
    ['^[[:^alpha:]]$', '7', true],
    ['^[[:^alpha:]]$', 'a', false],
    ['^[[:]a]$', ':a]', true],
    ['^[é-ü]$', 'ö', true],
    ['^[^a]$', '😀', true],
    ['^a\\b-$', 'a-', true],
    ['^a\\bb$', 'ab', false],
    ['^a\\Bb$', 'ab', true],
    ['\\bb', 'ab b', true],
    ['^a|^b|c$', 'xc', true],
    ['^a|^b|c$', 'xb', false],
    ['a^b', 'a^b', false],
    ['a$b', 'a$b', false],
    ['^$', '', true],
    ['', 'a', true],
    ['^(a|b*)?c$', 'bbbc', true],
  ])('%s on %j is %j', (source, text, expected) => expect(fromGoExpression(source)?.test(text)).toBe(expected))

  it.each([
    '[',
    '[b-a]',
    '\\',
    '\\Q',
    '\\pL',
    '\\x41',
    '\\1',
    '\\é',
    '[\\b]',
    '[[:foo:]]',
    '[[:a]:]',
    '(a',
    'a)',
    '*',
    'a**',
    'a{2}',
    'a{2,}',
    '[a-\\Q]',
  ])('refuses %s', source => expect(fromGoExpression(source)).toBeUndefined())

  it('takes any other character as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const plain = text.replace(/[\\^$.*+?()[\]{}|]/g, '')
        expect(fromGoExpression(`^${plain}$`)?.test(plain)).toBe(true)
      }),
    )
  })

  it('fits what the engine of JavaScript fits, where both read an expression alike', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '[^/]',
      '(.*/)?',
      'a*',
      '[^/]*',
      '.*',
      '/',
      '\\b',
      '|',
      '^',
    )
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', '\n', 'é', '😀'), maxLength: 8 })
    fc.assert(
      fc.property(fc.array(atom, { maxLength: 8 }), text, (atoms, given) => {
        const source = `^${atoms.join('')}$`
        const other = new RegExp(source.replace(/(?<!\[)\./g, '[^\\n]'), 'u')
        expect(fromGoExpression(source)?.test(given)).toBe(other.test(given))
      }),
      { numRuns: 5000 },
    )
  })
})

describe('the steps of a match', () => {
  const stars = '[^/]*a'.repeat(14)

  it('are few for what an engine that goes back never finishes', () => {
    const started = process.cpuUsage()
    expect(fromGoExpression(`^${stars}b$`)?.test('a'.repeat(120))).toBe(false)
    expect(process.cpuUsage(started).user).toBeLessThan(50_000)
  })

  it('are at most a few for each part of the expression and each character', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '[^/]*',
      '.*',
      '(.*/)?',
      '[ab]',
      '[^a]',
      '[a-cx-z0-9]',
      'a*',
      '|',
      '\\b',
      '\\B',
      '^',
      '$',
    )
    const unit = fc.constantFrom('a', 'a', 'a', 'b', '/', '-', 'é')
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 60 }),
        fc.array(fc.string({ unit, maxLength: 300 }), { maxLength: 4 }),
        (parts, texts) => {
          const source = `^${parts.join('')}$`
          const automaton = fromGoExpression(source)
          for (const text of texts) {
            const before = automaton?.steps ?? 0
            automaton?.test(text)
            expect((automaton?.steps ?? 0) - before).toBeLessThanOrEqual(2 * (source.length + 2) * (text.length + 2))
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('of many kept states are not kept for ever', () => {
    const automaton = fromGoExpression(`^[^/]*a${'[^/]'.repeat(40)}$`)
    const other = new RegExp(`^[^/]*a${'[^/]'.repeat(40)}$`, 'u')
    let state = 1
    for (let round = 0; round < 50; round++) {
      const text = Array.from({ length: 200 }, () => {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
        return (state >> 16) % 2 === 0 ? 'a' : 'b'
      }).join('')
      expect(automaton?.test(text)).toBe(other.test(text))
      expect(automaton?.kept).toBeLessThan(21_000)
    }
  })
})
