import { look } from './constructs.ts'
import type { Pair } from './pairs.ts'

/** Why a digest may change although BuildKit builds the same: the closed list, each with its reason. */
const classes = [
  {
    name: 'cut-off by content',
    reason: 'steps of a stage changed, but not what is taken from it; only a build can tell',
    has: ({ own }: ReturnType<typeof look>) => /\bfrom=/.test(own),
  },
  {
    name: 'value of an ARG',
    reason: 'a value that comes from an ARG may be secret and is recorded as its hash, the same text in plain is not',
    has: ({ own }: ReturnType<typeof look>) => /^ARG/m.test(own),
  },
  {
    name: 'config of an upstream',
    reason: 'its manifest is another, and its layers, by which alone BuildKit knows an image, are the same',
    has: ({ build }: ReturnType<typeof look>) =>
      Object.values(build.moved).some(moved => moved.config !== undefined && moved.content === undefined),
  },
] as const

/** The class of an imprecise pair with its reason, or that there is none. */
export function imprecision({ before, after }: Pair): string {
  const sides = [look(before), look(after)]
  const found = classes.find(({ has }) => sides.some(has))
  return found === undefined ? unlisted : `${found.name}: ${found.reason}`
}

/** What a pair of no class is counted as. */
export const unlisted = 'of no listed class'
