import { formatPlatform, normalizePlatform, type Platform } from './platform.ts'

/**
 * Chooses the entry of an index that BuildKit would run for a platform, or undefined if none fits.
 * The exact platform comes first, then older variants (`arm/v7` takes v6 and v5, `amd64` takes `386`), then entries that
 * name no platform. BuildKit: platforms.Only of containerd/platforms, compare.go; images.Manifest of containerd.
 */
export function matchPlatform<T extends { readonly platform?: Platform }>(
  wanted: Platform,
  candidates: readonly T[],
): T | undefined {
  const target = normalizePlatform(wanted)
  for (const accepted of acceptedPlatforms(target)) {
    const fitting = candidates.filter(({ platform }) => platform !== undefined && fits(platform, accepted, target))
    const [first, ...others] = fitting
    if (first === undefined) continue
    return others.reduce((best, each) => (countFeatures(each) > countFeatures(best) ? each : best), first)
  }
  return candidates.find(({ platform }) => platform === undefined)
}

/** Lists `os/architecture[/variant]` that run on a platform, best first. */
function acceptedPlatforms(target: Platform): readonly string[] {
  const { os, architecture, variant = '' } = target
  return variantsBelow(architecture, variant).map(([name, each]) => {
    return formatPlatform(normalizePlatform({ os, architecture: name, ...(each === '' ? {} : { variant: each }) }))
  })
}

function variantsBelow(architecture: string, variant: string): readonly (readonly [string, string])[] {
  if (architecture === 'amd64') {
    return [...steps(variant, 1).map(each => ['amd64', each] as const), ['386', '']]
  }
  if (architecture === 'arm') return steps(variant, 5).map(each => ['arm', each] as const)
  if (architecture !== 'arm64') return [[architecture, variant]]
  const version = /^v([89])(?:\.([0-9]))?$/.exec(variant === '' ? 'v8' : variant)
  if (version === null) return []
  const minor = Number(version[2] ?? 0)
  const nine = version[1] === '9' ? minorsBelow(9, minor) : []
  const eight = minorsBelow(8, version[1] === '9' ? Math.min(minor + 5, 9) : minor)
  const narrow = steps('v8', 5).map(each => ['arm', each] as const)
  return [...[...nine, ...eight].map(each => ['arm64', each] as const), ...narrow]
}

/** `v3` above 1 gives v3, v2, v1; a variant that is not a number gives itself alone. */
function steps(variant: string, lowest: number): readonly string[] {
  const version = /^v?(\d+)$/.exec(variant)?.[1]
  if (version === undefined) return [variant]
  const below = Math.max(0, Number(version) - lowest)
  return [variant, ...Array.from({ length: below }, (_, index) => `v${Number(version) - index - 1}`)]
}

function minorsBelow(major: number, minor: number): readonly string[] {
  return Array.from({ length: minor + 1 }, (_, index) => {
    const each = minor - index
    return each === 0 ? `v${major}` : `v${major}.${each}`
  })
}

function fits(platform: Platform, accepted: string, target: Platform): boolean {
  const candidate = normalizePlatform(platform)
  if (formatPlatform(candidate) !== accepted) return false
  return (candidate.osFeatures ?? []).every(each => target.osFeatures?.includes(each))
}

function countFeatures({ platform }: { readonly platform?: Platform }): number {
  return platform?.osFeatures?.length ?? 0
}
