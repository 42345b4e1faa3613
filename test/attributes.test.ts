import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseBool, splitCsv } from '../src/attributes.ts'

test('any fields survive being quoted', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', ' ', '=') })
  fc.assert(
    fc.property(fc.array(field, { minLength: 1 }), fields => {
      const line = fields.map(value => `"${value.replaceAll('"', '""')}"`).join(',')
      expect(splitCsv(line)).toEqual(fields)
    }),
  )
})

// Go: strconv/atob.go
test.each(['1', 't', 'T', 'TRUE', 'true', 'True'])('%j is true', text => expect(parseBool(text)).toBe(true))
test.each(['0', 'f', 'F', 'FALSE', 'false', 'False'])('%j is false', text => expect(parseBool(text)).toBe(false))
test.each(['', 'tRue', 'yes', 'on', ' true', 'true ', 'y', '2', 'fALSE'])('%j is neither', text => {
  expect(parseBool(text)).toBeUndefined()
})
