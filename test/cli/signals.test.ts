import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'basehit-signals-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const entry = join(import.meta.dirname, '../../src/cli/index.ts')

/** Each name leads to states of the pattern that no other has met: minutes of work, in steps of a millisecond. */
function writeHeavyProject(): void {
  let state = 7
  const letter = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >> 16) % 2 === 0 ? 'a' : 'b'
  }
  mkdirSync(join(root, 'data'))
  for (let at = 0; at < 2000; at++) {
    writeFileSync(join(root, 'data', Array.from({ length: 240 }, letter).join('')), '')
  }
  const patterns = Array.from({ length: 40 }, (_, at) => `data/*a${'?'.repeat(90 + at)}c*a${'?'.repeat(90)}d`)
  writeFileSync(join(root, '.dockerignore'), patterns.join('\n'))
  writeFileSync(join(root, 'Dockerfile'), 'FROM scratch AS deps\nCOPY data /data\n')
}

/** Whether a process watches signals: Node itself catches SIGTERM from the start, and no SIGHUP. */
function watchesSignals(pid: number): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0'
  return BigInt(`0x${caught}`) % 2n === 1n
}

it.skipIf(process.platform !== 'linux')(
  'SIGTERM ends a run in the middle of a computation',
  { timeout: 60_000 },
  async () => {
    writeHeavyProject()
    const args = [entry, 'digest', '--base-stage', 'deps', '--base-repository', 'registry.test/base']
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk))
    const ended = new Promise<number | null>(done => child.on('close', done))
    while (!watchesSignals(child.pid ?? 0)) await sleep(20)
    await sleep(1500)
    expect(child.exitCode, said).toBeNull()
    const asked = performance.now()
    child.kill('SIGTERM')
    expect(await ended).toBe(1)
    expect(performance.now() - asked).toBeLessThan(5000)
    expect(said).toBe('interrupted by SIGTERM\n')
  },
)
