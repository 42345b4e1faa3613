import { describe, expect, it } from 'vitest'
import { splitParents } from '../../src/context/parents.ts'
import { failure, questionsOf, select } from './sample.ts'

describe('splitParents', () => {
  it.each<[string, string, string | undefined]>([
    ['a/b', '', 'a/b'],
    ['/a//b/', '', 'a/b'],
    ['x/./a/b', 'x', 'x/a/b'],
    ['./a', '', 'a'],
    ['../x/./a', 'x', 'x/a'],
    ['x/./a*', 'x', undefined],
    ['x*/./a', 'x*', undefined],
  ])('%s starts at %j and requires %j', (source, start, required) => {
    expect(splitParents(source, undefined).start).toBe(start)
    expect(splitParents(source, undefined).required).toBe(required)
  })

  it.each<[string, string, boolean]>([
    ['a/b/c', 'a', true],
    ['a/b/c', 'a/b', true],
    ['a/b/c', 'a/x', false],
    ['a/b/c', 'x', false],
    ['a/*/c', 'a/x', true],
    ['a/*/c', 'a/x/y', false],
    ['a/**/c', 'x/y/z', true],
    ['a/[bc]', 'x/y', true],
  ])('%s below %s: %j', (source, directory, expected) => {
    expect(splitParents(source, undefined).include.mayContain(directory)).toBe(expected)
  })
})

describe('--parents', () => {
  const parents = (source: string, exclude: string[] = []) => select(source, { parents: 'keep', exclude })

  it.each<[string, string[]]>([
    ['app/main.py', ['app/', 'app/main.py']],
    ['/app/static/logo.svg', ['app/', 'app/static/', 'app/static/logo.svg']],
    ['app/static', ['app/', 'app/static/', 'app/static/empty/', 'app/static/logo.svg']],
    ['app/./static/logo.svg', ['/', 'static/', 'static/logo.svg']],
    ['current/./static/logo.svg', ['/', 'static/', 'static/logo.svg']],
    ['*/*.txt', ['apt/', 'apt/list.txt']],
    ['app/link', ['app/', 'app/link -> ../requirements.txt']],
    ['**/*.svg', ['app/', 'app/static/', 'app/static/logo.svg']],
    ['nothing*', []],
  ])('%s selects', (source, expected) => expect(parents(source)).toEqual(expected))

  it('reads no directory that cannot hold a match', () => {
    const asked = questionsOf('app/*.py', { parents: 'keep' }).filter(each => each.startsWith('list'))
    expect(asked).toEqual(['list', 'list app'])
  })

  it('does not look through symlinks', () => expect(failure('current/main.py', { parents: 'keep' }).code).toBe('BH034'))
  it('needs what it names', () => expect(failure('app/gone', { parents: 'keep' }).code).toBe('BH034'))
  it('needs what it names after exclusion', () => {
    expect(failure('app/main.py', { parents: 'keep', exclude: ['**/*.py'] }).code).toBe('BH034')
  })
})
