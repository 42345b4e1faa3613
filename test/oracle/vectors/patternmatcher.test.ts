import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compilePatterns, parseIgnoreFile } from '../../../src/context/ignore.ts'
import { readGoLiteral } from './go-literals.ts'
import { skipVectors } from './module.ts'

type Row = readonly [string, string, boolean]

/** Upstream's own tests, from Go's module cache at the version pinned beside BuildKit. */
function readSource(path: string): string {
  if (skipVectors) return ''
  const tools = join(import.meta.dirname, '../../../tools/buildkit')
  const format = ['list', '-m', '-f', '{{.Dir}}', 'github.com/moby/patternmatcher']
  return readFileSync(join(execFileSync('go', format, { cwd: tools, encoding: 'utf8' }).trim(), path), 'utf8')
}

const source = readSource('patternmatcher_test.go').replaceAll('filepath.ErrBadPattern', '"bad pattern"')

function rows<T>(section: string, marker: string): readonly T[] {
  return skipVectors ? [] : (readGoLiteral(source, section, marker) as unknown as T[])
}

describe.skipIf(skipVectors)('upstream TestMatches', () => {
  const single = rows<Row>('func TestMatches(', 'tests := []matchesTestCase')
  const several = rows<readonly [string[], string, boolean]>(
    'func TestMatches(',
    'multiPatternTests := []multiPatternTestCase',
  )

  it('is there', () => {
    expect(single.length).toBeGreaterThan(60)
    expect(several.length).toBeGreaterThan(3)
  })

  const all = [...single.map(([pattern, text, pass]) => [[pattern], text, pass] as const), ...several]
  it.each(all)('%j on %j is %j', (patterns, text, pass) => {
    const matcher = compilePatterns(patterns)
    expect(matcher.matches(text)).toBe(pass)
    expect(matcher.matchWithParent(text).matched).toBe(pass)
    const names = text.split('/')
    let state: readonly boolean[] | undefined
    for (let end = 1; end < names.length; end++) {
      state = matcher.matchWithParent(names.slice(0, end).join('/') || '/', state).state
    }
    expect(matcher.matchWithParent(text, state).matched).toBe(pass)
  })
})

describe.skipIf(skipVectors)('upstream matchTests', () => {
  const tests = rows<readonly [string, string, boolean, string | null]>('var matchTests', 'matchTests = []matchTest')

  it('is there', () => expect(tests.length).toBeGreaterThan(50))

  it.each(tests)('%j on %j is %j, %j', (pattern, text, pass, error) => {
    if (error === null) expect(compilePatterns([pattern]).matches(text)).toBe(pass)
    else expect(() => compilePatterns([pattern])).toThrowError(expect.objectContaining({ code: 'BH049' }))
  })
})

it.skipIf(skipVectors)('upstream TestReadAll', () => {
  const test = readSource('ignorefile/ignorefile_test.go')
  const content = readGoLiteral(test, 'func TestReadAll', 'const content = ') as string
  const expected = readGoLiteral(test, 'func TestReadAll', 'expected := []string') as string[]
  expect(expected.length).toBeGreaterThan(5)
  expect(parseIgnoreFile(content, '.dockerignore').map(pattern => pattern.text)).toEqual(expected)
})
