import type { Mutant } from '../mutant.ts'

const alone = { file: 'src/commands/base-alone.ts', tests: ['test/commands/base-alone.test.ts'] } as const

/** What a run hands to later steps and jobs, and what it says it did. */
export const mutants: readonly Mutant[] = [
  {
    rule: 'a base alone that may not be published fails the run',
    ...alone,
    from: "decision.kind === 'inline')",
    to: "decision.kind === 'refuse')",
  },
  {
    rule: 'a run that builds the app may build the base with it',
    ...alone,
    from: "if (app.run === 'build' || base.failOnMiss) return",
    to: 'if (base.failOnMiss) return',
  },
  {
    rule: 'a base whose name nobody says is warned of',
    ...alone,
    from: 'boundary.baseName !== undefined) return',
    to: 'boundary.baseName === undefined) return',
  },
  {
    rule: 'a base that this run built is no reuse',
    file: 'src/plan/decide.ts',
    from: 'run !== undefined && outcome.base.run === run',
    to: 'run === null',
    tests: ['test/plan/decide.test.ts'],
  },
  {
    rule: 'two attempts of a workflow run are two runs',
    file: 'src/action/event.ts',
    from: '/attempts/${runAttempt || 1}',
    to: '',
    tests: ['test/action/parts.test.ts'],
  },
  {
    rule: 'runs without a number are not all one run',
    file: 'src/action/event.ts',
    from: '...(runId > 0 ? { url } : {})',
    to: 'url',
    tests: ['test/action/parts.test.ts'],
  },
  {
    rule: 'a base that an earlier job built is told as built',
    file: 'src/action/outputs.ts',
    from: "base.how === 'built' ? 'build' : base.decision.kind",
    to: 'base.decision.kind',
    tests: ['test/action/outputs.test.ts'],
  },
  {
    rule: 'no saving is claimed for what this run built',
    file: 'src/report/text.ts',
    from: "if (decision.builtBy === 'this-run') return 'use (built by this run)'",
    to: '',
    tests: ['test/report/text.test.ts'],
  },
  {
    rule: 'a plan gives the base image that it found, and no other',
    file: 'src/action/plan-outputs.ts',
    from: "(decision.kind === 'reuse' ? store.reference(decision.base.manifest) : [])",
    to: '(decision ? [] : [])',
    tests: ['test/action/plan-outputs.test.ts'],
  },
]
