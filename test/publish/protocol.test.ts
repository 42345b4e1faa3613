import { describe, expect, it } from 'vitest'
import { firstStep, next, protocol, type Step } from '../../src/publish/protocol.ts'

describe('the protocol', () => {
  it('goes through its steps in this order', () => {
    const passed: Step[] = []
    for (let step: Step | undefined = firstStep; step !== undefined; ) {
      passed.push(step)
      const after = next(step, 'done')
      step = after.kind === 'step' ? after.step : undefined
      if (after.kind !== 'step') expect(after).toEqual({ kind: 'published' })
    }
    expect(passed).toEqual([
      'lock',
      'probe-again',
      'ask-to-push',
      'build',
      'read-back',
      'check-blobs',
      'record',
      'annotate',
      'verify',
      'look-again',
      'name-record',
      'probe-tag',
      'tag',
      'confirm',
    ])
  })

  it('publishes nothing before every check', () => {
    const at = (step: Step) => protocol.findIndex(each => each.step === step)
    for (const before of [
      'read-back',
      'check-blobs',
      'record',
      'annotate',
      'verify',
      'look-again',
      'name-record',
      'probe-tag',
    ] as const) {
      expect(at(before)).toBeLessThan(at('tag'))
    }
    expect(at('lock')).toBeLessThan(at('probe-again'))
    expect(at('ask-to-push')).toBeLessThan(at('build'))
    expect(at('build')).toBeLessThan(at('look-again'))
  })

  it.each(['probe-again', 'probe-tag'] as const)('%s may adopt the base of another run', step =>
    expect(next(step, 'found')).toEqual({ kind: 'adopted' }),
  )

  it.each(protocol.filter(each => !('mayAdopt' in each)).map(each => each.step))('%s cannot find a base', step =>
    expect(() => next(step, 'found')).toThrow(new TypeError(`${step} cannot find a base`)),
  )

  it('builds once more where the last look says so, and nowhere else', () => {
    expect(next('look-again', 'repeat')).toEqual({ kind: 'step', step: 'build' })
    for (const { step } of protocol) {
      if (step !== 'look-again') expect(() => next(step, 'repeat')).toThrow(new TypeError(`${step} repeats nothing`))
    }
  })

  it('says what each step does', () => {
    for (const each of protocol) expect(each.does).toMatch(/^[a-z].*[^.]$/)
    expect(new Set(protocol.map(each => each.step)).size).toBe(protocol.length)
  })
})
