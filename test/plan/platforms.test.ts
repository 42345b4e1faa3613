import { describe, expect, it } from 'vitest'
import { formatPlatform } from '../../src/image/platform.ts'
import { type Circumstances, fileReplacementOf, refusalOf, replacementOf } from './replacing.ts'

const orders = [
  ['linux/amd64', 'linux/arm64'],
  ['linux/arm64', 'linux/amd64'],
]

/** What a base replaces, platform by platform: the indexes of stages. */
function shown(replacement: ReturnType<typeof replacementOf>) {
  const entries = replacement.platforms.map(({ platform, isReached, children, remaining, derived }) => {
    const indexes = (nodes: typeof children) => nodes.map(node => node.stage.index)
    const value = isReached ? { children: indexes(children), remaining: indexes(remaining), derived } : 'no base'
    return [formatPlatform(platform), value]
  })
  return Object.fromEntries(entries)
}

const D = 'FROM debian AS deps\n'

describe('what a stage replaces on each platform', () => {
  it.each<[string, string, unknown]>([
    [
      'a child of its own',
      `${D}FROM deps AS mid-amd64\nFROM deps AS mid-arm64\nFROM mid-$TARGETARCH`,
      {
        'linux/amd64': { children: [1], remaining: [1, 3], derived: true },
        'linux/arm64': { children: [2], remaining: [2, 3], derived: true },
      },
    ],
    [
      'one that does not use it',
      `${D}FROM deps AS mid-amd64\nFROM debian AS mid-arm64\nFROM mid-$TARGETARCH`,
      { 'linux/amd64': { children: [1], remaining: [1, 3], derived: true }, 'linux/arm64': 'no base' },
    ],
    [
      'grown from it on one, copied from on the other',
      `${D}FROM deps AS mid-amd64\nFROM debian AS mid-arm64\nCOPY --from=deps /x /\nFROM mid-$TARGETARCH`,
      {
        'linux/amd64': { children: [1], remaining: [1, 3], derived: true },
        'linux/arm64': { children: [], remaining: [2, 3], derived: false },
      },
    ],
    [
      'the stage itself on one platform',
      'FROM debian AS deps\nFROM debian AS root-arm64\nFROM deps AS root-amd64\nFROM root-$TARGETARCH',
      { 'linux/amd64': { children: [2], remaining: [2, 3], derived: true }, 'linux/arm64': 'no base' },
    ],
  ])('%s', (_, text, expected) => {
    for (const platforms of orders) expect(shown(replacementOf(text, 'deps', { platforms }))).toEqual(expected)
  })

  it('is an image on one platform and not on the other', () => {
    const text = 'FROM base AS mid-amd64\nFROM debian AS mid-arm64\nFROM mid-$TARGETARCH'
    for (const platforms of orders) {
      expect(shown(fileReplacementOf(text, 'base', { platforms }))).toEqual({
        'linux/amd64': { children: [0], remaining: [0, 2], derived: true },
        'linux/arm64': 'no base',
      })
      expect(refusalOf(() => fileReplacementOf(text, undefined, { platforms }))).toMatch(
        /^3:1: several images could be the base: (base, debian|debian, base) \[BH038\]$/,
      )
    }
  })
})

describe('refused on any platform', () => {
  it.each<[string, string, string | undefined, Circumstances?]>([
    [
      'no platform uses the base',
      `${D}FROM debian AS mid-amd64\nFROM debian AS mid-arm64\nFROM mid-$TARGETARCH AS app`,
      "1:1: the app's stage app is not built from deps [BH028]",
    ],
    [
      'an image of the name of the stage',
      `${D}FROM deps AS mid-amd64\nFROM mid-amd64 AS mid-arm64\nCOPY --from=deps:latest /x /\nFROM mid-$TARGETARCH`,
      '4:1: the stage name deps is also the name of an image here; a base would take the place of both [BH029]',
    ],
    [
      'a FROM that is another image on one platform',
      'ARG IMAGE=debian\nFROM $IMAGE-$TARGETARCH AS debian-arm64\nFROM debian-arm64',
      '2:1: the stage name debian-arm64 is also the name of an image here; a base would take the place of both [BH029]',
    ],
    [
      '--platform where both use the base',
      'FROM --platform=linux/amd64 debian AS deps\nFROM deps AS mid-amd64\nFROM deps AS mid-arm64\nFROM mid-$TARGETARCH',
      '1:1: FROM --platform here would give every platform the same base [BH039]',
    ],
    [
      '--platform of another platform than the one that uses the base',
      'FROM --platform=linux/amd64 debian AS deps\nFROM debian AS mid-amd64\nFROM deps AS mid-arm64\nFROM mid-$TARGETARCH',
      '1:1: FROM --platform here would give every platform the same base [BH039]',
    ],
    [
      '--platform that is the target’s on each',
      'FROM --platform=linux/$TARGETARCH debian AS deps\nFROM deps AS mid-amd64\nFROM deps AS mid-arm64\nFROM mid-$TARGETARCH',
      undefined,
    ],
    [
      '--platform of the only platform that uses the base',
      'FROM --platform=linux/amd64 debian AS deps\nFROM deps AS mid-amd64\nFROM debian AS mid-arm64\nFROM mid-$TARGETARCH',
      undefined,
    ],
  ])('%s', (_, text, expected) => {
    const stage = text.includes('AS deps') ? 'deps' : 'debian-arm64'
    for (const platforms of orders) expect(refusalOf(() => replacementOf(text, stage, { platforms }))).toBe(expected)
  })
})

describe('a named context of the user’s', () => {
  const text = `${D}FROM deps AS mid\nCOPY --from=busybox /x /\nFROM mid AS app`

  it('cuts the graph where it takes the place of a stage', () => {
    expect(refusalOf(() => replacementOf(text, 'deps', { contexts: { mid: 'busybox' } }))).toBe(
      "1:1: the app's stage app is not built from deps; the build context mid takes the place of the stage mid [BH028]",
    )
    expect(refusalOf(() => replacementOf(text, 'deps', { contexts: { mid: '.' } }))).toMatch(/BH028/)
  })

  it('does so for its platform alone', () => {
    for (const platforms of orders) {
      const replacement = replacementOf(text, 'deps', { platforms, contexts: { 'mid::linux/arm64': 'busybox' } })
      expect(shown(replacement)).toEqual({
        'linux/amd64': { children: [1], remaining: [1, 2], derived: true },
        'linux/arm64': 'no base',
      })
    }
  })

  it('leaves stages alone whose names BuildKit keeps for itself, and images', () => {
    const reserved = `${D}FROM deps AS context\nFROM context`
    expect(refusalOf(() => replacementOf(reserved, 'deps', { contexts: { context: 'busybox' } }))).toBeUndefined()
    expect(refusalOf(() => replacementOf(text, 'deps', { contexts: { busybox: '.' } }))).toBeUndefined()
  })
})
