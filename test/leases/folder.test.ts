import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isFolder, makeFolder } from '../../src/leases/folder.ts'

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
