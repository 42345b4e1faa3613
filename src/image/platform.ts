import { BasehitError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import type { Position } from '../position.ts'

/** What an image runs on, as OCI describes it. */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
  readonly osVersion?: string
  readonly osFeatures?: readonly string[]
}

const systems = words(
  'linux darwin freebsd windows aix android dragonfly hurd illumos ios js nacl netbsd openbsd plan9 ' + 'solaris zos',
)
const architectures = words(
  'amd64 arm64 arm 386 ppc64le s390x riscv64 loong64 mips64le mips64 mips mipsle ppc64 ppc riscv s390 ' +
    'sparc sparc64 wasm amd64p32 armbe arm64be mips64p32 mips64p32le',
)

const variants: Readonly<Record<string, RegExp>> = {
  '386': /^$/,
  amd64: /^(?:v[2-4])?$/,
  arm: /^v[5-8]$/,
  arm64: /^(?:v8\.[1-9]|v9(?:\.[1-7])?)?$/,
}

/**
 * Reads `os/architecture[/variant]`, normalised, or stops with BH070.
 * An architecture alone is one of Linux. Aliases (`x86_64`, `aarch64`, `armhf`) as in containerd/platforms, database.go.
 */
export function parsePlatform(text: string, position?: Position): Platform {
  const fail = (fact: string, remedy?: string) =>
    new BasehitError('BH070', `unknown platform \`${text}\`: ${fact}`, { position, remedy })
  const parts = text.split('/')
  if (/^\w+\(.*\)$/.test(parts[0] ?? '')) throw fail('no version or feature of a system tells Linux images apart')
  const isName = ([first = '', ...others]: readonly string[]) =>
    /^[A-Za-z0-9_-]+$/.test(first) && others.every(part => /^[A-Za-z0-9_.-]+$/.test(part))
  if (!isName(parts) || parts.length > 3) throw fail('expected os/architecture[/variant]', suggestion(text))
  const alone = parts.length === 1
  const platform = normalizePlatform({
    os: alone ? 'linux' : (parts[0] ?? ''),
    architecture: (alone ? parts[0] : parts[1]) ?? '',
    ...(parts[2] === undefined ? {} : { variant: parts[2] }),
  })
  if (alone && systems.includes(text.toLowerCase())) {
    throw fail('the architecture is missing', `use \`${text.toLowerCase()}/amd64\` or \`${text.toLowerCase()}/arm64\``)
  }
  if (!systems.includes(platform.os) || !architectures.includes(platform.architecture)) {
    throw fail(`no such ${systems.includes(platform.os) ? 'architecture' : 'operating system'}`, suggestion(text))
  }
  if (platform.os === 'windows') throw fail('Windows images are not supported', 'use `linux/amd64`')
  if (variants[platform.architecture]?.test(platform.variant ?? '') === false) {
    throw fail(`${platform.architecture} has no variant ${platform.variant}`, suggestion(text))
  }
  return platform
}

const option = '(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})'
const specifierPattern = new RegExp(
  `^(?<os>[A-Za-z0-9_-]+)(?:\\(${option}*(?:\\+${option}+)*\\))?(?<others>(?:/[A-Za-z0-9_.-]+){0,2})$`,
)

/**
 * What BuildKit reads a text as, normalised and without the version and features of the system; undefined where it reads
 * none. Of two words or three it asks of none whether it exists. Source of the rule: containerd/platforms, platforms.go Parse.
 */
export function readSpecifier(text: string): Platform | undefined {
  const { os = '', others } = specifierPattern.exec(text)?.groups ?? {}
  if (others === undefined) return undefined
  const [architecture = '', variant] = others.split('/').slice(1)
  const platform = normalizePlatform({ os, architecture, ...(variant === undefined ? {} : { variant }) })
  if (others !== '' || systems.includes(platform.os)) return platform
  const alone = normalizePlatform({ os: 'linux', architecture: text })
  return architectures.includes(alone.architecture) ? alone : undefined
}

/** Returns the one form of a platform: `arm64/v8` is `arm64`, `arm` is `arm/v7`, `amd64/v1` is `amd64`. */
export function normalizePlatform(platform: Platform): Platform {
  const os = platform.os.toLowerCase()
  const [architecture, variant] = normalizeArchitecture(platform.architecture, platform.variant ?? '')
  const features = [...new Set(platform.osFeatures ?? [])].filter(each => each !== '').sort()
  return {
    os: os === 'macos' ? 'darwin' : os,
    architecture,
    ...(variant === '' ? {} : { variant }),
    ...(platform.osVersion ? { osVersion: platform.osVersion } : {}),
    ...(features.length === 0 ? {} : { osFeatures: features }),
  }
}

/** Prints `os/architecture[/variant]`. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/')
}

/** Prints a platform with its OS version and features: `os(version+feature)/architecture[/variant]`. */
export function formatPlatformAll(platform: Platform): string {
  const { osVersion = '', osFeatures = [] } = platform
  const features = [...new Set(osFeatures)].filter(each => each !== '').sort()
  const options = `${encode(osVersion)}${features.map(each => `+${encode(each)}`).join('')}`
  return formatPlatform({ ...platform, os: options === '' ? platform.os : `${platform.os}(${options})` })
}

/**
 * Tells whether two platforms of Linux are the same one, whatever their spelling. Version and features of the system, which
 * the config of an upstream leaves to what is built on it, tell none apart.
 */
export function isSamePlatform(one: Platform, other: Platform): boolean {
  return formatPlatform(normalizePlatform(one)) === formatPlatform(normalizePlatform(other))
}

function normalizeArchitecture(given: string, givenVariant: string): readonly [string, string] {
  const architecture = given.toLowerCase()
  const variant = givenVariant.toLowerCase()
  switch (architecture) {
    case 'i386':
      return ['386', '']
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return ['amd64', variant === 'v1' ? '' : variant]
    case 'aarch64':
    case 'arm64':
      if (/^(?:8|v8|v8\.0)$/.test(variant)) return ['arm64', '']
      return ['arm64', /^(?:9|9\.0|v9\.0)$/.test(variant) ? 'v9' : variant]
    case 'armhf':
      return ['arm', 'v7']
    case 'armel':
      return ['arm', 'v6']
    case 'arm':
      if (variant === '') return ['arm', 'v7']
      return ['arm', /^[5-8]$/.test(variant) ? `v${variant}` : variant]
    default:
      return [architecture, variant]
  }
}

const common = words(
  'linux/amd64 linux/arm64 linux/arm/v7 linux/arm/v6 linux/386 linux/ppc64le linux/s390x linux/riscv64',
)

function suggestion(text: string): string {
  const meant = nearest(text, common)
  return meant === undefined ? 'use a platform such as `linux/amd64` or `linux/arm64`' : `did you mean \`${meant}\`?`
}

function words(text: string): readonly string[] {
  return text.split(' ')
}

function encode(text: string): string {
  return text.replace(/[%+()/]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
}
