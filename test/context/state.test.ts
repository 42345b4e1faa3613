import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedPaths, type FileState } from '../../src/context/state.ts'

const time = fc.bigInt(0n, 2n)
const state: fc.Arbitrary<FileState> = fc.oneof(
  fc.record({ kind: fc.constantFrom('file' as const, 'listed' as const), size: time, ctime: time }),
  fc.record({ kind: fc.constant('passed' as const), ctime: time, mtime: time }),
)
const states = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), state).map(given => new Map(Object.entries(given)))

/** Whether two looks at one path found it the same, with nothing left out. */
const isSame = (before: FileState, after: FileState | undefined): boolean => {
  const { mtime: _, ...one } = { mtime: 0n, ...before }
  const { mtime, ...other } = { mtime: undefined, ...after }
  if (after?.kind === 'passed' && before.kind === 'passed' && mtime === after.ctime) return true
  return entriesOf(one) === entriesOf(other)
}
const entriesOf = (value: object) => Object.entries(value).sort().join()

describe('two looks at the same files', () => {
  it('differ in exactly what is another, or not there, at the second', () => {
    fc.assert(
      fc.property(states, states, (before, after) => {
        const others = [...before].filter(([path, each]) => !isSame(each, after.get(path)))
        expect(changedPaths(before, after)).toEqual(others.map(([path, { kind }]) => ({ path, kind })))
        expect(changedPaths(before, before)).toEqual([])
      }),
    )
  })

  it('do not differ in a directory that is passed where only its names changed', () => {
    const passed = (ctime: bigint, mtime: bigint) => new Map([['d', { kind: 'passed' as const, ctime, mtime }]])
    expect(changedPaths(passed(1n, 1n), passed(5n, 5n))).toEqual([])
    expect(changedPaths(passed(1n, 1n), passed(5n, 1n))).toEqual([{ path: 'd', kind: 'passed' }])
  })
})
