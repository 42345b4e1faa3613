import { describe, expect, it } from 'vitest'
import { type ExpandOptions, expandWord, expandWords } from '../../../src/dockerfile/words.ts'
import { BasehitError } from '../../../src/errors.ts'
import { readGoTable } from './go-literals.ts'
import { readVector, skipVectors } from './module.ts'

const at = { file: 'Dockerfile', line: 1, column: 1 }
const options: ExpandOptions = { escape: '\\', position: at }

function environment(values: ReadonlyMap<string, string>) {
  return { lookup: (name: string) => values.get(name) }
}

function envVarRows(): string[][] {
  if (skipVectors) return []
  return readVector('shell/envVarTest')
    .split('\n')
    .filter(line => /^[AU]\|/.test(line))
    .map(line => line.split('|').map(cell => cell.trim()))
}

describe.skipIf(skipVectors)('upstream envVarTest', () => {
  const values = new Map([
    ['PWD', '/home'],
    ['SHELL', 'bash'],
    ['KOREAN', '한국어'],
    ['NULL', ''],
  ])

  it('is there', () => expect(envVarRows().length).toBeGreaterThan(200))

  it.each(envVarRows())('%s|%s', (_, source = '', expected = '') => {
    if (expected === 'error') expect(() => expandWord(source, environment(values), options)).toThrow(BasehitError)
    else expect(expandWord(source, environment(values), options)).toBe(expected)
  })
})

describe.skipIf(skipVectors)('upstream wordsTest', () => {
  const rows: { line: string; values: Map<string, string> }[] = []
  const values = new Map<string, string>()
  for (const line of skipVectors ? [] : readVector('shell/wordsTest').split('\n')) {
    const assignment = /^ENV +([^=]*)=(.*)$/.exec(line)
    if (assignment?.[1] !== undefined) values.set(assignment[1], assignment[2] ?? '')
    else if (line !== '' && !line.startsWith('#')) rows.push({ line, values: new Map(values) })
  }

  it('is there', () => expect(rows.length).toBeGreaterThan(20))

  it.each(rows)('$line', ({ line, values: known }) => {
    const [source = '', expected = ''] = line.split('|')
    const split = () => expandWords(source.trim(), environment(known), options)
    if (expected.trim() === 'error') expect(split).toThrow(BasehitError)
    else expect(split()).toEqual(expected.replace(/^ +/, '').split(','))
  })
})

interface MatchCase {
  input: string
  envs: Record<string, string>
  expected?: string
  expectedErr?: boolean
  matches?: Record<string, unknown> | null
  unmatched?: Record<string, unknown> | null
}

function matchCases(): MatchCase[] {
  if (skipVectors) return []
  return readGoTable(readVector('shell/lex_test.go'), 'func TestProcessWithMatches', 'tc')
}

describe.skipIf(skipVectors)('upstream TestProcessWithMatches', () => {
  it('is there', () => expect(matchCases().length).toBeGreaterThan(45))

  it.each(matchCases())('$input', ({ input, envs, expected = '', expectedErr, matches, unmatched }) => {
    const read = new Map<string, string | undefined>()
    const known = environment(new Map(Object.entries(envs)))
    const expand = () => expandWord(input, known, { ...options, onRead: (name, value) => read.set(name, value) })
    if (expectedErr === true) return expect(expand).toThrow(BasehitError)
    expect(expand()).toBe(expected)
    const set = [...read].filter(([, value]) => value !== undefined).map(([name]) => name)
    const unset = [...read].filter(([, value]) => value === undefined).map(([name]) => name)
    expect(set.sort()).toEqual(Object.keys(matches ?? {}).sort())
    expect(unset.sort()).toEqual(Object.keys(unmatched ?? {}).sort())
  })
})
