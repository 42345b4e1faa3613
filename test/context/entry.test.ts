import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  baseName,
  childPath,
  classifyMode,
  cleanPath,
  compareEntries,
  parentPath,
  rootedPath,
} from '../../src/context/entry.ts'

describe('classifyMode', () => {
  it.each<[number, string]>([
    [0o100644, '0644'],
    [0o100664, '0644'],
    [0o100755, '0755'],
    [0o040775, '0755'],
    [0o100600, '0600'],
    [0o040700, '0700'],
    [0o100744, '0744'],
    [0o104755, '4755'],
    [0o102775, '2775'],
    [0o041777, '1777'],
    [0o100000, '0000'],
  ])('%o is %s', (mode, expected) => expect(classifyMode(mode)).toBe(expected))

  it('tells every other mode apart', () => {
    const classes = new Set(Array.from({ length: 0o10000 }, (_, mode) => classifyMode(mode)))
    expect(classes.size).toBe(0o10000 - 2)
  })
})

describe('cleanPath', () => {
  it.each<[string, string]>([
    ['', '.'],
    ['a/b/', 'a/b'],
    ['a//b', 'a/b'],
    ['./a/.', 'a'],
    ['a/../b', 'b'],
    ['a/..', '.'],
    ['../a', '../a'],
    ['../../a/../b', '../../b'],
    ['/../a', '/a'],
    ['/', '/'],
    ['//a', '/a'],
  ])('%j is %j', (path, expected) => expect(cleanPath(path)).toBe(expected))
})

describe('paths', () => {
  it('cannot leave the root', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '..', '.', '', 'b'), { maxLength: 8 }), names => {
        const path = rootedPath(names.join('/'))
        expect(path.split('/')).not.toContain('..')
        expect(path.startsWith('/')).toBe(false)
        expect(rootedPath(path)).toBe(path)
      }),
    )
  })

  it('split into parent and name', () => {
    expect([parentPath('a/b/c'), parentPath('a'), parentPath('')]).toEqual(['a/b', '', ''])
    expect([baseName('a/b/c'), baseName('a')]).toEqual(['c', 'a'])
    expect([childPath('', 'a'), childPath('a', 'b')]).toEqual(['a', 'a/b'])
  })
})

describe('compareEntries', () => {
  it('orders as a walk does, by code point', () => {
    const paths = ['a', 'a/z', 'a.b', 'a0', 'b', '\uffff', '😀', '']
    const sorted = paths.map(path => ({ path })).sort(compareEntries)
    expect(sorted.map(entry => entry.path)).toEqual(['', 'a', 'a/z', 'a.b', 'a0', 'b', '\uffff', '😀'])
  })
})
