import type { Mutant } from '../mutant.ts'

/** Ignore patterns as moby's matcher reads them, in linear time. */
export const mutants: readonly Mutant[] = [
  {
    rule: 'the kept states of a pattern are bounded',
    file: 'src/context/automaton.ts',
    from: 'if (this.kept > mostKept) {',
    to: 'if (this.kept < 0) {',
    tests: ['test/context/expression.test.ts'],
  },
  {
    rule: 'a class of a name may be negated',
    file: 'src/context/expression.ts',
    from: "return sign === '^' ? complement(set) : set",
    to: 'return set',
    tests: ['test/context/expression.test.ts', 'test/context/ignore.test.ts'],
  },
  {
    rule: 'what is malformed behind a part that does not fit passes',
    file: 'src/context/wildcard.ts',
    from: 'if (end === undefined) return true',
    to: 'if (end === undefined) continue',
    tests: ['test/context/ignore.test.ts'],
  },
  {
    rule: 'blanks are trimmed with one look at each',
    file: 'src/context/ignore.ts',
    from: "while (end > start && isSpace.test(text[end - 1] ?? '')) end--\n  return text.slice(start, end)",
    to: 'return text.slice(start).replace(/ +$/, String())',
    tests: ['test/context/ignore.test.ts'],
  },
  {
    rule: 'the matching of ${…} patterns is bounded',
    file: 'src/lower/effort.ts',
    from: 'if (this.#steps <= mostSteps) return',
    to: 'if (this.#steps >= 0) return',
    tests: ['test/lower/effort.test.ts'],
  },
  {
    rule: 'two long recipes are aligned without a table of all their steps',
    file: 'src/recipe/align.ts',
    from: 'left.length * right.length > mostCells ? anchorsInOrder : longestAnchors',
    to: 'left.length * right.length < 0 ? anchorsInOrder : longestAnchors',
    tests: ['test/recipe/recipe.test.ts'],
  },
]
