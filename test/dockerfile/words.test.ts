import { describe, expect, it } from 'vitest'
import { type ExpandOptions, expandWord, expandWords } from '../../src/dockerfile/words.ts'
import { BasehitError } from '../../src/errors.ts'

const position = { file: 'Dockerfile', line: 7, column: 3 }
const values = new Map([
  ['A', 'apple'],
  ['PATHS', '/usr/local/bin/tool.tar.gz'],
  ['EMPTY', ''],
  ['SPACED', ' a  b '],
  ['LINES', 'one\ntwo'],
  ['DOLLAR', '$0-$x-${0}-$$'],
])
const environment = { lookup: (name: string) => values.get(name) }

function expand(word: string, options: Partial<ExpandOptions> = {}): string {
  return expandWord(word, environment, { escape: '\\', position, ...options })
}

describe('expandWord', () => {
  it.each([
    ['$A', 'apple'],
    ['${A}s', 'apples'],
    ['$UNSET|', '|'],
    ['${UNSET:-x}', 'x'],
    ['${EMPTY:-x}', 'x'],
    ['${EMPTY-x}', ''],
    ['${UNSET-x}', 'x'],
    ['${A:+x}', 'x'],
    ['${EMPTY:+x}', ''],
    ['${EMPTY+x}', 'x'],
    ['${UNSET+x}', ''],
    ['${A:?no}', 'apple'],
    ['${EMPTY?no}', ''],
    ['${UNSET:-${EMPTY:-$A}}', 'apple'],
    ['${PATHS#*/}', 'usr/local/bin/tool.tar.gz'],
    ['${PATHS##*/}', 'tool.tar.gz'],
    ['${PATHS%.*}', '/usr/local/bin/tool.tar'],
    ['${PATHS%%.*}', '/usr/local/bin/tool'],
    ['${PATHS/l?c/X}', '/usr/XalX/bin/tool.tar.gz'.replace('XalX', 'Xal')],
    ['${PATHS//\\//:}', ':usr:local:bin:tool.tar.gz'],
    ['${A/p*/-}', 'a-'],
    ['${A//p/-}', 'a--le'],
    ['${A//x/-}', 'apple'],
    ['${LINES/o*/x}', 'x\ntwo'],
    ['${LINES##*o}', 'ne\ntwo'],
    ['$1$@$*$#$?$-$$$!$0|', '|'],
    ['$12x', 'x'],
    ['${+x}', ''],
    ['$.', '$.'],
    ['\\$A', '$A'],
    ["'$A'", '$A'],
    ['"$A"', 'apple'],
    ['"\\$A\\q\\""', '$A\\q"'],
    ['a\\b', 'ab'],
    ['a\\', 'a'],
    ['"" b', ' b'],
    ['<<  x', '<<  x'],
    ['\ufeffa\ufeff', 'a\ufeff'],
  ])('%s gives %j', (word, expected) => {
    expect(expand(word)).toBe(expected)
  })

  it('gives $0 and $name in the replacement of // the meaning of Go’s regexp, but not in that of /', () => {
    expect(expand('${A//pp/$DOLLAR}')).toBe('app--pp-$le')
    expect(expand('${A/pp/$DOLLAR}')).toBe('a$0-$x-${0}-$$le')
  })

  it('keeps backslashes in patterns for the pattern', () => {
    values.set('STARS', 'a*b')
    expect(expand('${STARS#a\\*}')).toBe('b')
    expect(expand('${STARS%\\*b}')).toBe('a')
  })

  it('takes the backtick as escape character', () => {
    expect(expand('C:\\$A`$A', { escape: '`' })).toBe('C:\\apple$A')
  })

  it('keeps quotes and escapes when asked', () => {
    expect(expand('\'a\' "$A" \\b', { rawQuotes: true, rawEscapes: true })).toBe('\'a\' "apple" \\b')
  })

  it('takes quotes as they are in heredoc bodies', () => {
    expect(expand('it\'s "$A" \\$A', { skipQuotes: true })).toBe('it\'s "apple" $A')
  })

  it('leaves unset variables when asked', () => {
    expect(expand('$A $U ${U} ${U:-x} ${U/a/b}', { skipUnset: true })).toBe('apple $U ${U} ${U:-x} ${U/a/b}')
  })

  it('tells every variable read, set or not, used or not', () => {
    const read: [string, string | undefined][] = []
    expand('$A ${UNSET:-$EMPTY} ${A:-$OTHER}', { onRead: (name, value) => read.push([name, value]) })
    expect(read).toEqual([
      ['A', 'apple'],
      ['EMPTY', ''],
      ['UNSET', undefined],
      ['OTHER', undefined],
      ['A', 'apple'],
    ])
  })

  it.each([
    ["'a", 'single quote'],
    ['"a', 'double quote'],
    ['${A', 'a ${ is never closed'],
    ['${A@', '"@" is not an operator'],
    ['${', 'never closed'],
    ['${}', 'not a substitution'],
    ['${:x}', 'not a substitution'],
    ['${A:-x', 'closing }'],
    ['${A/x', 'closing /'],
    ['${A/x/y', 'closing }'],
    ['${A:#x}', '":#"'],
    ['${A=x}', '"="'],
    ['${A:=x}', '":="'],
    ['${A^}', '"^"'],
    ['${A#\\x}', 'not a pattern'],
    ['${UNSET:?give it}', 'UNSET is not set: give it'],
    ['${UNSET?}', 'UNSET is not set'],
    ['${EMPTY:?}', 'EMPTY is empty'],
    ['${A:-'.repeat(501), 'nested'],
  ])('refuses %.20s', (word, fact) => {
    const error = faultOf(() => expand(word))
    expect(error).toMatchObject({ code: 'BH027', position })
    expect(error.message).toContain(fact)
  })

  it.each([`\${LONG##${'*a'.repeat(30)}b}`, `\${LONG%%b${'a*'.repeat(30)}}`, '${LONG//a*b/x}', '${LONG/*b*b/x}'])(
    'stays quick on %.20s, where backtracking explodes',
    word => {
      const long = 'a'.repeat(100_000)
      const began = performance.now()
      expect(expandWord(word, { lookup: () => long }, { escape: '\\', position })).toBe(long)
      expect(performance.now() - began).toBeLessThan(5000)
    },
  )

  it.each(['$A'.repeat(10), '${A//?/$A}', '${A##*$A}'])('refuses %.20s when it grows without measure', word => {
    const lookup = () => 'a'.repeat(1_000_000)
    expect(() => expandWord(word, { lookup }, { escape: '\\', position })).toThrow(
      expect.objectContaining({ code: 'BH027', position }),
    )
  })
})

describe('expandWords', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['$SPACED', ['a', 'b']],
    ['x$SPACED', ['x', 'a', 'b']],
    ['"$SPACED"', [' a  b ']],
    ['a\\ b', ['a b']],
    ['""', []],
    ['$UNSET', []],
    // BuildKit shares one buffer between the levels of nesting: what stands before is lost.
    ['a${UNSET:-b}', ['b']],
    ['a ${UNSET:-b}', ['a', 'b']],
  ])('%s gives %j', (word, expected) => {
    expect(expandWords(word, environment, { escape: '\\', position })).toEqual(expected)
  })
})

function faultOf(run: () => unknown): BasehitError {
  try {
    run()
  } catch (error) {
    if (error instanceof BasehitError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
