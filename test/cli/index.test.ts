import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { version } from '../../src/machine/version.ts'

const root = join(import.meta.dirname, '../..')
const entry = join(root, 'src/cli/index.ts')

const cache = mkdtempSync(join(tmpdir(), 'cli-cache-'))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

function shell(script: string, env: Record<string, string> = {}) {
  const { GITHUB_ACTIONS: _, ...own } = process.env
  return spawnSync('/bin/bash', ['-c', script, 'sh', process.execPath, entry], {
    encoding: 'utf8',
    env: { ...own, XDG_CACHE_HOME: cache, ...env },
  })
}

describe('the entry of the command line', () => {
  test('says the version of package.json', () => {
    const { version: packaged } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(version).toBe(packaged)
    expect(shell('"$1" "$2" --version')).toMatchObject({ status: 0, stdout: `${packaged}\n`, stderr: '' })
  })

  test('ends with 2 for a usage error', () => {
    expect(shell('"$1" "$2" nothing')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('BH074'),
    })
  })

  test('is quiet when its reader stops reading', () => {
    const ended = shell('"$1" "$2" help | true; echo "${PIPESTATUS[0]}"')
    expect(ended).toMatchObject({ stdout: '0\n', stderr: '' })
  })

  describe('keeps what was compiled', () => {
    const help = (env: Record<string, string>) => shell('"$1" "$2" --version', env)

    test('in the cache folder of the user', () => {
      const folder = mkdtempSync(join(cache, 'own-'))
      expect(help({ XDG_CACHE_HOME: folder })).toMatchObject({ status: 0, stderr: '' })
      expect(readdirSync(join(folder, 'basehit/compiled'))).toHaveLength(1)
      expect(help({ XDG_CACHE_HOME: folder })).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
    })

    test('and does without where it cannot', () => {
      const file = join(cache, 'file')
      writeFileSync(file, '')
      for (const env of [
        { XDG_CACHE_HOME: file },
        { XDG_CACHE_HOME: '/proc/none' },
        { XDG_CACHE_HOME: '', HOME: '' },
      ]) {
        expect(help(env)).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
      }
    })

    test('but not on a runner of GitHub, which is new each time', () => {
      const folder = mkdtempSync(join(cache, 'runner-'))
      expect(help({ XDG_CACHE_HOME: folder, GITHUB_ACTIONS: 'true' }).status).toBe(0)
      expect(existsSync(join(folder, 'basehit'))).toBe(false)
    })
  })

  test('loads what is for building, and the network, only to build and to ask', () => {
    const source = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
      process.argv = [process.argv[0], 'basehit', 'digest', '--base-file', '/dev/null']
      await import(${JSON.stringify(entry)})
      const unneeded = /node:(http|https|net|tls|child_process)$|src.(cli.build|commands.build|buildx.node-process)\\.ts$/
      console.log(JSON.stringify(loaded.filter(url => unneeded.test(url))), loaded.length > 20)
    `
    const args = ['--input-type=module', '--eval', source]
    const ended = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: cache },
    })
    expect(ended.stdout).toBe('[] true\n')
  })

  test('loads nothing of GitHub Actions', () => {
    const source = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
      process.argv = [process.argv[0], 'basehit', '--version']
      await import(${JSON.stringify(entry)})
      console.log(loaded.filter(url => url.includes('@actions')).length, loaded.length > 20)
    `
    const args = ['--input-type=module', '--eval', source]
    const ended = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: cache },
    })
    expect(ended.stdout).toBe(`${version}\n0 true\n`)
  })
})
