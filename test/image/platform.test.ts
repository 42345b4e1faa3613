import { describe, expect, it } from 'vitest'
import { matchPlatform } from '../../src/image/match.ts'
import {
  formatPlatform,
  formatPlatformAll,
  isSamePlatform,
  normalizePlatform,
  type Platform,
  parsePlatform,
  readSpecifier,
} from '../../src/image/platform.ts'

describe('parsePlatform', () => {
  it.each([
    ['linux/amd64', 'linux/amd64'],
    ['Linux/AMD64', 'linux/amd64'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/x86-64', 'linux/amd64'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
    ['linux/arm64', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/arm64/v9', 'linux/arm64/v9'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/arm/v6', 'linux/arm/v6'],
    ['linux/arm/5', 'linux/arm/v5'],
    ['linux/armhf', 'linux/arm/v7'],
    ['linux/armel', 'linux/arm/v6'],
    ['linux/i386', 'linux/386'],
    ['linux/riscv64', 'linux/riscv64'],
    ['arm64', 'linux/arm64'],
    ['macos/arm64', 'darwin/arm64'],
  ])('%s is %s', (text, expected) => {
    const platform = parsePlatform(text)
    expect(formatPlatformAll(platform)).toBe(expected)
    expect(parsePlatform(formatPlatformAll(platform))).toEqual(platform)
  })

  it.each<[string, string | undefined]>([
    ['linux/amd46', 'did you mean `linux/amd64`?'],
    ['linx/amd64', 'did you mean `linux/amd64`?'],
    ['linux/amr64', 'did you mean `linux/arm64`?'],
    ['linux', 'use `linux/amd64` or `linux/arm64`'],
    ['windows/amd64', 'use `linux/amd64`'],
    ['linux/arm/v9', 'did you mean `linux/arm/v7`?'],
    ['linux/amd64/v9', undefined],
    ['', undefined],
    ['linux/', undefined],
    ['linux/amd64/v1/x', undefined],
    ['*/amd64', undefined],
    ['linux/*', undefined],
    ['linux(%zz)/amd64', undefined],
    ['linux(10+feature)/amd64', undefined],
  ])('%j is refused', (text, remedy) => {
    const position = { file: 'Dockerfile', line: 2, column: 6 }
    expect(() => parsePlatform(text, position)).toThrowError(
      expect.objectContaining({ code: 'BH070', position, ...(remedy === undefined ? {} : { remedy }) }),
    )
  })
})

/** What dockerfile2llb of BuildKit 0.32 says of the platform of a stage that is never reached. */
describe('readSpecifier', () => {
  it.each([
    ...['linux', 'windows', 'macos', 'x86_64', 'AArch64', 'armhf', 'js', 'foo/bar', 'foo/bar/v9', 'LINUX/AMD64'],
    ...['linux(1)/amd64', 'linux(1+a)/amd64', 'linux(+a+b)/amd64', 'linux(%20)/amd64', 'windows(10.0.17763)'],
  ])('takes %s', text => expect(readSpecifier(text)).toBeDefined())

  it.each([
    ...['foo', 'wasip1', 'a/b/c/d', 'linux/', '/amd64', 'linux//v7', 'linux/amd64/', 'linux(+)/amd64', 'linux('],
    ...['linux(%2)/amd64', 'linux amd64', 'lin*x/amd64', 'linux/am(d)64', 'linux.x/amd64', 'linux/amd64 ', ''],
  ])('refuses %j', text => expect(readSpecifier(text)).toBeUndefined())

  it('reads what parsePlatform reads in the same way', () => {
    for (const text of ['linux/amd64/v1', 'arm', 'linux/arm', 'linux/arm64/v8', 'x86_64', 'linux/arm/v6']) {
      expect(readSpecifier(text)).toEqual(parsePlatform(text))
    }
  })
})

describe('platforms', () => {
  it('of Linux are the same whatever version and features of the system are said', () => {
    const linux = { os: 'linux', architecture: 'amd64' }
    expect(isSamePlatform({ ...linux, osVersion: '22.04', osFeatures: ['a'] }, linux)).toBe(true)
    expect(isSamePlatform({ ...linux, variant: 'v2' }, linux)).toBe(false)
  })

  it('have one normal form', () => {
    expect(normalizePlatform({ os: 'linux', architecture: 'arm64', variant: 'v8' })).toEqual({
      os: 'linux',
      architecture: 'arm64',
    })
    expect(isSamePlatform({ os: 'linux', architecture: 'arm' }, { os: 'Linux', architecture: 'armhf' })).toBe(true)
    expect(isSamePlatform({ os: 'linux', architecture: 'arm64' }, { os: 'linux', architecture: 'arm' })).toBe(false)
  })

  it('print without version and features unless asked', () => {
    const platform: Platform = {
      os: 'linux',
      architecture: 'arm',
      variant: 'v7',
      osVersion: '6',
      osFeatures: ['b', 'a', 'a'],
    }
    expect(formatPlatform(platform)).toBe('linux/arm/v7')
    expect(formatPlatformAll(platform)).toBe('linux(6+a+b)/arm/v7')
  })
})

describe('matchPlatform', () => {
  it.each<[string, string[], string | undefined]>([
    ['linux/amd64', ['linux/arm64', 'linux/amd64'], 'linux/amd64'],
    ['linux/amd64', ['linux/arm64'], undefined],
    ['linux/amd64', ['linux/386', 'linux/arm64'], 'linux/386'],
    ['linux/amd64', ['linux/386', 'linux/amd64/v2'], 'linux/386'],
    ['linux/amd64/v3', ['linux/amd64', 'linux/amd64/v2'], 'linux/amd64/v2'],
    ['linux/arm/v7', ['linux/arm/v5', 'linux/arm/v6'], 'linux/arm/v6'],
    ['linux/arm/v6', ['linux/arm/v7'], undefined],
    ['linux/arm64', ['linux/arm/v7', 'linux/arm64/v8'], 'linux/arm64/v8'],
    ['linux/arm64', ['linux/arm/v6', 'linux/arm/v7'], 'linux/arm/v7'],
    ['linux/arm64/v8.2', ['linux/arm64', 'linux/arm64/v8.1'], 'linux/arm64/v8.1'],
    ['linux/arm64/v9', ['linux/arm64/v8.6', 'linux/arm64/v8.5'], 'linux/arm64/v8.5'],
    ['linux/s390x', ['linux/s390x'], 'linux/s390x'],
    ['linux/386', ['linux/amd64'], undefined],
    ['linux/amd64', ['unknown/unknown', 'darwin/amd64'], undefined],
  ])('%s among %j is %s', (wanted, offered, expected) => {
    const candidates = offered.map(text => {
      const [os = '', architecture = '', variant] = text.split('/')
      return { text, platform: { os, architecture, ...(variant === undefined ? {} : { variant }) } }
    })
    expect(matchPlatform(parsePlatform(wanted), candidates)?.text).toBe(expected)
  })

  it('prefers the first of equals, and the one with more wanted features', () => {
    const plain = { id: 1, platform: { os: 'linux', architecture: 'amd64' } }
    const same = { id: 2, platform: { os: 'linux', architecture: 'x86_64' } }
    const featured = { id: 3, platform: { os: 'linux', architecture: 'amd64', osFeatures: ['x'] } }
    expect(matchPlatform({ os: 'linux', architecture: 'amd64' }, [plain, same, featured])?.id).toBe(1)
    expect(matchPlatform({ os: 'linux', architecture: 'amd64', osFeatures: ['x'] }, [plain, same, featured])?.id).toBe(
      3,
    )
  })

  it('takes an entry without a platform last', () => {
    const bare: { id: number; platform?: Platform } = { id: 1 }
    const fitting = { id: 2, platform: { os: 'linux', architecture: 'amd64' } }
    expect(matchPlatform({ os: 'linux', architecture: 'amd64' }, [bare, fitting])?.id).toBe(2)
    expect(matchPlatform({ os: 'linux', architecture: 'arm64' }, [bare, fitting])?.id).toBe(1)
  })
})
