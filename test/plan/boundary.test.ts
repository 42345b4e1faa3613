import { describe, expect, it } from 'vitest'
import { type Circumstances, fileReplacementOf, onlyPlatform, refusalOf, replacementOf } from './replacing.ts'

const names = (nodes: readonly { stage: { index: number; from: { name?: string } } }[]) =>
  nodes.map(node => node.stage.from.name ?? node.stage.index)

describe('a stage as boundary', () => {
  it.each<[string, string, { children: unknown[]; remaining: unknown[]; derived: boolean }]>([
    ['a child', 'FROM debian AS deps\nFROM deps', { children: [1], remaining: [1], derived: true }],
    [
      'a grandchild',
      'FROM debian AS deps\nFROM deps AS mid\nFROM mid',
      { children: ['mid'], remaining: ['mid', 2], derived: true },
    ],
    [
      'files only',
      'FROM debian AS deps\nFROM alpine\nCOPY --from=deps /x /',
      { children: [], remaining: [1], derived: false },
    ],
    [
      'a mount only',
      'FROM debian AS deps\nFROM alpine\nRUN --mount=from=deps,target=/d x',
      { children: [], remaining: [1], derived: false },
    ],
    [
      'files by index',
      'FROM debian AS deps\nFROM alpine\nCOPY --from=0 /x /',
      { children: [], remaining: [1], derived: false },
    ],
    [
      'two children',
      'FROM debian AS deps\nFROM deps AS b\nFROM deps\nCOPY --from=b /x /',
      { children: ['b', 2], remaining: ['b', 2], derived: true },
    ],
    [
      'what lies below the base does not remain',
      'FROM debian AS root\nFROM root AS deps\nFROM deps',
      { children: [2], remaining: [2], derived: true },
    ],
    [
      'a stage that both sides use remains',
      'FROM go AS b\nFROM debian AS deps\nCOPY --from=b /x /\nFROM deps\nCOPY --from=b /y /',
      { children: [2], remaining: ['b', 2], derived: true },
    ],
    ['the target itself', 'FROM debian AS deps', { children: [], remaining: [], derived: true }],
    [
      'a trigger that copies',
      'FROM go AS b\nFROM debian AS deps\nONBUILD COPY --from=b /x /\nFROM deps',
      { children: [2], remaining: ['b', 2], derived: true },
    ],
  ])('%s', (_, text, expected) => {
    const { children, remaining, derived } = onlyPlatform(replacementOf(text, 'deps'))
    expect({ children: names(children), remaining: names(remaining), derived }).toEqual(expected)
  })

  it('finds children after expanding the variables of FROM', () => {
    const text = 'ARG P=other\nFROM debian AS deps\nFROM $P AS app'
    expect(names(onlyPlatform(replacementOf(text, 'deps', { args: { P: 'deps' } })).children)).toEqual(['app'])
    expect(refusalOf(() => replacementOf(text, 'deps'))).toBe("2:1: the app's stage app is not built from deps [BH028]")
  })
})

describe('refused stages', () => {
  it.each<[rule: string, text: string, expected: string | undefined, circumstances?: Circumstances]>([
    [
      '1: an old frontend',
      '# syntax=docker/dockerfile:1.3\nFROM debian AS deps\nFROM deps',
      '1:10: docker/dockerfile:1.3 knows no named contexts, which exist since docker/dockerfile:1.4 [BH030]',
    ],
    [
      '1: an old frontend with features',
      '# syntax=docker/dockerfile:1.2-labs\nFROM debian AS deps\nFROM deps',
      '1:10: docker/dockerfile:1.2-labs knows no named contexts, which exist since docker/dockerfile:1.4 [BH030]',
    ],
    [
      '1: an experimental frontend',
      '# syntax=docker/dockerfile:experimental\nFROM debian AS deps\nFROM deps',
      '1:10: docker/dockerfile:experimental knows no named contexts, which exist since docker/dockerfile:1.4 [BH030]',
    ],
    ['1: the first frontend that does', '# syntax=docker/dockerfile:1.4\nFROM debian AS deps\nFROM deps', undefined],
    ['1: 1.26 is no 1.2', '# syntax=docker/dockerfile:1.26\nFROM debian AS deps\nFROM deps', undefined],
    ['1: a moving tag', '# syntax=docker/dockerfile:1\nFROM debian AS deps\nFROM deps', undefined],
    [
      '1: a name twice',
      'FROM debian AS deps\nFROM deps AS app\nFROM alpine AS Deps\nFROM app',
      '1:1: two stages are called deps; a base would take the place of both [BH029]',
    ],
    [
      '1: context',
      'FROM debian AS context\nFROM context',
      '1:1: context is a name BuildKit keeps for itself: nothing can take its place [BH029]',
    ],
    [
      '1: scratch',
      'FROM debian AS scratch\nFROM scratch',
      '1:1: scratch is a name BuildKit keeps for itself: nothing can take its place [BH029]',
    ],
    [
      '1: the name of its own image',
      'FROM deps AS deps\nFROM deps',
      '1:1: the stage name deps is also the name of an image here; a base would take the place of both [BH029]',
    ],
    [
      '1: an image spelt in full',
      'FROM debian AS deps\nFROM deps AS app\nCOPY --from=docker.io/library/deps:latest /x /',
      '3:1: the stage name deps is also the name of an image here; a base would take the place of both [BH029]',
    ],
    ['1: an image of that name with another tag', 'FROM deps:12 AS deps\nFROM deps', undefined],
    ['1: an image of that name in another registry', 'FROM ghcr.io/o/deps AS deps\nFROM deps', undefined],
    [
      '1: used before it is defined',
      'FROM deps AS early\nFROM debian AS deps\nFROM deps\nCOPY --from=early /x /',
      '1:1: the stage name deps is also the name of an image here; a base would take the place of both [BH029]',
    ],
    [
      '1: copied from before it is defined',
      'FROM debian AS early\nCOPY --from=deps /x /\nFROM debian AS deps\nFROM deps',
      '2:1: --from=deps names a stage that only begins on line 3 [BH029]',
    ],
    [
      '2: --platform',
      'FROM --platform=$BUILDPLATFORM debian AS deps\nFROM deps',
      '1:1: FROM --platform here would give every platform the same base [BH039]',
      { platforms: ['linux/amd64', 'linux/arm64'] },
    ],
    [
      '2: --platform that is another one',
      'FROM --platform=$BUILDPLATFORM debian AS deps\nFROM deps',
      '1:1: FROM --platform here would give every platform the same base [BH039]',
      { platforms: ['linux/arm64'] },
    ],
    [
      '2: --platform of an ancestor',
      'FROM --platform=linux/amd64 debian AS root\nFROM root AS deps\nFROM deps',
      '1:1: FROM --platform here would give every platform the same base [BH039]',
      { platforms: ['linux/arm64'] },
    ],
    ['2: --platform that is the only one', 'FROM --platform=linux/amd64 debian AS deps\nFROM deps', undefined],
    [
      '2: --platform of a stage it copies from',
      'FROM --platform=$BUILDPLATFORM go AS b\nFROM debian AS deps\nCOPY --from=b /x /\nFROM deps',
      undefined,
      { platforms: ['linux/arm64'] },
    ],
    ['a stage that is not there', 'FROM debian AS dep\nFROM dep', '1:1: stage deps not found; stages: dep [BH028]'],
    [
      'a stage the app does not use',
      'FROM debian AS deps\nFROM alpine AS app',
      "1:1: the app's stage app is not built from deps [BH028]",
    ],
    [
      'a stage another target uses',
      'FROM debian AS deps\nFROM alpine AS app\nFROM deps',
      "1:1: the app's stage app is not built from deps [BH028]",
      { target: 'app' },
    ],
  ])('%s', (_, text, expected, circumstances = {}) => {
    const stage = /AS (context|scratch)\n/.exec(text)?.[1] ?? 'deps'
    expect(refusalOf(() => replacementOf(text, stage, circumstances))).toBe(expected)
  })
})

describe('another file as boundary', () => {
  it.each<[string, string, string | undefined, { name: string; children: unknown[]; derived: boolean }]>([
    ['the only image', 'FROM my-base', undefined, { name: 'my-base', children: [0], derived: true }],
    [
      'its name in full',
      'FROM docker.io/library/my-base:latest',
      undefined,
      { name: 'my-base', children: [0], derived: true },
    ],
    [
      'the name that is given',
      'FROM my-base AS b\nFROM alpine\nCOPY --from=b /x /',
      'my-base:latest',
      { name: 'my-base', children: ['b'], derived: false },
    ],
    [
      'two stages on one image',
      'FROM my-base AS b\nFROM my-base\nCOPY --from=b /x /',
      undefined,
      { name: 'my-base', children: ['b', 1], derived: true },
    ],
    [
      'files of it only',
      'FROM alpine\nCOPY --from=my-base /x /',
      'my-base',
      { name: 'my-base', children: [], derived: false },
    ],
    ['a tag', 'FROM my-base:1.2', 'my-base:1.2', { name: 'my-base:1.2', children: [0], derived: true }],
    [
      'an image that no reachable stage uses does not count',
      'FROM other AS unused\nFROM my-base',
      undefined,
      { name: 'my-base', children: [1], derived: true },
    ],
  ])('%s', (_, text, baseName, expected) => {
    const replacement = fileReplacementOf(text, baseName)
    const { name, stage } = replacement
    const { children, derived } = onlyPlatform(replacement)
    expect({ name, children: names(children), derived }).toEqual(expected)
    expect(stage).toBeUndefined()
  })

  it.each<[string, string, string | undefined, string, Circumstances?]>([
    [
      'several images',
      'FROM a AS x\nFROM b\nCOPY --from=x /x /',
      undefined,
      '2:1: several images could be the base: a, b [BH038]',
    ],
    ['no image', 'FROM scratch', undefined, '1:1: several images could be the base:  [BH038]'],
    [
      'a name nothing uses',
      'FROM my-base:1',
      'my-base',
      '1:1: no FROM takes the base my-base; the app is built from my-base:1 [BH038]',
    ],
    [
      'a stage of that name',
      'FROM my-base:latest AS my-base\nRUN x\nFROM my-base',
      undefined,
      "1:1: the base's name my-base is also a stage's; a base would take the place of both [BH029]",
    ],
    [
      'context',
      'FROM context',
      undefined,
      '1:1: context is a name BuildKit keeps for itself: nothing can take its place [BH029]',
    ],
    [
      '--platform',
      'FROM --platform=linux/amd64 my-base',
      undefined,
      '1:1: FROM --platform here would give every platform the same base [BH039]',
      { platforms: ['linux/arm64'] },
    ],
  ])('refused: %s', (_, text, baseName, expected, circumstances = {}) => {
    expect(refusalOf(() => fileReplacementOf(text, baseName, circumstances))).toBe(expected)
  })
})
