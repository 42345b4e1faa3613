import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseHeredocLine, parseHeredocWord } from '../../../src/dockerfile/heredocs.ts'
import { parseJsonStrings } from '../../../src/dockerfile/json.ts'
import { readDocument } from '../../../src/dockerfile/nodes.ts'
import { parseDockerfile } from '../../../src/dockerfile/parse.ts'
import { BasehitError } from '../../../src/errors.ts'
import { dump } from './dump.ts'
import { type GoValue, readGoLiteral, readGoTable } from './go-literals.ts'
import { readVector, skipVectors, vectorPath } from './module.ts'

const at = { file: 'Dockerfile', line: 1, column: 1 }

function cases(folder: string): string[] {
  return skipVectors ? [] : readdirSync(vectorPath(folder)).sort()
}

function literal(file: string, section: string, marker: string): GoValue {
  return readGoLiteral(readVector(file), section, marker)
}

describe.skipIf(skipVectors)('upstream parser files', () => {
  it('are there', () => {
    expect(cases('parser/testfiles').length).toBeGreaterThan(25)
    expect(cases('parser/testfiles-negative').length).toBeGreaterThan(3)
  })

  it.each(cases('parser/testfiles'))('%s is read as upstream reads it', name => {
    const text = readVector(`parser/testfiles/${name}/Dockerfile`)
    const { nodes } = readDocument({ path: 'Dockerfile', text })
    expect(`${dump(nodes).trim()}\n`).toBe(readVector(`parser/testfiles/${name}/result`))
  })

  it.each(cases('parser/testfiles-negative'))('%s is refused', name => {
    const text = readVector(`parser/testfiles-negative/${name}/Dockerfile`)
    expect(() => parseDockerfile({ path: 'Dockerfile', text })).toThrow(BasehitError)
  })

  it('gives upstream’s line numbers', () => {
    const { nodes } = readDocument({ path: 'Dockerfile', text: readVector('parser/testfile-line/Dockerfile') })
    expect(nodes.map(node => [node.position.line, node.endLine])).toEqual(
      literal('parser/parser_test.go', 'func TestParseIncludesLineNumbers', 'expected := '),
    )
  })
})

interface GoHeredoc {
  Name: string
  Content?: string
  Expand?: boolean
  Chomp?: boolean
  FileDescriptor?: number
}

describe.skipIf(skipVectors)('upstream heredocs', () => {
  it('are found with their bodies', () => {
    const file = 'parser/parser_heredoc_test.go'
    const text = literal(file, 'func TestParseExtractsHeredoc', 'bytes.NewBufferString(') as string
    const expected = literal(file, 'func TestParseExtractsHeredoc', 'tests := ') as unknown as (GoHeredoc[] | null)[]
    const { nodes } = readDocument({ path: 'Dockerfile', text })
    expect(expected.length).toBeGreaterThan(20)
    expect(nodes.slice(1, expected.length + 1).map(node => node.heredocs)).toEqual(
      expected.map(heredocs =>
        (heredocs ?? []).map(heredoc => ({
          name: heredoc.Name,
          content: heredoc.Content ?? '',
          expand: heredoc.Expand ?? false,
          chomp: heredoc.Chomp ?? false,
          fileDescriptor: heredoc.FileDescriptor ?? 0,
        })),
      ),
    )
  })

  it('are told from other words', () => {
    const words = (marker: string) =>
      literal('parser/parser_heredoc_test.go', 'func TestParseHeredocHelpers', marker) as string[]
    for (const word of words('validHeredocs := ')) expect(parseHeredocWord(word, at)?.name, word).toBe('EOF')
    for (const word of words('notHeredocs := ')) expect(parseHeredocWord(word, at), word).toBeUndefined()
    for (const word of words('invalidHeredocs := ')) {
      expect(() => parseHeredocWord(word, at), word).toThrow(BasehitError)
    }
  })

  it('are found in a line', () => {
    const file = readVector('parser/parser_heredoc_test.go')
    const rows = readGoTable<{ line: string; heredocNames: string[] | null }>(file, 'func TestHeredocsFromLine', 'srcs')
    expect(rows.length).toBeGreaterThan(8)
    for (const { line, heredocNames } of rows) {
      const names = parseHeredocLine(line, at).map(heredoc => heredoc.name)
      // Upstream compares only what is found: `RUN <<- EOF` is listed there, but is none.
      expect(names, line).toEqual((heredocNames ?? []).slice(0, names.length))
    }
  })

  it('are not found in JSON', () => {
    const text = literal('parser/parser_heredoc_test.go', 'func TestParseJSONHeredoc', 'NewBufferString(') as string
    const { nodes } = readDocument({ path: 'Dockerfile', text })
    expect(nodes.map(node => node.heredocs)).toEqual(nodes.map(() => []))
  })
})

describe.skipIf(skipVectors)('upstream JSON arrays', () => {
  it.each(
    skipVectors
      ? []
      : (literal('parser/json_test.go', 'package parser', 'var invalidJSONArraysOfStrings = ') as string[]),
  )('%s does not hold strings only', text => {
    expect(parseJsonStrings(text)).toBe('not-strings')
  })

  it.each(
    skipVectors
      ? []
      : Object.entries(literal('parser/json_test.go', 'package parser', 'var validJSONArraysOfStrings = ') as object),
  )('%s holds strings', (text, strings) => {
    expect(parseJsonStrings(text)).toEqual(strings)
  })
})
