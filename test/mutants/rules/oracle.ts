import type { Mutant } from '../mutant.ts'

/** So many apps from a seed, and nothing of the other oracles. */
const neutrality = (count: number, seed: number) =>
  `--definition 0 --behaviour 0 --neutrality ${count} --seed ${seed}`.split(' ')

/** Rules that the oracle of neutrality finds gone, with a few apps that find it. */
export const mutants: readonly Mutant[] = [
  {
    rule: 'an app has the ARGs of its base back',
    file: 'src/commands/app.ts',
    from: 'if (app.insertions.length === 0) return undefined',
    to: 'if (app.insertions.length >= 0) return undefined',
    oracle: neutrality(2, 130),
  },
  {
    rule: 'a cache mount that base and app share is refused',
    file: 'src/plan/shared-mounts.ts',
    from: 'if (shared !== undefined) throw refusal(shared, written, instruction.position)',
    to: 'void shared',
    oracle: neutrality(4, 853),
  },
]
