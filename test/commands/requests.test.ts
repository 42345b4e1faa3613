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
  const read = (readsBuildPlatform: boolean) => [{ lowered: { readsBuildPlatform } } as LoweredBase]

  test('nothing for bases that do not depend on it', () => {
    expect(builderArgs(optionsOf({}), read(false))).toEqual({})
  })

  test('all that the plan went by for those that do', () => {
    expect(builderArgs(optionsOf({}), read(true))).toEqual({
      BUILDPLATFORM: 'linux/amd64',
      BUILDOS: 'linux',
      BUILDOSVERSION: '',
      BUILDARCH: 'amd64',
      BUILDVARIANT: '',
    })
  })
})
