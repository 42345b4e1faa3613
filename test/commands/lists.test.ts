import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ListForm, readList } from '../../src/commands/lists.ts'

const list: ListForm = { commas: 'part', quotes: 'hold', spaces: 'trim' }
const lines: ListForm = { commas: 'keep', quotes: 'hold', spaces: 'trim' }
const outputs: ListForm = { commas: 'keep', quotes: 'keep', spaces: 'trim' }
const secrets: ListForm = { commas: 'keep', quotes: 'hold', spaces: 'keep' }

/** What docker/build-push-action's parser does with the same text. */
const table: readonly (readonly [string, ListForm, string, readonly string[]])[] = [
  ['nothing', list, '', []],
  ['white space only', list, ' \n ', []],
  ['lines', list, 'bar\nbaz', ['bar', 'baz']],
  ['an empty line', list, 'bar\n\nbaz', ['bar', 'baz']],
  ['a line of spaces', list, 'bar\n  \nbaz', ['bar', 'baz']],
  ['commas', list, 'bar,baz', ['bar', 'baz']],
  ['a trailing comma', list, 'bar,baz,', ['bar', 'baz']],
  ['spaces after commas', list, 'bar, baz ,bat', ['bar', 'baz', 'bat']],
  ['CRLF', list, 'bar\r\nbaz', ['bar', 'baz']],
  ['CRLF and commas', list, 'bar\r\nbaz,bat', ['bar', 'baz', 'bat']],
  ['a hash, which begins no comment', list, 'foo=bar\nbar=qux#baz', ['foo=bar', 'bar=qux#baz']],
  [
    'a quoted line with commas',
    list,
    'linux/amd64\n"linux/arm64,linux/arm/v7"',
    ['linux/amd64', 'linux/arm64', 'linux/arm/v7'],
  ],
  ['a quoted field beside another', list, '"a,b",c', ['a,b', 'c']],
  [
    'kept commas',
    lines,
    'user/app:cache\ntype=local,src=path/to/dir',
    ['user/app:cache', 'type=local,src=path/to/dir'],
  ],
  ['kept commas, CRLF', lines, 'user/app:cache\r\ntype=local,src=path', ['user/app:cache', 'type=local,src=path']],
  ['a quote inside a field', lines, 'A=say "hi", twice', ['A=say "hi", twice']],
  ['an entry of several lines', lines, 'A=1\n"B=a\nb\n\nc"\nC=2', ['A=1', 'B=a\nb\n\nc', 'C=2']],
  ['doubled quotes', lines, '"A=say ""hi"""', ['A=say "hi"']],
  ['unquoted lines', lines, 'B=a\nb\nc', ['B=a', 'b', 'c']],
  ['quotes that stay', outputs, 'type=image,"name=a,b",push=true', ['type=image,"name=a,b",push=true']],
  [
    'quotes around all that stay',
    outputs,
    '"env.no_proxy=localhost,127.0.0.1"',
    ['"env.no_proxy=localhost,127.0.0.1"'],
  ],
  ['trailing line breaks of a secret', secrets, '"KEY=a\nb\n\n\n"\n', ['KEY=a\nb\n\n\n']],
  ['spaces around a secret', secrets, 'KEY= a \nOTHER=b', ['KEY= a ', 'OTHER=b']],
]

describe('readList', () => {
  test.each(table)('reads %s', (_, form, text, expected) => {
    expect(readList('name', text, form)).toEqual(expected)
  })

  test('refuses an open quote without showing the text', () => {
    const read = () => readList('secrets', '"KEY=hunter2\nmore', secrets)
    expect(read).toThrow(expect.objectContaining({ code: 'BH078' }))
    expect(read).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') }))
    try {
      read()
    } catch (error) {
      expect((error as Error).cause).toBeUndefined()
    }
  })

  test('gives back any entries that were quoted by the rules', () => {
    const entry = fc.string({ minLength: 1 }).filter(text => text.trim() === text && text !== '')
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), entries => {
        const text = entries.map(each => `"${each.replaceAll('"', '""')}"`).join('\n')
        expect(readList('name', text, lines)).toEqual(entries)
      }),
    )
  })

  test('parts plain words alike at commas and at line breaks', () => {
    const words = fc.array(fc.stringMatching(/^[a-z0-9./:=-]+$/), { minLength: 1 })
    fc.assert(
      fc.property(words, entries => {
        expect(readList('name', entries.join(','), list)).toEqual(entries)
        expect(readList('name', entries.join('\n'), list)).toEqual(entries)
      }),
    )
  })
})
