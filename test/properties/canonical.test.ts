import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, canonicalPieces, compareCodePoints } from '../../src/canonical.ts'

const key = fc.string({ unit: 'binary' })
const value = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
})).value

/** The same value with the keys of every object in another order. */
function reversed(from: unknown): unknown {
  if (Array.isArray(from)) return from.map(reversed)
  if (typeof from !== 'object' || from === null) return from
  return Object.fromEntries(
    Object.entries(from)
      .reverse()
      .map(([name, field]) => [name, reversed(field)]),
  )
}

describe('canonicalPieces', () => {
  it('are what canonicalJson prints', () => {
    fc.assert(
      fc.property(value, each => {
        expect([...canonicalPieces(each)].join('')).toBe(canonicalJson(each))
      }),
    )
  })

  it('of a long list are many, and the same', () => {
    const files = Array.from({ length: 3000 }, (_, at) => ({ path: String(at), mode: '0644', gone: undefined }))
    const long = { files, mixed: [1, ...files.slice(0, 300), files.slice(0, 600), { files }] }
    const pieces = [...canonicalPieces(long)]
    expect(pieces.join('')).toBe(canonicalJson(long))
    expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThan(20_000)
  })
})

describe('canonicalJson', () => {
  it('reads back as the value', () => {
    fc.assert(
      fc.property(value, each => {
        expect(JSON.parse(canonicalJson(each))).toEqual(each)
      }),
    )
  })

  it('does not depend on the order in which fields were set', () => {
    fc.assert(
      fc.property(value, each => {
        expect(canonicalJson(reversed(each))).toBe(canonicalJson(each))
      }),
    )
  })

  it('gives different values different bytes', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(canonicalJson(one) === canonicalJson(other)).toBe(
          JSON.stringify(normal(one)) === JSON.stringify(normal(other)),
        )
      }),
    )
  })

  it('orders keys as the bytes of their UTF-8', () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(Math.sign(compareCodePoints(one, other))).toBe(
          Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other))),
        )
      }),
    )
  })

  it.each([
    [
      'keys by code point, not by UTF-16 unit',
      { '\u{1f600}': 1, '\uffee': 2, a: 3, A: 4, '': 5 },
      '{"":5,"A":4,"a":3,"\uffee":2,"\u{1f600}":1}',
    ],
    ['keys that look like numbers', { 10: 1, 9: 2 }, '{"10":1,"9":2}'],
    ['no space', { a: [1, { b: null }] }, '{"a":[1,{"b":null}]}'],
    ['fields that are undefined are absent', { a: undefined, b: 1 }, '{"b":1}'],
    ['zero has one sign', [-0], '[0]'],
    ['a key called __proto__', JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
    ['only what must be escaped', '\u2028"\\\n\u0001é', '"\u2028\\"\\\\\\n\\u0001é"'],
  ])('%s', (_, from, expected) => expect(canonicalJson(from)).toBe(expected))

  it.each([
    [1.5],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [2 ** 53],
    ['\ud800'],
    [{ '\udc00': 1 }],
    [[undefined]],
    [() => 1],
    [1n],
    [Symbol('x')],
  ])('refuses %s', from => expect(() => canonicalJson(from)).toThrow(TypeError))
})

/** Negative zero is zero, and keys are in order. */
function normal(from: unknown): unknown {
  if (Array.isArray(from)) return from.map(normal)
  if (typeof from !== 'object' || from === null) return Object.is(from, -0) ? 0 : from
  return Object.entries(from)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => [name, normal(field)])
    .concat([['is an object', true]])
}
