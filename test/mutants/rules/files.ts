import type { Mutant } from '../mutant.ts'

/** What was hashed is what was built, and what the builder is sent. */
export const mutants: readonly Mutant[] = [
  {
    rule: 'a file that is as it was again stops the run',
    file: 'src/commands/publish/store-steps.ts',
    from: 'const changed = changedFiles(base.states, again.states)',
    to: 'const changed = changedFiles(base.states, base.states)',
    tests: ['test/faults/changed-back.test.ts'],
  },
  {
    rule: 'the time of the last change counts, not the size alone',
    file: 'src/context/state.ts',
    from: 'now.size === size && now.ctime === ctime',
    to: 'now.size === size',
    tests: ['test/context/state.test.ts', 'test/faults/changed-back.test.ts'],
  },
  {
    rule: 'the states of hashed files are kept',
    file: 'src/files/directory.ts',
    from: '      this.states.set(path, state)\n      return sha256',
    to: '      void state\n      return sha256',
    tests: ['test/faults/changed-back.test.ts'],
  },
  {
    rule: 'the states of listed directories are kept',
    file: 'src/files/directory.ts',
    from: 'if (state !== undefined && !isToCome) this.states.set(directory, state)',
    to: 'void isToCome',
    tests: ['test/faults/changed-back.test.ts'],
  },
  {
    rule: 'the states of links are kept',
    file: 'src/files/directory.ts',
    from: 'if (stats.isSymbolicLink()) this.states.set',
    to: 'if (stats.isFIFO()) this.states.set',
    tests: ['test/faults/changed-back.test.ts'],
  },
  {
    rule: 'the state of an ignore file is kept',
    file: 'src/files/files.ts',
    from: 'if (note !== undefined) noteStates(path, note)',
    to: '',
    tests: ['test/faults/changed-back.test.ts'],
  },
  {
    rule: 'a directory that the run itself makes is no change of the one above it',
    file: 'src/files/directory.ts',
    from: 'if (state !== undefined && !isToCome)',
    to: 'if (state !== undefined)',
    tests: ['test/faults/changed-back.test.ts'],
  },
  {
    rule: 'a wildcard that fits nothing is refused where its directory is not sent',
    file: 'src/lower/lower.ts',
    from: '  refuseUnsentDirectories(lowering)\n',
    to: '',
    tests: ['test/lower/copy.test.ts'],
  },
  {
    rule: 'a path keeps its blanks',
    file: 'src/commands/read-inputs.ts',
    from: "given.replace(/^[\\r\\n]+|[\\r\\n]+$/g, '')",
    to: 'given.trim()',
    tests: ['test/commands/read-options.test.ts'],
  },
  {
    rule: 'a path that is too long has a code',
    file: 'src/files/unreadable.ts',
    from: "if (code === 'ENAMETOOLONG')",
    to: "if (code === 'ENAMETOOSHORT')",
    tests: ['test/files/context.test.ts'],
  },
  {
    rule: 'a signal ends a run that lists files',
    file: 'src/machine/turns.ts',
    from: 'performance.now() - last < due ? undefined : give()',
    to: 'performance.now() - last < due * 1e9 ? undefined : give()',
    tests: ['test/cli/signals.test.ts'],
  },
]
