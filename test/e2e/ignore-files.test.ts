import { readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit, buildx } from './programs.ts'
import { createProject, freshDirectory, type Project } from './project.ts'

const copies = 'FROM scratch AS deps\nCOPY a b /x/\nFROM deps\n'
/** An ignore file hides what `a` or what `b` holds. */
const files = {
  'svc/Dockerfile': copies,
  'svc/a/of-a': 'a',
  'svc/b/of-b': 'b',
}

interface Row {
  readonly what: string
  readonly files: Readonly<Record<string, string>>
  /** Links by their paths. */
  readonly links?: Readonly<Record<string, string>>
  /** What the builder copies. */
  readonly copied: readonly string[]
  /** How Basehit refuses it; absent, the digest is that of a plain ignore file that leaves the same. */
  readonly refusal?: RegExp
}

const both = ['of-a', 'of-b']

const rows: readonly Row[] = [
  {
    what: 'a link inside the context',
    files: { 'svc/ci/ignore': 'a/*' },
    links: { 'svc/.dockerignore': 'ci/ignore' },
    copied: ['of-b'],
  },
  {
    what: 'a link out of the context, to what is there',
    files: { common: 'a/*', 'svc/common': 'b/*' },
    links: { 'svc/.dockerignore': '../common' },
    copied: ['of-a'],
    refusal: /BH044.*common` on this machine, and to `.*svc\/common` for BuildKit/,
  },
  {
    what: 'a link out of the context, to what is not there',
    files: { common: 'a/*' },
    links: { 'svc/.dockerignore': '../common' },
    copied: both,
    refusal: /BH044.*nowhere for BuildKit/,
  },
  {
    what: 'an absolute link',
    files: { 'svc/basehit-none/ignore': 'a/*' },
    links: { 'svc/.dockerignore': '/basehit-none/ignore' },
    copied: ['of-b'],
    refusal: /BH044.*nowhere on this machine/,
  },
  {
    what: "a link of the Dockerfile's own",
    files: { common: 'a/*' },
    links: { 'svc/Dockerfile.dockerignore': '../common' },
    copied: both,
    refusal: /BH044/,
  },
  {
    what: 'a link to a name that is a pattern',
    files: { 'svc/ignore[1]': 'a/*' },
    links: { 'svc/.dockerignore': 'ignore[1]' },
    copied: both,
    refusal: /BH044.*as a pattern/,
  },
  {
    what: 'a link to a name with a blank at its end',
    files: { 'svc/ignore ': 'a/*' },
    links: { 'svc/.dockerignore': 'ignore ' },
    copied: both,
    refusal: /BH044.*as a pattern/,
  },
  {
    what: 'two files behind one link to a directory',
    files: { 'svc/ci/Dockerfile': copies, 'svc/ci/ignore': 'a/*' },
    links: { 'svc/link': 'ci', 'svc/Dockerfile': 'link/Dockerfile', 'svc/Dockerfile.dockerignore': 'link/ignore' },
    copied: both,
    refusal: /BH044.*through another link/,
  },
  {
    what: 'a Dockerfile that is a link out of its directory',
    files: { common: copies, 'svc/common': copies.replace('a b', 'a') },
    links: { 'svc/Dockerfile': '../common' },
    copied: ['of-a'],
    refusal: /BH044/,
  },
  { what: 'a directory', files: { 'svc/.dockerignore/file': 'a/*' }, copied: both },
  {
    what: "a directory of the Dockerfile's own",
    files: { 'svc/Dockerfile.dockerignore/file': 'b/*', 'svc/.dockerignore': 'a/*' },
    copied: ['of-b'],
  },
  {
    what: 'an empty one of its own, for the frontend of the builder',
    files: { 'svc/Dockerfile.dockerignore': '', 'svc/.dockerignore': 'a/*' },
    copied: both,
    refusal: /BH049.*is empty/,
  },
  {
    what: 'an empty one of its own, for the frontend of an image',
    files: {
      'svc/Dockerfile': `# syntax=docker/dockerfile:1\n${copies}`,
      'svc/Dockerfile.dockerignore': '',
      'svc/.dockerignore': 'a/*',
    },
    copied: ['of-b'],
    refusal: /BH049.*is empty/,
  },
  {
    what: 'a comment of its own, for the frontend of an image',
    files: {
      'svc/Dockerfile': `# syntax=docker/dockerfile:1\n${copies}`,
      'svc/Dockerfile.dockerignore': '# nothing',
      'svc/.dockerignore': 'a/*',
    },
    copied: both,
  },
]

function laidOut(given: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}): Project {
  const kept = Object.entries(files).filter(([path]) => links[path] === undefined)
  const project = createProject({ ...Object.fromEntries(kept), ...given })
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(project.directory, path))
  return project
}

/** What the builder copies of a project without Basehit. */
async function copiedFrom(project: Project, args: readonly string[]): Promise<readonly string[]> {
  const out = freshDirectory()
  await buildx(project, ['build', '--output', `type=local,dest=${out}`, ...args])
  return readdirSync(join(out, 'x')).sort()
}

const digestOf = (project: Project, args: readonly string[]) =>
  basehit(project, ['digest', '--base-stage', 'deps', '--base-repository', 'r.example/base', ...args])

describe('an ignore file or Dockerfile counts as BuildKit reads it', () => {
  it.each(rows)('$what', async ({ files: given, links, copied, refusal }) => {
    const project = laidOut(given, links)
    expect(await copiedFrom(project, ['svc'])).toEqual(copied)
    const run = await digestOf(project, ['--context', 'svc'])
    if (refusal !== undefined) return expect(run.stderr).toMatch(refusal)
    const hides = ['a', 'b'].filter(each => !copied.includes(`of-${each}`)).map(each => `${each}/*\n`)
    const same = await digestOf(laidOut({ 'svc/.dockerignore': hides.join('') }), ['--context', 'svc'])
    expect(run.stdout, run.stderr).toMatch(/^[0-9a-f]{64}/)
    expect(run.stdout).toBe(same.stdout)
  })

  it.each([
    { what: 'a link out of it', given: { common: 'a/*' }, links: { 'lib/.dockerignore': '../common' } },
    { what: 'a directory', given: { 'lib/.dockerignore/file': 'a/*' }, links: undefined },
  ])('of a named context: $what', async ({ given, links }) => {
    const dockerfile = 'FROM scratch AS deps\nCOPY --from=lib a b /x/\nFROM deps\n'
    const named = { 'svc/Dockerfile': dockerfile, 'lib/a/of-a': 'a', 'lib/b/of-b': 'b' }
    const project = laidOut({ ...named, ...given }, links)
    expect(await copiedFrom(project, ['--build-context', 'lib=lib', 'svc'])).toEqual(both)
    const run = await digestOf(project, ['--context', 'svc', '--build-context', 'lib=lib'])
    if (links !== undefined) return expect(run.stderr).toMatch(/BH044/)
    const same = await digestOf(laidOut(named), ['--context', 'svc', '--build-context', 'lib=lib'])
    expect(run.stdout, run.stderr).toMatch(/^[0-9a-f]{64}/)
    expect(run.stdout).toBe(same.stdout)
  })

  it.each([
    { what: 'one character for two bytes', name: [0xe2, 0x82], pattern: [0x3f], seen: true, refusal: /BH046/ },
    { what: 'one character for each byte', name: [0xe2, 0x82], pattern: [0x3f, 0x3f], seen: false },
    { what: 'bytes that are not UTF-8', name: [0xe9], pattern: [0xe8], seen: true, refusal: /BH049/ },
    { what: 'the same bytes', name: [0xe9], pattern: [0xe9], seen: true, refusal: /BH049/ },
  ])('with a name that is not UTF-8, and $what', async ({ name, pattern, seen, refusal }) => {
    const project = laidOut({})
    const below = (path: string, bytes: readonly number[]) => Buffer.concat([Buffer.from(path), Buffer.from(bytes)])
    writeFileSync(below(`${project.directory}/svc/a/z`, name), '')
    writeFileSync(join(project.directory, 'svc/.dockerignore'), below('a/z', pattern))
    expect(await copiedFrom(project, ['svc'])).toHaveLength(seen ? 3 : 2)
    const run = await digestOf(project, ['--context', 'svc'])
    if (refusal !== undefined) return expect(run.stderr).toMatch(refusal)
    const same = await digestOf(laidOut({}), ['--context', 'svc'])
    expect(run.stdout, run.stderr).toMatch(/^[0-9a-f]{64}/)
    expect(run.stdout).toBe(same.stdout)
  })

  it.each([
    { what: 'its own', given: { 'Dockerfile.dockerignore': 'hidden\n', '.dockerignore': 'shown\n' } },
    { what: "the context's", given: { 'Dockerfile.dockerignore/file': 'shown\n', '.dockerignore': 'hidden\n' } },
  ])('in a copy of the Dockerfile that an ARG needs: $what', async ({ given }) => {
    const dockerfile = 'FROM busybox AS deps\nARG WHO=me\nFROM deps\nRUN echo $WHO > /who\nCOPY . /app/\n'
    const project = createProject({ Dockerfile: dockerfile, hidden: '', shown: '', ...given })
    const run = await basehit(project, ['build', '--base-stage', 'deps', '--tag', `${project.app}:1`, '--push'])
    expect(run.status, run.stderr).toBe(0)
    const image = await pullImage(project.appRepository, '1')
    expect(image.text('/who')).toBe('me\n')
    expect(image.text('/app/shown')).toBe('')
    expect(() => image.text('/app/hidden')).toThrow('has no file /app/hidden')
  })
})
