import { describe, expect, test } from 'vitest'
import type { Options } from '../../src/commands/options.ts'
import { type LoweredBase, lowerOptions } from '../../src/commands/plan.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import { builderArgs } from '../../src/commands/requests.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { rawInputs, surroundings } from './raw.ts'

const amd64 = parsePlatform('linux/amd64')
const file = { dockerfile: parseDockerfile({ path: 'Dockerfile', text: 'FROM a AS deps' }) } as Parameters<
  typeof lowerOptions
>[1]

function optionsOf(lists: Parameters<typeof rawInputs>[1]): Options {
  return readOptions(rawInputs({ 'base-stage': 'deps', tags: 'ghcr.io/acme/app' }, lists), surroundings())
}

describe('what a base is lowered with', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['ulimits in order of their names', ['nproc=9', 'nofile=1:2'], ['nofile=1:2', 'nproc=9']],
    ['the later ulimit of one name', ['nofile=1024', 'nofile=2048'], ['nofile=2048']],
    ['the later ulimit of one name, the other way around', ['nofile=2048', 'nofile=1024'], ['nofile=1024']],
  ])('%s', (_, ulimits, expected) => {
    expect(lowerOptions(optionsOf({ ulimit: ulimits }), file, amd64).ulimits).toEqual(expected)
  })
})

describe('what a builder is told of its platform', () => {
  test.each<[string, readonly (readonly string[])[], Record<string, string>]>([
    ['nothing for a base that does not depend on it', [[]], {}],
    ['what a base depends on', [['BUILDARCH']], { BUILDARCH: 'amd64' }],
    ['what is empty too', [['BUILDVARIANT']], { BUILDVARIANT: '' }],
    [
      'what one of two depends on',
      [['BUILDPLATFORM'], ['BUILDOS', 'BUILDPLATFORM']],
      { BUILDPLATFORM: 'linux/amd64', BUILDOS: 'linux' },
    ],
  ])('%s', (_, read, expected) => {
    const bases = read.map(builderVariables => ({ lowered: { builderVariables } }) as unknown as LoweredBase)
    expect(builderArgs(optionsOf({}), bases)).toEqual(expected)
  })
})
