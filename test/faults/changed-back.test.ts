import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { compilePatterns } from '../../src/context/ignore.ts'
import { openContext } from '../../src/files/context.ts'
import { openRegistry, openStage, play, seedUpstream } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())
const at = (path: string) => join(stage.directory, path)
const long = new Date('2020-01-01T00:00:00Z')

beforeEach(() => {
  for (const name of ['wheels', 'link', 'other.txt', '.dockerignore'])
    rmSync(at(name), { recursive: true, force: true })
  mkdirSync(at('wheels/deep'), { recursive: true })
  writeFileSync(at('wheels/a.whl'), 'a')
  writeFileSync(at('wheels/deep/b.whl'), 'b')
  symlinkSync('requirements.txt', at('link'))
})

/** Builds a base while somebody writes beside it; returns how that ended, and how many tags there are then. */
async function buildBeside(lines: readonly string[], write: () => void) {
  const registry = await openRegistry()
  await seedUpstream(registry)
  let builds = 0
  const { end, message } = await play(stage, registry, {
    lines,
    inputs: { verify: '', app: 'false' },
    building: async () => {
      if (builds++ === 0) write()
    },
  })
  const tags = [...(registry.storage.find('team/app-base')?.tags.keys() ?? [])]
  await registry.close()
  return { end, message, tags: tags.length }
}

/** Another content while the builder reads, and the first one again, its time included. */
function changeAndRestore(path: string) {
  const before = readFileSync(path)
  writeFileSync(path, before.toString().toUpperCase())
  writeFileSync(path, before)
  utimesSync(path, long, long)
}

describe('a base whose files were others while it was built gets no tag', () => {
  it.each<[string, readonly string[], () => void, string]>([
    [
      'a file is restored',
      ['COPY requirements.txt /'],
      () => changeAndRestore(at('requirements.txt')),
      '`requirements.txt` changed',
    ],
    [
      'a file is written as it was',
      ['COPY requirements.txt /'],
      () => writeFileSync(at('requirements.txt'), readFileSync(at('requirements.txt'))),
      '`requirements.txt` changed',
    ],
    [
      'another file takes its place, and goes again',
      ['COPY requirements.txt /'],
      () => {
        renameSync(at('requirements.txt'), at('temp/kept'))
        writeFileSync(at('requirements.txt'), 'other')
        renameSync(at('temp/kept'), at('requirements.txt'))
      },
      '`requirements.txt` changed',
    ],
    [
      'a mode is restored',
      ['COPY requirements.txt /'],
      () => {
        chmodSync(at('requirements.txt'), 0o755)
        chmodSync(at('requirements.txt'), 0o644)
      },
      '`requirements.txt` changed',
    ],
    [
      'a link leads elsewhere for a while',
      ['COPY link /'],
      () => {
        rmSync(at('link'))
        symlinkSync('app.txt', at('link'))
        rmSync(at('link'))
        symlinkSync('requirements.txt', at('link'))
      },
      '`link` changed',
    ],
    [
      'a file comes and goes in a directory that is copied',
      ['COPY wheels /w'],
      () => {
        writeFileSync(at('wheels/deep/c.whl'), 'c')
        rmSync(at('wheels/deep/c.whl'))
      },
      '`wheels/deep` changed',
    ],
    [
      'a file comes and goes where a wildcard looks',
      ['COPY wheels/*.whl /w/'],
      () => {
        writeFileSync(at('wheels/c.whl'), 'c')
        rmSync(at('wheels/c.whl'))
      },
      '`wheels` changed',
    ],
    [
      'an ignore file is restored',
      ['COPY wheels /w'],
      () => changeAndRestore(at('.dockerignore')),
      '`.dockerignore` changed',
    ],
    [
      'many files change',
      ['COPY wheels /w', 'COPY requirements.txt app.txt /x/'],
      () =>
        void ['wheels/a.whl', 'wheels/deep/b.whl', 'requirements.txt', 'app.txt'].map(path =>
          changeAndRestore(at(path)),
        ),
      '`wheels/a.whl`, `wheels/deep/b.whl`, `requirements.txt` and 1 more changed',
    ],
  ])('%s', async (_, lines, write, says) => {
    writeFileSync(at('requirements.txt'), 'torch\n', { mode: 0o644 })
    writeFileSync(at('.dockerignore'), 'unused\n')
    const { end, message, tags } = await buildBeside(lines, write)
    expect(message).toContain(says)
    expect(message).toContain('nothing was tagged')
    expect([end, tags]).toEqual(['BH048', 0])
  })
})

describe('a base gets its tag though', () => {
  it.each<[string, readonly string[], () => void]>([
    ['somebody reads its files', ['COPY wheels /w'], () => readFileSync(at('wheels/a.whl'))],
    [
      'files beside those that it copies come, change and go',
      ['COPY requirements.txt wheels/a.whl /'],
      () => {
        writeFileSync(at('other.txt'), '1')
        writeFileSync(at('wheels/c.whl'), 'c')
        rmSync(at('wheels/c.whl'))
        changeAndRestore(at('app.txt'))
      },
    ],
    ['files in an ignored directory change', ['COPY wheels /w'], () => changeAndRestore(at('wheels/deep/b.whl'))],
  ])('%s', async (_, lines, write) => {
    writeFileSync(at('.dockerignore'), 'wheels/deep\n')
    const { end, message, tags } = await buildBeside(lines, write)
    expect([end, message, tags > 0]).toEqual(['built', '', true])
  })
})

describe('a directory that the run itself makes', () => {
  const states = (own: string | undefined) => {
    const reader = openContext(stage.directory, compilePatterns(['.basehit', 'out/.basehit']), { own })
    const read = (path: string): void => {
      for (const entry of reader.list(path)) if (entry.kind === 'directory') read(entry.path)
    }
    read('')
    return [...reader.states().keys()]
  }

  it('is no change of the one it comes into', () => {
    expect(states('.basehit')).not.toContain('')
    expect(states('.basehit')).toContain('wheels')
    expect(states('wheels/.basehit')).toContain('')
    expect(states('wheels/.basehit')).not.toContain('wheels')
    expect(states('wheels/new/.basehit')).not.toContain('wheels')
    expect(states(undefined)).toContain('')
  })

  it('is none if it was there before', () => {
    mkdirSync(at('.basehit'))
    expect(states('.basehit')).toContain('')
    rmSync(at('.basehit'), { recursive: true })
  })
})
