import { describe, expect, it } from 'vitest'
import { parseDevice } from '../../../src/dockerfile/devices.ts'
import { parseDockerfile } from '../../../src/dockerfile/parse.ts'
import { BasehitError } from '../../../src/errors.ts'
import { type GoValue, readGoTable } from './go-literals.ts'
import { readVector, skipVectors } from './module.ts'

function table<Row>(file: string, section: string, name: string): Row[] {
  return skipVectors ? [] : readGoTable<Row>(readVector(file), section, name)
}

function only(text: string) {
  return parseDockerfile({ path: 'Dockerfile', text: `FROM scratch\n${text}` }).stages[0]?.instructions[0]
}

interface Sources {
  DestPath: string
  SourcePaths?: string[]
  SourceContents?: { Path: string; Data: string; Expand: boolean }[]
}

const heredocFile = 'instructions/parse_heredoc_test.go'

describe.skipIf(skipVectors)('upstream instruction heredocs', () => {
  const copies = table<{ dockerfile: string; sourcesAndDest: Sources }>(heredocFile, 'func TestCopyHeredoc', 'cases')
  const runs = table<{ dockerfile: string; shell: boolean; command: string[]; files?: GoValue }>(
    heredocFile,
    'func TestRunHeredoc',
    'cases',
  )

  it('are there', () => {
    expect(copies.length).toBeGreaterThan(7)
    expect(runs.length).toBeGreaterThan(5)
  })

  it.each(copies)('$dockerfile', ({ dockerfile, sourcesAndDest }) => {
    expect(only(dockerfile)).toMatchObject({
      destination: sourcesAndDest.DestPath,
      sources: sourcesAndDest.SourcePaths ?? [],
      inline: (sourcesAndDest.SourceContents ?? []).map(file => ({
        name: file.Path,
        content: file.Data,
        expand: file.Expand,
      })),
    })
  })

  it.each(runs)('$dockerfile', ({ dockerfile, shell, command, files }) => {
    const instruction = only(dockerfile)
    expect(instruction).toMatchObject({
      command: shell ? { form: 'shell', text: command[0] } : { form: 'exec', args: command },
      heredocs: ((files ?? []) as { Name: string; Data: string; Chomp?: boolean }[]).map(file => ({
        name: file.Name,
        content: file.Data,
        chomp: file.Chomp ?? false,
      })),
    })
  })
})

interface ErrorCase {
  name: string
  dockerfile: string
  expectedError: string
}

describe.skipIf(skipVectors)('upstream errors', () => {
  const cases = [
    ...table<ErrorCase>('instructions/parse_test.go', 'func TestErrorCases', 'cases'),
    ...table<ErrorCase>(heredocFile, 'func TestErrorCasesHeredoc', 'cases'),
  ]

  it('are there', () => expect(cases.length).toBeGreaterThan(6))

  it.each(cases)('$name', ({ dockerfile }) => {
    expect(() => only(dockerfile)).toThrow(BasehitError)
  })
})

describe.skipIf(skipVectors)('upstream devices', () => {
  const file = 'instructions/commands_rundevice_test.go'
  const cases = table<{ input: string; expected: { Name: string; Required: boolean } | null }>(
    file,
    'func TestParseDevice',
    'cases',
  )

  it('are there', () => expect(cases.length).toBeGreaterThan(7))

  it.each(cases)('$input', ({ input, expected }) => {
    if (expected === null) expect(parseDevice(input)).toHaveProperty('fault')
    else expect(parseDevice(input)).toEqual({ name: expected.Name, required: expected.Required })
  })
})
