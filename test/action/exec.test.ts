import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { execProcess } from '../../src/action/exec.ts'
import type { ProcessOptions } from '../../src/buildx/process.ts'

let temp: string
const env = { PATH: process.env.PATH }

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'exec-'))
})

async function run(command: string, args: readonly string[], options: Partial<ProcessOptions> = {}) {
  const said = { out: '', err: '' }
  const end = await execProcess(temp).run(command, args, {
    env,
    onStdout: chunk => {
      said.out += Buffer.from(chunk).toString()
    },
    onStderr: chunk => {
      said.err += Buffer.from(chunk).toString()
    },
    ...options,
  })
  return { ...end, ...said }
}

describe('execProcess', () => {
  test('passes on status and output', async () => {
    expect(await run('sh', ['-c', 'echo out; echo err >&2; exit 7'])).toEqual({
      status: 7,
      signal: undefined,
      out: 'out\n',
      err: 'err\n',
    })
  })

  test('passes on arguments as they are', async () => {
    const args = ['a b', '"quoted"', "it's", '$HOME', '*', '', '\\', '\n']
    expect((await run('printf', ['[%s]', ...args])).out).toBe(args.map(arg => `[${arg}]`).join(''))
  })

  test('gives the whole environment and no more', async () => {
    const { out } = await run('env', [], { env: { ...env, A: 'x', GONE: undefined } })
    const names = out
      .trim()
      .split('\n')
      .map(line => line.replace(/=.*/, ''))
    expect(names.filter(name => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name)).sort()).toEqual(['A', 'PATH'])
  })

  test('feeds standard input and works where it is told to', async () => {
    expect((await run('cat', [], { stdin: 'héllo' })).out).toBe('héllo')
    expect((await run('pwd', ['-P'], { cwd: '/' })).out).toBe('/\n')
  })

  test('rejects with ENOENT for a command that is not there', async () => {
    await expect(run('no-such-command', [])).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(run('/no/such/command', [])).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('finds a command in a folder with a space', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'with space-'))
    symlinkSync('/bin/echo', join(folder, 'say'))
    expect((await run('say', ['hi'], { env: { PATH: folder } })).out).toBe('hi\n')
  })

  test('stops the command when told to, and resolves once it is gone', async () => {
    const controller = new AbortController()
    const started = Date.now()
    const running = run('sleep', ['30'], { signal: controller.signal })
    await pause(200)
    controller.abort()
    expect(await running).toMatchObject({ status: undefined, signal: 'SIGTERM' })
    expect(Date.now() - started).toBeLessThan(4_000)
  })

  test('lets a command end in its own way', async () => {
    const controller = new AbortController()
    const script = 'trap "echo bye; exit 3" TERM; echo ready; while :; do sleep 0.05; done'
    const running = run('sh', ['-c', script], { signal: controller.signal })
    await pause(300)
    controller.abort()
    expect(await running).toMatchObject({ status: 3, out: 'ready\nbye\n' })
  })

  test('starts nothing when it is already told to stop', async () => {
    await expect(run('echo', [], { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop')
  })

  test('leaves no file behind', async () => {
    await run('true', [])
    expect(readdirSync(temp)).toEqual([])
  })
})
