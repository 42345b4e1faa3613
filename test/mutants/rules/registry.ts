import type { Mutant } from '../mutant.ts'

const tests = ['test/bases/registry/store.test.ts']

/** What a denial of a registry means. */
export const mutants: readonly Mutant[] = [
  {
    rule: 'a run that has to push is told why it may not push',
    file: 'src/bases/registry/store.ts',
    from: "if (right.kind === 'denied' && purpose === 'publish') return",
    to: "if (right.kind === 'denied' && purpose === 'look') return",
    tests: ['test/bases/registry/store.test.ts', 'test/faults/denied.test.ts'],
  },
  {
    rule: 'a run that need not push is told why it may not pull',
    file: 'src/bases/registry/store.ts',
    from: "if (right.kind === 'denied' && purpose === 'publish') return",
    to: "if (right.kind === 'denied') return",
    tests,
  },
  {
    rule: 'a denied tag is never missing where the registry lists it',
    file: 'src/bases/registry/denied-tag.ts',
    from: "const isThere = listed.kind === 'found' && listed.tags.includes(reference)",
    to: 'const isThere = false',
    tests,
  },
  {
    rule: 'a denied tag is never missing where tags cannot be listed',
    file: 'src/bases/registry/denied-tag.ts',
    from: "if (isFault(listed)) return unreadable(denial, repository, 'its tags cannot be listed either')",
    to: "if (isFault(listed)) return { kind: 'absent', what: 'manifest' }",
    tests,
  },
  {
    rule: 'a denied tag is never missing where missing tags are not denied',
    file: 'src/bases/registry/denied-tag.ts',
    from: 'if (!(await checks.deniesMissingTags()))',
    to: 'if (false)',
    tests,
  },
  {
    rule: 'a denied tag is never missing where nothing can be read',
    file: 'src/bases/registry/denied-tag.ts',
    from: 'if (!(await checks.readsBack()))',
    to: 'if (false)',
    tests,
  },
  {
    rule: 'a denied digest is never missing',
    file: 'src/bases/registry/denied-tag.ts',
    from: 'if (isDigest(reference)) return denial',
    to: '',
    tests,
  },
  {
    rule: 'a denial to read says so under the right to push too',
    file: 'src/bases/registry/manifests.ts',
    from: "{ ...called.judgement, right: 'pull' }",
    to: 'called.judgement',
    tests,
  },
]
