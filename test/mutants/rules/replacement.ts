import type { Mutant } from '../mutant.ts'

/** When a stage may be replaced by its image. */
export const mutants: readonly Mutant[] = [
  {
    rule: 'two stages of one name are refused',
    file: 'src/plan/boundary.ts',
    from: 'const twin = graph.find(node => node.stage !== stage && node.stage.from.name === key)',
    to: 'const twin = graph.find(() => false)',
    tests: ['test/plan/boundary.test.ts'],
  },
]
