import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changedFiles, type FileState } from '../../src/context/state.ts'

const state = fc.record({ size: fc.bigInt(0n, 2n), ctime: fc.bigInt(0n, 2n) })
const states = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), state).map(given => new Map(Object.entries(given)))

it('finds exactly the files of the first look that are others, or not there, at the second', () => {
  fc.assert(
    fc.property(states, states, (before, after) => {
      const is = (path: string, { size, ctime }: FileState) =>
        after.get(path)?.size === size && after.get(path)?.ctime === ctime
      expect(changedFiles(before, after)).toEqual([...before].filter(each => !is(...each)).map(([path]) => path))
      expect(changedFiles(before, before)).toEqual([])
    }),
  )
})
