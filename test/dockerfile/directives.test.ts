import { describe, expect, it } from 'vitest'
import { detectSyntax } from '../../src/dockerfile/directives.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'

const detect = (text: string) => detectSyntax({ path: 'Dockerfile', text })
const read = (text: string) => parseDockerfile({ path: 'Dockerfile', text })

describe('detectSyntax', () => {
  it.each([
    ['# syntax=docker/dockerfile:1', 'docker/dockerfile:1', '#', 1, 10],
    ['# syntax = dockerfile:experimental // opts\nFROM a', 'dockerfile:experimental', '#', 1, 12],
    ['\ufeff#SYNTAX=x', 'x', '#', 1, 9],
    ['# check=skip=all\n# escape=`\n# syntax=x\r\nFROM a', 'x', '#', 3, 10],
    ['#!/bin/sh\n# syntax=x', 'x', '#', 2, 10],
    ['//syntax=foo\n//key=value', 'foo', '//', 1, 10],
    ['#!/bin/sh\n//syntax=x', 'x', '//', 2, 10],
    ['{"syntax": "foo", "bar": ["abc"]}', 'foo', 'json', 1, 1],
    ['# syntax=a\n# syntax=b', 'a', '#', 1, 10],
  ])('%j', (text, image, notation, line, column) => {
    expect(detect(text)).toEqual({ image, notation, position: { file: 'Dockerfile', line, column } })
  })

  it.each([
    '#!/bin/sh\n\n# syntax=x',
    'FROM busybox\n# syntax=x',
    '# a comment\n# syntax=x',
    '# unknown=1\n# syntax=x',
    '\n# syntax=x',
    ' # syntax=x',
    '# syntax=',
    '{"syntax": "foo"',
    '{"syntax": 1}',
    '{"syntax": "foo"}\n# syntax=bar',
    '["syntax"]',
    '',
  ])('finds none in %j', text => expect(detect(text)).toBeUndefined())
})

describe('directives of a Dockerfile', () => {
  it('are read together', () => {
    expect(read('# syntax=docker/dockerfile:1 x\n# CHECK=skip=A;error=true\n# escape=`\nFROM a').directives).toEqual({
      syntax: { image: 'docker/dockerfile:1', position: { file: 'Dockerfile', line: 1, column: 10 } },
      check: 'skip=A;error=true',
      escape: '`',
    })
  })

  it.each([
    ['# comment\n# escape=`\nFROM a'],
    ['# foo=bar\n# escape=`\nFROM a'],
    ['\n# escape=`\nFROM a'],
    ['#!/bin/sh\n# escape=`\nFROM a'],
    ['FROM a\n# escape=`'],
  ])('end at the first other line: %j', text => expect(read(text).directives.escape).toBe('\\'))

  it('may be indented', () => expect(read('  # escape = `  \nFROM a').directives.escape).toBe('`'))

  it.each([
    ['# escape=`\n# ESCAPE=`\nFROM a', 'BH035', 2, 1],
    ['# escape=x\nFROM a', 'BH035', 1, 10],
    ['# escape=``\nFROM a', 'BH035', 1, 10],
    ['# syntax=a\n# syntax=b\nFROM a', 'BH035', 2, 1],
    ['//syntax=other\nFROM a', 'BH030', 1, 10],
    ['{"syntax": "other"}', 'BH030', 1, 1],
  ])('refuses %j', (text, code, line, column) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code, position: { file: 'Dockerfile', line, column } }))
  })
})
