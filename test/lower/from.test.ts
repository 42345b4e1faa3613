import { describe, expect, it } from 'vitest'
import { lowerText } from './memory.ts'
import { differs, refuses, same } from './pairs.ts'

const nothing = { options: { namedContexts: new Map() } }
const context = (name: string, reference: string) => ({
  options: { namedContexts: new Map([[name, { kind: 'image' as const, reference }]]) },
})

same({}, [
  ['spellings of one reference', 'FROM debian', 'FROM docker.io/library/debian:latest'],
  ['the name of a stage', 'FROM debian AS a\nRUN x\nFROM a\nRUN y', 'FROM debian AS b\nRUN x\nFROM b\nRUN y'],
  ['a chain of stages and one stage', 'FROM debian AS a\nRUN x\nFROM a\nRUN y', 'FROM debian\nRUN x\nRUN y'],
  ['a stage that nothing reaches', 'FROM debian AS u\nRUN u\nFROM debian\nRUN x', 'FROM debian\nRUN x'],
  [
    'the order of stages',
    'FROM a AS a\nRUN a\nFROM b AS b\nRUN b\nFROM c\nCOPY --from=a /x /\nCOPY --from=b /x /',
    'FROM b AS b\nRUN b\nFROM a AS a\nRUN a\nFROM c\nCOPY --from=a /x /\nCOPY --from=b /x /',
  ],
  [
    '--platform of a stage that begins with a stage',
    'FROM debian AS a\nRUN x\nFROM --platform=linux/arm64 a\nRUN y',
    'FROM debian AS a\nRUN x\nFROM a\nRUN y',
  ],
  ['--platform that is the target', 'FROM --platform=$TARGETPLATFORM debian\nRUN x', 'FROM debian\nRUN x'],
  ['FROM sees the latest stage of a name', 'FROM one AS a\nFROM two AS a\nFROM a\nRUN x', 'FROM two\nRUN x'],
  [
    'metadata of a stage that is only copied from',
    'FROM a AS a\nRUN a\nENV X=1\nCMD x\nFROM b\nCOPY --from=a /x /',
    'FROM a AS a\nRUN a\nFROM b\nCOPY --from=a /x /',
  ],
  ['a target given in another case', ['FROM a AS deps\nRUN x\nFROM b', { target: 'Deps' }], 'FROM a AS deps\nRUN x'],
  [
    'a build context under the name of an image',
    ['FROM debian:12\nRUN x', context('debian:12', 'other')],
    ['FROM other\nRUN x', nothing],
  ],
  [
    'a build context under the name of a stage',
    ['FROM debian AS a\nRUN lost\nFROM a\nRUN x', context('a', 'other')],
    ['FROM other\nRUN x', nothing],
  ],
  [
    'a build context for this platform alone wins',
    [
      'FROM debian:12\nRUN x',
      {
        options: {
          namedContexts: new Map([
            ['debian:12', { kind: 'image', reference: 'no' }],
            ['debian:12::linux/amd64', { kind: 'image', reference: 'other' }],
          ]),
        },
      },
    ],
    ['FROM other\nRUN x', nothing],
  ],
  ['a build context that matches nothing', ['FROM debian\nRUN x', context('debain', 'other')], 'FROM debian\nRUN x'],
  [
    'a build context called scratch is never used',
    ['FROM scratch\nCOPY a /', { ...context('scratch', 'other'), files: { a: '' } }],
    ['FROM scratch\nCOPY a /', { files: { a: '' } }],
  ],
  ['a build context that is scratch', ['FROM debian\nRUN x', context('debian', 'scratch')], 'FROM scratch\nRUN x'],
  [
    'a platform as it is normalised',
    ['FROM debian\nRUN x', { platform: 'linux/arm64/v8' }],
    ['FROM debian\nRUN x', { platform: 'linux/arm64' }],
  ],
  [
    'a stage named scratch is what FROM scratch means',
    'FROM debian AS scratch\nRUN x\nFROM scratch\nRUN y',
    'FROM debian\nRUN x\nRUN y',
  ],
])

differs({}, [
  ['another image', 'FROM debian', 'FROM ubuntu'],
  ['another tag', 'FROM debian:11', 'FROM debian:12'],
  ['a tag that moved', 'FROM debian', ['FROM debian', { contents: { debian: 'newer' } }]],
  ['another platform', 'FROM debian\nRUN x', ['FROM debian\nRUN x', { platform: 'linux/arm64' }]],
  [
    'a variant',
    ['FROM debian\nRUN x', { platform: 'linux/arm/v6' }],
    ['FROM debian\nRUN x', { platform: 'linux/arm/v7' }],
  ],
  [
    '--platform of the image',
    ['FROM --platform=$BUILDPLATFORM debian\nRUN x', { platform: 'linux/arm64' }],
    ['FROM debian\nRUN x', { platform: 'linux/arm64' }],
  ],
  [
    'the author of an image without layers',
    ['FROM empty', { contents: { empty: '' }, authors: { empty: 'one' } }],
    ['FROM empty', { contents: { empty: '' }, authors: { empty: 'two' } }],
  ],
  [
    'a build context for another platform',
    ['FROM debian\nRUN x', context('debian::linux/arm64', 'other')],
    ['FROM debian\nRUN x', context('debian', 'other')],
  ],
  [
    'variables of a stage that a build context replaces are lost',
    ['FROM debian AS a\nARG V=1\nFROM a\nRUN x', context('a', 'debian')],
    'FROM debian AS a\nARG V=1\nFROM a\nRUN x',
  ],
  [
    'an image in place of a stage of that name',
    'FROM debian AS a\nRUN x\nFROM a\nRUN y',
    'FROM debian AS b\nRUN x\nFROM a\nRUN y',
  ],
  ['scratch and an image', 'FROM scratch\nRUN x', 'FROM debian\nRUN x'],
])

refuses({}, [
  [
    'FROM debian AS a\nFROM Debian',
    '2:1: `Debian` is not an image reference: the repository must be lower case [BH002]',
  ],
  [
    'ARG E=\nFROM busybox:$V$E',
    '2:1: FROM busybox:$V$E is `busybox:`, which is no image reference: V is not set, E is empty [BH006]',
  ],
  ['ARG V=a b\nFROM busybox:-$V', '2:1: `busybox:-a` is not an image reference: `-a` is not a tag [BH006]'],
  ['FROM --platform=$NO debian', '1:1: FROM --platform=$NO is empty: NO is not set [BH027]'],
  [
    'FROM --platform=windows/amd64 debian',
    '1:1: unknown platform `windows/amd64`: Windows images are not supported [BH070]',
  ],
  [['FROM debian AS a', { target: 'b' }], '1:1: stage b not found; stages: a [BH028]'],
  [
    ['FROM debian AS a\nFROM a', { contexts: { a: {} } }],
    '1:1: the build context a cannot stand for a stage here: only docker-image:// is known [BH037]',
  ],
  [
    ['FROM a', { contexts: { a: {} } }],
    '1:1: the build context a cannot stand for an image here: only docker-image:// is known [BH037]',
  ],
  [
    ['FROM a AS a\nCOPY --from=b /x /\nFROM b AS b', { target: 'a' }],
    '2:1: --from=b names a stage that only begins on line 3 [BH029]',
  ],
  ['FROM a AS a\nCOPY --from=7 /x /', '2:1: there is no stage 7: the file has 1, counted from 0 [BH029]'],
])

describe('upstreams', () => {
  const upstreams = (text: string, platform = 'linux/arm64') =>
    lowerText(text, { platform }).upstreams.map(each => `${each.reference} ${each.platform} ${each.position.line}`)

  it('are listed once for each platform, with the first line that needs them', () => {
    const text =
      'FROM --platform=$BUILDPLATFORM go AS b\nRUN x\nFROM debian\nCOPY --from=b /x /\nCOPY --from=go /y /\nCOPY --from=go /z /'
    expect(upstreams(text)).toEqual([
      'docker.io/library/debian:latest linux/arm64 3',
      'docker.io/library/go:latest linux/amd64 1',
      'docker.io/library/go:latest linux/arm64 5',
    ])
  })

  it('leaves out what no stage reaches', () => {
    expect(upstreams('FROM unused AS u\nFROM debian')).toEqual(['docker.io/library/debian:latest linux/arm64 2'])
  })

  it('records the reference when tags are taken as written', () => {
    const { operations } = lowerText('FROM debian:12', { options: { upstream: 'as-written' } })
    expect(operations[0]).toMatchObject({ op: 'image', image: 'docker.io/library/debian:12' })
  })
})

describe('what a child would inherit and an image cannot carry', () => {
  const lost = (text: string, args = {}) =>
    [...lowerText(text, { args }).lostArgs].map(([name, { value }]) => `${name}=${value}`)

  it.each([
    ['FROM a\nARG V=1', ['V=1']],
    ['FROM a\nARG V', []],
    ['FROM a\nARG V=1\nENV V=2', []],
    ['FROM a\nENV V=2\nARG V=1', []],
    ['FROM a AS r\nARG V=1\nFROM r\nARG W=$V', ['V=1', 'W=1']],
    ['FROM a\nARG PATH=/x', []],
    ['ARG G=1\nFROM a\nARG G', ['G=1']],
    ['FROM a\nARG TARGETARCH', ['TARGETARCH=amd64']],
  ])('%j', (text, expected) => expect(lost(text)).toEqual(expected))
})

describe('TARGETSTAGE', () => {
  it.each([
    ['FROM a\nARG TARGETSTAGE', true],
    ['FROM a\nRUN echo $TARGETSTAGE', false],
    ['FROM a\nARG TARGETSTAGE=own', false],
    ['ARG TARGETSTAGE=own\nFROM a\nARG TARGETSTAGE', false],
    ['ARG S=$TARGETSTAGE\nFROM a\nARG S', true],
    ['ARG S=$TARGETSTAGE\nARG R=$S\nFROM a\nARG R', true],
    ['ARG S=$TARGETSTAGE\nFROM a\nARG S=1', false],
    ['ARG S=a-$TARGETSTAGE\nFROM $S', true],
    ['ARG S=a-$TARGETSTAGE\nFROM $S AS unused\nFROM a', false],
  ])('%j is read: %s', (text, expected) => expect(lowerText(text).readsTargetStage).toBe(expected))
})

describe('the platform of the builder', () => {
  it.each<[string, string[], Record<string, string>?]>([
    ['FROM a\nARG BUILDARCH', ['BUILDARCH']],
    ['FROM a\nARG BUILDARCH', [], { BUILDARCH: 'x' }],
    ['FROM a\nARG BUILDPLATFORM=own', []],
    ['FROM a\nARG TARGETARCH', []],
    ['FROM a\nRUN echo $BUILDARCH', []],
    ['ARG BUILDARCH=own\nFROM a\nARG BUILDARCH', []],
    ['ARG A=$BUILDARCH\nFROM a\nARG A', ['BUILDARCH']],
    ['ARG A=${BUILDVARIANT:-x}\nARG B=$A$BUILDOS\nFROM a\nARG B', ['BUILDOS', 'BUILDVARIANT']],
    ['FROM --platform=$BUILDPLATFORM a', ['BUILDPLATFORM']],
    ['FROM --platform=$BUILDPLATFORM a AS b\nFROM a\nCOPY --from=b /x /', ['BUILDPLATFORM']],
    ['FROM --platform=$BUILDPLATFORM a AS unused\nFROM a', []],
    ['FROM a AS b\nARG BUILDARCH\nFROM a\nARG BUILDOS=own', []],
  ])('%j reads %j', (text, expected, args = {}) => {
    expect(lowerText(text, { args }).builderVariables).toEqual(expected)
  })

  refuses({}, [
    [
      'FROM a\nARG BUILDPLATFORM\nARG BUILDPLATFORM=own',
      '3:1: BUILDPLATFORM is set by this file here, and read as BuildKit sets it elsewhere [BH039]',
    ],
    [
      'FROM a AS other\nARG BUILDARCH=own\nFROM a\nARG BUILDARCH',
      '2:1: BUILDARCH is set by this file here, and read as BuildKit sets it elsewhere [BH039]',
    ],
  ])

  it('is left alone where the defaults of the file’s own are of other variables', () => {
    expect(lowerText('FROM a\nARG BUILDPLATFORM\nARG BUILDARCH=x86_64').builderVariables).toEqual(['BUILDPLATFORM'])
  })
})
