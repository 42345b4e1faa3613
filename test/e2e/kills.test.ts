import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { protocol, type Step } from '../../src/publish/protocol.ts'
import { Bench, endWithin, type Face, faces, reads } from '../kills/run.ts'
import { basehit, type Running, startBasehit } from './programs.ts'
import { createProject } from './project.ts'
import { expectNothingPushed } from './refusal.ts'
import { tagsOf } from './registry.ts'

const allSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const
type Signal = (typeof allSignals)[number]
/** A sample by default; `npm run exhaustive` runs all of it. */
const isExhaustive = process.env.BASEHIT_EXHAUSTIVE === '1'
const signals: readonly Signal[] = isExhaustive ? allSignals : ['SIGTERM', 'SIGKILL']
const struck: readonly Face[] = isExhaustive ? faces : ['cli']

/** The request a step makes first; it is in the middle of it when the signal comes. */
interface Request {
  readonly method: string
  readonly path: RegExp
  readonly skip?: number
  /** `lost`: the signal comes before the request takes effect. */
  readonly effect?: 'lost'
}

const tag = /app-base\/manifests\/[0-9a-f]{64}$/
const byDigest = /app-base\/manifests\/sha256:/

/** How each step is told to be under way. */
const stops: Readonly<Record<Step, readonly (Request | 'lease' | 'file')[]>> = {
  lock: ['lease'],
  'probe-again': [{ method: 'GET', path: tag, skip: 1 }],
  'ask-to-push': [{ method: 'POST', path: /uploads\/$/ }],
  build: [{ method: 'GET', path: /^\/hook\/build$/ }],
  'read-back': [{ method: 'GET', path: byDigest }],
  'check-blobs': [{ method: 'HEAD', path: /blobs/ }],
  record: [{ method: 'PUT', path: byDigest }],
  annotate: [{ method: 'PUT', path: byDigest, skip: 1 }],
  verify: [{ method: 'GET', path: /^\/hook\/verify$/ }],
  'look-again': ['file'],
  'name-record': [{ method: 'PUT', path: /[0-9a-f]\.record$/ }],
  'probe-tag': [{ method: 'GET', path: tag, skip: 2 }],
  tag: [
    { method: 'PUT', path: tag, effect: 'lost' },
    { method: 'PUT', path: tag },
  ],
  confirm: [{ method: 'GET', path: tag, skip: 3 }],
}

const bulk = 256 * 1024 * 1024
let runs = 0

/** Starts a run and sends the signal when the step is under way. */
async function strike(bench: Bench, face: Face, stop: Request | 'lease' | 'file', signal: Signal): Promise<Running> {
  if (stop === 'lease') return strikeWaiting(bench, face, signal)
  if (stop === 'file') return strikeReading(bench, face, signal)
  const { method, path, skip = 0, effect } = stop
  const { promise, resolve } = Promise.withResolvers<void>()
  const isHook = path.source.includes('hook')
  const shoot = async () => {
    running.kill(signal)
    resolve()
    await endWithin(running, 100)
  }
  const hit = { method, path, skip, times: 1, ...(isHook ? {} : { agent: /^basehit/ }) }
  if (effect === 'lost') {
    // Told by a look at the tag before, so that the request itself is never answered.
    const isHit = () => {
      running.kill(signal)
      resolve()
      return true
    }
    bench.registry.rule({ ...hit, while: isHit, act: { kind: 'reset' } })
  } else bench.registry.rule({ ...hit, act: { kind: 'call', call: shoot } })
  const running = bench.start(face)
  await Promise.race([promise, running.ended])
  return running
}

async function strikeWaiting(bench: Bench, face: Face, signal: Signal): Promise<Running> {
  const first = bench.start(face)
  expect((await first.ended).status).toBe(0)
  const digest = [...(bench.registry.storage.find('team/app-base')?.tags.keys() ?? [])].find(each =>
    /^[0-9a-f]{64}$/.test(each),
  )
  bench.registry.storage.open('team/app-base').tags.clear()
  const letGo = bench.holdLease(digest ?? '')
  const running = bench.start(face)
  await running.printed(/waiting for it/)
  running.kill(signal)
  await endWithin(running, 5000)
  letGo()
  return running
}

async function strikeReading(bench: Bench, face: Face, signal: Signal): Promise<Running> {
  const { promise, resolve } = Promise.withResolvers<void>()
  bench.registry.rule({ path: /^\/hook\/verify-done$/, act: { kind: 'call', call: async () => resolve() } })
  const running = bench.start(face)
  await promise
  await reads(running, 'bulk.bin')
  running.kill(signal)
  return running
}

async function kill(face: Face, step: Step, stop: Request | 'lease' | 'file', signal: Signal): Promise<void> {
  const bench = await Bench.open(stop === 'file' ? bulk : 0)
  const what = `${face}, ${step}, ${signal}`
  try {
    const running = await strike(bench, face, stop, signal)
    const ended = await endWithin(running, 5000)
    expect(ended?.status, `${what}: ${ended?.stderr}${ended?.stdout}`).toBeGreaterThan(0)
    const before = bench.tagState()
    expect(['absent', 'complete'], what).toContain(before)
    if (step !== 'tag' && step !== 'confirm') expect(before, what).toBe('absent')
    if (signal !== 'SIGKILL') expect(bench.litter(), what).toEqual([])
    // What a killed builder was about to push must not disturb the next run either.
    const again = await bench.start(face).ended
    expect(again.status, `${what}, again: ${again.stderr}${again.stdout}`).toBe(0)
    expect(bench.tagState(), what).toBe('complete')
    // A dead holder's lease lies there until somebody wants it again; a request that was under way may have made the base.
    const isWanted = signal !== 'SIGKILL' || !`${again.stdout}${again.stderr}`.includes('reuse (made')
    if (isWanted)
      expect(
        bench.litter().filter(left => left.startsWith('cache')),
        what,
      ).toEqual([])
    runs++
  } finally {
    await bench.close()
  }
}

describe('a run that is killed leaves the tag absent or complete, and does not hinder the next', () => {
  it('knows how to stop every step of the protocol', () => {
    expect(Object.keys(stops)).toEqual(protocol.map(({ step }) => step))
  })

  for (const face of struck) {
    describe(face, () => {
      it.each(protocol.map(({ step }) => step))('%s', async step => {
        for (const stop of stops[step]) await Promise.all(signals.map(signal => kill(face, step, stop, signal)))
      })
    })
  }

  afterAll(() => {
    console.log(
      `${runs} kills: ${signals.length} signals × ${Object.values(stops).flat().length} stops × ${struck.length} faces`,
    )
  })
})

describe('a real build', () => {
  it.each(['SIGINT', 'SIGHUP'] as const)('that is ended by %s leaves nothing', async signal => {
    const project = createProject({
      Dockerfile: 'FROM busybox AS deps\nCOPY requirements.txt /\nRUN sleep 20\nFROM deps\nCOPY app.txt /\n',
      'requirements.txt': 'a==1\n',
      'app.txt': 'one\n',
    })
    const args = ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--push'] as const
    const run = startBasehit(project, args)
    await run.printed(/COPY requirements\.txt/)
    await sleep(200)
    run.kill(signal)
    expect((await endWithin(run, 10_000))?.status).toBeGreaterThan(0)
    await expectNothingPushed(project)
    project.write({
      Dockerfile: 'FROM busybox AS deps\nCOPY requirements.txt /\nRUN true\nFROM deps\nCOPY app.txt /\n',
    })
    const again = await basehit(project, args)
    expect(again.status, again.stderr).toBe(0)
    expect((await tagsOf(project.baseRepository))?.filter(name => /^[0-9a-f]{64}$/.test(name))).toHaveLength(1)
  })
})
