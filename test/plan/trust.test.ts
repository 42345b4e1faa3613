import { describe, expect, it } from 'vitest'
import type { Decision, Outcome } from '../../src/plan/decide.ts'
import { type Actor, confine, type Trust, trustOf } from '../../src/plan/trust.ts'

const events = [
  'push',
  'pull_request',
  'pull_request_target',
  'merge_group',
  'workflow_run',
  'workflow_dispatch',
  'schedule',
  'release',
  'repository_dispatch',
] as const
const codes = ['own', 'foreign'] as const
const refs = ['protected', 'unprotected'] as const
const pushes = ['wanted', 'unwanted'] as const

/** One row of the golden table: what a run is, and what it may do. */
function row(event: string, code: 'own' | 'foreign', ref: 'protected' | 'unprotected', push: 'wanted' | 'unwanted') {
  const trust = trustOf({ kind: 'workflow', event, code, ref }, push)
  const cells = [event, code, ref, `push ${push}`, '|', `publish ${trust.publish}`, `caches ${trust.caches}`]
  return `${[...cells, ...(trust.caution === undefined ? [] : ['caution'])].join(' ')}\n`
}

describe('what a run may do', () => {
  const rows = events.flatMap(event =>
    codes.flatMap(code => refs.flatMap(ref => pushes.map(push => row(event, code, ref, push)))),
  )

  it('is one of 72 rows', async () => {
    expect(new Set(rows).size).toBe(72)
    await expect(rows.join('')).toMatchFileSnapshot('golden/trust.txt')
  })

  const all = events.flatMap(event =>
    codes.flatMap(code =>
      refs.flatMap(ref =>
        pushes.map(push => ({ event, code, ref, push, trust: trustOf({ kind: 'workflow', event, code, ref }, push) })),
      ),
    ),
  )

  it('never lets the code of a fork publish, unless it was approved for merging', () => {
    const publishing = all.filter(({ code, trust }) => code === 'foreign' && trust.publish !== 'never')
    expect(new Set(publishing.map(each => each.event))).toEqual(new Set(['merge_group']))
  })

  it('lets nothing save into the default branch’s caches that may not publish', () => {
    const shared = all.filter(({ trust }) => trust.publish === 'never' && trust.caches === 'shared')
    expect(shared).toEqual([])
    const scoped = all.filter(({ trust }) => trust.caches === 'own').map(each => each.event)
    expect(new Set(scoped)).toEqual(new Set(['push', 'pull_request', 'workflow_dispatch', 'release']))
  })

  it('requires a base to be published where the app is', () => {
    for (const { push, trust } of all) {
      if (trust.publish !== 'never') expect(trust.publish).toBe(push === 'wanted' ? 'required' : 'if-granted')
    }
  })

  it('says why whenever it says no, and reads in any case', () => {
    for (const { trust } of all) {
      expect(trust.read).toBe('allowed')
      expect(trust.because !== undefined).toBe(trust.publish === 'never')
    }
  })

  it('warns of pushing where a fork meets a token that may write', () => {
    const cautioned = all.filter(({ trust }) => trust.caution !== undefined)
    expect(cautioned.every(({ code, push }) => code === 'foreign' && push === 'wanted')).toBe(true)
    expect(new Set(cautioned.map(each => each.event))).toEqual(
      new Set(['pull_request_target', 'workflow_run', 'schedule', 'repository_dispatch']),
    )
  })

  it('is what a person’s own credentials allow', () => {
    expect(trustOf({ kind: 'person' }, 'wanted')).toEqual({ read: 'allowed', publish: 'required', caches: 'shared' })
    expect(trustOf({ kind: 'person' }, 'unwanted').publish).toBe('if-granted')
  })

  it.each(['issue_comment', 'create', 'deployment', 'toString', '__proto__', ''])(
    'is nothing for the event %j, which the table does not know',
    event => {
      const actor: Actor = { kind: 'workflow', event, code: 'own', ref: 'protected' }
      expect(trustOf(actor, 'wanted')).toMatchObject({ publish: 'never', caches: 'none' })
    },
  )
})

describe('confine', () => {
  const base = { manifest: 'sha256:0' } as unknown as Extract<Outcome, { kind: 'hit' }>['base']
  const never: Trust = { read: 'allowed', publish: 'never', caches: 'none', because: 'x' }
  const required: Trust = { read: 'allowed', publish: 'required', caches: 'shared' }
  const miss: Outcome = { kind: 'miss' }
  const expired: Outcome = { kind: 'expired', base }
  const incomplete: Outcome = { kind: 'incomplete', base }
  const build = (why: 'miss' | 'expired' | 'incomplete'): Decision => ({ kind: 'build', why })

  it('changes nothing for a run that may publish', () => {
    expect(confine(build('miss'), miss, required)).toEqual(build('miss'))
    expect(confine(build('expired'), expired, required)).toEqual(build('expired'))
    expect(confine(build('miss'), miss, { ...required, publish: 'if-granted' })).toEqual(build('miss'))
  })

  it('makes a missing base part of the app’s build where nothing may be published', () => {
    expect(confine(build('miss'), miss, never)).toEqual({ kind: 'inline', why: 'miss' })
    expect(confine(build('incomplete'), incomplete, never)).toEqual({ kind: 'inline', why: 'incomplete' })
  })

  it('uses a base that is too old, and says so', () => {
    expect(confine(build('expired'), expired, never)).toEqual({
      kind: 'reuse',
      base,
      notice: expect.stringContaining('older than max-age'),
    })
  })

  it('uses a base of unknown age, and says what it is dated', () => {
    const created = '2999-01-01T00:00:00Z'
    const ahead: Outcome = { kind: 'expired', base: { ...base, created }, dated: 'ahead' }
    expect(confine(build('expired'), ahead, required)).toEqual(build('expired'))
    expect(confine(build('expired'), ahead, never)).toMatchObject({
      kind: 'reuse',
      notice: `dated ${created}, ahead of this clock, and used: this run may not publish another`,
    })
  })

  it('builds for itself alone what it may not look for, where nothing may be published', () => {
    const fault = { kind: 'denied', code: 'BH080' } as Extract<Outcome, { kind: 'denied' }>['fault']
    const denied: Outcome = { kind: 'denied', fault }
    const refuse: Decision = { kind: 'refuse', outcome: denied }
    expect(confine(refuse, denied, never)).toEqual({ kind: 'inline', why: 'denied' })
    expect(confine(refuse, denied, required)).toBe(refuse)
    expect(confine(refuse, denied, { ...required, publish: 'if-granted' })).toBe(refuse)
  })

  it.each<Outcome['kind']>(['unreachable', 'not-a-registry', 'broken', 'foreign', 'untrusted'])(
    'stops for %s whatever may be published',
    kind => {
      const outcome = { kind } as Outcome
      const refuse: Decision = { kind: 'refuse', outcome }
      expect(confine(refuse, outcome, never)).toBe(refuse)
    },
  )

  it('leaves reuse as it is', () => {
    const reuse: Decision = { kind: 'reuse', base }
    expect(confine(reuse, { kind: 'hit', base }, never)).toBe(reuse)
  })
})
