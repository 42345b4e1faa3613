import { describe, expect, it } from 'vitest'
import { type ImageConfig, parseImageConfig } from '../../src/image/config.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { inheritedPlatform } from '../../src/lower/inherited-platform.ts'
import { lowerText } from './memory.ts'
import { refuses, same } from './pairs.ts'

/**
 * Members of an upstream's config, and what BuildKit 0.32 left of them in the config of `FROM upstream` and a RUN, built for
 * linux/amd64: variant, version and features of the system.
 */
const configs: [members: object, variant: string | undefined, osVersion?: string | undefined, osFeatures?: string[]][] =
  [
    [{}, undefined],
    [{ 'os.version': '22.04' }, undefined, '22.04'],
    [{ 'os.features': ['a'] }, undefined, undefined, ['a']],
    [{ 'os.version': '1', 'os.features': ['b', 'a'] }, undefined, '1', ['a', 'b']],
    [{ 'os.features': [] }, undefined],
    [{ 'os.features': null }, undefined],
    [{ variant: '' }, undefined],
    [{ variant: 'v1' }, undefined],
    [{ variant: 'v2' }, 'v2'],
    [{ variant: 'v3' }, 'v3'],
    [{ variant: 'v4' }, 'v4'],
    [{ variant: 'V2' }, 'v2'],
    [{ variant: 'junk' }, 'junk'],
    [{ architecture: '' }, undefined],
    [{ architecture: null }, undefined],
    [{ os: null }, undefined],
    [{ os: null, architecture: null }, undefined],
    [{ architecture: 'AMD64' }, undefined],
    [{ architecture: 'x86_64', variant: 'v2' }, undefined],
    [{ os: 'LINUX' }, undefined],
    [{ os: 'Linux', 'os.version': '1' }, undefined],
    [{ architecture: 'arm64' }, undefined],
    [{ architecture: 'arm64', variant: 'v8' }, undefined],
    [{ architecture: '386' }, undefined],
  ]

describe('what an upstream config leaves to a base', () => {
  const inherited = (members: object, platform = 'linux/amd64') => {
    const config = parseImageConfig(JSON.stringify({ os: 'linux', architecture: 'amd64', ...members }))
    return inheritedPlatform(parsePlatform(platform), config)
  }

  it.each(configs)('%j', (members, variant, osVersion, osFeatures) => {
    expect(inherited(members)).toEqual({ variant, osVersion, osFeatures })
  })

  it('has no variant where the platform names one', () => {
    expect(inherited({ architecture: 'arm', variant: 'v6' }, 'linux/arm/v7').variant).toBeUndefined()
    expect(inherited({ architecture: 'arm64', variant: 'v8' }, 'linux/arm64').variant).toBeUndefined()
    expect(inherited({ architecture: 'arm64', variant: 'v9' }, 'linux/arm64').variant).toBe('v9')
  })
})

const v2 = { platforms: { up: { variant: 'v2' } } }

refuses(v2, [
  [
    'FROM debian\nRUN x\nFROM up\nRUN x',
    '3:1: the config of this image says linux/amd64/v2, and the base is for linux/amd64 [BH092]',
  ],
  [
    'FROM up AS a\nFROM a\nRUN x',
    '1:1: the config of this image says linux/amd64/v2, and the base is for linux/amd64 [BH092]',
  ],
])

same({}, [
  [
    'a variant of an image that is only copied from',
    ['FROM debian\nCOPY --from=up /a /b', v2],
    'FROM debian\nCOPY --from=up /a /b',
  ],
  [
    'a variant that is asked for',
    ['FROM up\nRUN x', { ...v2, platform: 'linux/amd64/v2' }],
    ['FROM up\nRUN x', { platform: 'linux/amd64/v2' }],
  ],
])

describe('an image without layers', () => {
  const configOf = (members: Partial<ImageConfig>, content: string) =>
    lowerText('FROM empty\nRUN x', { contents: { empty: content }, platforms: { empty: members } }).config

  it('has its version and features of the system recorded', () => {
    const members = { 'os.version': '1', 'os.features': ['a'] }
    expect(configOf(members, '')).toMatchObject({ osVersion: '1', osFeatures: ['a'] })
    expect(configOf(members, 'layers')).not.toHaveProperty('osVersion')
  })
})
