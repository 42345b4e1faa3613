import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const module = join(import.meta.dirname, '../../src/cli/compiled.ts')
const text = 'const { basename } = require("node:path"); console.log(basename(__filename), (() => "one")())'

let root: string
let program: string
let folder: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'basehit compiled-'))
  program = join(root, 'program.cjs')
  folder = join(root, 'cache/compiled')
  writeFileSync(program, text)
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function run(use = 'digest', kept: string | 'nowhere' = folder, flags: readonly string[] = []): string {
  const where = kept === 'nowhere' ? 'undefined' : JSON.stringify(kept)
  const call = `runCompiled(${JSON.stringify(program)}, ${where}, ${JSON.stringify(use)})`
  const source = `import { runCompiled } from ${JSON.stringify(module)}; ${call}`
  return execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', source], { encoding: 'utf8' })
}

/** The files of code, and what tells whether they were written again. */
function files(): Record<string, bigint> {
  const names = readdirSync(folder).filter(name => name.endsWith('.code'))
  return Object.fromEntries(names.map(name => [name, statSync(join(folder, name), { bigint: true }).ino]))
}

function only(): string {
  const [name = '', ...more] = Object.keys(files())
  expect(more).toEqual([])
  return join(folder, name)
}

describe('runCompiled', () => {
  test('keeps code of a first run, and a later one uses it', () => {
    expect(run()).toBe('program.cjs one\n')
    const kept = files()
    expect(statSync(only()).mode & 0o777).toBe(0o600)
    expect(run()).toBe('program.cjs one\n')
    expect(files()).toEqual(kept)
  })

  test('keeps code for each use', () => {
    run('digest')
    run('plan')
    expect(Object.keys(files())).toHaveLength(2)
  })

  test('runs another source of the same length', () => {
    run()
    writeFileSync(program, text.replace('one', 'two'))
    expect(run()).toBe('program.cjs two\n')
    expect(Object.keys(files())).toHaveLength(2)
  })

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['is empty', () => Buffer.alloc(0)],
    ['is cut', bytes => bytes.subarray(0, bytes.length / 2)],
    ['has another byte', bytes => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte)))],
  ])('makes code again that %s', (_, damage) => {
    run()
    const whole = readFileSync(only())
    writeFileSync(only(), damage(whole))
    const damaged = files()
    expect(run()).toBe('program.cjs one\n')
    expect(files()).not.toEqual(damaged)
    expect(readFileSync(only()).length).toBe(whole.length)
  })

  test.each(['file', 'folder'] as const)('makes code again where others may write its %s', which => {
    run()
    const path = which === 'file' ? only() : folder
    chmodSync(path, which === 'file' ? 0o660 : 0o770)
    const open = files()
    expect(run()).toBe('program.cjs one\n')
    expect(files()).not.toEqual(open)
  })

  test.runIf(process.getuid?.() === 0)('makes code again that is another user’s', () => {
    run()
    chownSync(only(), 65_534, 65_534)
    const foreign = files()
    expect(run()).toBe('program.cjs one\n')
    expect(files()).not.toEqual(foreign)
  })

  test('keeps code for each set of flags', () => {
    run()
    const kept = files()
    run('digest', folder, ['--no-opt'])
    expect(Object.keys(files())).toHaveLength(2)
    run()
    expect(files()).toMatchObject(kept)
  })

  test('removes code that is older than a month', () => {
    run()
    const names = ['old.code', 'new.code', 'old.code.1.new', 'old.other']
    for (const name of names) writeFileSync(join(folder, name), '')
    for (const name of names.filter(each => each.startsWith('old'))) utimesSync(join(folder, name), 0, 0)
    run('plan')
    expect(readdirSync(folder).filter(name => /^(old|new)/.test(name))).toEqual(['new.code', 'old.other'])
  })

  test('keeps nothing without a folder, or in one that cannot be', () => {
    expect(run('digest', 'nowhere')).toBe('program.cjs one\n')
    expect(readdirSync(root)).toEqual(['program.cjs'])
    mkdirSync(join(root, 'cache'))
    writeFileSync(folder, 'a file')
    expect(run()).toBe('program.cjs one\n')
    expect(run('digest', '/proc/none/compiled')).toBe('program.cjs one\n')
  })
})
