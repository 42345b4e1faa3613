import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readClaim } from '../../src/leases/claim.ts'
import { describeProcess, isKnownDead, isProcessAlive } from '../../src/leases/holder.ts'
import { createLeases, type LeaseOptions } from '../../src/leases/leases.ts'

const program = fileURLToPath(new URL('count.ts', import.meta.url))
const never = new AbortController().signal
/** Pauses of waiters pass at once, so that fifteen seconds of watching take a moment. */
const hurried = async () => void (await sleep(1))

let directory: string
const started: ChildProcess[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'basehit leases-'))
})

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})

function leases(options: Partial<LeaseOptions> = {}) {
  return createLeases(directory, { sleep, now: Date.now, ...options })
}

function run(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [program, directory, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  return child
}

/** Leaves a lease as a process of another machine would that stopped without giving it back. */
function leaveForeign(name: string): string {
  const lease = join(directory, 'leases', name)
  mkdirSync(lease, { recursive: true })
  writeFileSync(join(lease, 'other'), JSON.stringify({ pid: 1, started: '1', host: 'elsewhere', token: 'other' }))
  return join(lease, 'other')
}

describe('leases', () => {
  it('let 64 processes count to 64, eight of which are killed while they hold it', { timeout: 120_000 }, async () => {
    const counter = join(directory, 'counter')
    writeFileSync(counter, '0')
    const children = Array.from({ length: 64 }, (_, index) => run(counter, index % 8 === 3 ? 'die' : 'live'))
    const exits = await Promise.all(children.map(async child => (await once(child, 'exit'))[0]))
    expect(exits).toEqual(exits.map((_, index) => (index % 8 === 3 ? null : 0)))
    expect(readFileSync(counter, 'utf8')).toBe('64')
    await (await leases().take('counter', never))()
    expect(readdirSync(join(directory, 'leases'))).toEqual([])
  })

  it('pass at once from a killed process to the next', async () => {
    const child = run('hold')
    if (child.stdout) await once(child.stdout, 'data')
    const waited: unknown[] = []
    let taken = false
    const taking = leases({ onWait: (_, holder) => waited.push(holder?.pid) }).take('counter', never)
    taking.then(() => {
      taken = true
    })
    await sleep(700)
    expect(taken).toBe(false)
    expect(waited).toEqual([child.pid])
    const killed = performance.now()
    child.kill('SIGKILL')
    await (await taking)()
    expect(performance.now() - killed).toBeLessThan(3000)
  })

  it('end the wait with the reason of the signal, and stay with their holder', async () => {
    const release = await leases().take('a', never)
    const controller = new AbortController()
    const waiting = leases().take('a', controller.signal)
    setTimeout(() => controller.abort(new Error('stopped')), 50)
    await expect(waiting).rejects.toThrow('stopped')
    await expect(leases().take('a', AbortSignal.abort(new Error('early')))).rejects.toThrow('early')
    expect(readdirSync(join(directory, 'leases', 'a'))).toHaveLength(1)
    await release()
  })

  it('of different names do not wait for each other', async () => {
    const held = await Promise.all(['a', 'b'].map(name => leases().take(name, AbortSignal.timeout(1000))))
    for (const release of held) await release()
  })

  it('are taken from a holder elsewhere whose heartbeat stands still for 15 s of watching', async () => {
    leaveForeign('a')
    let slept = 0
    const patient = leases({
      sleep: ms => {
        slept += ms
        return hurried()
      },
    })
    const release = await patient.take('a', never)
    expect(slept).toBeGreaterThanOrEqual(15_000)
    expect(slept).toBeLessThan(17_000)
    await release()
  })

  it('are not taken while the heartbeat moves, whatever the clocks say', async () => {
    const file = leaveForeign('a')
    let slept = 0
    let beats = 0
    const controller = new AbortController()
    const waiter = leases({
      now: () => Math.random() * 1e13,
      sleep: async ms => {
        slept += ms
        // Every 10 s a beat, by a clock that runs backwards.
        if (slept / 10_000 > beats) {
          beats++
          utimesSync(file, 2e9 - beats, 2e9 - beats)
        }
        if (slept > 200_000) controller.abort(new Error('still waiting'))
        await hurried()
      },
    })
    await expect(waiter.take('a', controller.signal)).rejects.toThrow('still waiting')
    expect(existsSync(file)).toBe(true)
  })

  it('move their heartbeat while held', { timeout: 10_000 }, async () => {
    const options = { isAlive: () => true, sleep, now: () => 1_000_000 }
    const release = await createLeases(directory, options).take('a', never)
    const beats = new Set<string | undefined>()
    for (let turn = 0; turn < 3; turn++, await sleep(2200))
      beats.add((await readClaim(join(directory, 'leases', 'a')))?.beat)
    expect(beats.size).toBe(3)
    await release()
  })

  it('given back late or twice leave the next holder alone', async () => {
    const first = await leases().take('a', never)
    const second = await leases({ isAlive: () => false }).take('a', never)
    await first()
    await first()
    expect(readdirSync(join(directory, 'leases', 'a'))).toHaveLength(1)
    await expect(leases().take('a', AbortSignal.timeout(300))).rejects.toThrow()
    await second()
    await (await leases().take('a', AbortSignal.timeout(300)))()
  })

  it('have one holder at a time though 50 waiters see the same dead one', { timeout: 60_000 }, async () => {
    writeFileSync(leaveForeign('a'), JSON.stringify({ ...describeProcess(), pid: 2 ** 30 }))
    let holders = 0
    let most = 0
    const quick = leases({ sleep: ms => sleep(ms / 20) })
    const turns = Array.from({ length: 50 }, async () => {
      const release = await quick.take('a', never)
      holders++
      most = Math.max(most, holders)
      await sleep(1)
      holders--
      await release()
    })
    await Promise.all(turns)
    expect(most).toBe(1)
  })

  it('of unreadable holders are taken over too', async () => {
    writeFileSync(leaveForeign('a'), '{')
    await (await leases({ sleep: hurried }).take('a', never))()
  })

  it('refuse names that leave the directory', async () => {
    for (const name of ['', '..', 'a/b', '.claim-x', 'a\0'])
      await expect(leases().take(name, never)).rejects.toThrow(TypeError)
  })

  it('that cannot be kept are an error, or a message and no lease', async () => {
    writeFileSync(join(directory, 'leases'), 'a file')
    await expect(leases().take('a', never)).rejects.toMatchObject({ code: 'BH042' })
    const messages: string[] = []
    await (await leases({ onFault: message => messages.push(message) }).take('a', never))()
    expect(messages).toEqual([expect.stringContaining(directory)])
  })

  it.skipIf(process.getuid?.() === 0)('in a directory without write permission are an error', async () => {
    chmodSync(directory, 0o555)
    await expect(leases().take('a', never)).rejects.toMatchObject({ code: 'BH042' })
    chmodSync(directory, 0o755)
  })
})

describe('a process', () => {
  it('is alive, and no later one of its number', () => {
    const here = describeProcess()
    expect(isProcessAlive(here.pid, here.started)).toBe(true)
    expect(isProcessAlive(here.pid, undefined)).toBe(true)
    if (process.platform === 'linux') expect(isProcessAlive(here.pid, '1')).toBe(false)
    expect(isProcessAlive(2 ** 30, undefined)).toBe(false)
  })

  it('of another host is never known to be dead', () => {
    const here = describeProcess()
    expect(isKnownDead({ ...here, pid: 2 ** 30 }, here, isProcessAlive)).toBe(true)
    expect(isKnownDead({ ...here, pid: 2 ** 30, host: 'elsewhere' }, here, isProcessAlive)).toBe(false)
  })
})
