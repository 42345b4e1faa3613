import { expect, test } from 'vitest'
import { listed } from '../src/listing.ts'

const names = Array.from({ length: 12 }, (_, index) => `n${index}`)

test.each([
  [[], undefined, ''],
  [['a'], undefined, 'a'],
  [['a', 'b'], undefined, 'a, b'],
  [names.slice(0, 10), undefined, 'n0, n1, n2, n3, n4, n5, n6, n7, n8, n9'],
  [names, undefined, 'n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 2 more'],
  [['a', 'b', 'c'], 2, 'a, b and 1 more'],
])('%j at most %s', (list, most, expected) => expect(listed(list, most)).toBe(expected))
