import { describe, expect, it } from 'vitest'
import { chompHeredoc, isSoleHeredoc, parseHeredocLine } from '../../src/dockerfile/heredocs.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'

const at = { file: 'Dockerfile', line: 1, column: 1 }
const instructions = (text: string) =>
  parseDockerfile({ path: 'Dockerfile', text: `FROM a\n${text}` }).stages[0]?.instructions

describe('parseHeredocLine', () => {
  it.each([
    ['RUN <<EOF', ['EOF']],
    ['RUN 3<<EOF cat', ['EOF']],
    ['RUN << EOF', ['EOF']],
    ['RUN <<- EOF', []],
    ['RUN a<<EOF', []],
    ['RUN <<<EOF', []],
    ['RUN <<A | x <<-"B C" <<\'D\'', ['A', 'B C', 'D']],
    ["RUN it's <<EOF", []],
    ['RUN "<<EOF"', []],
    ['RUN \\<<EOF', []],
    ['RUN <<$EOF', ['$EOF']],
    ['RUN <<""', []],
  ])('%s', (line, names) => expect(parseHeredocLine(line, at).map(heredoc => heredoc.name)).toEqual(names))

  it('tells quoted, chomped and numbered ones', () => {
    expect(parseHeredocLine('RUN 12<<-E"O"F', at)).toEqual([
      { name: 'EOF', expand: false, chomp: true, fileDescriptor: 12 },
    ])
  })
})

describe('bodies', () => {
  it('are read in order and hold anything but their end', () => {
    expect(instructions('COPY <<A <<-B c.txt /d/\nFROM x\n  A\nA\r\n\ty\\\n\tB\nUSER u')).toMatchObject([
      {
        sources: ['c.txt'],
        inline: [
          { name: 'A', content: 'FROM x\n  A\n', expand: true },
          { name: 'B', content: 'y\\\n', expand: true },
        ],
        destination: '/d/',
        endLine: 7,
      },
      { kind: 'user' },
    ])
  })

  it('keep their tabs for RUN and their line endings', () => {
    expect(instructions('RUN <<-A\r\n\tb\r\n\tA')).toMatchObject([
      { command: { form: 'shell', text: '<<-A' }, heredocs: [{ name: 'A', content: '\tb\r\n', chomp: true }] },
    ])
  })

  it('belong to the heredocs of ADD, COPY and RUN only', () => {
    expect(instructions('ENV A=<<B\nUSER <<C\nCMD <<D')).toHaveLength(3)
  })

  it('of one name are the last one’s', () => {
    expect(instructions('COPY <<A <<A /d\n1\nA\n2\nA')).toMatchObject([
      { inline: [{ content: '2\n' }, { content: '2\n' }] },
    ])
  })

  it('are empty when JSON names them', () => {
    expect(instructions('COPY ["<<A", "/d"]\nUSER u')).toMatchObject([{ inline: [{ name: 'A', content: '' }] }, {}])
  })

  it('are read, but not used, when a space stands before the name', () => {
    expect(instructions('COPY << A /d\nb\nA')).toMatchObject([{ sources: ['<<', 'A'], inline: [], destination: '/d' }])
  })
})

it('isSoleHeredoc', () => {
  expect(isSoleHeredoc('<<-EOF')).toBe(true)
  expect(isSoleHeredoc("3<< 'EOF'")).toBe(true)
  expect(isSoleHeredoc('<<EOF cat')).toBe(false)
  expect(isSoleHeredoc("<<'EOF")).toBe(false)
})

it('chompHeredoc', () => {
  expect(chompHeredoc('\t\ta\n\tb\tc\n \td\r\te\n')).toBe('a\nb\tc\n \td\r\te\n')
})
