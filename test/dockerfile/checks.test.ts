import { describe, expect, test } from 'vitest'
import { checkDirective, parseChecks } from '../../src/dockerfile/checks.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'

// What BuildKit answers to more texts is recorded in test/buildx/samples/attributes.json.
describe('checks that fail a build', () => {
  test.each(['error=1', 'error=T', 'skip=A;error=true', ' error = TRUE ', 'error=t;skip=all'])('%j', text => {
    expect(parseChecks(text)).toEqual({ error: true })
  })
  test.each(['', 'skip=all', 'error=0', 'skip=error=true', 'error=true;error=F'])('not %j', text => {
    expect(parseChecks(text)).toEqual({ error: false })
  })
  test.each(['error=yes', 'error', 'ERROR=true', 'skip=A;', ';', 'skip=A;skip=B;error=true;error=true'])(
    'BuildKit refuses %j',
    text => {
      expect(parseChecks(text)).toHaveProperty('fault')
    },
  )
})

test.each([
  ['# check=skip=all;error=1\nFROM a\n', 'skip=all;error=1'],
  ['# check = error=T \nFROM a\n', 'error=T'],
  ['# check=skip=all; error=true\nFROM a\n', 'skip=all;'],
  ['#!shebang\n#check=error=true no more\nFROM a\n', 'error=true'],
])('the part of %j that counts', (text, expected) => {
  const { directives } = parseDockerfile({ path: 'Dockerfile', text })
  expect(checkDirective(directives.check ?? '')).toBe(expected)
})
