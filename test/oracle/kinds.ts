import { hasBacktick } from './generate-kinds.ts'
import { type Build, platformsOf, printDockerfile, reachable } from './model.ts'
import { triggerForms, triggersOf } from './pool-onbuild.ts'

export type OracleName = 'definition' | 'behaviour' | 'neutrality'

/** A kind of build that wrong answers were found in, the oracles that draw it, and whether a build is of it. */
export interface Kind {
  readonly name: string
  /** The oracles that draw it in a twentieth of their builds; none for what is only counted. */
  readonly claimedBy: readonly OracleName[]
  has(build: Build): boolean
}

const every: readonly OracleName[] = ['definition', 'behaviour', 'neutrality']
const text = (pattern: RegExp) => (build: Build) => pattern.test(printDockerfile(build))
const upstreams = (build: Build) => build.stages.map(stage => stage.image)

/** On how many of its platforms an app is built from its base. */
function reaching(build: Build): number {
  const { boundary } = build
  if (boundary === undefined) return 0
  return platformsOf(build).filter(platform =>
    reachable(build, platform, boundary).some(index => build.stages[index]?.name === boundary),
  ).length
}

function hasSharedCache({ stages, boundary }: Build): boolean {
  const caches = stages.map(stage => stage.lines.some(line => line.flags.some(flag => flag.includes('type=cache'))))
  const at = stages.findIndex(stage => stage.name === boundary)
  return caches[at] === true && caches.slice(at + 1).includes(true)
}

export const kinds: readonly Kind[] = [
  { name: 'several platforms', claimedBy: ['neutrality'], has: build => platformsOf(build).length > 1 },
  { name: 'another platform', claimedBy: ['definition', 'behaviour'], has: build => build.platform !== 'linux/amd64' },
  { name: '$TARGETARCH in FROM', claimedBy: every, has: text(/^FROM (--\S+ )?\S*\$TARGETARCH/m) },
  {
    name: '$TARGETARCH in COPY',
    claimedBy: every,
    has: text(/^COPY .*\$\{?TARGET(ARCH|PLATFORM)/m),
  },
  {
    name: 'a stage of one platform alone',
    claimedBy: ['neutrality'],
    has: build => new Set(platformsOf(build).map(each => reachable(build, each).join())).size > 1,
  },
  {
    name: 'the base on one of two platforms',
    claimedBy: ['neutrality'],
    has: build => platformsOf(build).length > 1 && reaching(build) === 1,
  },
  {
    name: 'ONBUILD of an upstream',
    claimedBy: every,
    has: build => upstreams(build).some(image => triggersOf(image).length > 0),
  },
  {
    name: 'ONBUILD of the app’s own upstream',
    claimedBy: ['neutrality'],
    has: ({ stages, boundary }) =>
      stages
        .slice(stages.findIndex(stage => stage.name === boundary) + 1)
        .some(({ image }) => triggersOf(image).length > 0),
  },
  {
    name: 'backslashes where a backtick escapes',
    claimedBy: every,
    has: build => hasBacktick(build) && text(/\S\\\S/)(build),
  },
  {
    name: 'odd upstream config',
    claimedBy: every,
    has: build => upstreams(build).some(each => each.startsWith('odd:')),
  },
  { name: 'exported form', claimedBy: ['neutrality'], has: build => build.output !== undefined },
  { name: 'rewritten times', claimedBy: ['neutrality'], has: build => /rewrite/i.test(build.output ?? '') },
  { name: 'cache mounts of base and app', claimedBy: ['neutrality'], has: hasSharedCache },
  ...triggerForms.map(form => ({
    name: `ONBUILD ${form.name}`,
    claimedBy: [],
    has: (build: Build) => upstreams(build).some(image => triggersOf(image).includes(form)),
  })),
]

/** How many builds were drawn, and how many of each kind; `judged` of them were built and compared. */
export interface KindCounts {
  draws: number
  readonly kinds: Record<string, number>
  readonly judged: Record<string, number>
}

export function emptyKinds(): KindCounts {
  return { draws: 0, kinds: {}, judged: {} }
}

export function countKinds(counts: KindCounts, build: Build, isJudged: boolean): void {
  counts.draws++
  for (const { name, has } of kinds) {
    if (!has(build)) continue
    counts.kinds[name] = (counts.kinds[name] ?? 0) + 1
    if (isJudged) counts.judged[name] = (counts.judged[name] ?? 0) + 1
  }
}

/** Below so many draws chance says more than the generator. */
const enough = 400
const wantedPercent = 5

function percent({ draws, kinds: found }: KindCounts, name: string): number {
  return (100 * (found[name] ?? 0)) / Math.max(1, draws)
}

/** How often an oracle drew each kind of its own, and each form that is only counted. */
export function printKinds(oracle: OracleName, counts: KindCounts): string {
  const rows = kinds
    .filter(({ claimedBy }) => claimedBy.length === 0 || claimedBy.includes(oracle))
    .map(({ name }) => {
      const [drawn, judged] = [counts.kinds[name] ?? 0, counts.judged[name] ?? 0].map(each => String(each).padStart(6))
      return `  ${drawn} ${percent(counts, name).toFixed(1).padStart(5)} %  ${judged}  ${name}`
    })
  return [`${oracle}: kinds in ${counts.draws} draws: drawn, of all, judged`, ...rows].join('\n')
}

/** The kinds that an oracle is to draw, and hardly drew. */
export function thinKinds(oracle: OracleName, counts: KindCounts): string[] {
  if (counts.draws < enough) return []
  return kinds
    .filter(({ name, claimedBy }) => claimedBy.includes(oracle) && percent(counts, name) < wantedPercent)
    .map(({ name }) => `${oracle}: kind ${name} drawn in only ${percent(counts, name).toFixed(1)} %`)
}
