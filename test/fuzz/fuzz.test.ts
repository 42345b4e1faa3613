import { describe, expect, it } from 'vitest'
import { BasehitError } from '../../src/errors.ts'
import { attempt, type Outcome, patience } from './attempt.ts'
import { everyWorld, readSeeds } from './seeds.ts'
import { heavyPeriod, makeInput, shapes } from './shapes.ts'
import { shrink } from './shrink.ts'

const count = 3000
const seed = 2026

describe('random bytes as a Dockerfile', () => {
  it('are lowered, or refused at a line and a column', () => {
    const [seeds, world] = [readSeeds('corpus'), everyWorld()]
    const ends = new Map<string, number>()
    const failures: { index: number; outcome: Outcome; text: string }[] = []
    // The large inputs take their time; they are for `npm run fuzz`.
    const indexes = Array.from({ length: count }, (_, index) => index).filter(index => (index + 1) % heavyPeriod !== 0)
    for (const index of indexes) {
      const { bytes } = makeInput(seed, index, seeds)
      const { outcome, ms } = attempt(bytes, world)
      const end = outcome.kind === 'refused' ? outcome.code : outcome.kind
      ends.set(end, (ends.get(end) ?? 0) + 1)
      if (outcome.kind === 'failure' || ms > patience) {
        failures.push({ index, outcome, text: Buffer.from(bytes).toString('base64') })
      }
    }
    expect(failures).toEqual([])
    // Inputs that all end at the first word would prove nothing.
    expect(ends.get('lowered')).toBeGreaterThan(200)
    expect(ends.size).toBeGreaterThan(10)
  })

  it('are the same for the same seed, and of every shape', () => {
    const seeds = readSeeds('corpus')
    const made = (from: number) => shapes.map((_, index) => makeInput(from, index, seeds))
    expect(made(seed)).toEqual(made(seed))
    expect(made(seed)).not.toEqual(made(seed + 1))
    expect(made(seed).map(each => each.shape)).toEqual(shapes.map(shape => shape.name))
  })
})

describe('a failure', () => {
  const bytes = new TextEncoder().encode('FROM a\nCOPY x y\nRUN z\n')
  const throwing = (error: unknown) => ({
    get files(): never {
      throw error
    },
  })

  it.each([
    ['another error', new TypeError('no'), 'TypeError at '],
    ['a refusal without a place', new BasehitError('BH099', 'no'), 'BH099 without a place'],
    ['a line that is not there', at(9, 1), 'BH099 after the last line'],
    ['a column that is not there', at(2, 12), 'BH099 after the end of its line'],
    ['a line before the first', at(0, 1), 'BH099 in no place'],
  ])('is %s', (_, error, what) => {
    const { outcome } = attempt(bytes, throwing(error))
    expect(outcome).toMatchObject({ kind: 'failure', what: expect.stringContaining(what) })
  })

  it('is not a refusal at a place', () => {
    expect(attempt(bytes, throwing(at(2, 9))).outcome).toEqual({ kind: 'refused', code: 'BH099' })
  })

  it('is shrunk to what makes it', () => {
    const smallest = shrink(bytes, smaller => Buffer.from(smaller).includes('x y'))
    expect(Buffer.from(smallest).toString()).toBe('x y')
  })
})

function at(line: number, column: number): BasehitError {
  return new BasehitError('BH099', 'no', { position: { file: 'Dockerfile', line, column } })
}
