import { describe, expect, it } from 'vitest'
import { type Circumstances, fileReplacementOf, onlyPlatform, refusalOf, replace, replacementOf } from './replacing.ts'

const copying = { OnBuild: ['COPY --from=builder /w /w'] }
const mounting = { OnBuild: ['RUN --mount=from=builder,target=/b cp /b/w /w'] }
const D = 'FROM debian AS deps\n'

function shown(text: string, circumstances: Circumstances) {
  const { children, remaining, derived } = onlyPlatform(replacementOf(text, 'deps', circumstances))
  return {
    children: children.map(node => node.stage.index),
    remaining: remaining.map(node => node.stage.index),
    derived,
  }
}

describe('triggers of images', () => {
  it.each<[string, string, Circumstances, ReturnType<typeof shown>]>([
    [
      'that copy from a stage on the base',
      `${D}FROM deps AS builder\nFROM onb\nCOPY --from=deps /a /a`,
      { images: { onb: copying } },
      { children: [1], remaining: [1, 2], derived: false },
    ],
    [
      'that mount a stage on the base',
      `${D}FROM deps AS builder\nFROM onb\nCOPY --from=deps /a /a`,
      { images: { onb: mounting } },
      { children: [1], remaining: [1, 2], derived: false },
    ],
    [
      'that alone build the app on the base',
      `${D}FROM deps AS builder\nFROM onb`,
      { images: { onb: copying } },
      { children: [1], remaining: [1, 2], derived: false },
    ],
    [
      'that copy from the base itself',
      `${D}FROM onb`,
      { images: { onb: { OnBuild: ['COPY --from=deps /a /a'] } } },
      { children: [], remaining: [1], derived: false },
    ],
    [
      'that lead to another image with triggers',
      `${D}FROM deps AS builder\nFROM onb AS second\nFROM first\n`,
      { images: { onb: copying, first: { OnBuild: ['COPY --from=second /w /w'] } } },
      { children: [1], remaining: [1, 2, 3], derived: false },
    ],
    [
      'of the image that a named context makes of it',
      `${D}FROM deps AS builder\nFROM plain`,
      { images: { onb: copying }, contexts: { plain: 'onb' } },
      { children: [1], remaining: [1, 2], derived: false },
    ],
  ])('%s', (_, text, circumstances, expected) => expect(shown(text, circumstances)).toEqual(expected))

  it.each<[string, string, Circumstances]>([
    [
      'of a stage that is not reached',
      `${D}FROM deps AS builder\nFROM onb AS unused\nFROM debian`,
      { images: { onb: copying } },
    ],
    [
      'of an image that is only copied from',
      `${D}FROM deps AS builder\nFROM debian\nCOPY --from=onb /x /`,
      { images: { onb: copying } },
    ],
    [
      'of an image that a named context takes the place of',
      `${D}FROM deps AS builder\nFROM onb`,
      { images: { onb: copying }, contexts: { onb: 'debian' } },
    ],
    [
      'of an image that a directory takes the place of',
      `${D}FROM deps AS builder\nFROM onb`,
      { images: { onb: copying }, contexts: { onb: '.' } },
    ],
    [
      'of an image in the place of a stage',
      `${D}FROM deps AS builder\nFROM debian AS app`,
      { images: { onb: copying }, contexts: { app: 'onb' } },
    ],
  ])('none %s', (_, text, circumstances) => {
    expect(refusalOf(() => shown(text, circumstances))).toMatch(/BH028/)
  })

  it.each([
    ['an image of the name of the base', 'COPY --from=docker.io/library/deps /a /a', /BH029/],
    ['a stage that stands later', 'COPY --from=late /a /a', /BH029/],
    ['a trigger that cannot be read', 'COPY', /^2:1: the image onb carries .* \[BH035\]$/],
  ])('refused: %s', (_, trigger, expected) => {
    const text = `${D}FROM onb AS app\nCOPY --from=deps /a /a\nFROM debian AS late`
    const images = { onb: { OnBuild: [trigger] } }
    expect(refusalOf(() => replacementOf(text, 'deps', { target: 'app', images }))).toMatch(expected)
  })

  it('of a base that is an image reach stages of the app', () => {
    const text = 'FROM debian AS builder\nFROM base'
    const remaining = (triggers: readonly string[]) =>
      onlyPlatform(fileReplacementOf(text, 'base', { triggers })).remaining.map(node => node.stage.index)
    expect(remaining(['COPY --from=builder /w /w'])).toEqual([0, 1])
    expect(remaining([])).toEqual([1])
  })
})

describe('the images that are asked for', () => {
  const text = [
    ...['FROM debian AS root', 'FROM root AS deps', 'COPY --from=tool1 /x /'],
    ...['FROM go AS builder', 'COPY --from=tool2 /x /', 'FROM unused AS unused'],
    ...['FROM onb', 'COPY --from=deps /a /a', 'RUN --mount=from=tool3,target=/t x', 'COPY --from=scratch / /'],
  ].join('\n')
  const asked = (circumstances: Circumstances = {}) =>
    replace(text, { kind: 'stage', stage: 'deps' }, { images: { onb: copying }, ...circumstances }).asked

  it('are all of the stages that remain, each for its platform, and none of the base', () => {
    expect([...asked()].sort()).toEqual(['go', 'onb', 'tool2', 'tool3'].map(name => `${name} linux/amd64`))
    expect(asked({ platforms: ['linux/amd64', 'linux/arm64'] })).toHaveLength(8)
  })

  it('are those of FROM where nothing is pinned, and none where no app is built', () => {
    expect([...asked({ ask: 'triggers' })].sort()).toEqual(['go linux/amd64', 'onb linux/amd64'])
    expect(asked({ ask: 'none' })).toEqual([])
  })

  it('are pinned but for those of named contexts', () => {
    const contexts = { onb: 'other:1', tool3: '.', builder: 'made' }
    const given = replace(text, { kind: 'stage', stage: 'deps' }, { contexts, images: { 'other:1': copying } })
    expect([...given.asked].sort()).toEqual(['made linux/amd64', 'other:1 linux/amd64'])
    expect(given.graphs.flatMap(graph => graph.upstreams)).toEqual([])
    const plain = replace(text, { kind: 'stage', stage: 'deps' }, { images: { onb: copying } })
    expect(plain.graphs.flatMap(graph => graph.upstreams.map(each => each.reference)).sort()).toEqual(
      ['go', 'onb', 'tool2', 'tool3'].map(name => `docker.io/library/${name}:latest`),
    )
  })

  it('leave out the image that the base is', () => {
    const file = replace('FROM base\nCOPY --from=base /x /\nCOPY --from=tool /x /', {
      kind: 'file',
      baseName: undefined,
    })
    expect(file.asked).toEqual(['tool linux/amd64'])
  })
})
