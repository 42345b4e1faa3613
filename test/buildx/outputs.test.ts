import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvFields, outputAttributes, pushOutputs } from '../../src/buildx/outputs.ts'

describe('push and load, as buildx build does them', () => {
  test.each([
    ['nothing asked', [], {}, []],
    ['push alone', [], { push: true }, ['type=image,push=true,unpack=false']],
    ['load alone', [], { load: true }, ['type=docker']],
    ['push marks an image', ['type=image,name=x'], { push: true }, ['type=image,name=x,push=true,unpack=false']],
    [
      'push keeps what is said of unpacking',
      ['type=image,unpack=true'],
      { push: true },
      ['type=image,unpack=true,push=true'],
    ],
    ['a registry output is a push', ['type=registry'], { push: true }, ['type=registry,unpack=false']],
    [
      'push beside another output is a push of its own',
      ['type=local,dest=out'],
      { push: true },
      ['type=local,dest=out', 'type=image,push=true,unpack=false'],
    ],
    ['push beside a bare path', ['out'], { push: true }, ['out', 'type=image,push=true,unpack=false']],
    ['load beside a file', ['type=docker,dest=a.tar'], { load: true }, ['type=docker,dest=a.tar', 'type=docker']],
    ['load that is there already', ['type=docker'], { load: true }, ['type=docker']],
    ['both', [], { push: true, load: true }, ['type=image,push=true,unpack=false', 'type=docker']],
    ['empty entries', ['', 'type=image'], {}, ['type=image']],
  ])('%s', (_name, outputs, flags, expected) => {
    expect(pushOutputs({ outputs, ...flags })).toEqual(expected)
  })
})

test.each([
  ['type=image,"name=a,b",push=true', { type: 'image', name: 'a,b', push: 'true' }],
  ['TYPE=image, push=true', { type: 'image', push: 'true' }],
  ['-', { type: 'tar', dest: '-' }],
  ['./out', { type: 'local', dest: './out' }],
])('reads the output %s', (output, expected) => {
  expect(Object.fromEntries(outputAttributes(output))).toEqual(expected)
})

test('any fields survive being quoted', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', ' ', '=') })
  fc.assert(
    fc.property(fc.array(field, { minLength: 1 }), fields => {
      const line = fields.map(value => `"${value.replaceAll('"', '""')}"`).join(',')
      expect(csvFields(line)).toEqual(fields)
    }),
  )
})
