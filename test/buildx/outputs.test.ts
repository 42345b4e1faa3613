import { describe, expect, test } from 'vitest'
import {
  digestOutputs,
  outputAttributes,
  outputFault,
  pushedOutputs,
  pushOutputs,
  rewritesTimestamps,
} from '../../src/buildx/outputs.ts'

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
    ['empty entries', ['', 'type=image'], {}, ['type=image']],
  ])('%s', (_name, outputs, flags, expected) => {
    expect(pushOutputs({ outputs, ...flags })).toEqual(expected)
  })
})

describe('what is pushed is exported last, so that its digest is the one reported', () => {
  test.each([
    ['push and load', [], { push: true, load: true }, ['type=docker', 'type=image,push=true,unpack=false']],
    ['a push before a file', ['type=registry', 'type=oci,dest=a'], {}, ['type=oci,dest=a', 'type=registry']],
    [
      'a push, a load and an image that stays',
      ['type=image,"push=1"', 'type=docker', 'type=image,push=0'],
      {},
      ['type=docker', 'type=image,push=0', 'type=image,"push=1"'],
    ],
    [
      'two pushes keep their order',
      ['type=registry', 'x', 'type=image,push='],
      {},
      ['x', 'type=registry', 'type=image,push='],
    ],
  ])('%s', (_name, outputs, flags, expected) => {
    expect(pushOutputs({ outputs, ...flags })).toEqual(expected)
  })
})

describe('what counts as a push', () => {
  const names = (outputs: string[], more = {}) => pushedOutputs({ outputs, ...more }).map(each => each.names)
  test.each([
    [['type=registry,name=r/a'], {}, [['r/a']]],
    [['type=registry,name=r/a,push=false'], {}, [['r/a']]],
    [['type=image,push=true,"name=r/a,r/b:1"'], {}, [['r/a', 'r/b:1']]],
    [['type=image, Push =T,name=r/a'], {}, [['r/a']]],
    [['type=image,"push=1","name=r/a"'], {}, [['r/a']]],
    [['type=image,push=,name=r/a'], {}, [['r/a']]],
    [['type=image,push=true,name=r/a'], { tags: ['r/c:2', 'r/c:3'] }, [['r/c:2', 'r/c:3']]],
    [['type=registry'], { tags: [] }, [[]]],
    [[], { push: true, tags: ['r/a:1'] }, [['r/a:1']]],
    [['type=local,dest=x'], { push: true, tags: ['r/a:1'] }, [['r/a:1']]],
    [['type=image,name=r/a'], {}, []],
    [['type=image,push=true,push=false,name=r/a'], {}, []],
    [['type=oci,push=true,dest=x'], {}, []],
    [['type=docker,push=true'], {}, []],
    [['push=true'], {}, []],
    [['type=local,dest=push=true'], {}, []],
    [['type=oci,"dest=a,push=true"'], {}, []],
  ])('%j %j', (outputs, more, expected) => {
    expect(names(outputs, more)).toEqual(expected)
  })
})

describe('layers with other times', () => {
  test.each([
    'type=image,rewrite-timestamp=true',
    'type=image,rewrite-timestamp=1',
    'type=image,rewrite-timestamp=T',
    'type=image,"rewrite-timestamp=true"',
    'type=image, rewrite-timestamp=TRUE',
    'type=oci,dest=x,Rewrite-Timestamp =t',
    'type=registry,rewrite-timestamp=True,name=a',
    'type=docker,rewrite-timestamp=false,rewrite-timestamp=true',
  ])('%s', output => {
    expect(rewritesTimestamps(outputAttributes(output))).toBe(true)
  })
  test.each([
    'type=image,rewrite-timestamp=false',
    'type=image,rewrite-timestamp=0',
    'type=image,rewrite-timestamp=true,rewrite-timestamp=false',
    'type=oci,"dest=a,rewrite-timestamp=true"',
    'type=local,dest=x,rewrite-timestamp=true',
    'rewrite-timestamp=true',
    'type=image',
  ])('not %s', output => {
    expect(rewritesTimestamps(outputAttributes(output))).toBe(false)
  })
})

describe('booleans that BuildKit would refuse after the base is built', () => {
  test.each([
    ['type=image,push=yes', 'push'],
    ['type=image,push= true', 'push'],
    ['type=image,rewrite-timestamp=', 'rewrite-timestamp'],
    ['type=oci,dest=x,rewrite-timestamp=tRue', 'rewrite-timestamp'],
    ['type=registry,push-by-digest=on', 'push-by-digest'],
    ['type=oci,tar=no', 'tar'],
    ['type=docker,force-compression=yes', 'force-compression'],
  ])('%s', (output, key) => {
    expect(outputFault(output)).toEqual({ fault: `${key} is not a boolean` })
  })
  test.each([
    'type=image,push=',
    'type=registry,push=yes',
    'type=local,dest=x,push=yes',
    'type=oci,push=yes',
    'type=image,note=yes',
  ])('not %s', output => {
    expect(outputFault(output)).toBeUndefined()
  })
})

test('what cannot be read is refused', () => {
  expect(() => outputAttributes('type=image,"name=a')).toThrow(expect.objectContaining({ code: 'BH078' }))
})

describe('a push by digest', () => {
  const parsed = (outputs: string[], more = {}) =>
    digestOutputs({ outputs, ...more }, ['r/a', 'r/b']).map(output => Object.fromEntries(outputAttributes(output)))
  const byDigest = { name: 'r/a,r/b', 'push-by-digest': 'true' }
  test.each([
    [[], { push: true, tags: ['r/a:1'] }, [{ type: 'image', push: 'true', unpack: 'false', ...byDigest }]],
    [['type=registry,name=r/a:1,push-by-digest=false'], {}, [{ type: 'registry', ...byDigest }]],
    [
      [],
      { push: true, load: true, tags: ['r/a:1', 'r/b:2'] },
      [
        { type: 'docker', name: 'r/a:1,r/b:2' },
        { type: 'image', push: 'true', unpack: 'false', ...byDigest },
      ],
    ],
    [
      ['type=oci,dest=x,name=mine', 'type=local,dest=y', 'type=image,push=1'],
      { tags: ['r/a:1'] },
      [
        { type: 'oci', dest: 'x', name: 'r/a:1' },
        { type: 'local', dest: 'y' },
        { type: 'image', push: '1', ...byDigest },
      ],
    ],
    [
      ['type=oci,dest=x,name=mine', 'type=registry,name=r/a'],
      {},
      [
        { type: 'oci', dest: 'x', name: 'mine' },
        { type: 'registry', ...byDigest },
      ],
    ],
  ])('%j %j', (outputs, more, expected) => {
    expect(parsed(outputs, more)).toEqual(expected)
  })
})
