import { describe, expect, test } from 'vitest'
import { parseCommandLine } from '../../src/cli/flags.ts'
import type { InputName } from '../../src/commands/inputs.ts'

function run(...argv: string[]) {
  const line = parseCommandLine(argv)
  if (line.kind !== 'run') throw new Error(`not a run: ${line.kind}`)
  return line
}

describe('parseCommandLine', () => {
  test.each([['digest'], ['plan'], ['build']] as const)('knows %s', command => {
    expect(run(command).command).toBe(command)
  })

  const texts: readonly (readonly [readonly string[], InputName, string | undefined])[] = [
    [['--target', 'app'], 'target', 'app'],
    [['--target=app'], 'target', 'app'],
    [['--target=-x'], 'target', '-x'],
    [['--target', '-'], 'target', '-'],
    [['--target', 'a', '--target=a'], 'target', 'a'],
    [['-f', 'x'], 'file', 'x'],
    [['-fx'], 'file', 'x'],
    [['--push'], 'push', 'true'],
    [['--push=false'], 'push', 'false'],
    [['--push=maybe'], 'push', 'maybe'],
    [['--app=false'], 'app', 'false'],
    [['--tags', 'a,b', '--tags', 'c'], 'tags', 'a,b\nc'],
    [['--cache-from', 'type=gha,scope=a', '--cache-from', 'b'], 'cache-from', 'type=gha,scope=a\nb'],
    [['dir'], 'context', 'dir'],
    [['--', 'dir'], 'context', 'dir'],
    [['--push', 'dir'], 'context', 'dir'],
    [[], 'context', undefined],
  ]
  test.each(texts)('reads %j as %s', (flags, name, text) => {
    expect(run('build', ...flags).raw.value(name)).toBe(text)
  })

  const entries: readonly (readonly [readonly string[], InputName, readonly string[]])[] = [
    [['-t', 'a', '--tag', 'b,c', '-td'], 'tags', ['a', 'b,c', 'd']],
    [['--build-arg', 'A=1,2', '--build-arg=B'], 'build-args', ['A=1,2', 'B']],
    [['--secret', 'id=a,src=b'], 'secrets', ['id=a,src=b']],
    [['-o', 'type=local,dest=x'], 'outputs', ['type=local,dest=x']],
  ]
  test.each(entries)('reads %j as entries of %s', (flags, name, expected) => {
    const { raw } = run('build', ...flags)
    expect(raw.list(name)).toEqual(expected)
    expect(raw.value(name)).toBeUndefined()
  })

  test('keeps the flags of one command to it', () => {
    expect(run('digest', '--recipe').extras).toEqual({ recipe: true, json: false, exitCode: false })
    expect(run('plan', '--json', '--exit-code').extras).toEqual({ recipe: false, json: true, exitCode: true })
  })

  test('gives help and the version before anything else', () => {
    expect(parseCommandLine(['--help'])).toEqual({ kind: 'help', command: undefined })
    expect(parseCommandLine(['help'])).toEqual({ kind: 'help', command: undefined })
    expect(parseCommandLine(['help', 'plan'])).toEqual({ kind: 'help', command: 'plan' })
    expect(parseCommandLine(['plan', '-h'])).toEqual({ kind: 'help', command: 'plan' })
    expect(parseCommandLine(['--version'])).toEqual({ kind: 'version' })
  })

  const refusals: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['BH074', ['digets'], /Did you mean digest/],
    ['BH074', ['frobnicate'], /Use one of/],
    ['BH074', ['help', 'plam'], /Did you mean plan/],
    ['BH074', ['build', '--dockefile', 'x'], /basehit help/],
    ['BH074', ['build', '--pusch'], /--push/],
    ['BH074', ['build', '--base-fiel=x'], /--base-file/],
    ['BH074', ['build', '-x'], /basehit help/],
    ['BH160', [], /basehit help/],
    ['BH160', ['--push'], /basehit help/],
    ['BH160', ['build', '--target'], /basehit help/],
    ['BH160', ['build', '--target', '--push'], /--target=--push/],
    ['BH160', ['build', '--target', 'a', '--target', 'b'], /basehit help/],
    ['BH160', ['build', 'one', 'two'], /basehit help/],
    ['BH160', ['build', '--context', 'one', 'two'], /basehit help/],
    ['BH160', ['build', '--recipe'], /basehit help/],
    ['BH160', ['digest', '--json'], /basehit help/],
    ['BH160', ['plan', '--json=yes'], /basehit help/],
  ]
  test.each(refusals)('refuses with %s: %j', (code, argv, remedy) => {
    expect(() => parseCommandLine(argv)).toThrow(
      expect.objectContaining({ code, remedy: expect.stringMatching(remedy) }),
    )
  })
})
