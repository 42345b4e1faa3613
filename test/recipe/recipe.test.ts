import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { BasehitError } from '../../src/errors.ts'
import { digestOf } from '../../src/image/digest.ts'
import { observationKey } from '../../src/lower/observations.ts'
import { alignOperations } from '../../src/recipe/align.ts'
import { printObservations, readObservations } from '../../src/recipe/observations.ts'
import { dependencyDigest, isDependencyDigest, recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'
import { lowerText } from '../lower/memory.ts'

describe('a recipe', () => {
  const lowered = lowerText('FROM debian\nRUN x', {})

  it('hashes to what sha256sum prints of its bytes', () => {
    const bytes = recipeBytes(recipeOf(lowered, {}))
    expect(dependencyDigest(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(isDependencyDigest(dependencyDigest(bytes))).toBe(true)
  })

  it.each([
    ['a salt', recipeOf(lowered, { salt: 'a' })],
    ['a time stamp', recipeOf(lowerText('FROM debian\nRUN x', { args: { SOURCE_DATE_EPOCH: '0' } }), {})],
  ])('%s disowns bases without it', (_, recipe) => {
    expect(recipeBytes(recipe)).not.toEqual(recipeBytes(recipeOf(lowered, {})))
  })

  it('takes an empty salt for none', () => {
    expect(recipeOf(lowered, { salt: '' })).toEqual(recipeOf(lowered, {}))
  })

  it('has the time stamp that the file sets', () => {
    expect(recipeOf(lowerText('ARG SOURCE_DATE_EPOCH=7\nFROM debian'), {}).sourceDateEpoch).toBe(7)
  })

  it.each(['', 'a'.repeat(63), 'A'.repeat(64), `sha256:${'a'.repeat(64)}`, `${'a'.repeat(64)}\n`])(
    '%j is no dependency digest',
    text => expect(isDependencyDigest(text)).toBe(false),
  )
})

describe('alignOperations', () => {
  const operations = (commands: string) =>
    lowerText(`FROM debian\n${[...commands].map(each => `RUN ${each}\n`).join('')}`).operations
  const paired = (before: string, after: string) =>
    alignOperations(operations(before), operations(after)).map(pair =>
      [pair.before, pair.after].map(each => (each?.op === 'run' ? each.command[2] : (each?.op ?? '-'))).join('='),
    )

  it.each([
    ['abc', 'abc', ['image=image', 'a=a', 'b=b', 'c=c']],
    ['abc', 'axc', ['image=image', 'a=a', 'b=x', 'c=c']],
    ['ac', 'abc', ['image=image', 'a=a', '-=b', 'c=c']],
    ['abc', 'ac', ['image=image', 'a=a', 'b=-', 'c=c']],
    ['aab', 'ab', ['image=image', 'a=a', 'a=-', 'b=b']],
    ['', 'ab', ['image=image', '-=a', '-=b']],
    ['ab', '', ['image=image', 'a=-', 'b=-']],
    ['ab', 'ba', ['image=image', 'a=-', 'b=b', '-=a']],
  ])('%s and %s', (before, after, expected) => expect(paired(before, after).sort()).toEqual([...expected].sort()))
})

describe('the alignment of two recipes of many steps', () => {
  const many = (prefix: string) =>
    Array.from({ length: 10_000 }, (_, at) => ({ op: 'mkdir' as const, input: 0, path: `/${prefix}${at % 5000}` }))

  it('takes no table of all of them', () => {
    const [old, now] = [many('a'), [...many('b').slice(0, 9000), ...many('a').slice(0, 999), ...many('c').slice(0, 1)]]
    const started = performance.now()
    const pairs = alignOperations(old, now)
    expect(performance.now() - started).toBeLessThan(2500)
    expect(pairs.flatMap(({ before }) => before ?? [])).toHaveLength(old.length)
    expect(pairs.flatMap(({ after }) => after ?? [])).toHaveLength(now.length)
    expect(
      pairs.filter(
        ({ before, after }) => before?.op === 'mkdir' && after?.op === 'mkdir' && before.path === after.path,
      ),
    ).toHaveLength(999)
  })

  it('keeps what they begin and end with', () => {
    const [old, now] = [many('a'), many('a').with(5000, { op: 'mkdir', input: 0, path: '/other' })]
    const others = alignOperations(old, now).filter(
      ({ before, after }) =>
        before !== old[old.indexOf(before as never)] ||
        (after as { path: string }).path !== (before as { path: string }).path,
    )
    expect(others.map(({ after }) => after)).toEqual([now[5000]])
  })
})

describe('observations', () => {
  const key = observationKey({ kind: 'image', reference: 'docker.io/library/debian:12', platform: 'linux/amd64' })
  const image = {
    digest: digestOf('x'),
    config: {
      os: 'linux',
      architecture: 'amd64',
      rootfs: { type: 'layers', diff_ids: [digestOf('y')] },
      config: { Env: ['A=1'] },
    },
  }

  it('read as they were printed', () => {
    expect(readObservations(printObservations(new Map([[key, image]])))).toEqual(new Map([[key, image]]))
  })

  it.each([
    ['no JSON', '{'],
    ['another document', '{"schema":"basehit.plan/v1","images":{}}'],
    ['no images', '{"schema":"basehit.observations/v1"}'],
    [
      'a digest that is none',
      `{"schema":"basehit.observations/v1","images":{${JSON.stringify(key)}:{"digest":"x","config":{}}}}`,
    ],
    [
      'a key that is none',
      `{"schema":"basehit.observations/v1","images":{"x":{"digest":"${digestOf('x')}","config":{}}}}`,
    ],
  ])('refuses %s', (_, text) => {
    const read = () => readObservations(text)
    expect(read).toThrow(BasehitError)
    expect(read).toThrow(expect.objectContaining({ code: 'BH130' }))
  })
})
