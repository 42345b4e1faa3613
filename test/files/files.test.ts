import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listNames, readWholeFile } from '../../src/files/files.ts'

let root = ''

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'))
  writeFileSync(join(root, 'file'), 'text')
  symlinkSync('file', join(root, 'link'))
  for (const directory of ['sub', 'sub-b']) mkdirSync(join(root, directory))
  for (const file of ['sub/own', 'sub-b/file']) writeFileSync(join(root, file), 'text')
  const links = {
    'sub/out': '../file',
    'sub/up': '..',
    'sub/near': '../sub-b/file',
    'sub/broken': '../no',
    alias: 'sub',
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(root, path))
  execFileSync('mkfifo', [join(root, 'queue')])
})

afterAll(() => rmSync(root, { recursive: true }))

it('reads a file, also through a link', async () => {
  expect(Buffer.from((await readWholeFile(join(root, 'file'))) ?? []).toString()).toBe('text')
  expect(Buffer.from((await readWholeFile(join(root, 'link'))) ?? []).toString()).toBe('text')
})

it.each(['none', 'file/below'])('finds nothing at %s', async path => {
  expect(await readWholeFile(join(root, path))).toBeUndefined()
})

it.each(['', 'queue'])('refuses what is no regular file (%j)', async path => {
  await expect(readWholeFile(join(root, path))).rejects.toMatchObject({ code: 'BH021' })
})

it.each([
  ['a file', 'file', ['none', '']],
  ['a link inside', 'link', ['']],
  ['a link from one into another', 'sub/out', ['sub', '']],
  ['a file in a directory that is reached by a link', 'alias/own', ['alias']],
])('reads %s where it belongs', async (_, path, within) => {
  const directories = within.map(each => join(root, each))
  expect(await readWholeFile(join(root, path), { within: directories })).toBeDefined()
})

it('knows that all is in the root', async () => {
  expect(await readWholeFile(join(root, 'sub/out'), { within: ['/'] })).toBeDefined()
})

it.each([
  ['a link', 'sub/out'],
  ['a directory that is a link', 'sub/up/file'],
  ['a name that only begins alike', 'sub/near'],
])('refuses what leaves by %s', async (_, path) => {
  const reading = readWholeFile(join(root, path), { within: [join(root, 'sub'), join(root, 'none')] })
  await expect(reading).rejects.toMatchObject({ code: 'BH022', message: expect.stringContaining(path) })
})

it('finds nothing behind a link that leads nowhere', async () => {
  expect(await readWholeFile(join(root, 'sub/broken'), { within: [join(root, 'sub')] })).toBeUndefined()
})

it('lists names, none where it cannot', async () => {
  expect(await listNames(root)).toEqual(['alias', 'file', 'link', 'queue', 'sub', 'sub-b'])
  expect(await listNames(join(root, 'none'))).toEqual([])
})
