import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compilePatterns } from '../../src/context/ignore.ts'
import { openContext } from '../../src/files/context.ts'
import { differs, same } from '../lower/pairs.ts'
import { exemptions, firstExemption, listedExemptions } from './exempt.ts'

const files = { a: 'text a', 'b.txt': 'text b', 'd/f': 'text f', 'd/g.txt': 'text g', link: '→a' }
const images = { busybox: { Env: ['PATH=/bin'] } }
const from = (...lines: string[]) => ['FROM busybox', ...lines].join('\n')

it('forgives what the file EXEMPT lists, and nothing else', () => expect(listedExemptions()).toEqual([...exemptions]))

describe('the key of a pair', () => {
  const key = (exact: string, envOrder: string, cacheMountId: string, selection: string) => ({
    exact,
    'env-order': envOrder,
    'cache-mount-id': cacheMountId,
    selection,
  })

  it.each([
    ['equal', key('1', '1', '1', '1'), key('1', '1', '1', '1'), undefined],
    ['equal but for order', key('1', '1', '1', '1'), key('2', '1', '1', '1'), 'env-order'],
    ['equal but for order and ids', key('1', '2', '1', '1'), key('2', '1', '1', '1'), 'cache-mount-id'],
    ['equal but for names of files', key('1', '1', '1', '1'), key('2', '2', '2', '1'), 'selection'],
    ['different', key('1', '1', '1', '1'), key('2', '2', '2', '2'), undefined],
  ])('%s', (_, one, other, expected) => expect(firstExemption(one, other)).toBe(expected))
})

describe('env-order', () => {
  same({ files, images }, [
    ['two lines change places', from('ENV A=1', 'ENV B=2', 'RUN x'), from('ENV B=2', 'ENV A=1', 'RUN x')],
    ['an ARG and an ENV change places', from('ARG A=1', 'ENV B=2', 'RUN x'), from('ENV B=2', 'ARG A=1', 'RUN x')],
  ])
  differs({ files, images }, [
    ['the later of one name wins', from('ENV A=1', 'ENV A=2', 'RUN x'), from('ENV A=2', 'ENV A=1', 'RUN x')],
    ['one reads the other', from('ENV A=1', 'ENV B=$A', 'RUN x'), from('ENV B=$A', 'ENV A=1', 'RUN x')],
    ['a command lies between', from('ENV A=1', 'RUN x', 'ENV B=2'), from('ENV B=2', 'RUN x', 'ENV A=1')],
  ])
})

describe('cache-mount-id', () => {
  const run = (mount: string) => from(`RUN --mount=type=cache,${mount} x`)
  same({ files, images }, [
    ['another id', run('target=/c,id=one'), run('target=/c,id=two')],
    ['an id of its own', run('target=/c'), run('target=/c,id=two')],
    ['another sharing', run('target=/c'), run('target=/c,sharing=locked')],
  ])
  differs({ files, images }, [
    ['another target', run('target=/c'), run('target=/e')],
    ['another owner', run('target=/c'), run('target=/c,uid=7')],
    ['read only', run('target=/c'), run('target=/c,ro')],
    ['begun with an image', run('target=/c'), run('target=/c,from=busybox')],
    ['no cache at all', run('target=/c'), from('RUN --mount=type=tmpfs,target=/c x')],
  ])
})

describe('selection', () => {
  same({ files, images }, [
    ['a wildcard that matches one file', from('COPY b.txt /x/'), from('COPY *.txt /x/')],
    ['an exclude that hides nothing', from('COPY d /x/'), from('COPY --exclude=*.md d /x/')],
    ['a directory by another path', from('COPY d /x/'), from('COPY ./d/ /x/')],
  ])
  differs({ files, images }, [
    ['a file under another name', from('COPY a /x/'), from('COPY link /x/')],
    ['an exclude that hides a file', from('COPY d /x/'), from('COPY --exclude=*.txt d /x/')],
    ['a file that lands deeper', from('COPY d/f /x/'), from('COPY --parents d/f /x/')],
    ['a directory and its one file', from('COPY --exclude=*.txt d /x'), from('COPY d/f /x')],
  ])
})

describe('mode-class', () => {
  const text = from('COPY a /x')
  const mode = (bits: number) => [text, { modes: { a: bits } }] as const
  same({ files, images }, [
    ['a group that may write', mode(0o644), mode(0o664)],
    ['a group that may write a program', mode(0o755), mode(0o775)],
  ])
  differs({ files, images }, [
    ['a program', mode(0o644), mode(0o755)],
    ['a private file', mode(0o644), mode(0o600)],
    ['a file that all may write', mode(0o664), mode(0o666)],
    ['a program that all may write', mode(0o775), mode(0o777)],
    ['a program that changes its user', mode(0o755), mode(0o4755)],
  ])
})

describe('xattr', () => {
  it('an attribute of a file is no fact of it, and its mode is', () => {
    const root = mkdtempSync(join(tmpdir(), 'xattr-'))
    const stat = () => openContext(root, compilePatterns([])).stat('a')
    try {
      writeFileSync(join(root, 'a'), 'text a', { mode: 0o644 })
      const before = stat()
      const script = 'import os, sys; os.setxattr(sys.argv[1], "user.note", b"x"); print(os.listxattr(sys.argv[1]))'
      const listed = execFileSync('python3', ['-c', script, join(root, 'a')], { encoding: 'utf8' })
      expect(listed).toContain('user.note')
      expect(stat()).toEqual(before)
      chmodSync(join(root, 'a'), 0o600)
      expect(stat()).not.toEqual(before)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})
