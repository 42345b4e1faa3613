import type { Mutant } from '../mutant.ts'

const age = { file: 'src/plan/base-age.ts', tests: ['test/plan/base-age.test.ts'] } as const
const scene = { file: 'src/commands/publish/build-steps.ts', tests: ['test/faults/base-age.test.ts'] } as const

/** How old a base is, what its build took, and how long a step ran. */
export const mutants: readonly Mutant[] = [
  {
    rule: 'a base is as old as its oldest layer',
    ...age,
    from: 'return { createdMs: Math.min(startedMs, ...known) }',
    to: 'return { createdMs: startedMs }',
  },
  {
    rule: 'a base is as old as its build where nothing was cached',
    ...age,
    from: 'if (!steps.some(isTakenFromCache)) return { createdMs: startedMs }',
    to: '',
  },
  {
    rule: 'entries of a history without a layer say nothing of age',
    ...age,
    from: 'history.filter(entry => entry.hasLayer)',
    to: 'history',
  },
  {
    rule: 'layers of the upstream do not count',
    ...age,
    from: 'made.slice(sharedLength(layers, upstreamLayers))',
    to: 'made',
  },
  {
    rule: 'only layers that are the upstream’s are taken for its own',
    ...age,
    from: 'return first < 0 ? layers.length : first',
    to: 'return others.length',
  },
  {
    rule: 'a directory of WORKDIR has no age',
    ...age,
    from: '.filter(entry => !/^WORKDIR /.test(entry.createdBy))',
    to: '',
  },
  {
    rule: 'a layer without a time has no known age',
    ...age,
    from: 'if (times.some(time => time === undefined))',
    to: 'if (times.length < 0)',
  },
  {
    rule: 'a history that does not match the layers says nothing',
    ...age,
    from: 'if (made.length !== layers.length)',
    to: 'if (made.length > layers.length)',
  },
  {
    rule: 'a layer dated ahead has no known age',
    ...age,
    from: 'time > nowMs + clockSkew',
    to: 'time > nowMs + 1e15',
  },
  {
    rule: 'cached RUNs of stages beside the base count',
    ...age,
    from: 'if (other !== undefined) times.push(beside.since)',
    to: '',
  },
  {
    rule: 'an image read as written says nothing of when a step on it ran',
    ...age,
    from: 'image?.isPinned ? parseTime(image.config.created) : undefined',
    to: 'parseTime(image?.config.created)',
  },
  {
    rule: 'one unknown time among steps beside the base makes all unknown',
    ...age,
    from: 'known.length === 0 || known.length < times.length',
    to: 'known.length === 0',
  },
  {
    rule: 'a step that was passed over counts as cached',
    ...age,
    from: '(cached || !isFinished) &&',
    to: 'cached &&',
  },
  {
    rule: 'images that are there already are no cached steps',
    ...age,
    from: '(?:FROM|WORKDIR|LINK)',
    to: '(?:WORKDIR|LINK)',
  },
  {
    rule: 'a base older than max-age is not published',
    ...age,
    from: 'nowMs - age.createdMs <= maxAge * 86_400_000',
    to: 'nowMs - age.createdMs >= 0',
  },
  {
    rule: 'a zero time is none',
    file: 'src/image/history.ts',
    from: 'return time > 0 ? time : undefined',
    to: 'return Number.isNaN(time) ? undefined : time',
    tests: ['test/image/history.test.ts'],
  },
  {
    rule: 'a base of no known age is built once more, without cache',
    ...scene,
    from: 'await runBaseBuild(publication, true)',
    to: 'await runBaseBuild(publication, false)',
  },
  {
    rule: 'what was built without cache is as old as its build',
    ...scene,
    from: 'const age = isFresh ? { createdMs: startedMs } : ageOfBase(built)',
    to: 'const age = ageOfBase(built)',
  },
  {
    rule: 'no cache is used with SOURCE_DATE_EPOCH',
    ...scene,
    from: ' || base.lowered.sourceDateEpoch !== undefined',
    to: '',
  },
  {
    rule: 'what was taken from a cache is not timed',
    file: 'src/commands/publish/publication.ts',
    from: 'steps.some(isTakenFromCache) ? undefined : Math.round(durationMs)',
    to: 'Math.round(durationMs)',
    tests: ['test/faults/base-age.test.ts'],
  },
  {
    rule: 'a step that two builds report ran once',
    file: 'src/buildx/progress.ts',
    from: 'Math.max(0, end - Math.max(start, reached))',
    to: 'Math.max(0, end - start)',
    tests: ['test/buildx/progress.test.ts'],
  },
  {
    rule: 'a cache that is not there is no failed step',
    file: 'src/commands/run-build.ts',
    from: 'if (cache !== undefined) return [unreadEvent(cache)]',
    to: '',
    tests: ['test/commands/run-build.test.ts'],
  },
  {
    rule: 'a cache that could not be read is said',
    file: 'src/buildx/cache-import.ts',
    from: 'isMissing: /(?:^|: )not found$/.test(reason)',
    to: 'isMissing: true',
    tests: ['test/buildx/cache-import.test.ts', 'test/commands/run-build.test.ts'],
  },
  {
    rule: 'a cache that could not be read fails no build',
    file: 'src/buildx/failure.ts',
    from: ' && !isCacheImport(vertex.name)',
    to: '',
    tests: ['test/buildx/failure.test.ts'],
  },
]
