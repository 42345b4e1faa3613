import { describe, expect, test } from 'vitest'
import { lintMayFail, refuseChecks } from '../../src/commands/app-checks.ts'
import type { LoadedDockerfile } from '../../src/commands/load.ts'
import type { Options } from '../../src/commands/options.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import type { Replacement } from '../../src/plan/boundary.ts'

function given(check: string, arg?: string): [Options, LoadedDockerfile] {
  const text = `${check === '' ? '' : `# check=${check}\n`}FROM busybox AS deps\nFROM deps\n`
  const buildArgs = new Map(arg === undefined ? [] : [['BUILDKIT_DOCKERFILE_CHECK', arg]])
  const file = { path: 'Dockerfile', dockerfile: parseDockerfile({ path: 'Dockerfile', text }) }
  return [{ build: { buildArgs } } as unknown as Options, file as LoadedDockerfile]
}

describe('lint that would fail the app on its base', () => {
  const stage = { stage: {} } as Replacement
  test.each([
    ['error=true', undefined, true],
    ['error=1', undefined, true],
    ['skip=A;error=T', undefined, true],
    ['', 'error=t', true],
    ['error=0', undefined, false],
    ['skip=all', undefined, false],
    ['', undefined, false],
    ['error=true', '', false],
    ['error=true', 'skip=A', false],
  ])('# check=%s and the build arg %j: %s', (check, arg, expected) => {
    expect(lintMayFail(...given(check, arg), stage)).toBe(expected)
    expect(lintMayFail(...given(check, arg), { stage: undefined })).toBe(false)
  })
})

test.each([
  ['error=yes', undefined, '# check= is invalid: `error=yes` is not a boolean'],
  ['skip=all; error=true', undefined, '# check= is invalid: `` is none of skip=, error= and experimental='],
  [
    'error=true',
    'errors=true',
    'BUILDKIT_DOCKERFILE_CHECK is invalid: `errors=true` is none of skip=, error= and experimental=',
  ],
])('refuses # check=%s with the build arg %j', (check, arg, message) => {
  expect(() => refuseChecks(...given(check, arg))).toThrow(expect.objectContaining({ code: 'BH035', message }))
})

test('what the build arg replaces is not read', () => {
  expect(() => refuseChecks(...given('error=yes', 'skip=all'))).not.toThrow()
})
