import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { compilePatterns } from '../../src/context/ignore.ts'
import { changedPaths } from '../../src/context/state.ts'
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
async function buildBeside(lines: readonly string[], write: () => void, times = 1) {
  const registry = await openRegistry()
  await seedUpstream(registry)
  let builds = 0
  const { end, message } = await play(stage, registry, {
    lines,
    inputs: { verify: '', app: 'false' },
    building: async () => {
      if (builds++ < times) write()
    },
  })
  const tags = [...(registry.storage.find('team/app-base')?.tags.keys() ?? [])]
  await registry.close()
  return { end, message, tags: tags.length, builds }
}

/** Another directory in the place of one while the builder reads, and the first one again. */
function exchangeFor(path: string) {
  renameSync(path, at('temp/kept-directory'))
  mkdirSync(path)
  rmSync(path, { recursive: true })
  renameSync(at('temp/kept-directory'), path)
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
      'another directory takes the place of the one it is in',
      ['COPY wheels/deep/b.whl /'],
      () => exchangeFor(at('wheels')),
      '`wheels` changed',
    ],
    [
      'another directory takes the place of one further up',
      ['RUN --mount=source=wheels/deep/b.whl,target=/b : use'],
      () => exchangeFor(at('wheels/deep')),
      '`wheels/deep` changed',
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

describe('a base beside whose files names came and went is built once more', () => {
  const comeAndGo = (path: string) => () => {
    writeFileSync(at(path), 'c')
    rmSync(at(path))
  }
  const cases: readonly (readonly [string, readonly string[], () => void, string])[] = [
    ['in a directory that is copied', ['COPY wheels /w'], comeAndGo('wheels/deep/c.whl'), '`wheels/deep`'],
    ['where a wildcard looks', ['COPY wheels/*.whl /w/'], comeAndGo('wheels/c.whl'), '`wheels`'],
    ['as those of another directory', ['COPY wheels /w'], () => exchangeFor(at('wheels')), '`wheels`'],
  ]
  it.each(cases)('%s', async (_, lines, write, name) => {
    const once = await buildBeside(lines, write)
    expect([once.end, once.message, once.builds, once.tags > 0]).toEqual(['built', '', 2, true])
    const again = await buildBeside(lines, write, 2)
    expect(again.message).toContain(`${name} changed during the build; nothing was tagged`)
    expect([again.end, again.builds, again.tags]).toEqual(['BH048', 2, 0])
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

describe('a link on the way to a context', () => {
  const look = (path: string) => openContext(path, compilePatterns([])).states()
  const lead = (path: string, target: string) => {
    rmSync(path, { force: true })
    symlinkSync(target, path)
  }

  it.each(['cur', 'cur/deep'])('is noticed when it led elsewhere for a while: %s', path => {
    lead(at('cur'), 'wheels')
    const before = look(at(path))
    expect(changedPaths(before, look(at(path)))).toEqual([])
    lead(at('cur'), 'temp')
    lead(at('cur'), 'wheels')
    expect(changedPaths(before, look(at(path)))).toEqual([{ path: at('cur'), kind: 'file' }])
    rmSync(at('cur'))
  })
})

describe('a directory that the run itself makes', () => {
  const states = (own: string | undefined) => {
    const reader = openContext(stage.directory, compilePatterns(['.basehit', 'out/.basehit']), { own })
    const read = (path: string): void => {
      for (const entry of reader.list(path)) if (entry.kind === 'directory') read(entry.path)
    }
    read('')
    return [...reader.states()].flatMap(([path, state]) => (state.kind === 'listed' ? path : []))
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
