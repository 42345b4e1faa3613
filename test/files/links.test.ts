import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readWholeFile } from '../../src/files/files.ts'

const root = mkdtempSync(join(tmpdir(), 'links-'))
afterAll(() => rmSync(root, { recursive: true }))

/** A path and its text; `→` makes a link. */
type Tree = Readonly<Record<string, string>>

/** Reads `svc/file` of a tree as an ignore file. */
async function read(tree: Tree) {
  const directory = mkdtempSync(join(root, 't-'))
  for (const [path, text] of Object.entries(tree)) {
    const location = join(directory, path)
    mkdirSync(dirname(location), { recursive: true })
    if (text.startsWith('→')) symlinkSync(text.slice(1).replace('ROOT', directory), location)
    else writeFileSync(location, text)
  }
  const bytes = await readWholeFile(join(directory, 'svc/file'), { as: 'ignore-file' })
  return bytes === undefined ? undefined : Buffer.from(bytes).toString()
}

it.each<[string, Tree]>([
  ['no link', { 'svc/file': 'text' }],
  ['a name beside it', { 'svc/file': '→other', 'svc/other': 'text' }],
  ['a file below', { 'svc/file': '→ci/other', 'svc/ci/other': 'text' }],
  ['one link after the other', { 'svc/file': '→ci/link', 'svc/ci/link': '→../other', 'svc/other': 'text' }],
  ['a directory that is a link', { svc: '→real', 'real/file': '→other', 'real/other': 'text' }],
])('reads through %s', async (_, tree) => {
  expect(await read(tree)).toBe('text')
})

it.each<[string, Tree]>([
  ['that is not there', { 'svc/other': 'text' }],
  ['that is a directory', { 'svc/file/other': 'text' }],
  ['whose link leads nowhere', { 'svc/file': '→none', 'svc/other': 'text' }],
  ['whose link leads nowhere outside', { 'svc/file': '→../none', 'svc/other': 'text' }],
  ['whose link leads to a directory', { 'svc/file': '→ci', 'svc/ci/other': 'text' }],
])('finds no ignore file %s', async (_, tree) => {
  expect(await read(tree)).toBeUndefined()
})

const outside = /file` leads to `.*` on this machine, and nowhere for BuildKit/

it.each<[string, Tree, RegExp]>([
  ['to the directory above', { 'svc/file': '→../other', other: 'x' }, outside],
  ['to its own name above', { 'svc/file': '→../file', file: 'x' }, outside],
  ['to an absolute path', { 'svc/file': '→ROOT/other', other: 'x' }, outside],
  ['by a directory', { 'svc/file': '→ci/other', 'svc/ci': '→../ci', 'ci/other': 'x' }, outside],
  ['by the second link', { 'svc/file': '→link', 'svc/link': '→../other', other: 'x' }, outside],
  [
    'above, where the name is below as well',
    { 'svc/file': '→../other', other: 'x', 'svc/other': 'y' },
    /to `.*\/other` on this machine, and to `.*\/svc\/other` for BuildKit/,
  ],
  [
    'nowhere on this machine alone',
    { 'svc/file': '→/basehit-none/other', 'svc/basehit-none/other': 'x' },
    /leads nowhere on this machine, and to `.*\/svc\/basehit-none\/other` for BuildKit/,
  ],
  [
    'back by the text, not by the directories',
    { 'svc/file': '→ci/../other', 'svc/ci': '→a/b', 'svc/a/b/c': '', 'svc/a/other': 'x', 'svc/other': 'y' },
    /to `.*\/svc\/a\/other` on this machine, and to `.*\/svc\/other` for BuildKit/,
  ],
])('refuses a link that leads elsewhere: %s', async (_, tree, message) => {
  await expect(read(tree)).rejects.toMatchObject({ code: 'BH044', message: expect.stringMatching(message) })
})

it.each([
  ['other[1]', 'takes `other[1]` as a pattern'],
  ['other*', 'takes `other*` as a pattern'],
  ['other?', 'takes `other?` as a pattern'],
  ['a\\b', 'takes `a\\b` as a pattern'],
  ['!other', 'takes `!other` as a pattern'],
  ['other ', 'takes `other ` as a pattern'],
])('refuses a link to %j, which BuildKit does not send', async (name, message) => {
  const reading = read({ 'svc/file': `→${name}`, [`svc/${name}`]: 'x' })
  await expect(reading).rejects.toMatchObject({ code: 'BH044', message: expect.stringContaining(message) })
})

it('refuses a link that leads through another one', async () => {
  const reading = read({ 'svc/file': '→link/other', 'svc/link': '→ci', 'svc/ci/other': 'x' })
  const message = expect.stringContaining('the way leads through another link, `link`')
  await expect(reading).rejects.toMatchObject({ code: 'BH044', message })
})

it.each<[string, Tree]>([
  ['itself', { 'svc/file': '→file' }],
  ['each other', { 'svc/file': '→other', 'svc/other': '→file' }],
])('refuses links that lead to %s', async (_, tree) => {
  await expect(read(tree)).rejects.toMatchObject({ code: 'BH042' })
})
