import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChallenges } from '../../../src/bases/registry/challenge.ts'

const read = (header: string) =>
  parseChallenges(header)?.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])

describe('parseChallenges', () => {
  it.each([
    ['Basic', [['basic', {}]]],
    ['Basic realm="a, b"', [['basic', { realm: 'a, b' }]]],
    [
      'bearer REALM="https://a/t",Service=x , scope="repository:a/b:pull,push"',
      [['bearer', { realm: 'https://a/t', service: 'x', scope: 'repository:a/b:pull,push' }]],
    ],
    [
      'Negotiate, Bearer realm="https://a/t,b",service="s", Basic realm="z"',
      [
        ['negotiate', {}],
        ['bearer', { realm: 'https://a/t,b', service: 's' }],
        ['basic', { realm: 'z' }],
      ],
    ],
    [
      'Negotiate YII+/a==, Basic realm="z"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'z' }],
      ],
    ],
    [
      'Negotiate abc==, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    [
      'Negotiate YII=, Bearer realm="https://a/t", NTLM TlRM=',
      [
        ['negotiate', {}],
        ['bearer', { realm: 'https://a/t' }],
        ['ntlm', {}],
      ],
    ],
    ['Bearer realm=', [['bearer', {}]]],
    ['Bearer realm="say \\"hi\\" \\\\"', [['bearer', { realm: 'say "hi" \\' }]]],
    ['Bearer realm = "a" , service = b', [['bearer', { realm: 'a', service: 'b' }]]],
    ['Basic realm=""', [['basic', { realm: '' }]]],
    [' , Basic realm="a",', [['basic', { realm: 'a' }]]],
    ['', []],
  ])('%s', (header, expected) => {
    expect(read(header)).toEqual(expected)
  })

  it.each([
    ['a quote that does not end', 'Bearer realm="https://a'],
    ['a parameter given twice', 'Bearer realm="a",realm="b"'],
    ['a parameter without value', 'Bearer realm="a",service='],
    ['padding that goes on', 'Negotiate abc==def'],
    ['parameters without a comma', 'Bearer realm="a" service="b"'],
    ['no scheme', '"quoted"'],
  ])('refuses %s', (_, header) => {
    expect(parseChallenges(header)).toBeUndefined()
  })

  it('gives back any value that was quoted', () => {
    const text = fc.stringMatching(/^[ -~]*$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), pairs => {
        const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`
        const header = pairs.map(([one, two]) => `Bearer realm=${quote(one)}, service=${quote(two)}`).join(', ')
        expect(read(header)).toEqual(pairs.map(([realm, service]) => ['bearer', { realm, service }]))
      }),
    )
  })

  it('ends on any text', () => {
    fc.assert(fc.property(fc.string(), text => void parseChallenges(text)))
  })
})
