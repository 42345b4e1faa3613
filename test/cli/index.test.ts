import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { version } from '../../src/machine/version.ts'

const root = join(import.meta.dirname, '../..')
const entry = join(root, 'src/cli/index.ts')

function shell(script: string) {
  return spawnSync('/bin/bash', ['-c', script, 'sh', process.execPath, entry], { encoding: 'utf8' })
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
    const ended = spawnSync(process.execPath, args, { encoding: 'utf8' })
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
    const ended = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(ended.stdout).toBe(`${version}\n0 true\n`)
  })
})
