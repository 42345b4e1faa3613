import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BuildArgSurroundings, readBuildArgs } from '../../src/commands/read-build-args.ts'

function read(entries: readonly string[], { env = {}, proxies = new Map() }: Partial<BuildArgSurroundings> = {}) {
  return [...readBuildArgs(entries, { env, proxies })]
}

describe('readBuildArgs', () => {
  const proxies = new Map([
    ['HTTP_PROXY', 'http://proxy:1'],
    ['NO_PROXY', 'localhost'],
  ])
  const cases: readonly (readonly [string, readonly string[], Partial<BuildArgSurroundings>, unknown])[] = [
    ['a value', ['A=1'], {}, [['A', '1']]],
    ['an empty value', ['A='], {}, [['A', '']]],
    ['the registry of a scope', ['npm_config_@team:registry=x'], {}, [['npm_config_@team:registry', 'x']]],
    ['a value with equals signs and line breaks', ['A=b=c\nd'], {}, [['A', 'b=c\nd']]],
    ['the same twice', ['A=1', 'A=1'], {}, [['A', '1']]],
    [
      'names in order',
      ['b=1', 'B=2', 'A=3'],
      {},
      [
        ['A', '3'],
        ['B', '2'],
        ['b', '1'],
      ],
    ],
    ['a value of the environment', ['A'], { env: { A: 'x' } }, [['A', 'x']]],
    ['an empty value of the environment', ['A'], { env: { A: '' } }, [['A', '']]],
    ['the environment over nothing', ['A=1'], { env: { A: '2' } }, [['A', '1']]],
    ['SOURCE_DATE_EPOCH of the environment', [], { env: { SOURCE_DATE_EPOCH: '1' } }, [['SOURCE_DATE_EPOCH', '1']]],
    [
      'SOURCE_DATE_EPOCH as given',
      ['SOURCE_DATE_EPOCH=2'],
      { env: { SOURCE_DATE_EPOCH: '1' } },
      [['SOURCE_DATE_EPOCH', '2']],
    ],
    ['no SOURCE_DATE_EPOCH when it is empty', [], { env: { SOURCE_DATE_EPOCH: '' } }, []],
    ['proxies', [], { proxies }, [...proxies]],
    [
      'proxies but the given one, in any case',
      ['http_proxy=mine'],
      { proxies },
      [
        ['NO_PROXY', 'localhost'],
        ['http_proxy', 'mine'],
      ],
    ],
  ]
  test.each(cases)('takes %s', (_, entries, given, expected) => {
    expect(read(entries, given)).toEqual(expected)
  })

  const refusals: readonly (readonly [string, readonly string[]])[] = [
    ['BH060', ['FOO']],
    ['BH061', ['1X=a']],
    ['BH061', ['A B=c']],
    ['BH061', ['=c']],
    ['BH061', ['A=1', 'A=2']],
    ['BH064', ['A=\0']],
    ['BH064', ['A=\ud800']],
    ['BH064', [`A=${'x'.repeat(4 * 1024 * 1024 + 1)}`]],
  ]
  test.each(refusals)('refuses with %s', (code, entries) => {
    expect(() => read(entries)).toThrow(expect.objectContaining({ code }))
  })

  test('does not show a long text that stands where a name should', () => {
    const key = `-----BEGIN ${'secret'.repeat(20)}`
    expect(() => read([key])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret'.repeat(10)) }),
    )
  })

  test('does not depend on the order of what is given', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,3}$/)
    fc.assert(
      fc.property(fc.dictionary(name, fc.string(), { maxKeys: 8 }), args => {
        const entries = Object.entries(args).map(([key, value]) => `${key}=${value}`)
        expect(read(entries.toReversed())).toEqual(read(entries))
      }),
    )
  })
})
