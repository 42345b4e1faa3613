import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { version } from '../../src/machine/version.ts'
import { cliEntry, startProgram } from './programs.ts'

const root = mkdtempSync(join(tmpdir(), 'basehit-launch-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function said(env: Readonly<Record<string, string | undefined>>, ...args: readonly string[]) {
  const program = args.length > 0 ? args : ['--version']
  return startProgram(process.execPath, [cliEntry, ...program], { cwd: root, env }).ended
}

const fine = { status: 0, stdout: `${version}\n`, stderr: '' }

test('the packaged command line keeps its code in the cache folder of the user, for each command', async () => {
  const env = { XDG_CACHE_HOME: join(root, 'own') }
  expect(await said(env)).toMatchObject(fine)
  expect(await said(env, 'digest', '--help')).toMatchObject({ status: 0, stderr: '' })
  expect(await said(env)).toMatchObject(fine)
  const names = readdirSync(join(root, 'own/basehit/compiled')).filter(name => name.endsWith('.code'))
  expect(names.map(name => /-([a-z]+)[.]code$/.exec(name)?.[1]).sort()).toEqual(['digest', 'other'])
})

test('it does without where it cannot, and beside no home or a relative folder', async () => {
  writeFileSync(join(root, 'file'), '')
  for (const env of [
    { XDG_CACHE_HOME: join(root, 'file') },
    { XDG_CACHE_HOME: '/proc/none' },
    { HOME: '/proc/none' },
  ]) {
    expect(await said(env)).toMatchObject(fine)
  }
  expect(await said({ XDG_CACHE_HOME: 'relative', HOME: join(root, 'home') })).toMatchObject(fine)
  expect(existsSync(join(root, 'relative'))).toBe(false)
  expect(existsSync(join(root, 'home/.cache/basehit/compiled'))).toBe(true)
})

test('it keeps nothing in jobs of a CI, which other jobs may write for', async () => {
  for (const env of [{ GITHUB_ACTIONS: 'true' }, { CI: 'true' }]) {
    expect(await said({ XDG_CACHE_HOME: join(root, 'job'), ...env })).toMatchObject(fine)
    expect(existsSync(join(root, 'job'))).toBe(false)
  }
})

test.runIf(process.getuid?.() === 0)('it runs for a user who may not enter the home it is given', async () => {
  const home = join(root, 'closed')
  mkdirSync(home, { mode: 0o700 })
  const as = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, cliEntry, '--version']
  const ended = await startProgram('setpriv', as, { cwd: '/', env: { HOME: home, XDG_CACHE_HOME: undefined } }).ended
  expect(ended).toMatchObject(fine)
})
