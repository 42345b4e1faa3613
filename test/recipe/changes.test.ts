import { describe, expect, it } from 'vitest'
import { recipeChanges } from '../../src/recipe/changes.ts'
import { type Names, namesOf, unnamed } from '../../src/recipe/names.ts'
import { type Recipe, recipeOf } from '../../src/recipe/recipe.ts'
import { lowerText, type World } from '../lower/memory.ts'

const files = { 'requirements.txt': 'torch==2.4.1', 'd/x': '1' }

/** What each recipe was lowered with. */
const known = new Map<Recipe, Names>()

function recipe(text: string, world: World = {}, salt?: string): Recipe {
  const lowered = lowerText(text, { files, ...world })
  const made = recipeOf(lowered, { salt })
  known.set(made, namesOf(lowered.operations, lowered.upstreams, lowered.fileOrigins))
  return made
}

/** Changes as lines: kind, subject, what became of it. */
function lines(before: Recipe, after: Recipe): string[] {
  const names = { before: known.get(before) ?? unnamed, after: known.get(after) ?? unnamed }
  return recipeChanges(before, after, names).map(each => {
    const values = [each.before, each.after].map(value =>
      value?.replace(/[0-9a-f]{60,}/g, hex => `${hex.slice(0, 4)}…`),
    )
    return `${each.change} ${each.kind} ${each.subject}: ${values.map(value => value ?? '-').join(' → ')}`
  })
}

const D = 'FROM debian\n'

function tree(content: string): World {
  const paths = ['deps/a', 'deps/sub/b', 'target/real', 'one/k', 'two/k']
  return { files: { ...Object.fromEntries(paths.map(path => [path, content])), link: '→target/real' } }
}

describe('recipeChanges', () => {
  it.each<[string, Recipe, Recipe, string[]]>([
    ['nothing', recipe(`${D}RUN x`), recipe(`${D}# why\nRUN x`), []],
    [
      'a file',
      recipe(`${D}COPY requirements.txt /x/`),
      recipe(`${D}COPY requirements.txt /x/`, { files: { 'requirements.txt': 'torch==2.5.0' } }),
      ['changed file requirements.txt: file 0644 2513… → file 0644 22e4…'],
    ],
    [
      'a file that came, and one that went',
      recipe(`${D}COPY d /x`),
      recipe(`${D}COPY d /x`, { files: { 'd/y': '1' } }),
      ['removed file d/x: file 0644 6b86… → -', 'added file d/y: - → file 0644 6b86…'],
    ],
    [
      'a mode',
      recipe(`${D}COPY requirements.txt /x/`),
      recipe(`${D}COPY requirements.txt /x/`, { modes: { 'requirements.txt': 0o755 } }),
      ['changed file requirements.txt: file 0644 2513… → file 0755 2513…'],
    ],
    [
      'an upstream that moved',
      recipe(D),
      recipe(D, { contents: { debian: 'newer' } }),
      ['changed upstream FROM docker.io/library/debian:latest: sha256:b1e0… → sha256:e78b…'],
    ],
    [
      'an upstream in the place of another one, each by its name',
      recipe('FROM busybox:1.37'),
      recipe('FROM python:3.12'),
      [
        'changed upstream FROM docker.io/library/python:3.12: docker.io/library/busybox:1.37@sha256:ace6… → docker.io/library/python:3.12@sha256:fd83…',
      ],
    ],
    [
      'an upstream as written',
      recipe('FROM busybox', { options: { upstream: 'as-written' } }),
      recipe('FROM busybox:1.37', { options: { upstream: 'as-written' } }),
      [
        'changed upstream FROM docker.io/library/busybox:1.37: docker.io/library/busybox:latest → docker.io/library/busybox:1.37',
      ],
    ],
    [
      'one upstream more, before one that stays',
      recipe('FROM b\nCOPY --from=a /p /q'),
      recipe('FROM b\nCOPY --from=c /1 /2\nCOPY --from=a /p /q'),
      ['added upstream FROM docker.io/library/c:latest: - → -', 'added instruction COPY to /2: - → -'],
    ],
    [
      'a command',
      recipe(`${D}RUN pip install a`),
      recipe(`${D}RUN pip install b`),
      ['changed run RUN pip install b: RUN pip install a → RUN pip install b'],
    ],
    ['a command more', recipe(`${D}RUN a\nRUN c`), recipe(`${D}RUN a\nRUN b\nRUN c`), ['added run RUN b: - → -']],
    ['a command less', recipe(`${D}RUN a\nRUN b\nRUN c`), recipe(`${D}RUN a\nRUN c`), ['removed run RUN b: - → -']],
    [
      'a build arg, named once however many commands see it',
      recipe(`${D}ARG V\nRUN a\nRUN b`, { args: { V: '1' } }),
      recipe(`${D}ARG V\nRUN a\nRUN b`, { args: { V: '2' } }),
      ['changed variable V: {"sha256":"6b86…"} → {"sha256":"d473…"}'],
    ],
    [
      'a variable called like a method',
      recipe(`${D}RUN a`),
      recipe(`${D}ENV constructor=1\nRUN a`),
      ['added variable constructor: - → 1'],
    ],
    [
      'a variable called __proto__',
      recipe(`${D}ENV __proto__=1\nRUN a`),
      recipe(`${D}RUN a`),
      ['removed variable __proto__: 1 → -'],
    ],
    ['where files go', recipe(`${D}COPY d /x`), recipe(`${D}COPY d /y`), ['changed instruction destination: /x → /y']],
    ['whose files', recipe(`${D}COPY d /x`), recipe(`${D}COPY --chown=1 d /x`), ['added instruction owner: - → 1']],
    [
      'a mount',
      recipe(`${D}RUN x`),
      recipe(`${D}RUN --mount=type=tmpfs,target=/t x`),
      ['added mount tmpfs /t: - → {"target":"/t","type":"tmpfs"}'],
    ],
    [
      'a file under a mount',
      recipe(`${D}RUN --mount=target=/m x`),
      recipe(`${D}RUN --mount=target=/m x`, { files: { ...files, 'd/x': '2' } }),
      ['changed file d/x: file 0644 6b86… → file 0644 d473…'],
    ],
    [
      'files below directories, behind links, by wildcards and with their parents, by their paths in the context',
      recipe(`${D}COPY deps /x\nCOPY deps/sub/b link /y/\nCOPY */k /z/\nCOPY --parents deps/./sub /p/`, tree('1')),
      recipe(`${D}COPY deps /x\nCOPY deps/sub/b link /y/\nCOPY */k /z/\nCOPY --parents deps/./sub /p/`, tree('2')),
      [
        'changed file deps/a: file 0644 6b86… → file 0644 d473…',
        'changed file deps/sub/b: file 0644 6b86… → file 0644 d473…',
        'changed file target/real: file 0644 6b86… → file 0644 d473…',
        'changed file two/k: file 0644 6b86… → file 0644 d473…',
      ],
    ],
    [
      'a file of a named context, and one that a mount shows alone',
      recipe(`${D}COPY --from=assets in /x\nRUN --mount=source=d/x,target=/m x`, {
        contexts: { assets: { 'in/a': '1' } },
      }),
      recipe(`${D}COPY --from=assets in /x\nRUN --mount=source=d/x,target=/m x`, {
        files: { ...files, 'd/x': '2' },
        contexts: { assets: { 'in/a': '2' } },
      }),
      [
        'changed file in/a (context assets): file 0644 6b86… → file 0644 d473…',
        'changed file d/x: file 0644 6b86… → file 0644 d473…',
      ],
    ],
    [
      'a step before a mount from a stage is not a change of the mount',
      recipe('FROM a AS s\nFROM debian\nRUN --mount=from=s,target=/m x'),
      recipe('FROM a AS s\nFROM debian\nRUN first\nRUN --mount=from=s,target=/m x'),
      ['added run RUN first: - → -'],
    ],
    [
      'the working directory',
      recipe(`${D}WORKDIR /a`),
      recipe(`${D}WORKDIR /b`),
      ['changed instruction path: /a → /b', 'changed config workdir: /a → /b'],
    ],
    ['a label', recipe(`${D}LABEL a=1`), recipe(`${D}LABEL a=2`), ['changed config labels: {"a":"1"} → {"a":"2"}']],
    ['a salt', recipe(D), recipe(D, {}, 'again'), ['added setting salt: - → again']],
    [
      'the platform',
      recipe(`FROM scratch`),
      recipe('FROM scratch', { platform: 'linux/arm64' }),
      ['changed setting platform: linux/amd64 → linux/arm64'],
    ],
    ['the network', recipe(`${D}RUN x`), recipe(`${D}RUN --network=none x`), ['added run network: - → none']],
    [
      'the same steps, put together in another way',
      recipe('FROM a AS x\nFROM b AS y\nRUN 1\nFROM x\nCOPY --from=y /p /q\nRUN --mount=from=x,target=/m 2'),
      recipe('FROM a AS x\nFROM b AS y\nRUN 1\nFROM x\nCOPY --from=y /p /q\nRUN --mount=from=y,target=/m 2'),
      ['changed instruction the order of the steps: - → -'],
    ],
    [
      'a download',
      recipe(`${D}ADD --checksum=sha256:${'a'.repeat(64)} https://x/y /z`),
      recipe(`${D}ADD --checksum=sha256:${'b'.repeat(64)} https://x/y /z`),
      ['changed instruction checksum: sha256:aaaa… → sha256:bbbb…'],
    ],
    [
      'a download from a URL that may be secret',
      recipe(D),
      recipe(`${D}ARG S=1\nADD --checksum=sha256:${'b'.repeat(64)} https://x/y?s=$S /z`),
      ['added file a download of y: - → -', 'added instruction COPY to /z: - → -'],
    ],
    [
      'text in the Dockerfile',
      recipe(`${D}COPY <<E /x\n1\nE`),
      recipe(`${D}COPY <<E /x\n2\nE`),
      [
        'changed instruction what is copied to /x: [{"kind":"text","name":"E","text":"1\\n"}] → [{"kind":"text","name":"E","text":"2\\n"}]',
      ],
    ],
  ])('%s', (_, before, after, expected) => expect(lines(before, after)).toEqual(expected))

  it.each<[string, unknown]>([
    ['no origins', undefined],
    ['origins of other files', [{ directory: 'deps', count: 7 }]],
    ['none', []],
    ['too few', [{ directory: 'deps', count: 1 }]],
    ['origins that are none', [{ directory: 7, count: 2 }]],
    [
      'a count that is none',
      [
        { directory: 'deps', count: -1 },
        { directory: 'deps', count: 3 },
      ],
    ],
    [
      'a fraction',
      [
        { directory: 'deps', count: 1.5 },
        { directory: 'deps', count: 0.5 },
      ],
    ],
    ['a context that is none', [{ directory: 'deps', count: 2, context: 7 }]],
  ])('says where a file went that is gone, with %s', (_, origins) => {
    const [before, after] = [recipe(`${D}COPY d/x requirements.txt /y/`), recipe(`${D}COPY <<E /y/\nE`)]
    const names = { before: namesOf(before.operations, undefined, origins), after: unnamed }
    expect(recipeChanges(before, after, names)[0]).toMatchObject({ change: 'removed', subject: 'x (copied to /y/)' })
  })

  it('compares recipes of any length', () => {
    const long = (command: string) =>
      ({
        ...recipe(D),
        operations: Array.from({ length: 30_000 }, () => ({ op: 'run', command: [command], env: {} })),
      }) as unknown as Recipe
    expect(recipeChanges(long('a'), long('b'))).toMatchObject([{ kind: 'run', change: 'changed' }])
  })
})
