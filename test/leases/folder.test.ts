import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isFolder, keepFile, makeFolder } from '../../src/leases/folder.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'basehit folder-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('makeFolder', () => {
  it('makes what is missing with a mode, and takes what is there', () => {
    makeFolder(join(root, 'a/b'), 0o700)
    makeFolder(join(root, 'a/b'))
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700)
    expect(statSync(join(root, 'a/b')).mode & 0o777).toBe(0o700)
  })

  it('follows a link to a folder', () => {
    symlinkSync(root, join(root, 'link'))
    makeFolder(join(root, 'link/a'))
    expect(isFolder(join(root, 'a'))).toBe(true)
  })

  it('throws where a file is in the way', () => {
    writeFileSync(join(root, 'file'), '')
    expect(() => makeFolder(join(root, 'file'))).toThrow('EEXIST')
    expect(() => makeFolder(join(root, 'file/below'))).toThrow(/EEXIST.*file'/)
  })

  // On Linux, /proc answers so.
  it.runIf(process.platform === 'linux')('ends where a file system answers ENOENT to every new name', () => {
    expect(() => makeFolder('/proc/basehit/a/b')).toThrow('ENOENT')
  })
})

describe('isFolder', () => {
  it('is not told of what is behind a file, a loop or a name that is too long', () => {
    writeFileSync(join(root, 'file'), '')
    symlinkSync('loop', join(root, 'loop'))
    for (const path of ['file/below', 'loop/below', 'n'.repeat(300)]) expect(isFolder(join(root, path))).toBe(false)
    expect(isFolder(root)).toBe(true)
  })
})

describe('keepFile', () => {
  const text = new TextEncoder().encode('text')

  it('writes a file of this user alone, and another over it', () => {
    const path = join(root, 'a/b/file')
    expect(keepFile(path, new Uint8Array())).toBe(true)
    expect(keepFile(path, text)).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('text')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(root, 'a/b'))).toEqual(['file'])
  })

  it('leaves nothing where it cannot', () => {
    mkdirSync(join(root, 'taken/below'), { recursive: true })
    expect(keepFile(join(root, 'taken'), text)).toBe(false)
    writeFileSync(join(root, 'file'), '')
    expect(keepFile(join(root, 'file/below'), text)).toBe(false)
    expect(readdirSync(root).sort()).toEqual(['file', 'taken'])
  })
})
