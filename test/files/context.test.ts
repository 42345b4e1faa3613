import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../../src/context/entry.ts'
import { compilePatterns } from '../../src/context/ignore.ts'
import { type SelectOptions, selectSource } from '../../src/context/selection.ts'
import { type ContextReader, openContext } from '../../src/files/context.ts'
import { sha256Hex } from '../../src/image/digest.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'context-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, content = path): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

function open(...patterns: string[]): ContextReader {
  return openContext(root, compilePatterns(patterns))
}

function paths(entries: readonly Entry[]): string[] {
  return entries.map(entry => entry.path)
}

function walk(reader: ContextReader, directory = ''): string[] {
  return reader.list(directory).flatMap(entry => {
    expect(reader.stat(entry.path)).toEqual(entry)
    return [entry.path, ...(entry.kind === 'directory' ? walk(reader, entry.path) : [])]
  })
}

async function select(reader: ContextReader, source: string, options: SelectOptions = {}) {
  const selection = selectSource(source, options)
  let step = selection.next()
  while (!step.done) step = selection.next(await reader.answer(step.value))
  return step.value.entries
}

/** Makes a file whose name is these bytes, and says whether it is listed through the patterns. */
function isListed(bytes: readonly number[], below: string, patterns: readonly string[]): boolean {
  const name = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(bytes)])
  if (below === '') writeFileSync(name, '')
  else {
    mkdirSync(name)
    writeFileSync(Buffer.concat([name, Buffer.from(`/${below}`)]), '')
  }
  return open(...patterns).list('').length > 0
}

describe.skipIf(process.platform === 'darwin')('a name that is not UTF-8', () => {
  it.each<[string, readonly number[], string, readonly string[], boolean]>([
    ['is hidden by a wildcard', [0x63, 0xe9], '', ['c*'], false],
    ['is hidden by a character for each byte', [0x63, 0xe2, 0x82], '', ['c??'], false],
    ['is not hidden by one character for two bytes', [0x63, 0xe2, 0x82], '', ['c?'], true],
    ['is not hidden by one character for half a pair', [0xed, 0xa0, 0x80], '', ['?'], true],
    ['of a directory is hidden with all below it', [0x64, 0xe9], 'keep', ['d*'], false],
    [
      'of a directory is not hidden where something below is taken back',
      [0x64, 0xe9],
      'keep',
      ['d*', '!**/keep'],
      true,
    ],
    ['of a file is hidden whatever is taken back', [0x64, 0xe9], '', ['d*', '!**/keep'], false],
  ])('%s', (_, bytes, below, patterns, listed) => {
    expect(isListed(bytes, below, patterns)).toBe(listed)
  })

  it('is not taken for one that holds U+FFFD', () => {
    write('c\ufffd')
    expect(isListed([0x63, 0xe9], '', [])).toBe(true)
    const entries = open().list('')
    expect(entries.map(({ kind }) => kind)).toContain('special')
  })
})

describe('stat and list', () => {
  it('tell what a path is', () => {
    write('a/file', 'hello')
    chmodSync(join(root, 'a/file'), 0o664)
    chmodSync(join(root, 'a'), 0o700)
    symlinkSync('../gone', join(root, 'a/link'))
    execFileSync('mkfifo', [join(root, 'queue')])
    const reader = open()
    expect(reader.stat('a')).toEqual({ kind: 'directory', path: 'a', mode: '0700' })
    expect(reader.stat('a/file')).toEqual({ kind: 'file', path: 'a/file', mode: '0644', size: 5 })
    expect(reader.stat('a/link')).toEqual({ kind: 'symlink', path: 'a/link', target: '../gone' })
    expect(reader.stat('queue')).toEqual({ kind: 'special', path: 'queue', special: 'fifo' })
    expect(reader.stat('a/none')).toBeUndefined()
    expect(reader.stat('a/file/below')).toBeUndefined()
    expect(reader.stat('')).toMatchObject({ kind: 'directory', path: '' })
  })

  it('order names by code point', () => {
    for (const name of ['b', 'a', 'B', 'é', '\uffee', '😀', 'a.b', 'a0']) write(name)
    expect(paths(open().list(''))).toEqual(['B', 'a', 'a.b', 'a0', 'b', 'é', '\uffee', '😀'])
  })

  it('take a pattern for names', () => {
    for (const name of ['a.txt', 'b.txt', 'c.md', 'd/e.txt']) write(name)
    expect(paths(open().list('', '*.txt'))).toEqual(['a.txt', 'b.txt'])
    expect(paths(open().list('', '[cd]*'))).toEqual(['c.md', 'd'])
  })

  it('never follow a symlink', () => {
    write('real/file')
    symlinkSync('real', join(root, 'link'))
    symlinkSync('/', join(root, 'out'))
    const reader = open()
    expect(reader.stat('link/file')).toBeUndefined()
    expect(reader.list('link')).toEqual([])
    expect(reader.stat('out/etc')).toBeUndefined()
    expect(reader.list('out')).toEqual([])
  })

  it('keep their answers', async () => {
    write('a', 'one')
    const reader = open()
    const before = [reader.list(''), reader.stat('a'), await reader.hash('a')]
    write('a', 'another')
    write('b')
    expect([reader.list(''), reader.stat('a'), await reader.hash('a')]).toEqual(before)
    expect(paths(open().list(''))).toEqual(['a', 'b'])
  })

  it('flag what is not UTF-8, by its bytes', () => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff])]), '')
    symlinkSync(Buffer.from([0x61, 0xfe]), join(root, 'link'))
    write('\ufffd')
    const reader = open()
    expect(reader.list('')).toEqual([
      { kind: 'special', path: 'bad\ufffd', special: 'undecodable', bytes: '62 61 64 ff' },
      { kind: 'special', path: 'link', special: 'undecodable', bytes: '61 fe' },
      expect.objectContaining({ kind: 'file', path: '\ufffd' }),
    ])
  })
})

describe('ignore patterns', () => {
  beforeEach(() => {
    for (const path of ['a/b/c', 'a/b/d', 'a/e', 'f', 'g/h/i']) write(path)
    mkdirSync(join(root, 'empty'))
  })

  it.each<[string[], string[]]>([
    [[], ['a', 'a/b', 'a/b/c', 'a/b/d', 'a/e', 'empty', 'f', 'g', 'g/h', 'g/h/i']],
    [['a'], ['empty', 'f', 'g', 'g/h', 'g/h/i']],
    [
      ['a', '!a/b/c'],
      ['a', 'a/b', 'a/b/c', 'empty', 'f', 'g', 'g/h', 'g/h/i'],
    ],
    [
      ['**', '!g'],
      ['g', 'g/h', 'g/h/i'],
    ],
    [
      ['*', '!**/d'],
      ['a', 'a/b', 'a/b/d'],
    ],
    [['*', '!empty'], ['empty']],
    [
      ['a', '!a/none'],
      ['empty', 'f', 'g', 'g/h', 'g/h/i'],
    ],
    [
      ['**/b', 'g/*', 'empty'],
      ['a', 'a/e', 'f', 'g'],
    ],
  ])('%j leave', (patterns, expected) => expect(walk(open(...patterns))).toEqual(expected))

  it('hide a path that is asked for by name, and all below it', async () => {
    const reader = open('a', '!a/e')
    expect(reader.stat('a/b')).toBeUndefined()
    expect(reader.stat('a/b/c')).toBeUndefined()
    expect(reader.list('a/b')).toEqual([])
    await expect(reader.hash('a/b/c')).rejects.toMatchObject({ code: 'BH048' })
    expect(reader.explain('a/b/c')).toEqual({ text: 'a' })
    expect(reader.explain('a/e')).toBeUndefined()
  })

  it('are the reason given for a source that is hidden', async () => {
    await expect(select(open('a/b', 'x'), 'a/b/c')).rejects.toMatchObject({
      code: 'BH050',
      message: '`a/b/c` is hidden by the ignore pattern `a/b`',
    })
  })
})

describe('hash', () => {
  it.each([0, 1, 512 * 1024, 512 * 1024 + 1, 9 * 1024 * 1024 + 7])('reads %d bytes', async size => {
    const content = Buffer.alloc(size, 'basehit ')
    writeFileSync(join(root, 'file'), content)
    expect(await open().hash('file')).toBe(sha256Hex(content))
  })

  it('stops at what changed since it was seen', async () => {
    write('file', 'one')
    const reader = open()
    reader.stat('file')
    rmSync(join(root, 'file'))
    await expect(reader.hash('file')).rejects.toMatchObject({ code: 'BH048' })
    symlinkSync('/etc/hostname', join(root, 'file'))
    const again = open()
    await expect(again.hash('file')).rejects.toMatchObject({ code: 'BH048' })
  })
})

describe('a selection over real files', () => {
  it('reads what COPY would', async () => {
    write('app/main.py', 'main')
    write('app/notes.md')
    write('app/cache/x.pyc')
    symlinkSync('app', join(root, 'current'))
    const entries = await select(open('**/cache'), 'current', { exclude: ['*.md'] })
    expect(entries).toMatchObject([
      { kind: 'directory', path: '', from: 'app' },
      { kind: 'file', path: 'main.py', from: 'app/main.py', sha256: sha256Hex('main') },
    ])
    expect(entries).toHaveLength(2)
  })
})

describe('a path that is too long', () => {
  it('for the system has a code', () => {
    const name = 'd'.repeat(200)
    execFileSync('bash', ['-c', `for i in {1..25}; do mkdir ${name} && cd ${name}; done; echo > f`], { cwd: root })
    const reader = open()
    const look = () => walk(reader)
    expect(look).toThrowError(expect.objectContaining({ code: 'BH042' }))
    expect(look).toThrowError(/^cannot read `d{100}….*`: its path is longer than this system takes$/)
    expect(walk(open('d*'))).toEqual([])
    execFileSync('rm', ['-rf', join(root, name)])
  })

  it('for a name is that of no file', () => {
    expect(open().stat('n'.repeat(300))).toBeUndefined()
  })
})

describe('openContext', () => {
  it.each<[string, () => string, string]>([
    ['a missing directory', () => join(root, 'none'), 'BH040'],
    ['a file', () => join(root, 'file'), 'BH040'],
    ['the root of everything', () => '/', 'BH041'],
    ['a home', () => homedir(), 'BH041'],
  ])('refuses %s', (_, path, code) => {
    write('file')
    expect(() => openContext(path(), compilePatterns([]))).toThrowError(expect.objectContaining({ code }))
  })

  it('follows a link to the directory itself', () => {
    write('real/a')
    symlinkSync('real', join(root, 'link'))
    expect(paths(openContext(join(root, 'link'), compilePatterns([])).list(''))).toEqual(['a'])
  })

  it.skipIf(process.getuid?.() === 0)('names the mode of what it may not read', async () => {
    write('a/secret')
    chmodSync(join(root, 'a/secret'), 0)
    const facts = { code: 'BH042', message: expect.stringContaining('mode 0000') }
    await expect(open().hash('a/secret')).rejects.toMatchObject(facts)
    chmodSync(join(root, 'a'), 0)
    expect(() => open().list('a')).toThrowError(expect.objectContaining(facts))
    expect(paths(open('a', '!a/x').list(''))).toEqual([])
    chmodSync(join(root, 'a'), 0o755)
  })
})
