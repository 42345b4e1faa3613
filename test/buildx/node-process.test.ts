import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { nodeProcess } from '../../src/buildx/node-process.ts'

async function run(
  script: string,
  options: { env?: Record<string, string>; stdin?: string; signal?: AbortSignal; onLine?: (text: string) => void } = {},
) {
  let stdout = ''
  let stderr = ''
  const end = await nodeProcess.run('sh', ['-c', script], {
    env: { PATH: process.env.PATH, ...options.env },
    stdin: options.stdin,
    signal: options.signal,
    onStdout: chunk => {
      stdout += Buffer.from(chunk).toString()
      options.onLine?.(stdout)
    },
    onStderr: chunk => {
      stderr += Buffer.from(chunk).toString()
    },
  })
  return { ...end, stdout, stderr }
}

test('gives status and output, and only the environment it was given', async () => {
  expect(await run('echo "$A-$HOME"; echo err >&2; exit 3', { env: { A: 'a' } })).toEqual({
    status: 3,
    signal: undefined,
    stdout: 'a-\n',
    stderr: 'err\n',
  })
})

test('writes standard input, and survives a command that does not read it', async () => {
  expect((await run('cat', { stdin: 'in' })).stdout).toBe('in')
  expect((await run('exec <&-; exit 0', { stdin: 'x'.repeat(1_000_000) })).status).toBe(0)
})

test('a command that is not there rejects with the system’s code', async () => {
  await expect(nodeProcess.run('basehit-no-such-command', [], { env: {} })).rejects.toMatchObject({ code: 'ENOENT' })
})

test('an abort before the start starts nothing', async () => {
  await expect(run('echo x', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
})

test('an abort stops the command and what it started', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'basehit-test-'))
  const trace = join(directory, 'survived')
  const controller = new AbortController()
  const end = await run(`(sleep 1; : > '${trace}') & echo ready; wait`, {
    signal: controller.signal,
    onLine: () => controller.abort(),
  })
  expect(end.signal).toBe('SIGTERM')
  await setTimeout(1300)
  expect(existsSync(trace)).toBe(false)
  rmSync(directory, { recursive: true })
})

test('a command that will not stop is killed within five seconds', async () => {
  const controller = new AbortController()
  const started = performance.now()
  const end = await run('trap "" TERM; echo ready; while :; do sleep 1; done', {
    signal: controller.signal,
    onLine: () => controller.abort(),
  })
  expect(end.signal).toBe('SIGKILL')
  expect(performance.now() - started).toBeLessThan(5000)
})
