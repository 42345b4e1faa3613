import { describe, expect, it } from 'vitest'
import { compilePatterns, parseIgnoreFile } from '../../src/context/ignore.ts'
import { selectSource, selectTree } from '../../src/context/selection.ts'
import { BasehitError } from '../../src/errors.ts'
import { sha256Hex } from '../../src/image/digest.ts'
import { failure, landings, position, questionsOf, select, tree } from './sample.ts'
import { ask } from './tree.ts'

describe('a file', () => {
  it.each([
    'requirements.txt',
    './requirements.txt',
    '/requirements.txt',
    'app/../requirements.txt',
    '../requirements.txt',
  ])('is named %s', source => expect(select(source)).toEqual(['requirements.txt']))

  it('carries its facts', () => {
    const { entries } = ask(tree, selectSource('app/main.py')).result
    expect(entries).toEqual([
      {
        kind: 'file',
        path: 'main.py',
        depth: 'source',
        from: 'app/main.py',
        mode: '0644',
        size: 4,
        sha256: sha256Hex('main'),
      },
    ])
  })

  it('is all that is looked at', () => {
    expect(questionsOf('app/main.py')).toEqual(['stat app', 'stat app/main.py', 'hash app/main.py'])
  })

  it('counts its mode', () => {
    const { entries } = ask(tree, selectSource('private/key')).result
    expect(entries[0]).toMatchObject({ mode: '0600' })
  })
})

describe('a directory', () => {
  it('lands as its contents, links as links', () => {
    expect(select('app')).toEqual([
      '/',
      'link -> ../requirements.txt',
      'main.py',
      'main.pyc',
      'static/',
      'static/empty/',
      'static/logo.svg',
    ])
  })

  it('counts its own mode', () => {
    const { entries } = ask(tree, selectSource('private')).result
    expect(entries).toMatchObject([{ kind: 'directory', path: '', mode: '0700' }, { path: 'key' }])
  })

  it.each(['.', '/', './', 'app/..', ''])('that is the root (%s) does not', source => {
    const { entries } = ask({ a: 'a' }, selectSource(source)).result
    expect(entries).toMatchObject([{ kind: 'file', path: 'a' }])
    expect(entries).toHaveLength(1)
  })
})

describe('a symlink', () => {
  it('is followed when it is the source, under its own name', () => {
    expect(select('alias')).toEqual(['alias'])
    expect(ask(tree, selectSource('alias')).result.entries[0]).toMatchObject({ from: 'app/static/logo.svg' })
  })

  it('to a directory lands as the contents', () => expect(select('current/static')).toEqual(select('app/static')))

  it('starts at the root again when absolute or pointing above it', () => {
    expect(ask(tree, selectSource('absolute')).result.entries[0]).toMatchObject({ from: 'apt/list.txt' })
    expect(ask(tree, selectSource('clamped')).result.entries[0]).toMatchObject({ from: 'apt/list.txt' })
  })

  it('is refused when it leaves the context', () => expect(failure('outside').code).toBe('BH044'))
  it('is refused when it points nowhere', () => expect(failure('dangling').code).toBe('BH034'))
  it('is refused when it loops', () => expect(failure('round').code).toBe('BH043'))
  it('is refused below a file', () => expect(failure('setup.py/x').code).toBe('BH034'))
})

describe('a wildcard', () => {
  it.each([
    ['*.txt', ['requirements.txt']],
    [
      'ap*',
      [
        '/',
        'link -> ../requirements.txt',
        'main.py',
        'main.pyc',
        'static/',
        'static/empty/',
        'static/logo.svg',
        '/',
        'list.txt',
      ],
    ],
    ['app/*.py', ['main.py']],
    ['*/*.txt', ['list.txt']],
    ['current/*.py', ['main.py']],
    ['a?t/[k-m]*', ['list.txt']],
    ['app/s*/logo.svg', ['logo.svg']],
    ['nothing*', []],
    ['setup.py/*', []],
    ['**/*.txt', ['list.txt']],
    ['apt[^x]list.txt', ['list.txt']],
  ])('%s selects', (source, expected) => expect(select(source)).toEqual(expected))

  it('that fits a symlink follows it', () => expect(select('ali*')).toEqual(['alias']))
  it('does not enter symlinks', () => expect(select('c*/main.py')).toEqual([]))

  it('asks only for names that fit', () => {
    expect(questionsOf('app/*.py')).toEqual([
      'stat app',
      'list app *.py',
      'stat app',
      'stat app/main.py',
      'hash app/main.py',
    ])
  })

  it('needs what stands before it', () => expect(failure('nowhere/*').code).toBe('BH034'))
  it('must be well-formed', () => {
    expect(failure('req[').message).toContain('malformed wildcard')
    expect(failure('req[').position).toEqual(position)
  })
})

describe('--exclude', () => {
  it.each<[string[], string[]]>([
    [['*.pyc'], ['/', 'link -> ../requirements.txt', 'main.py', 'static/', 'static/empty/', 'static/logo.svg']],
    [
      ['static', 'link'],
      ['/', 'main.py', 'main.pyc'],
    ],
    [
      ['**', '!static/logo.svg'],
      ['/', 'static/', 'static/logo.svg'],
    ],
    [
      ['*', '!*.py'],
      ['/', 'main.py'],
    ],
    [
      ['app'],
      ['/', 'link -> ../requirements.txt', 'main.py', 'main.pyc', 'static/', 'static/empty/', 'static/logo.svg'],
    ],
  ])('%j is relative to the source', (exclude, expected) => expect(select('app', { exclude })).toEqual(expected))

  it('leaves a file that is the source itself', () => {
    expect(select('*.txt', { exclude: ['*.txt'] })).toEqual(['requirements.txt'])
  })

  it('does not look into what it hides', () => {
    expect(questionsOf('app', { exclude: ['static'] }).filter(each => each.startsWith('list'))).toEqual(['list app'])
  })

  it('must be well-formed', () => expect(failure('app', { exclude: ['['] }).code).toBe('BH049'))
})

describe('errors', () => {
  it.each([
    ['requirments.txt', 'BH034', 'did you mean `requirements.txt`?'],
    ['app/mian.py', 'BH034', 'did you mean `app/main.py`?'],
    ['ap/main.py', 'BH034', 'did you mean `app/main.py`?'],
    ['appdir/main.py', 'BH034', 'did you mean `app/main.py`?'],
    ['req', 'BH034', 'paths are relative to the context'],
    ['queue', 'BH045', 'remove it from the context, or hide it with an ignore pattern'],
    ['odd', 'BH046', 'rename it, or hide it with an ignore pattern'],
  ])('%s is %s', (source, code, remedy) => {
    expect(failure(source)).toMatchObject({ code, remedy, position })
  })

  it('name the ignore pattern that hides a path, and its line', () => {
    const ignore = compilePatterns(parseIgnoreFile('# built\ndist/*\n', 'base.dockerignore'))
    expect(() => ask(tree, selectSource('dist/x'), ignore)).toThrowError(
      '`dist/x` is hidden by the ignore pattern `dist/*` (base.dockerignore:2)',
    )
  })

  it('print the bytes of an undecodable name', () => expect(failure('odd').message).toContain('bytes 61 ff'))
  it('leave excluded special files alone', () => expect(select('odd', { exclude: ['name'] })).toEqual(['/']))
})

describe('a bind mount', () => {
  it('takes a tree without wildcards', () => {
    expect(landings(ask(tree, selectTree('app/static')).result)).toEqual(['/', 'empty/', 'logo.svg'])
    expect(() => ask(tree, selectTree('*.txt', { position }))).toThrowError(BasehitError)
  })
})
