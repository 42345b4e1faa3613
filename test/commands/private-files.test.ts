import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { digest } from '../../src/commands/plan.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import type { ContextReader, World } from '../../src/commands/world.ts'
import type { BasehitError } from '../../src/errors.ts'
import { openContext } from '../../src/files/context.ts'
import { listNames, readWholeFile } from '../../src/files/files.ts'
import { rawInputs, surroundings } from './raw.ts'

const root = mkdtempSync(join(tmpdir(), 'private-files-'))
afterAll(() => rmSync(root, { recursive: true }))

type Files = Readonly<Record<string, string>>

const repository: Files = {
  'app.py': 'x',
  '.git/HEAD': 'ref: refs/heads/main',
  '.git/config': '[http]\n\textraheader = AUTHORIZATION: basic c2VjcmV0\n',
}
const login: Files = { 'app.py': 'x', 'ci/.docker/config.json': '{"auths":{}}' }

/** Writes a project and computes the digest of its base; `asked` is what was asked of its contexts. */
async function lower(lines: readonly string[], files: Files, given: Parameters<typeof rawInputs>[0] = {}) {
  const cwd = mkdtempSync(join(root, 'p-'))
  for (const [path, text] of Object.entries({ 'base.Dockerfile': ['FROM scratch', ...lines].join('\n'), ...files })) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true })
    if (text.startsWith('→')) symlinkSync(text.slice(1), join(cwd, path))
    else writeFileSync(join(cwd, path), text, { mode: 0o644 })
  }
  const asked: string[] = []
  const watched = (reader: ContextReader): ContextReader => ({
    ...reader,
    answer: question => {
      asked.push(`${question.kind} ${question.path}`)
      return reader.answer(question)
    },
  })
  const world = {
    files: {
      read: readWholeFile,
      names: listNames,
      openContext: (...args: Parameters<typeof openContext>) => watched(openContext(...args)),
    },
    report: () => {},
  } as unknown as World
  const raw = rawInputs({ 'base-file': 'base.Dockerfile', 'base-repository': 'r.example/base', ...given })
  const [base] = await digest(readOptions(raw, surroundings({ cwd })), world)
  return { digest: base?.digest, asked }
}

async function refusal(...args: Parameters<typeof lower>): Promise<Partial<BasehitError>> {
  return lower(...args).then(
    () => ({ message: 'not refused' }),
    (error: BasehitError) => error,
  )
}

describe('what a checkout leaves in a context', () => {
  test.each<[what: string, line: string, files: Files, found: string]>([
    ['COPY of everything', 'COPY . /src', repository, '.git'],
    ['ADD of everything', 'ADD . /src', repository, '.git'],
    ['COPY --link of everything', 'COPY --link . /src', repository, '.git'],
    ['a bind mount of everything', 'RUN --mount=type=bind,target=/src true', repository, '.git'],
    ['a bind mount of everything by name', 'RUN --mount=type=bind,source=.,target=/src true', repository, '.git'],
    ['a wildcard', 'COPY .* /src/', repository, '.git'],
    ['COPY --parents of everything', 'COPY --parents ** /src/', repository, '.git'],
    ['a link to it', 'COPY link /src', { ...repository, link: '→.git' }, '.git'],
    ['one below', 'COPY . /src', { 'libs/a/.git/HEAD': 'x' }, 'libs/a/.git'],
    ['the file of a worktree', 'COPY libs /src', { 'libs/a/.git': 'gitdir: ../x' }, 'libs/a/.git'],
    ['another than the one that is named', 'COPY .git app /src/', { ...repository, 'app/.git/HEAD': 'x' }, 'app/.git'],
    ["Docker's logins", 'COPY . /src', login, 'ci/.docker/config.json'],
    ["Docker's logins in a directory", 'COPY ci /src', login, 'ci/.docker/config.json'],
  ])('is no part of a base: %s', async (_, line, files, found) => {
    const error = await refusal([line], files)
    expect(error).toMatchObject({ code: 'BH050', position: { file: 'base.Dockerfile', line: 2 } })
    expect(error.message).toContain(`\`${found}\` would be part of the base`)
    expect(error.remedy).toContain(`\`${found}\` to .dockerignore`)
  })

  test.each<[what: string, line: string, files: Files]>([
    ['hidden', 'COPY . /src', { ...repository, ...login, '.dockerignore': '.git\n**/.docker\n' }],
    ['hidden by the own ignore file', 'COPY . /src', { ...repository, 'base.Dockerfile.dockerignore': '.git' }],
    ['excluded', 'COPY --exclude=.git . /src', repository],
    ['named', 'COPY .git /src/.git', repository],
    ['named in part', 'COPY ./.git/HEAD /src/', repository],
    ['named by a wildcard', 'COPY */.git/HEA? /src/', { 'libs/.git/HEAD': 'x' }],
    ['named with its directory', 'COPY --parents libs/.git /src/', { 'libs/.git/HEAD': 'x' }],
    ['named by a mount', 'RUN --mount=type=bind,source=.git,target=/src/.git true', repository],
    ['not copied', 'COPY app.py /src/', { ...repository, ...login }],
    [
      'of another name',
      'COPY . /src',
      { '.github/a': 'x', '.gitignore': 'x', 'docker/config.json': 'x', 'a.git/x': '' },
    ],
    ["Docker's, and named", 'COPY ci/.docker /root/.docker', login],
    ["Docker's, and no logins", 'COPY . /src', { '.docker/php.ini': 'x' }],
  ])('may be %s', async (_, line, files) => {
    expect((await refusal([line], files)).message).toBe('not refused')
  })

  test('names the ignore file that is in force', async () => {
    const own = await refusal(['COPY . /src'], { ...repository, 'base.Dockerfile.dockerignore': 'x' })
    expect(own.remedy).toContain('to base.Dockerfile.dockerignore')
    const below = await refusal(['COPY . /src'], { 'app/.git/HEAD': 'x' }, { context: 'app' })
    expect(below.remedy).toContain('to app/.dockerignore')
    const named = await refusal(['COPY --from=lib . /src'], { 'lib/.git/HEAD': 'x' }, { 'build-contexts': 'lib=./lib' })
    expect(named.remedy).toContain('to lib/.dockerignore')
  })

  test('costs no question where it is hidden', async () => {
    const files = { ...repository, '.dockerignore': '.git' }
    const { asked } = await lower(['COPY . /src'], files)
    expect(asked.filter(question => question.includes('.git'))).toEqual([])
  })
})

test('the directory of bases is no part of a base either, and is told where and how', async () => {
  const files = { 'app/.bases/index.json': '{}', 'app/a': 'x', 'base.Dockerfile.dockerignore': 'x' }
  const given = { context: 'app', 'base-repository': 'oci-layout://app/.bases' }
  expect(await refusal(['WORKDIR /x', 'COPY . /src'], files, given)).toMatchObject({
    code: 'BH050',
    position: { file: 'base.Dockerfile', line: 3, column: 1 },
    remedy: 'add the line `.bases` to base.Dockerfile.dockerignore',
  })
})
