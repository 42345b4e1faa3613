import { BasehitError } from '../errors.ts'
import type { BuildRequest } from './request.ts'

/** A version of buildx, as numbers to compare; `0.0.0` is a build that was not given one. */
export interface BuildxVersion {
  readonly text: string
  readonly numbers: readonly [number, number, number]
}

/** What buildx must be for what is asked of it. Versions are those whose sources first have it (docker/buildx: bake/bake.go). */
const requirements: readonly {
  readonly since: readonly [number, number, number]
  readonly what: string
  readonly isAsked: (request: BuildRequest) => boolean
}[] = [
  // 0.13 rawjson, ulimits, shm-size · 0.14 provenance in the metadata file · 0.16 warnings there, call · 0.17 allow, entitlements, network
  { since: [0, 17, 0], what: 'bake definitions with entitlements and provenance', isAsked: () => true },
  {
    since: [0, 25, 0],
    what: 'add-hosts in a bake definition',
    isAsked: request => (request.addHosts ?? []).length > 0,
  },
]

/** Reads what `buildx version` prints: `github.com/docker/buildx v0.36.1 REVISION`, with or without the v. */
export function parseVersion(output: string): BuildxVersion | undefined {
  const match = /github\.com\/docker\/buildx\s+(v?(\d+)\.(\d+)\.(\d+)\S*)/.exec(output)
  if (match === null) return undefined
  return { text: match[1] ?? '', numbers: [Number(match[2]), Number(match[3]), Number(match[4])] }
}

/** Throws BH100 if this buildx cannot build the request. A version that says nothing is taken as new enough. */
export function requireVersion(version: BuildxVersion, request: BuildRequest): void {
  if (version.numbers.every(number => number === 0)) return
  for (const { since, what, isAsked } of requirements) {
    if (!isAsked(request) || compare(version.numbers, since) >= 0) continue
    throw new BasehitError('BH100', `buildx ${version.text} is too old: ${what} need ${since.join('.')} or newer`, {
      remedy: 'Update Docker Buildx, or add docker/setup-buildx-action before this step.',
    })
  }
  if (version.numbers[0] === 0 && version.numbers[1] === 33 && (request.namedContexts ?? []).some(isLayoutByDigest)) {
    throw new BasehitError('BH100', `buildx ${version.text} cannot read an OCI layout by digest (docker/buildx#3793)`, {
      remedy: 'Use buildx 0.34 or newer.',
    })
  }
}

function isLayoutByDigest(context: { readonly value: string }): boolean {
  return context.value.startsWith('oci-layout://') && context.value.includes('@sha256:')
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
