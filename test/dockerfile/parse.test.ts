import { describe, expect, it } from 'vitest'
import type { Instruction } from '../../src/dockerfile/instructions.ts'
import { parseDockerfile, parseOnbuild } from '../../src/dockerfile/parse.ts'

const read = (text: string) => parseDockerfile({ path: 'Dockerfile', text })

function only(text: string): Instruction {
  const [instruction, ...others] = read(`FROM scratch\n${text}`).stages[0]?.instructions ?? []
  if (instruction === undefined || others.length > 0) throw new Error(`${others.length + 1} instructions`)
  return instruction
}

const shell = (text: string) => ({ command: { form: 'shell', text } })
const exec = (...args: string[]) => ({ command: { form: 'exec', args } })

describe('lines', () => {
  it.each([
    ['RUN a \\\n  b', shell('a   b')],
    ['RUN a\\\n# comment\n\n  # another\nb', shell('ab')],
    ['RUN a \\ \t\nb', shell('a b')],
    ['RUN a \\', shell('a')],
    ['  RUN a\r\n', shell('a')],
    ['RUN a\\\r\nb\r\n', shell('ab')],
    ['RUN # not a comment', shell('# not a comment')],
    ['\\\nRUN a', shell('a')],
    ['RUN\ta', shell('a')],
    ['run\\\n a', shell('a')],
  ])('%j', (text, expected) => expect(only(text)).toMatchObject(expected))

  it('are not continued by an escaped escape character', () => {
    const { instructions } = read('FROM a\nRUN x\\\\\nUSER u').stages[0] ?? { instructions: [] }
    expect(instructions).toMatchObject([shell('x\\\\'), { kind: 'user', user: 'u' }])
  })

  it('are continued by the backtick after # escape=`', () => {
    const { stages } = read('# escape=`\nFROM a\nRUN dir C:\\\nRUN a `\n b')
    expect(stages[0]?.instructions).toMatchObject([shell('dir C:\\'), shell('a  b')])
  })

  it('may begin with a byte order mark', () => {
    expect(read('\ufeff# escape=`\nFROM a').stages[0]?.from.position).toEqual({
      file: 'Dockerfile',
      line: 2,
      column: 1,
    })
    expect(read('\ufeffFROM a').stages[0]?.from.position.column).toBe(1)
  })

  it('keep their places', () => {
    const instruction = only('\n  \\\n   RUN a\\\n\n b <<E\nbody\nE')
    expect(instruction).toMatchObject({ position: { line: 4, column: 4 }, endLine: 8 })
    expect(() => read('FROM a\nRUN --mount=type=bind \\\n   --nework=none x')).toThrow(
      expect.objectContaining({ code: 'BH036', position: { file: 'Dockerfile', line: 3, column: 4 } }),
    )
  })
})

describe('command lines', () => {
  it.each([
    ['RUN ["a", "b c"]', exec('a', 'b c')],
    ['CMD [ "\\u0041\\n♥" ]', exec('A\n♥')],
    ['CMD ["\\ud800"]', exec('\ufffd')],
    ['RUN []', exec()],
    ['RUN', shell('')],
    ['ENTRYPOINT', shell('')],
    ["RUN ['a']", shell("['a']")],
    ['RUN ["a"', shell('["a"')],
    ['RUN ["a"] b', shell('["a"] b')],
    ['RUN [ -f x ] && y', shell('[ -f x ] && y')],
    ['RUN ["a", 1e999]', shell('["a", 1e999]')],
    ['RUN "a"  b', shell('"a"  b')],
    ['RUN --network=none -- --x y', shell('--x y')],
    ['RUN -- --x y', shell('--x y')],
    ['RUN --network="none" a', { network: 'none', ...shell('a') }],
    ["RUN --mount='type=bind,target=/a b' a", { mounts: ['type=bind,target=/a b'], ...shell('a') }],
    ['RUN --mount=target=/a\\ b a', { mounts: ['target=/a b'] }],
    [
      'RUN --mount=target=/a --security=insecure --device=v/d=x,required a',
      { security: 'insecure', devices: ['v/d=x,required'] },
    ],
  ])('%s', (text, expected) => expect(only(text)).toMatchObject(expected))

  it('read flags byte by byte, as BuildKit does', () => {
    expect(only('COPY --exclude=é a b')).toMatchObject({ excludes: ['Ã©'], sources: ['a'] })
    expect(only('COPY --exclude=x --chown=ü:é é ü')).toMatchObject({ chown: 'Ã¼:Ã©', sources: ['é'], destination: 'ü' })
    expect(() => only('COPY --exclude=ࠀ a b')).toThrow(expect.objectContaining({ code: 'BH036' }))
  })
})

describe('paths', () => {
  it.each([
    ['COPY a b c/', { sources: ['a', 'b'], destination: 'c/', link: false, parents: false, excludes: [] }],
    ['COPY "a b" c', { sources: ['"a', 'b"'], destination: 'c' }],
    ['COPY ["a b", "c"]', { sources: ['a b'], destination: 'c' }],
    [
      'COPY --from=img --chown=1:2 --chmod=u+x --link --parents a b',
      { from: 'img', chown: '1:2', chmod: 'u+x', link: true, parents: true },
    ],
    ['COPY --link=FALSE --exclude=a --exclude="b c" --from= x y', { link: false, excludes: ['a', 'b c'] }],
    [
      'ADD --checksum=sha256:x --keep-git-dir=true --unpack=false a b',
      { checksum: 'sha256:x', keepGitDir: true, unpack: false },
    ],
    ['ADD a b', { kind: 'add' }],
    ['VOLUME a " b"', { paths: ['a', '"', 'b"'] }],
    ['VOLUME ["a", " b "]', { paths: ['a', 'b'] }],
    ['WORKDIR /a b', { path: '/a b' }],
    ['USER a:b', { user: 'a:b' }],
    ['EXPOSE 80 443/tcp $P 9-10', { ports: ['$P', '443/tcp', '80', '9-10'] }],
    ['STOPSIGNAL --unread SIGINT', { signal: 'SIGINT' }],
    ['MAINTAINER a <b>', { name: 'a <b>' }],
    ['SHELL ["/bin/bash", "-c"]', { shell: ['/bin/bash', '-c'] }],
  ])('%s', (text, expected) => expect(only(text)).toMatchObject(expected))

  it('leave out what is not given', () => {
    expect(only('ADD a b')).not.toHaveProperty('unpack')
    expect(only('ADD a b')).not.toHaveProperty('keepGitDir')
    expect(only('COPY --from= --chown= a b')).not.toHaveProperty('from')
  })
})

describe('variables', () => {
  it.each([
    [
      'ENV a=b c="d e" f=g\\ h i=\'j\' k=',
      [
        ['a', 'b'],
        ['c', '"d e"'],
        ['f', 'g\\ h'],
        ['i', "'j'"],
        ['k', ''],
      ],
    ],
    ['ENV a b  c=d', [['a', 'b  c=d']]],
    ['ENV a "b=c"', [['a', '"b=c"']]],
    ['ENV a=b=c', [['a', 'b=c']]],
    ['ENV a\\ b=c', [['a\\ b', 'c']]],
    ['ENV "a b"=c', [['"a b"', 'c']]],
    ['LABEL a.b="x \\\n  y"', [['a.b', '"x   y"']]],
  ])('%s', (text, pairs) => {
    expect(only(text)).toMatchObject({ pairs: pairs.map(([key, value]) => ({ key, value })) })
  })

  it('ARG takes several, with or without a value, and any flag', () => {
    expect(only('ARG --any A B= C="d e" F=${A:-x y}')).toMatchObject({
      args: [
        { name: 'A' },
        { name: 'B', value: '' },
        { name: 'C', value: '"d e"' },
        { name: 'F', value: '${A:-x' },
        { name: 'y}' },
      ],
    })
  })
})

describe('FROM', () => {
  it.each([
    ['FROM a', { image: 'a' }],
    ['from --platform=$P a As B-1_.x', { image: 'a', platform: '$P', name: 'b-1_.x' }],
    ['FROM --platform= a', { image: 'a' }],
    ['FROM $A:${B:-1}', { image: '$A:${B:-1}' }],
  ])('%s', (text, expected) => expect(read(text).stages[0]?.from).toMatchObject(expected))

  it('separates global ARGs from stages', () => {
    const file = read('ARG A=1\nARG B C\nFROM a\nARG A\nFROM b AS c\nUSER d')
    expect(file.globalArgs.map(arg => arg.args.length)).toEqual([1, 2])
    expect(file.stages.map(stage => [stage.index, stage.from.name, stage.instructions.length])).toEqual([
      [0, undefined, 1],
      [1, 'c', 1],
    ])
  })
})

describe('HEALTHCHECK', () => {
  it.each([
    ['HEALTHCHECK NONE', { test: 'none' }],
    ['HEALTHCHECK --nonsense NONE', { test: 'none' }],
    ['HEALTHCHECK CMD a b', { test: { form: 'shell', text: 'a b' } }],
    [
      'HEALTHCHECK --interval=1m30s --timeout=1ms --start-period=1.5h --start-interval=5s --retries=3 cmd ["a"]',
      {
        test: { form: 'exec', args: ['a'] },
        interval: 9e10,
        timeout: 1e6,
        startPeriod: 5.4e12,
        startInterval: 5e9,
        retries: 3,
      },
    ],
  ])('%s', (text, expected) => expect(only(text)).toMatchObject(expected))

  it('leaves out zeros', () => {
    const instruction = only('HEALTHCHECK --interval=0s --retries=0 --timeout= CMD a')
    for (const field of ['interval', 'retries', 'timeout']) expect(instruction).not.toHaveProperty(field)
  })
})

describe('ONBUILD', () => {
  it.each([
    ['ONBUILD RUN a  b', 'RUN a  b'],
    ['onbuild\tcopy a \\\n  b ', 'copy a   b '],
    ['ONBUILD FOO bar', 'FOO bar'],
    ['ONBUILD RUN <<A cat <<-B\n1\nA\n\t2\nB\n', 'RUN <<A cat <<-B\n1\nA\n\t2\nB'],
  ])('%j keeps %j', (text, expression) => expect(only(text)).toMatchObject({ kind: 'onbuild', expression }))

  it('is read when it is triggered, in the place of the FROM', () => {
    const at = { file: 'Dockerfile', line: 5, column: 1 }
    expect(parseOnbuild('COPY <<-A /x\n\tb\nA', at)).toMatchObject({
      kind: 'copy',
      inline: [{ name: 'A', content: 'b\n', expand: true }],
      position: at,
      endLine: 5,
    })
    expect(parseOnbuild('RUN --mount=target=/a b', at)).toMatchObject({ mountPositions: [at] })
    for (const trigger of ['FOO bar', 'FROM a', 'RUN a\nRUN b', '', 'COPY a', 'RUN <<A', '\ud800']) {
      expect(() => parseOnbuild(trigger, at), trigger).toThrow(expect.objectContaining({ position: at }))
    }
  })
})

describe('refusals', () => {
  it.each([
    ['', 'BH023', 1, 1],
    ['# only\n\n# comments', 'BH023', 1, 1],
    ['ARG A', 'BH023', 1, 1],
    ['ARG A\n RUN a\nFROM b', 'BH023', 2, 2],
    ['FROM a\n RUM b', 'BH025', 2, 2],
    ['FROM a\n\\\n\\', 'BH026', 3, 1],
    ['FROM a\nRUN a <<X\nb', 'BH026', 2, 7],
    ['FROM a\nRUN <<X <<Y\nb\nX\n', 'BH026', 2, 9],
    ['FROM a\nCOPY --from=$b c d', 'BH027', 2, 6],
    ['FROM a\nCOPY --link --from=a\\\\b c d', 'BH027', 2, 13],
    ['FROM a\nRUN --mount=from=$b,target=/a c', 'BH027', 2, 5],
    ['FROM a b', 'BH035', 1, 1],
    ['FROM a of b', 'BH035', 1, 1],
    ['FROM a AS 1b', 'BH035', 1, 1],
    ['FROM a AS b/c', 'BH035', 1, 1],
    ['FROM', 'BH035', 1, 1],
    ['FROM a\nCOPY b', 'BH035', 2, 1],
    ['FROM a\nCOPY ["b"]', 'BH035', 2, 1],
    ['FROM a\nCOPY a <<B\nB', 'BH035', 2, 1],
    ['FROM a\nRUN ["a", 1]', 'BH035', 2, 1],
    ['FROM a\nADD ["a", null]', 'BH035', 2, 1],
    ['FROM a\nENV a', 'BH035', 2, 1],
    ['FROM a\nENV a=b c', 'BH035', 2, 1],
    ['FROM a\nENV =b', 'BH035', 2, 1],
    ['FROM a\nLABEL', 'BH035', 2, 1],
    ['FROM a\nARG =b', 'BH035', 2, 1],
    ['FROM a\nSHELL a', 'BH035', 2, 1],
    ['FROM a\nSHELL []', 'BH035', 2, 1],
    ['FROM a\nWORKDIR', 'BH035', 2, 1],
    ['FROM a\nVOLUME [""]', 'BH035', 2, 1],
    ['FROM a\nONBUILD', 'BH035', 2, 1],
    ['FROM a\nONBUILD ONBUILD RUN b', 'BH035', 2, 9],
    ['FROM a\nONBUILD from b', 'BH035', 2, 1],
    ['FROM a\nONBUILD MAINTAINER b', 'BH035', 2, 1],
    ['FROM a\nONBUILD ENV b', 'BH035', 2, 9],
    ['FROM a\nHEALTHCHECK', 'BH035', 2, 1],
    ['FROM a\nHEALTHCHECK CMD', 'BH035', 2, 1],
    ['FROM a\nHEALTHCHECK CMD []', 'BH035', 2, 1],
    ['FROM a\nHEALTHCHECK NONE x', 'BH035', 2, 1],
    ['FROM a\nHEALTHCHECK TCP 80', 'BH035', 2, 1],
    ['FROM a\nHEALTHCHECK --interval=50ns CMD a', 'BH036', 2, 13],
    ['FROM a\nHEALTHCHECK --interval=-1s CMD a', 'BH036', 2, 13],
    ['FROM a\nHEALTHCHECK --retries=-1 CMD a', 'BH036', 2, 13],
    ['FROM a\nHEALTHCHECK --interval=3000h CMD a', 'BH036', 2, 13],
    ['FROM --chown=a b', 'BH036', 1, 6],
    ['FROM a\nWORKDIR --x b', 'BH036', 2, 9],
    ['FROM a\nADD --from=b c d', 'BH036', 2, 5],
    ['FROM a\nCOPY --chown b c', 'BH036', 2, 6],
    ['FROM a\nCOPY --link= b c', 'BH036', 2, 6],
    ['FROM a\nCOPY --link=yes b c', 'BH036', 2, 6],
    ['FROM a\nCOPY --link --link b c', 'BH036', 2, 13],
    ['FROM a\nRUN --network=bridge b', 'BH036', 2, 5],
    ['FROM a\nRUN --security= b', 'BH036', 2, 5],
    ['FROM a\nRUN --mount= b', 'BH036', 2, 5],
    ['FROM a\nRUN --device=a,b c', 'BH036', 2, 5],
  ])('%j is %s at %i:%i', (text, code, line, column) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code, position: { file: 'Dockerfile', line, column } }))
  })

  it.each([
    ['FROM a\nRUM b', 'did you mean RUN?'],
    ['FROM a\ncopi b', 'did you mean COPY?'],
    ['FROM a\nCOPY --form=a b c', 'did you mean --from?'],
    ['FROM a\nWORKDIR --x b', 'remove it: WORKDIR takes no flags'],
    ['FROM a\nRUN --network=hos b', 'did you mean host?'],
  ])('%j: %s', (text, remedy) => expect(() => read(text)).toThrow(expect.objectContaining({ remedy })))
})
