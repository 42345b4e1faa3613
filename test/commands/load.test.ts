import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ignoreFile, loadDockerfile, loadIgnore } from '../../src/commands/load.ts'
import type { World } from '../../src/commands/world.ts'
import { listNames, readWholeFile } from '../../src/files/files.ts'

const root = mkdtempSync(join(tmpdir(), 'load-'))
afterAll(() => rmSync(root, { recursive: true }))

const world = { files: { read: readWholeFile, names: listNames } } as unknown as World

/** A path and its text; `→` makes a link, and a path that ends in `/` a directory. */
type Tree = Readonly<Record<string, string>>

function project(tree: Tree): string {
  const directory = mkdtempSync(join(root, 'p-'))
  for (const [path, text] of Object.entries({ 'svc/Dockerfile': 'FROM scratch\n', ...tree })) {
    const location = join(directory, path)
    mkdirSync(path.endsWith('/') ? location : dirname(location), { recursive: true })
    if (path.endsWith('/')) continue
    rmSync(location, { force: true })
    if (text.startsWith('→')) symlinkSync(text.slice(1), location)
    else writeFileSync(location, text)
  }
  return directory
}

/** The context `svc` of a project: which of a, b and c its ignore file hides. */
async function hidden(tree: Tree, loads: 'main' | 'named' = 'main'): Promise<string> {
  const cwd = project(tree)
  const loaded = loads === 'main' ? await loadDockerfile(world, cwd, 'svc/Dockerfile') : undefined
  const ignore = await loadIgnore(world, cwd, 'svc', loaded)
  return ['a', 'b', 'c'].filter(ignore.matches).join()
}

describe('the ignore file of a context', () => {
  it.each<[string, Tree, string]>([
    ['none', {}, ''],
    ["the context's", { 'svc/.dockerignore': 'a' }, 'a'],
    ["the Dockerfile's own alone", { 'svc/.dockerignore': 'a', 'svc/Dockerfile.dockerignore': 'b' }, 'b'],
    ['a link inside the context', { 'svc/.dockerignore': '→ci/ignore', 'svc/ci/ignore': 'a' }, 'a'],
    ['an own one that is a link beside it', { 'svc/Dockerfile.dockerignore': '→ignore', 'svc/ignore': 'b' }, 'b'],
    ['none where it is a directory', { 'svc/.dockerignore/': '' }, ''],
    [
      "the context's where the own one is a directory",
      { 'svc/.dockerignore': 'a', 'svc/Dockerfile.dockerignore/': '' },
      'a',
    ],
    [
      "the context's where the own one leads nowhere",
      { 'svc/.dockerignore': 'a', 'svc/Dockerfile.dockerignore': '→no' },
      'a',
    ],
    ['an empty own one, with no other', { 'svc/Dockerfile.dockerignore': '' }, ''],
    ['two that are empty', { 'svc/.dockerignore': '', 'svc/Dockerfile.dockerignore': '' }, ''],
    ['an own one that is a comment', { 'svc/.dockerignore': 'a', 'svc/Dockerfile.dockerignore': '# nothing\n' }, ''],
    ['one byte order mark', { 'svc/.dockerignore': '\ufeffa\nb' }, 'a,b'],
    ['a second byte order mark is part of a name', { 'svc/.dockerignore': '\ufeff\ufeffa\nb' }, 'b'],
  ])('is %s', async (_, tree, names) => {
    expect(await hidden(tree)).toBe(names)
  })

  it.each<[string, Tree, string]>([
    ['its own', { 'svc/.dockerignore': 'a' }, 'a'],
    ["not a Dockerfile's", { 'svc/.dockerignore': 'a', 'svc/Dockerfile.dockerignore': 'b' }, 'a'],
    ['none where it is a directory', { 'svc/.dockerignore/': '' }, ''],
  ])('of a named context is %s', async (_, tree, names) => {
    expect(await hidden(tree, 'named')).toBe(names)
  })

  it.each<[string, Tree, 'main' | 'named']>([
    ["the context's", { 'svc/.dockerignore': '→../common', common: 'a' }, 'main'],
    ["a named context's", { 'svc/.dockerignore': '→../common', common: 'a' }, 'named'],
    ["the Dockerfile's own", { 'svc/Dockerfile.dockerignore': '→../common', common: 'a' }, 'main'],
    [
      "the context's, read inside",
      { 'svc/.dockerignore': '→/ci/ignore-of-basehit', 'svc/ci/ignore-of-basehit': 'a' },
      'main',
    ],
  ])('is refused where BuildKit would follow its link otherwise: %s', async (_, tree, loads) => {
    await expect(hidden(tree, loads)).rejects.toMatchObject({ code: 'BH044' })
  })

  it('is refused where it is empty and frontends differ', async () => {
    const tree = { 'svc/.dockerignore': 'a', 'svc/Dockerfile.dockerignore': '' }
    await expect(hidden(tree)).rejects.toMatchObject({
      code: 'BH049',
      message: expect.stringContaining('svc/Dockerfile.dockerignore is empty'),
      position: { file: 'svc/Dockerfile.dockerignore', line: 1, column: 1 },
    })
  })

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xe9])],
    ['U+FFFD', 'a\ufffd'],
  ])('is refused with a pattern of %s', async (_, text) => {
    const cwd = project({})
    writeFileSync(join(cwd, 'svc/.dockerignore'), Buffer.concat([Buffer.from('# caf\u00e9\nb\n'), Buffer.from(text)]))
    await expect(loadIgnore(world, cwd, 'svc', undefined)).rejects.toMatchObject({
      code: 'BH049',
      position: { file: 'svc/.dockerignore', line: 3, column: 1 },
    })
  })

  it('may hold what is not UTF-8 in comments', async () => {
    const cwd = project({})
    writeFileSync(join(cwd, 'svc/.dockerignore'), Buffer.from([0x23, 0xe9, 0x0a, 0x61]))
    expect((await loadIgnore(world, cwd, 'svc', undefined)).matches('a')).toBe(true)
  })

  it('is named as the one that is read', async () => {
    const cwd = project({ 'svc/Dockerfile.dockerignore': 'b' })
    const loaded = await loadDockerfile(world, cwd, 'svc/Dockerfile')
    expect(ignoreFile('svc', loaded)).toBe('svc/Dockerfile.dockerignore')
    expect(ignoreFile('svc', { ...loaded, ownIgnore: undefined })).toBe('svc/.dockerignore')
  })
})

describe('a Dockerfile', () => {
  const text = async (tree: Tree, path: string) => (await loadDockerfile(world, project(tree), path)).text

  it.each<[string, Tree, string]>([
    ['by a link beside it', { 'svc/Dockerfile': '→inner', 'svc/inner': 'FROM inner\n' }, 'svc/Dockerfile'],
    ['in a directory that is a link', { 'svc/inner': 'FROM inner\n', alias: '→svc' }, 'alias/inner'],
    [
      'back by the text of its path',
      { inner: 'FROM inner\n', 'other/sub/f': '', alias: '→other/sub' },
      'alias/../inner',
    ],
  ])('is read %s', async (_, tree, path) => {
    expect(await text(tree, path)).toBe('FROM inner\n')
  })

  it('of an absolute path is the one that buildx is given', async () => {
    const tree = { inner: 'FROM inner\n', 'other/inner': 'FROM outer\n', 'other/sub/f': '', alias: '→other/sub' }
    const cwd = project(tree)
    const loaded = await loadDockerfile(world, '/', `${cwd}/alias/../inner`)
    expect(loaded).toMatchObject({ text: 'FROM inner\n', absolute: join(cwd, 'inner') })
  })

  it('is refused where BuildKit would read another one', async () => {
    const tree = { 'svc/Dockerfile': '→../base', base: 'FROM outer\n', 'svc/base': 'FROM inner\n' }
    await expect(text(tree, 'svc/Dockerfile')).rejects.toMatchObject({ code: 'BH044' })
  })

  it('is refused where it is a directory', async () => {
    await expect(text({ 'dir/Dockerfile/': '' }, 'dir/Dockerfile')).rejects.toMatchObject({ code: 'BH021' })
  })
})
