import { describe, expect, it } from 'vitest'
import { recipeChanges } from '../../src/recipe/changes.ts'
import { type Recipe, recipeOf } from '../../src/recipe/recipe.ts'
import { lowerText, type World } from '../lower/memory.ts'

const files = { 'requirements.txt': 'torch==2.4.1', 'd/x': '1' }

function recipe(text: string, world: World = {}, salt?: string): Recipe {
  return recipeOf(lowerText(text, { files, ...world }), { salt })
}

/** Changes as lines: kind, subject, what became of it. */
function lines(before: Recipe, after: Recipe): string[] {
  return recipeChanges(before, after, image => (image.startsWith('sha256:') ? 'debian' : image)).map(each => {
    const values = [each.before, each.after].map(value =>
      value?.replace(/[0-9a-f]{60,}/g, hex => `${hex.slice(0, 4)}…`),
    )
    return `${each.change} ${each.kind} ${each.subject}: ${values.map(value => value ?? '-').join(' → ')}`
  })
}

const D = 'FROM debian\n'

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
      ['removed file x: file 0644 6b86… → -', 'added file y: - → file 0644 6b86…'],
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
      ['changed upstream FROM debian: sha256:b1e0… → sha256:e78b…'],
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
})
