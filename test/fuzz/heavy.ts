import type { Random } from './random.ts'
import type { Shape } from './shapes.ts'

/** The most bytes a Dockerfile may have. */
const limit = 1024 * 1024

/** The shapes of large inputs: each is what costs most somewhere, up to the largest file there may be. */
export const heavyShapes: readonly Shape[] = [
  large('deep substitutions', (random, size) => {
    const open = random.pick(['${a:-', '${a+', '${a#', '${a//x/', '"${a:-'])
    const count = Math.floor(size / (open.length + 1))
    return `FROM a\nENV a=${open.repeat(count)}x${'}'.repeat(count)}\n`
  }),
  large('deep json', (random, size) => {
    const open = random.pick(['[', '["a",[', '{"a":'])
    return `FROM a\n${random.pick(['CMD', 'RUN', 'SHELL', 'COPY'])} ${open.repeat(size / open.length)}\n`
  }),
  large('deep syntax', (random, size) => random.pick(['{"syntax":', '[', '{"a":[']).repeat(size / 10)),
  large(
    'long line',
    (random, size) =>
      `FROM a\n${random.pick(['RUN ', 'ENV a=', 'COPY '])}${random.pick(['x', '😀', '$', '"']).repeat(size / 4)}\n`,
  ),
  large(
    'long words',
    (random, size) =>
      `FROM a\n${random.pick(['RUN', 'COPY', 'ENV', 'LABEL', 'VOLUME'])} ${random
        .pick(['a=b ', 'a ', '"a"="b" ', '${a} ', '\\  '])
        .repeat(size / 8)}\n`,
  ),
  large(
    'continuations',
    (random, size) =>
      `FROM a\nRUN a ${random.pick(['\\\n', '\\\n# c\n', '\\ \n\n', '\\\nb ']).repeat(size / 5)}\nRUN b\n`,
  ),
  large(
    'lines',
    (random, size) =>
      `FROM a\n${random
        .pick([
          '\n',
          '#\n',
          'RUN a\n',
          'ENV a=b\n',
          'USER a\n',
          'WORKDIR a\n',
          'COPY a b\n',
          'CMD a\n',
          'LABEL a=b\n',
          'ONBUILD RUN a\n',
          '\r',
          ' \r\n',
          '\0\n',
        ])
        .repeat(size / 15)}`,
  ),
  large('directives', (random, size) =>
    random.pick(['# escape=\\\n', '# x=y\n', '#\n', '# check=a\n', '#!\n', '//\n']).repeat(size / 11),
  ),
  large(
    'heredocs',
    (random, size) =>
      `FROM a\n${random.pick(['RUN', 'COPY', 'ADD'])} ${'<<E '.repeat(size / 20)}/x/\n${'a\nE\n'.repeat(size / 20)}`,
  ),
  large(
    'heredocs after each other',
    (random, size) =>
      `FROM a\n${random.pick(['RUN <<E\na\nE\n', 'COPY <<E /x\n$a\nE\n', 'RUN <<E <<F\nE\nF\n']).repeat(size / 20)}`,
  ),
  large(
    'heredoc without end',
    (random, size) => `FROM a\nRUN <<E\n${random.pick(['a\n', '$a', 'E \n', '\n']).repeat(size / 4)}`,
  ),
  numbered('stages from stages', (_, i) => (i === 0 ? 'FROM a AS s0\n' : `FROM s${i - 1} AS s${i}\n`)),
  numbered('stages from images', (_, i) => `FROM a${i} AS s${i}\n`),
  numbered('copies from stages', (_, i) =>
    i === 0 ? 'FROM a AS s0\n' : `FROM a AS s${i}\nCOPY --from=s${i - 1} / /\n`,
  ),
  numbered('mounts from stages', (_, i) =>
    i === 0 ? 'FROM a AS s0\n' : `FROM a AS s${i}\nRUN --mount=from=s${i - 1},target=/m a\n`,
  ),
  numbered('indexes of stages', (random, i) => (i === 0 ? 'FROM a\n' : `FROM a\nCOPY --from=${random.below(i)} / /\n`)),
  numbered('variables', (random, i) =>
    i === 0 ? 'FROM a\n' : i % 2 === 0 ? `ENV v${i}=x\n` : `RUN $v${random.below(i + 1)}\n`,
  ),
  numbered('variables of variables', (_, i) => (i === 0 ? 'FROM a\n' : `ENV v${i}=$v${i - 1}x\n`)),
  numbered('global variables', (_, i) => `ARG v${i}=$v${i - 1}x\n`, 'FROM $v0\n'),
  numbered('labels', (random, i) => (i === 0 ? 'FROM a\n' : `LABEL l${i}=x${random.below(9)}\n`)),
  numbered('mounts', (_, i) => (i === 0 ? 'FROM a\nRUN ' : `--mount=type=cache,target=/m${i} `), 'a\n'),
  numbered('stages with variables', (_, i) =>
    i === 0 ? 'FROM a AS s0\n' : `FROM s${i - 1} AS s${i}\nENV v${i}=x\nRUN a\n`,
  ),
  large(
    'doubling',
    (random, size) =>
      `FROM a\n${random.pick(['ENV a=x$a$a\n', 'ARG a=x$a$a\n', 'WORKDIR x$a\nENV a=$a/y$a\n', 'LABEL a=$a$a\nENV a="$a$a x"\n']).repeat(size / 25)}`,
  ),
  large(
    'fat variable',
    (random, size) =>
      `FROM a\nENV a=${'x'.repeat(Math.min(size / 2, 60_000))}\n${random
        .pick([
          'RUN a\n',
          'LABEL a=$a$a$a\n',
          'ENV b=$a$a$a$a\n',
          'COPY <<E /$a\n$a$a\nE\n',
          'USER $a\n',
          'ENV b=${a//x/yy}\n',
          'ENV b=${a%%*y}\n',
        ])
        .repeat(size / 40)}`,
  ),
  large(
    'ports',
    (random, size) =>
      `FROM a\n${random.pick(['EXPOSE 1-65535\n', 'EXPOSE 1-65535/udp 1-65535/tcp\n']).repeat(size / 30)}`,
  ),
  large(
    'wildcards',
    (random, size) =>
      `FROM a\n${random.pick(['COPY', 'COPY --exclude=', 'COPY --parents'])}${random.pick([' ', '', 'x '])}${random
        .pick(['*a', '**/a', 'a*', '?*', '[a-z]*', '(a*)*'])
        .repeat(Math.min(size / 8, 16_000))}b . /x/\n`,
  ),
  large(
    'patterns',
    (random, size) =>
      `FROM a\nENV a=${'ab'.repeat(Math.min(size / 8, 20_000))}\nENV b=\${a${random.pick(['#', '##', '%', '%%', '//', '/'])}${random
        .pick(['*a', '?*', '*a*', 'ab*', '*?'])
        .repeat(random.between(1, 500))}c/x}\n`,
  ),
  large(
    'excludes',
    (random, size) =>
      `FROM a\nCOPY ${random.pick(['--exclude=a* ', '--exclude=!a ', '--exclude=**/a ', '--exclude=(a*)*b ']).repeat(size / 40)} . /x/\n`,
  ),
  large(
    'triggers',
    (random, size) =>
      `FROM a AS s\n${random.pick(['ONBUILD RUN a\n', 'ONBUILD ENV a=$a$a\n', 'ONBUILD COPY a b\n']).repeat(size / 30)}FROM s\nFROM s AS t\nFROM t\n`,
  ),
  large('invalid UTF-8 late', (random, size) => `FROM a\n${'é'.repeat(size / 4)}${random.pick(['\ud800', '\udc00'])}`),
]

/** A text of up to a third of all sizes that there are, now and then of the whole limit or beyond. */
function large(name: string, make: (random: Random, size: number) => string): Shape {
  return { name, make: random => encode(make(random, sizeOf(random))) }
}

/** A text of numbered pieces. */
function numbered(name: string, make: (random: Random, index: number) => string, end = ''): Shape {
  return large(name, (random, size) => {
    let text = ''
    for (let index = 0; text.length < size - end.length; index++) text += make(random, index)
    return text + end
  })
}

function sizeOf(random: Random): number {
  return random.pick([1000, 10_000, 50_000, 200_000, 500_000, limit, limit + 20])
}

/** UTF-8; half a character becomes the three bytes that no decoder takes. */
function encode(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  const half = /[\ud800-\udfff]$/.exec(text)
  return half === null ? bytes : Buffer.concat([bytes.subarray(0, bytes.length - 3), Buffer.from([0xed, 0xa0, 0x80])])
}
