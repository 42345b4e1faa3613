import { describe, expect, it } from 'vitest'
import { landings } from '../../src/lint/landings.ts'
import { lintRequirements, type RequirementsFile } from '../../src/lint/requirements.ts'
import { readRequirements } from '../../src/lint/requirements-text.ts'
import { copy, line, run } from './samples.ts'

/** Files by path in the context, all landed below /tmp as they lie there. */
function said(
  texts: Readonly<Record<string, string>>,
  commands: readonly string[] = [],
  there: readonly string[] = [],
) {
  const files = Object.entries(texts).map(
    ([path, text]): RequirementsFile => ({
      path,
      pathInContext: path,
      lines: readRequirements(new TextEncoder().encode(text)),
      landings: new Set([`/tmp/${path}`]),
    }),
  )
  const known = new Set([...files.flatMap(file => [...file.landings]), ...there])
  return lintRequirements(files, { mayBeThere: path => known.has(path), commands }).map(
    ({ severity, fault: { code, message, position } }) =>
      `${severity} ${code} ${position?.file}:${position?.line} ${message.replace(/: .*/, '')}`,
  )
}

const install = 'pip install -r /tmp/a.txt'

describe('includes', () => {
  it.each([
    ['that all land', { 'a.txt': '-r b.txt\n-c sub/c.txt', 'b.txt': 'x', 'sub/c.txt': '-r ../b.txt' }, []],
    [
      'of one that does not',
      { 'a.txt': 'x\n-r b.txt' },
      ['warning BH140 a.txt:2 `-r b.txt` names a file that the base does not copy beside it'],
    ],
    ['by a path of the image', { 'a.txt': '-r /tmp/b.txt', 'b.txt': '' }, []],
    ['of the same file twice', { 'a.txt': '-r b.txt\n-r c.txt', 'b.txt': '-r c.txt', 'c.txt': 'x' }, []],
    ['of itself', { 'a.txt': '-r a.txt' }, ['error BH140 a.txt:1 a.txt includes itself']],
    [
      'in a circle, with a tail',
      { 'a.txt': '-r b.txt', 'b.txt': 'x\n-r c.txt', 'c.txt': '-c b.txt' },
      ['warning BH140 c.txt:1 b.txt, c.txt include one another in a circle'],
    ],
  ])('%s', (_, texts, expected) => {
    expect(said(texts, [install])).toEqual(expected)
  })

  it('in a circle are an error only where pip is given one of them', () => {
    const circle = { 'a.txt': '-r a.txt' }
    expect(said(circle, ['pip3 install -r /tmp/a.txt'])[0]).toContain('error')
    for (const commands of [[], ['cat /tmp/a.txt'], ['pip install numpy'], ['uv pip install -r /tmp/a.txt']]) {
      expect(said(circle, commands)[0]).toContain('warning')
    }
  })

  it('of what another thing may bring are fine', () => {
    expect(said({ 'a.txt': '-r b.txt' }, [], ['/tmp/b.txt'])).toEqual([])
  })
})

describe('projects in directories', () => {
  it.each([
    ['-e ../x', 1],
    ['-e ./x/../../y', 1],
    ['-e ./x', 0],
    ['-e /src/x', 0],
    ['-e .', 0],
  ])('%s', (text, count) => {
    expect(said({ 'a.txt': text })).toHaveLength(count)
  })

  it('are told by where the file lies in the context', () => {
    expect(said({ 'sub/a.txt': '-e ../x' })).toEqual([])
  })
})

describe('a second index', () => {
  const index = '--extra-index-url https://example.com/simple\n'
  it.each([
    ['with packages', { 'a.txt': `${index}x==1` }, 1],
    ['with hashes', { 'a.txt': `${index}x==1 --hash=sha256:00` }, 0],
    ['with --require-hashes', { 'a.txt': `${index}--require-hashes\nx==1` }, 0],
    ['alone', { 'a.txt': index }, 0],
    ['in a file that another includes', { 'a.txt': '-r b.txt\nx==1', 'b.txt': index }, 1],
    ['beside a file that has nothing to do with it', { 'a.txt': index, 'b.txt': 'x==1' }, 0],
    ['with hashes in a file it includes', { 'a.txt': `${index}-r b.txt`, 'b.txt': 'x==1 --hash=sha256:00' }, 0],
  ])('%s', (_, texts, count) => {
    expect(said(texts).filter(each => each.startsWith('warning BH141'))).toHaveLength(count)
  })
})

describe('landings', () => {
  const where = (...operations: Parameters<typeof landings>[0]) => {
    const { files, unknown } = landings(
      operations,
      operations.map(() => line(1)),
    )
    return [...files.flatMap(({ paths }) => paths), ...unknown.map(path => `? ${path}`)]
  }

  it('are below a directory, or the name given where that may be a file', () => {
    expect(where(copy('/tmp/', ['a.txt']))).toEqual(['/tmp/a.txt'])
    expect(where(copy('/tmp', ['a.txt']))).toEqual(['/tmp', '/tmp/a.txt'])
    expect(where(copy('/tmp', ['a.txt', 'b.txt']))).toEqual(['/tmp/a.txt', '/tmp/b.txt'])
    const [one, other] = [copy('/tmp', ['a.txt']), copy('/tmp', ['b.txt'])]
    expect(where({ ...one, from: [...one.from, ...other.from] })).toEqual(['/tmp/a.txt', '/tmp/b.txt'])
  })

  it('are where a mount shows them', () => {
    const files = [{ path: '', kind: 'file', mode: '0644', sha256: 'x' }] as const
    const mount = { type: 'bind', target: '/tmp/a.txt', readonly: true, from: { kind: 'files', files } } as const
    expect(where(run({ mounts: [mount] }))).toEqual(['/tmp/a.txt'])
  })

  it('are not known of stages, archives and here-documents', () => {
    const from = { kind: 'operation', input: 0, path: '/' } as const
    expect(where({ ...copy('/all/', []), from: [from] })).toEqual(['? /all'])
    expect(where({ ...copy('/all/', []), from: [{ kind: 'files', files: [], unpack: true }] })).toEqual(['? /all'])
    expect(where({ ...copy('/all/', []), from: [{ kind: 'text', name: 'a.txt', text: '' }] })).toEqual([
      '? /all',
      '? /all/a.txt',
    ])
  })
})
