import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BasehitError } from '../../src/errors.ts'
import { formatPlatform } from '../../src/image/platform.ts'
import { redeclareArgs } from '../../src/plan/inherited-args.ts'
import { lowerText } from '../lower/memory.ts'
import { replacementOf } from '../plan/replacing.ts'

/** A stage as it is drawn: what it is FROM and copies from are chosen among what stands before it. */
interface Drawn {
  /** Two stages, one for each platform, that a FROM names by TARGETARCH. */
  readonly isPair: boolean
  readonly from: readonly [number, number]
  readonly copies: readonly [number, number]
  readonly declares: number
}

interface Written {
  readonly name: string
  readonly from: string
  readonly copy: string | undefined
  readonly declares: string
}

const architectures = ['amd64', 'arm64'] as const
const declarations = ['', 'ARG V=1\n', 'ARG TARGETARCH\nARG V=x-$TARGETARCH\n', 'ARG V=1\nENV V=2\n']
/** The image `onb` copies from the first stage. */
const images = { debian: {}, onb: { OnBuild: ['COPY --from=first /x /'] } }

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length]

function write(drawn: readonly Drawn[]): Written[] {
  const stages: Written[] = [{ name: 'first', from: 'debian', copy: undefined, declares: declarations[1] ?? '' }]
  const names: string[] = ['first']
  for (const [index, { isPair, from, copies, declares }] of drawn.entries()) {
    const froms = ['debian', 'onb', ...names, ...stages.map(stage => stage.name)]
    const sources = [undefined, undefined, ...stages.map(stage => stage.name)]
    const parts = isPair ? architectures.map(each => `s${index}-${each}`) : [`s${index}`]
    const made = parts.map((name, at) => ({
      name,
      from: pick(froms, from[at] ?? 0) ?? 'debian',
      copy: pick(sources, copies[at] ?? 0),
      declares: pick(declarations, declares) ?? '',
    }))
    stages.push(...made)
    names.push(isPair ? `s${index}-$TARGETARCH` : `s${index}`)
  }
  return [...stages, { name: 'app', from: names.at(-1) ?? 'first', copy: undefined, declares: '' }]
}

function textOf(stages: readonly Written[]): string {
  return stages
    .map(({ name, from, copy, declares }) => {
      return `FROM ${from} AS ${name}\n${declares}${copy === undefined ? '' : `COPY --from=${copy} /x /\n`}`
    })
    .join('')
}

const parentOf = (stage: Written, architecture: string) => stage.from.replace('$TARGETARCH', architecture)

/** The names that the app reaches on a platform, without going past the base. */
function reached(stages: readonly Written[], base: string, architecture: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const visit = (name: string | undefined) => {
    const stage = stages.find(each => each.name === name)
    if (stage === undefined || seen.has(stage.name)) return
    seen.add(stage.name)
    if (stage.name === base) return
    visit(parentOf(stage, architecture))
    visit(stage.copy)
    if (stage.from === 'onb') visit('first')
  }
  visit('app')
  return seen
}

interface Decision {
  readonly refused: string | undefined
  readonly reached: readonly string[]
  /** The first line of each stage that gets lines, and the lines. */
  readonly insertions: readonly (readonly [number, string])[]
}

function decide(text: string, base: string, platforms: readonly string[]): Decision {
  try {
    const replacement = replacementOf(text, base, { platforms, images })
    const found = replacement.platforms.filter(each => each.isReached).map(each => formatPlatform(each.platform))
    const lowered = found.map(platform => lowerText(text, { target: base, platform, images }))
    const insertions = redeclareArgs(replacement, lowered, new Map(), '\\')
    const shown = insertions.map(({ afterLine, lines }) => [afterLine, lines.join()] as const)
    return { refused: undefined, reached: found.toSorted(), insertions: shown }
  } catch (error) {
    if (!(error instanceof BasehitError)) throw error
    return { refused: error.code, reached: [], insertions: [] }
  }
}

const drawn = fc.array(
  fc.record({
    isPair: fc.boolean(),
    from: fc.tuple(fc.nat(20), fc.nat(20)),
    copies: fc.tuple(fc.nat(20), fc.nat(20)),
    declares: fc.nat(3),
  }),
  { minLength: 1, maxLength: 5 },
)
const platforms = architectures.map(each => `linux/${each}`)

describe('a graph for each platform', () => {
  it('decides the same for every order, reaches what is reached, and puts no line where a stage has another parent', () => {
    const kinds = { refused: 0, oneOnly: 0, both: 0, inserted: 0 }
    fc.assert(
      fc.property(drawn, fc.nat(20), (given, at) => {
        const stages = write(given)
        const text = textOf(stages)
        const base = pick(stages.slice(0, -1), at)?.name ?? 'first'
        const decision = decide(text, base, platforms)
        expect(decide(text, base, platforms.toReversed()), text).toEqual(decision)
        const seen = architectures.map(each => reached(stages, base, each))
        const expected = platforms.filter((_, index) => seen[index]?.has(base))
        const isRefused = decision.refused !== undefined
        if (isRefused) expect(decision.refused, text).toBe(expected.length === 0 ? 'BH028' : 'BH039')
        else expect(decision.reached, text).toEqual(expected)
        if (expected.length > 0) kinds[isRefused ? 'refused' : expected.length === 1 ? 'oneOnly' : 'both']++
        if (decision.insertions.length > 0) kinds.inserted++
        for (const [line] of decision.insertions) {
          const name = / AS (\S+)$/.exec(text.split('\n')[line - 1] ?? '')?.[1]
          const stage = stages.find(each => each.name === name)
          if (stage === undefined) throw new Error(`line ${line} is no FROM of\n${text}`)
          for (const [index, architecture] of architectures.entries()) {
            if (seen[index]?.has(stage.name)) expect(parentOf(stage, architecture), text).toBe(base)
          }
        }
      }),
      { numRuns: 400 },
    )
    for (const [kind, count] of Object.entries(kinds)) expect(count, kind).toBeGreaterThan(20)
  })
})
