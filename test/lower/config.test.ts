import { describe, expect, it } from 'vitest'
import type { ContainerConfig } from '../../src/image/config.ts'
import { lowerText } from './memory.ts'
import { differs, refuses, same } from './pairs.ts'

const D = 'FROM debian\n'
const upstream = (config: ContainerConfig) => ({ images: { debian: config } })

same({}, [
  ['the order of labels', `${D}LABEL a=1 b=2`, `${D}LABEL b=2\nLABEL a=1`],
  ['the order of ports', `${D}EXPOSE 80 443`, `${D}EXPOSE 443/tcp\nEXPOSE 80`],
  ['a range of ports', `${D}EXPOSE 80-82`, `${D}EXPOSE 80 81 82`],
  ['one word with several ports', `${D}ENV P="80 81"\nEXPOSE $P`, `${D}ENV P="80 81"\nEXPOSE 80 81`],
  ['host ports and addresses', `${D}EXPOSE 127.0.0.1:8080:80`, `${D}EXPOSE 80`],
  ['protocols in capitals', `${D}EXPOSE 80/UDP`, `${D}EXPOSE 80/udp`],
  ['the order of volumes', `${D}VOLUME /a /b`, `${D}VOLUME ["/b", "/a"]`],
  [
    'a CMD of the stage survives an ENTRYPOINT after it',
    `${D}CMD ["c"]\nENTRYPOINT ["e"]`,
    `${D}ENTRYPOINT ["e"]\nCMD ["c"]`,
  ],
  ['a CMD that is overwritten', `${D}CMD a\nCMD b`, `${D}CMD b`],
  [
    'an ENTRYPOINT in a child drops the CMD of its parent',
    'FROM debian AS a\nCMD ["c"]\nFROM a\nENTRYPOINT ["e"]',
    'FROM debian AS a\nCMD ["d"]\nFROM a\nENTRYPOINT ["e"]',
  ],
  ['a HEALTHCHECK that is overwritten', `${D}HEALTHCHECK NONE\nHEALTHCHECK CMD x`, `${D}HEALTHCHECK CMD x`],
  ['WORKDIR relative to the one before', `${D}WORKDIR /a\nWORKDIR b\nRUN x`, `${D}WORKDIR /a\nWORKDIR /a/b\nRUN x`],
  ['a directory that is made and left, written longer', `${D}WORKDIR /a/\nWORKDIR /x`, `${D}WORKDIR /a\nWORKDIR /x`],
  ['the same, with dots', `${D}WORKDIR //a//b/../c/\nWORKDIR /x`, `${D}WORKDIR /a/c\nWORKDIR /x`],
  ['two spellings of the root, which BuildKit makes', `${D}WORKDIR /..\nWORKDIR /x`, `${D}WORKDIR //\nWORKDIR /x`],
  ['WORKDIR / makes nothing', `${D}RUN x\nWORKDIR /`, `${D}WORKDIR /\nRUN x`],
  ['variables in WORKDIR and USER', `${D}ENV W=/w U=u\nWORKDIR $W\nUSER $U`, `${D}ENV W=/w U=u\nWORKDIR /w\nUSER u`],
  ['USER that is overwritten', `${D}USER a\nUSER b`, `${D}USER b`],
  [
    'SOURCE_DATE_EPOCH by build arg and in the file',
    [`${D}WORKDIR /w`, { args: { SOURCE_DATE_EPOCH: '1' } }],
    `ARG SOURCE_DATE_EPOCH=1\n${D}WORKDIR /w`,
  ],
  ['an empty SOURCE_DATE_EPOCH', [`${D}WORKDIR /w`, { args: { SOURCE_DATE_EPOCH: '' } }], `${D}WORKDIR /w`],
  [
    'an empty SOURCE_DATE_EPOCH over a default of the file, which is none for a stage either',
    [`ARG SOURCE_DATE_EPOCH=1\n${D}ARG SOURCE_DATE_EPOCH\nRUN x`, { args: { SOURCE_DATE_EPOCH: '' } }],
    `${D}RUN x`,
  ],
  [
    'SOURCE_DATE_EPOCH has one spelling',
    [`${D}ARG SOURCE_DATE_EPOCH\nRUN x`, { args: { SOURCE_DATE_EPOCH: '+07' } }],
    [`${D}ARG SOURCE_DATE_EPOCH\nRUN x`, { args: { SOURCE_DATE_EPOCH: '7' } }],
  ],
  ['an ARG SOURCE_DATE_EPOCH of a stage sets no time', `${D}WORKDIR /w`, `${D}WORKDIR /w\nARG SOURCE_DATE_EPOCH=1`],
])

differs({}, [
  ['a label', `${D}LABEL a=1`, `${D}LABEL a=2`],
  ['a port', `${D}EXPOSE 80`, `${D}EXPOSE 80/udp`],
  ['a volume', `${D}VOLUME /a`, `${D}VOLUME /b`],
  [
    'an ENTRYPOINT before and after an inherited CMD is the same, but not without it',
    [`${D}ENTRYPOINT ["e"]`, upstream({ Cmd: ['c'] })],
    [`${D}CMD ["c"]\nENTRYPOINT ["e"]`, upstream({ Cmd: ['c'] })],
  ],
  ['the form of a CMD', `${D}CMD x`, `${D}CMD ["x"]`],
  ['the shell of a CMD', `${D}SHELL ["/b"]\nCMD x\nSHELL ["/c"]`, `${D}SHELL ["/c"]\nCMD x`],
  ['an interval of a HEALTHCHECK', `${D}HEALTHCHECK --interval=1s CMD x`, `${D}HEALTHCHECK CMD x`],
  ['the form of a HEALTHCHECK', `${D}HEALTHCHECK CMD x`, `${D}HEALTHCHECK CMD ["x"]`],
  ['HEALTHCHECK NONE and none', `${D}HEALTHCHECK NONE`, D],
  ['STOPSIGNAL', `${D}STOPSIGNAL SIGINT`, D],
  ['MAINTAINER', `${D}MAINTAINER a`, `${D}MAINTAINER b`],
  ['ONBUILD', `${D}ONBUILD RUN x`, D],
  ['the order of triggers', `${D}ONBUILD RUN a\nONBUILD RUN b`, `${D}ONBUILD RUN b\nONBUILD RUN a`],
  ['SHELL', `${D}SHELL ["/b"]`, D],
  ['USER', `${D}USER a`, D],
  ['USER and WORKDIR in another order: whose the directory is', `${D}USER u\nWORKDIR /w`, `${D}WORKDIR /w\nUSER u`],
  ['a WORKDIR that is left again', `${D}WORKDIR /a\nWORKDIR /b`, `${D}WORKDIR /b`],
  ['the root as BuildKit does not know it', `${D}WORKDIR //\nWORKDIR /x`, `${D}WORKDIR /\nWORKDIR /x`],
  ['a WORKDIR written with a slash at its end', `${D}WORKDIR /a/`, `${D}WORKDIR /a`],
  [
    'the default of a stage where SOURCE_DATE_EPOCH is given empty',
    [`${D}ARG SOURCE_DATE_EPOCH=5\nRUN x`, { args: { SOURCE_DATE_EPOCH: '' } }],
    [`${D}ARG SOURCE_DATE_EPOCH=6\nRUN x`, { args: { SOURCE_DATE_EPOCH: '' } }],
  ],
  ['SOURCE_DATE_EPOCH', [D, { args: { SOURCE_DATE_EPOCH: '1' } }], [D, { args: { SOURCE_DATE_EPOCH: '2' } }]],
  [
    'the build arg wins over the file',
    [`ARG SOURCE_DATE_EPOCH=1\n${D}`, { args: { SOURCE_DATE_EPOCH: '2' } }],
    `ARG SOURCE_DATE_EPOCH=1\n${D}`,
  ],
])

refuses({}, [
  [`${D}VOLUME $NO`, '2:1: VOLUME $NO is empty: NO is not set [BH035]'],
  [`${D}STOPSIGNAL SIGFOO`, '2:1: STOPSIGNAL SIGFOO is not a signal of Linux [BH035]'],
  [`${D}STOPSIGNAL 0`, '2:1: STOPSIGNAL 0 is not a signal of Linux [BH035]'],
  [`${D}STOPSIGNAL SIG`, '2:1: STOPSIGNAL SIG is not a signal of Linux [BH035]'],
  [`${D}STOPSIGNAL $NO`, '2:1: STOPSIGNAL $NO is empty: NO is not set [BH035]'],
  [`${D}ENV S=SIGFOO\nSTOPSIGNAL $S`, '3:1: STOPSIGNAL $S is SIGFOO, which is not a signal of Linux [BH035]'],
  [`${D}ARG E=\nVOLUME /a $E$NO$E`, '3:1: VOLUME $E$NO$E is empty: E is empty, NO is not set [BH035]'],
  [`${D}EXPOSE $NO/tcp`, '2:1: EXPOSE $NO/tcp is /tcp, which is not a port: NO is not set [BH035]'],
  [`${D}EXPOSE 70000`, '2:1: EXPOSE 70000 is not a port [BH035]'],
  [`${D}EXPOSE 82-80`, '2:1: EXPOSE 82-80 is not a port [BH035]'],
  [`${D}EXPOSE 80/icmp`, '2:1: EXPOSE 80/icmp is not a port [BH035]'],
  [`ARG SOURCE_DATE_EPOCH=context\n${D}`, '1:1: SOURCE_DATE_EPOCH=context is not a number of seconds [BH072]'],
  [[D, { args: { SOURCE_DATE_EPOCH: 'stage' } }], 'SOURCE_DATE_EPOCH=stage is not a number of seconds [BH072]'],
])

describe('STOPSIGNAL', () => {
  it.each(['SIGTERM', 'term', 'sigusr1', 'RTMIN+15', 'SIGRTMAX-14', '9', '-1', '+64', '4711'])('%s', signal => {
    expect(lowerText(`${D}STOPSIGNAL ${signal}`).config.stopSignal).toBe(signal)
  })
})

describe('WORKDIR', () => {
  it.each([
    ['/a/', '/a'],
    ['//a//b/../c/', '/a/c'],
    ['/..', '/'],
    ['//', '/'],
  ])('%s makes %s, and is the working directory as it is written', (written, path) => {
    const { operations, config } = lowerText(`${D}WORKDIR ${written}\nRUN x`)
    expect(operations.slice(1)).toMatchObject([
      { op: 'mkdir', path },
      { op: 'run', cwd: written },
    ])
    expect(config.workdir).toBe(written)
  })
})

describe('the config a base ends with', () => {
  const everything: ContainerConfig = {
    Env: ['A=1', 'EMPTY', 'B=x=y'],
    Cmd: ['c'],
    Entrypoint: ['e'],
    WorkingDir: 'rel',
    User: 'u',
    Shell: ['/s'],
    Labels: { l: '1' },
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/v': {} },
    StopSignal: 'SIGINT',
    Healthcheck: { Test: ['CMD', 'h'], Interval: 5, Retries: 0 },
    ArgsEscaped: true,
  }

  it('has what the upstream brought', () => {
    expect(lowerText(D, { ...upstream(everything), authors: { debian: 'someone' } }).config).toEqual({
      env: { A: '1', EMPTY: '', B: 'x=y', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
      cmd: ['c'],
      entrypoint: ['e'],
      workdir: '/rel/rel',
      user: 'u',
      shell: ['/s'],
      labels: { l: '1' },
      ports: ['80/tcp'],
      volumes: ['/v'],
      stopSignal: 'SIGINT',
      healthcheck: { test: ['CMD', 'h'], interval: 5 },
      author: 'someone',
      argsEscaped: true,
    })
  })

  it('takes triggers of the upstream once', () => {
    const text = 'FROM debian AS a\nFROM a\nRUN last'
    const { operations, config } = lowerText(text, upstream({ OnBuild: ['RUN one', 'RUN two'] }))
    expect(operations.flatMap(each => (each.op === 'run' ? each.command[2] : []))).toEqual(['one', 'two', 'last'])
    expect(config.onbuild).toBeUndefined()
  })
})

const run = (text: string, world = {}) =>
  lowerText(text, world).operations.flatMap(each => (each.op === 'run' ? (each.command[2] ?? '') : []))

describe('ONBUILD', () => {
  it.each([
    ['acts in a child, before its own lines', 'FROM a AS p\nONBUILD RUN t\nFROM p\nRUN x', ['t', 'x']],
    ['does not act in a grandchild', 'FROM a AS p\nONBUILD RUN t\nFROM p AS q\nFROM q\nRUN x', ['t', 'x']],
    [
      'does not act where files are copied from',
      'FROM a AS p\nONBUILD RUN t\nFROM b\nCOPY --from=p /x /\nRUN x',
      ['x'],
    ],
    [
      'acts in every child',
      'FROM a AS p\nONBUILD RUN t\nFROM p AS q\nRUN 1\nFROM p\nCOPY --from=q /x /\nRUN 2',
      ['t', '1', '2'],
    ],
  ])('%s', (_, text, expected) => expect(run(text)).toEqual(expected))

  it('may copy from a stage, which is then built', () => {
    expect(run('FROM a AS src\nRUN s\nFROM b AS p\nONBUILD COPY --from=src /x /\nFROM p\nRUN x')).toEqual(['s', 'x'])
  })

  it('sees the variables of the child', () => {
    const text = 'FROM a AS p\nARG V=1\nONBUILD ENV E=$V\nFROM p\n'
    expect(lowerText(text).config.env.E).toMatchObject({ sha256: expect.any(String) })
  })
})

refuses({}, [
  [
    ['FROM debian', upstream({ OnBuild: ['ONBUILD RUN x'] })],
    '1:1: the image debian carries the trigger `ONBUILD ONBUILD RUN x`: a trigger that sets triggers is not known here [BH035]',
  ],
  [
    ['FROM debian', upstream({ OnBuild: ['FROM x'] })],
    '1:1: the image debian carries the trigger `ONBUILD FROM x`: a trigger cannot be FROM [BH035]',
  ],
  [
    ['FROM debian', upstream({ OnBuild: ['RUM x'] })],
    '1:1: the image debian carries the trigger `ONBUILD RUM x`: unknown instruction "RUM" [BH025]',
  ],
  [
    'FROM a AS p\nRUN x\nONBUILD RUM x\nFROM p',
    '4:1: line 3 sets the trigger `ONBUILD RUM x`: unknown instruction "RUM" [BH025]',
  ],
])
