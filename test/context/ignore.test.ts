import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePatterns, parseIgnoreFile } from '../../src/context/ignore.ts'
import { BasehitError } from '../../src/errors.ts'

describe('parseIgnoreFile', () => {
  const texts = (text: string) => parseIgnoreFile(text, '.dockerignore').map(pattern => pattern.text)

  it.each<[string, string, string[]]>([
    ['plain lines', 'a\nb\n', ['a', 'b']],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
    ['a byte order mark', '\ufeffa\n', ['a']],
    ['comments at the first column only', '#a\n #b\na#c', ['#b', 'a#c']],
    ['a comment behind a byte order mark', '\ufeff# a', []],
    ['blank lines and spaces', '\n  \n\ta \n', ['a']],
    ['paths to shorten', '/a\n./b\nc/\nd//e/../f\n/', ['a', 'b', 'c', 'd/f', '/']],
    ['what is taken back', '!a\n! /b/\n!', ['!a', '!b', '!']],
    ['no final newline', 'a', ['a']],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => expect(texts(text)).toEqual(expected))

  it('keeps where a pattern stands', () => {
    const [, pattern] = parseIgnoreFile('# notes\na\n  b\n', 'app/.dockerignore')
    expect(pattern?.position).toEqual({ file: 'app/.dockerignore', line: 3, column: 3 })
  })
})

describe('compilePatterns', () => {
  it.each<[string[], string, boolean]>([
    [['a'], 'a', true],
    [['a'], 'a/b/c', true],
    [['a'], 'b/a', false],
    [['/a'], 'a', false],
    [['a/'], 'a', true],
    [['./a'], 'a', true],
    [['*.md', '!README.md'], 'README.md', false],
    [['!README.md', '*.md'], 'README.md', true],
    [['*.md'], 'docs/a.md', false],
    [['**/*.md'], 'docs/a.md', true],
    [['**/*.md'], 'a.md', true],
    [['a**b'], 'ab', true],
    [['a**b'], 'ax/yb', false],
    [['a**b'], 'ax/b', true],
    [['a**'], 'abc', true],
    [['a/**'], 'a', false],
    [['docs', '!docs/keep'], 'docs/keep/x', false],
    [['docs', '!docs/keep', 'docs/keep/x'], 'docs/keep/x', true],
    [['**', '!a'], 'a/b', false],
    [['[a-c]x'], 'bx', true],
    [['[^a]x'], 'bx', true],
    [['[[:digit:]]x'], '5x', true],
    [['x[[:digit:]]'], ':]', false],
    [['a\\*b'], 'a*b', true],
    [['a\\b'], 'ab', false],
    [['*\\d'], 'a7', true],
    [['?'], '😀', true],
    [['?'], '\n', true],
    [['a.b+(c)$', 'x'], 'a.b+(c)$', true],
    [['*.{js,ts}'], 'a.js', false],
    [['*.{js,ts}'], 'a.{js,ts}', true],
    [['a*|b'], 'xb', true],
    [['  a  '], 'a', true],
    [['', '  '], 'a', false],
    [['!a/../b', '*'], 'b', true],
    [['[[:^alpha:]]x'], '7x', true],
    [['[[:^alpha:]]x'], 'ax', false],
    [['[[:^alpha:]]x'], ':]x', false],
    // Go's Match looks at no part behind one that does not fit, and its expressions take `]` as a member.
    [['ab*[]a]'], 'abx]', true],
    [['ab*[--a]'], 'ab0', true],
    [['b*a\\'], 'ba', false],
    [['b*a\\'], 'ba$c', true],
  ])('%j on %j is %j', (patterns, path, expected) => {
    const matcher = compilePatterns(patterns)
    expect(matcher.matches(path)).toBe(expected)
    expect(matcher.matchWithParent(path).matched).toBe(expected)
  })

  it.each(['[', 'a[', '[]', '[b-a]', 'a\\', '!', '! ', '*\\Q', '[[:foo:]]', '*[]', '*\\x41', '\\p', '*a{2}'])(
    '%j is refused',
    pattern => {
      const position = { file: '.dockerignore', line: 3, column: 1 }
      const compile = () => compilePatterns([{ text: 'fine' }, { text: pattern, position }])
      expect(compile).toThrowError(expect.objectContaining({ code: 'BH049', position }))
      expect(compile).toThrowError(BasehitError)
    },
  )

  it.each<[string[], string, boolean]>([
    [['a'], 'a', false],
    [['a', '!a/b'], 'a', true],
    [['a', '!a/b'], 'a/b', true],
    [['a', '!a/b'], 'a/c', false],
    [['a', '!a/b'], 'ab', false],
    [['a', '!a/b/*'], 'a/b', true],
    [['a', '!a/b/**'], 'c', false],
    [['a', '!**/x'], 'a/z', true],
    [['a', '!c/[x]'], 'a', true],
  ])('%j may take back below %s: %j', (patterns, directory, expected) => {
    expect(compilePatterns(patterns).mayReinclude(directory)).toBe(expected)
  })

  it('names the pattern that decides', () => {
    const matcher = compilePatterns(['*.log', 'tmp', '!tmp/keep.log'])
    expect(matcher.explain('tmp/x')?.text).toBe('tmp')
    expect(matcher.explain('a.log')?.text).toBe('*.log')
    expect(matcher.explain('tmp/keep.log')).toBeUndefined()
  })
})

describe('what costs most', () => {
  const timed = (work: () => void) => {
    const started = performance.now()
    work()
    return performance.now() - started
  }

  it.each<[string, string, string]>([
    ['stars', `${'*a'.repeat(14)}b`, 'a'.repeat(120)],
    ['double stars', `${'**/'.repeat(100)}b`, 'a/'.repeat(100)],
    ['classes and stars', `${'[^b]*'.repeat(100)}c`, 'a'.repeat(250)],
  ])('%s', (_, pattern, name) => {
    expect(timed(() => compilePatterns([pattern]).matches(name))).toBeLessThan(1000)
  })

  it.each<[string, string]>([
    ['blanks', `a${' '.repeat(100_000)}b`],
    ['braces', `*${'{'.repeat(20_000)}`],
    ['openings of a class name', `*[${'[:'.repeat(20_000)}a]`],
  ])('%s', (_, line) => {
    expect(timed(() => compilePatterns(parseIgnoreFile(line, '.dockerignore')))).toBeLessThan(2000)
  })
})

describe('properties', () => {
  const unit = fc.constantFrom('a', 'b', 'c', '/', '*', '**', '?', '**/', '/**', '[ab]')
  const pattern = fc
    .tuple(fc.constantFrom('', '', '!'), fc.string({ unit, minLength: 1, maxLength: 5 }))
    .map(parts => parts.join(''))
  const path = fc.array(fc.constantFrom('a', 'b', 'c', 'ab'), { minLength: 1, maxLength: 4 })

  it('a walk from above decides as a look at the whole path', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), path, (patterns, names) => {
        const matcher = compilePatterns(patterns.filter(each => !/^!?\/*$/.test(each)))
        let state: readonly boolean[] | undefined
        let matched = false
        for (let end = 1; end <= names.length; end++) {
          ;({ matched, state } = matcher.matchWithParent(names.slice(0, end).join('/'), state))
        }
        const alone = matcher.matchWithParent(names.join('/')).matched
        expect(alone).toBe(matcher.matches(names.join('/')))
        if (!patterns.some(each => each.startsWith('!'))) expect(matched).toBe(alone)
      }),
      { numRuns: 2000 },
    )
  })

  it('nothing is taken back where that may not be', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), path, (patterns, names) => {
        const matcher = compilePatterns(patterns.filter(each => !/^!?\/*$/.test(each)))
        let state: readonly boolean[] | undefined
        let closed = false
        for (let end = 1; end <= names.length; end++) {
          const directory = names.slice(0, end).join('/')
          const seen = matcher.matchWithParent(directory, state)
          state = seen.state
          if (closed) expect(seen.matched).toBe(true)
          closed ||= seen.matched && !matcher.mayReinclude(directory)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('a pattern taken back at the end hides nothing it fits', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 3 }), path, (patterns, names) => {
        const kept = patterns.filter(each => !/^!?\/*$/.test(each))
        expect(compilePatterns([...kept, `!${names.join('/')}`]).matches(names.join('/'))).toBe(false)
      }),
    )
  })
})
