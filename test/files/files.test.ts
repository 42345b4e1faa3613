import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listNames, readWholeFile } from '../../src/files/files.ts'

let root = ''

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'))
  writeFileSync(join(root, 'file'), 'text')
  symlinkSync('file', join(root, 'link'))
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

it('lists names, none where it cannot', async () => {
  expect(await listNames(root)).toEqual(['file', 'link', 'queue'])
  expect(await listNames(join(root, 'none'))).toEqual([])
})
