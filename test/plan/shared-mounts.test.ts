import { describe, expect, it } from 'vitest'
import { refuseSharedCacheMounts } from '../../src/plan/shared-mounts.ts'
import { lowerText } from '../lower/memory.ts'
import { fileReplacementOf, refusalOf, replacementOf } from './replacing.ts'

/** The refusal of a base that mounts `base`, with an app that mounts `app`. */
function refusal(base: string, app: string): string | undefined {
  const text = `FROM debian AS deps\nRUN --mount=${base} a\nFROM deps\nENV D=/c\nRUN --mount=${app} b\n`
  return refusalOf(() =>
    refuseSharedCacheMounts(replacementOf(text, 'deps'), [lowerText(text, { target: 'deps' })], '\\'),
  )
}

const shared = (id: string, reading = 'read here') =>
  `5:1: the cache mount ${id} is filled in the base (line 2) and ${reading}: on a reused base it is empty [BH039]`

describe('rule 6: cache mounts on both sides', () => {
  it.each([
    ['one target', 'type=cache,target=/c', 'type=cache,target=/c', shared('/c')],
    ['one target, written with a slash', 'type=cache,target=/c/', 'type=cache,target=//c', shared('/c')],
    ['one id', 'type=cache,id=i,target=/c', 'type=cache,id=i,target=/d', shared('i')],
    ['an id that is the other’s target', 'type=cache,target=/c', 'type=cache,id=/c,target=/d', shared('/c')],
    ['quotes', 'type=cache,target=/c', `type=cache,target='/c'`, shared('/c')],
    ['a variable', 'type=cache,target=/c', 'type=cache,target=$D', shared('/c', 'may be read here')],
    [
      'a variable in an id',
      'type=cache,id=apt-amd64,target=/c',
      'type=cache,id=apt-$ARCH,target=/c',
      shared('apt-amd64', 'may be read here'),
    ],
    ['a variable in the type', 'type=cache,target=/c', 'type=$T,target=/c', shared('/c', 'may be read here')],
    ['another id', 'type=cache,target=/c', 'type=cache,id=app,target=/c', undefined],
    ['another id beside a variable', 'type=cache,id=apt-x,target=/c', 'type=cache,id=npm-$ARCH,target=/c', undefined],
    ['characters of patterns are no patterns', 'type=cache,id=abc,target=/c', 'type=cache,id=a.c,target=/c', undefined],
    ['another target', 'type=cache,target=/c', 'type=cache,target=/d', undefined],
    ['no cache', 'type=cache,target=/c', 'type=tmpfs,target=/c', undefined],
    ['no cache in the base', 'type=tmpfs,target=/c', 'type=cache,target=/c', undefined],
  ])('%s', (_, base, app, expected) => expect(refusal(base, app)).toBe(expected))

  it('concerns triggers of the base too', () => {
    const text =
      'FROM debian AS deps\nRUN --mount=type=cache,target=/c a\nONBUILD RUN --mount=type=cache,target=/c b\nFROM deps\n'
    const refused = refusalOf(() =>
      refuseSharedCacheMounts(replacementOf(text, 'deps'), [lowerText(text, { target: 'deps' })], '\\'),
    )
    expect(refused).toBe(
      '4:1: the cache mount /c is filled in the base (line 2) and read here: on a reused base it is empty [BH039]',
    )
  })

  it('concerns no stage the app leaves out, and no base of another file', () => {
    const text =
      'FROM debian AS deps\nRUN --mount=type=cache,target=/c a\nFROM deps AS unused\nRUN --mount=type=cache,target=/c b\nFROM deps\n'
    const lowered = lowerText(text, { target: 'deps' })
    expect(refusalOf(() => refuseSharedCacheMounts(replacementOf(text, 'deps'), [lowered], '\\'))).toBeUndefined()
    const app = fileReplacementOf('FROM base\nRUN --mount=type=cache,target=/c b\n')
    expect(refusalOf(() => refuseSharedCacheMounts(app, [lowered], '\\'))).toBeUndefined()
  })

  it('reads ids with the escape character of the file', () => {
    const mount = '--mount=type=cache,target=/c,id='
    const refused = (base: string, app: string) => {
      const text = `# escape=\`\nFROM debian AS deps\nRUN ${mount}${base} a\nFROM deps\nRUN ${mount}${app} b\n`
      const lowered = [lowerText(text, { target: 'deps' })]
      return refusalOf(() => refuseSharedCacheMounts(replacementOf(text, 'deps'), lowered, '`'))
    }
    expect(refused('a\\b', 'a\\b')).toMatch(/^5:1: the cache mount a\\b is filled in the base/)
    expect(refused('ab', 'a`b')).toMatch(/^5:1: the cache mount ab is filled in the base/)
    expect(refused('ab', 'a\\b')).toBeUndefined()
  })

  it('concerns the stages of every platform, whichever comes first', () => {
    const mount = 'RUN --mount=type=cache,id=i,target=/c'
    const text = `FROM debian AS deps\n${mount} a\nFROM deps AS mid-amd64\nFROM deps AS mid-arm64\n${mount} b\nFROM mid-$TARGETARCH\n`
    for (const platforms of [
      ['linux/amd64', 'linux/arm64'],
      ['linux/arm64', 'linux/amd64'],
    ]) {
      const lowered = platforms.map(platform => lowerText(text, { target: 'deps', platform }))
      const replacement = replacementOf(text, 'deps', { platforms })
      expect(refusalOf(() => refuseSharedCacheMounts(replacement, lowered, '\\'))).toBe(
        '5:1: the cache mount i is filled in the base (line 2) and read here: on a reused base it is empty [BH039]',
      )
    }
  })

  it('concerns triggers of images', () => {
    const mount = 'RUN --mount=type=cache,id=i,target=/c'
    const text = `FROM debian AS deps\n${mount} a\nFROM onb\nCOPY --from=deps /a /a\n`
    const replacement = replacementOf(text, 'deps', { images: { onb: { OnBuild: [`${mount} b`] } } })
    expect(refusalOf(() => refuseSharedCacheMounts(replacement, [lowerText(text, { target: 'deps' })], '\\'))).toMatch(
      /^3:1: the cache mount i is filled in the base/,
    )
  })
})
