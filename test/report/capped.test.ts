import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Change } from '../../src/recipe/change.ts'
import { cappedChanges } from '../../src/report/capped.ts'

const change: fc.Arbitrary<Change> = fc.record(
  {
    kind: fc.constantFrom('file' as const, 'run' as const),
    subject: fc.oneof(
      fc.string(),
      fc.nat(5000).map(length => 'é'.repeat(length)),
    ),
    change: fc.constantFrom('added' as const, 'removed' as const, 'changed' as const),
    before: fc.oneof(
      fc.string(),
      fc.nat(5000).map(length => '\u001b'.repeat(length)),
    ),
    after: fc.string(),
  },
  { requiredKeys: ['kind', 'subject', 'change'] },
)

it('keeps the first of each base, counts the rest and fits into an output, whatever they hold', () => {
  const base = fc.record({ changes: fc.option(fc.array(change, { maxLength: 60 }), { nil: undefined }) })
  fc.assert(
    fc.property(fc.array(base, { maxLength: 6 }), bases => {
      const capped = cappedChanges(bases)
      expect(JSON.stringify(capped).length).toBeLessThan(101_000)
      for (const [index, { changes, omittedChanges }] of capped.entries()) {
        const all = bases[index]?.changes
        expect(changes === null).toBe(all === undefined)
        expect((changes?.length ?? 0) + omittedChanges).toBe(all?.length ?? 0)
        expect(changes?.map(each => each.kind) ?? []).toEqual(
          all?.slice(0, changes?.length).map(each => each.kind) ?? [],
        )
      }
    }),
    { numRuns: 200 },
  )
})

it('leaves a few changes as they are', () => {
  const changes: Change[] = [{ kind: 'file', subject: 'a', change: 'changed', before: 'x'.repeat(2000), after: 'y' }]
  expect(cappedChanges([{ changes }, { changes: undefined }, { changes: [] }])).toEqual([
    { changes, omittedChanges: 0 },
    { changes: null, omittedChanges: 0 },
    { changes: [], omittedChanges: 0 },
  ])
})
