import { describe, expect, it } from 'vitest'
import { lowerText } from './memory.ts'
import { differs, refuses, same } from './pairs.ts'

const D = 'FROM debian\n'
const files = { a: '1', 'd/x': '1', 'e/x': '1', 'lone/only': '1' }

same({ files }, [
  ['comments and blank lines in a continuation', `${D}RUN a && \\\n# why\n\n b`, `${D}RUN a && \\\n b`],
  ['the escape character of the file', `${D}RUN a \\\n b`, '# escape=`\nFROM debian\nRUN a `\n b'],
  ['JSON and what the shell form becomes', `${D}RUN ["/bin/sh", "-c", "x"]`, `${D}RUN x`],
  [
    'SHELL and what it makes of a command',
    `${D}SHELL ["/bin/bash", "-c"]\nRUN x\nSHELL ["/bin/sh", "-c"]`,
    `${D}RUN ["/bin/bash", "-c", "x"]\nSHELL ["/bin/sh", "-c"]`,
  ],
  ['the default network', `${D}RUN --network=default x`, `${D}RUN x`],
  [
    'the default network keeps that of the build',
    [`${D}RUN --network=default x`, { options: { network: 'host' } }],
    [`${D}RUN x`, { options: { network: 'host' } }],
  ],
  [
    'the network of the build given to each command',
    [`${D}RUN x`, { options: { network: 'none' } }],
    `${D}RUN --network=none x`,
  ],
  ['the default security', `${D}RUN --security=sandbox x`, `${D}RUN x`],
  ['a heredoc that stands alone and the command itself', `${D}RUN <<E\nx\nE`, `${D}RUN ["/bin/sh", "-c", "x\\n"]`],
  ['the name of a heredoc that stands alone', `${D}RUN <<E\nx\nE`, `${D}RUN <<"F"\nx\nF`],
  ['tabs of <<-', `${D}RUN <<-E\n\tx\n\tE`, `${D}RUN <<E\nx\nE`],
])

differs({ files }, [
  ['the command', `${D}RUN a`, `${D}RUN b`],
  ['space inside a command', `${D}RUN a b`, `${D}RUN a  b`],
  ['the order of commands', `${D}RUN a\nRUN b`, `${D}RUN b\nRUN a`],
  ['one command twice', `${D}RUN a\nRUN a`, `${D}RUN a`],
  ['SHELL before it', `${D}SHELL ["/bin/bash", "-c"]\nRUN x`, `${D}RUN x\nSHELL ["/bin/bash", "-c"]`],
  [
    'SHELL of the image',
    [`${D}RUN x`, { images: { debian: { Shell: ['/bin/ash', '-c'] } } }],
    [`${D}RUN x`, { images: { debian: {} } }],
  ],
  ['WORKDIR before it', `${D}WORKDIR /w\nRUN x`, `${D}RUN x\nWORKDIR /w`],
  ['USER before it', `${D}USER u\nRUN x`, `${D}RUN x\nUSER u`],
  ['the network', `${D}RUN --network=none x`, `${D}RUN x`],
  ['the network of the build', [`${D}RUN x`, { options: { network: 'host' } }], `${D}RUN x`],
  [
    'the network of the build under --network=default',
    [`${D}RUN --network=default x`, { options: { network: 'host' } }],
    `${D}RUN --network=default x`,
  ],
  ['security', `${D}RUN --security=insecure x`, `${D}RUN x`],
  ['a device', `${D}RUN --device=vendor/dev x`, `${D}RUN x`],
  ['the name of the sandbox', [`${D}RUN x`, { options: { hostname: 'h' } }], `${D}RUN x`],
  ['names of hosts', [`${D}RUN x`, { options: { extraHosts: ['h'] } }], `${D}RUN x`],
  ['ulimits', [`${D}RUN x`, { options: { ulimits: ['nofile=1:1'] } }], `${D}RUN x`],
  ['shm-size', [`${D}RUN x`, { options: { shmSize: '1g' } }], `${D}RUN x`],
  ['cgroup-parent', [`${D}RUN x`, { options: { cgroupParent: 'c' } }], `${D}RUN x`],
  ['a script of its own and the shell’s script', `${D}RUN <<E\n#!/bin/sh\nx\nE`, `${D}RUN <<E\n#/bin/sh\nx\nE`],
  ['the name of a script of its own', `${D}RUN <<E\n#!/bin/sh\nE`, `${D}RUN <<F\n#!/bin/sh\nF`],
  [
    'the shell that starts a script of its own',
    `${D}SHELL ["/bin/bash", "-c"]\nRUN <<E\n#!/x\nE\nSHELL ["/s"]`,
    `${D}RUN <<E\n#!/x\nE\nSHELL ["/s"]`,
  ],
  ['a heredoc handed to the command', `${D}RUN cat <<E\nx\nE`, `${D}RUN cat <<E\ny\nE`],
  ['the name of a heredoc handed to the command', `${D}RUN cat <<E\nx\nE`, `${D}RUN cat <<F\nx\nF`],
  ['the second of two heredocs', `${D}RUN a <<E b <<F\nx\nE\ny\nF`, `${D}RUN a <<E b <<F\nx\nE\nz\nF`],
  ['what the shell reads besides a heredoc', `${D}RUN <<E sh\nx\nE`, `${D}RUN <<E\nx\nE`],
])

const m = (mount: string) => `${D}RUN --mount=${mount} x`

same({ files }, [
  [
    'the order of mounts, which BuildKit sorts',
    `${D}RUN --mount=target=/a --mount=target=/a/b,source=d x`,
    `${D}RUN --mount=target=/a/b,source=d --mount=target=/a x`,
  ],
  ['bind is the default', m('target=/t'), m('type=bind,target=/t')],
  ['names of fields', m('type=bind,src=d,dst=/t'), m('type=bind,source=d,destination=/t')],
  ['a relative target', `${D}WORKDIR /w\nRUN --mount=target=t/ x`, `${D}WORKDIR /w\nRUN --mount=target=/w/t x`],
  [
    'no target is the working directory',
    `${D}WORKDIR /w\nRUN --mount=type=bind x`,
    `${D}WORKDIR /w\nRUN --mount=target=/w x`,
  ],
  ['directories of the same content', m('source=d,target=/t'), m('source=e,target=/t')],
  ['files of the same content: a mount gives no name', m('source=a,target=/t'), m('source=d/x,target=/t')],
  ['the id of a cache', m('type=cache,id=1,target=/t'), m('type=cache,id=2,target=/t')],
  ['how a cache is shared', m('type=cache,sharing=locked,target=/t'), m('type=cache,target=/t')],
  ['a cache from scratch', m('type=cache,from=scratch,target=/t'), m('type=cache,target=/t')],
  ['where a secret lies by default', m('type=secret,id=s'), m('type=secret,id=s,target=/run/secrets/s')],
  ['the id of a secret from its target', m('type=secret,target=/t/s'), m('type=secret,id=s,target=/t/s')],
  ['the default ssh agent', m('type=ssh'), m('type=ssh,id=default')],
  ['variables in a mount', `${D}ENV T=/t\nRUN --mount=target=$T x`, `${D}ENV T=/t\nRUN --mount=target=/t x`],
  [
    'a stage by its name in another case',
    'FROM a AS s\nRUN 1\nFROM b\nRUN --mount=from=S,target=/t x',
    'FROM a AS s\nRUN 1\nFROM b\nRUN --mount=from=s,target=/t x',
  ],
  ['files outside a mount', [m('source=d,target=/t'), { files: { ...files, a: '2' } }], m('source=d,target=/t')],
  ['default owner and mode of a secret', m('type=secret,id=a,mode=0400,uid=0,gid=0'), m('type=secret,id=a')],
  ['default owner of a secret', m('type=secret,id=a,uid=0'), m('type=secret,id=a,gid=0')],
  ['default owner and mode of an ssh agent', m('type=ssh,mode=0600,uid=0,gid=0'), m('type=ssh')],
  ['default owner and mode of a cache', m('type=cache,target=/t,uid=0'), m('type=cache,target=/t,mode=0755')],
])

differs({ files }, [
  ['a mount', m('target=/t'), `${D}RUN x`],
  ['the target', m('target=/t'), m('target=/u')],
  ['a directory and its one file', m('source=lone,target=/t'), m('source=lone/only,target=/t')],
  [
    'a context of one file, and that file',
    [m('target=/t'), { files: { a: '1' } }],
    [m('source=a,target=/t'), { files: { a: '1' } }],
  ],
  ['content', m('source=d,target=/t'), [m('source=d,target=/t'), { files: { 'd/x': '2' } }]],
  ['rw', m('target=/t,rw'), m('target=/t')],
  ['a cache and a bind', m('type=cache,target=/t'), m('type=tmpfs,target=/t')],
  ['a read-only cache', m('type=cache,target=/t,ro'), m('type=cache,target=/t')],
  ['the owner of a cache', m('type=cache,target=/t,uid=1'), m('type=cache,target=/t')],
  ['the mode of a cache', m('type=cache,target=/t,mode=0700'), m('type=cache,target=/t')],
  [
    'the seed of a cache',
    'FROM a AS s\nRUN 1\nFROM b\nRUN --mount=type=cache,from=s,target=/t x',
    'FROM a AS s\nRUN 1\nFROM b\nRUN --mount=type=cache,target=/t x',
  ],
  [
    'a stage named scratch seeds every cache',
    'FROM a AS scratch\nRUN 1\nFROM b\nRUN --mount=type=cache,target=/t x',
    'FROM a AS other\nRUN 1\nFROM b\nRUN --mount=type=cache,target=/t x',
  ],
  ['the size of a tmpfs', m('type=tmpfs,target=/t,size=1m'), m('type=tmpfs,target=/t')],
  ['a read-only tmpfs', m('type=tmpfs,target=/t,ro'), m('type=tmpfs,target=/t')],
  ['the id of a secret', m('type=secret,id=a,target=/t'), m('type=secret,id=b,target=/t')],
  ['a secret in a variable', m('type=secret,id=a,env=A'), m('type=secret,id=a')],
  ['a secret in a variable and in a file', m('type=secret,id=a,env=A,target=/t'), m('type=secret,id=a,env=A')],
  ['whether a secret is required', m('type=secret,id=a,required'), m('type=secret,id=a')],
  ['the mode of a secret', m('type=secret,id=a,mode=0444'), m('type=secret,id=a')],
  ['the default of an ssh agent, given to a secret', m('type=secret,id=a,mode=0600'), m('type=secret,id=a')],
  ['the default of a secret, given to an ssh agent', m('type=ssh,mode=0400'), m('type=ssh')],
  ['the owner of an ssh agent', m('type=ssh,uid=1'), m('type=ssh')],
  [
    'default owner of a cache, for which BuildKit makes a directory',
    m('type=cache,target=/t,uid=0'),
    m('type=cache,target=/t'),
  ],
  ['whether an ssh agent is required', m('type=ssh,required'), m('type=ssh')],
  ['the id of an ssh agent', m('type=ssh,id=a'), m('type=ssh')],
  [
    'a mount never names a stage by its index',
    'FROM a AS s\nRUN 1\nFROM b\nRUN --mount=from=0,target=/t x',
    'FROM a AS s\nRUN 1\nFROM b\nRUN --mount=from=s,target=/t x',
  ],
  [
    'what the mounted stage did',
    'FROM a AS s\nRUN 1\nFROM b\nRUN --mount=from=s,target=/t x',
    'FROM a AS s\nRUN 2\nFROM b\nRUN --mount=from=s,target=/t x',
  ],
  [
    'the path in a stage',
    'FROM a AS s\nFROM b\nRUN --mount=from=s,source=/p,target=/t x',
    'FROM a AS s\nFROM b\nRUN --mount=from=s,source=/q,target=/t x',
  ],
  [
    'a local build context',
    [m('from=ctx,target=/t'), { contexts: { ctx: { x: '1' } } }],
    [m('from=ctx,target=/t'), { contexts: { ctx: { x: '2' } } }],
  ],
])

refuses({ files }, [
  [m('target=/'), '2:5: a mount cannot take the place of the root directory [BH035]'],
  [m('type=bind'), '2:5: a mount cannot take the place of the root directory [BH035]'],
  [m('source=no,target=/t'), '2:5: the source of a mount: `no` not found in the build context [BH034]'],
  [
    `${D}RUN --mount=type=cache,target=/c \\\n  --mount=from=Upper,target=/t x`,
    '3:3: `Upper` is not an image reference: the repository must be lower case [BH002]',
  ],
  [`${D}RUN []`, '2:1: RUN [] names no command [BH035]'],
  [m('type=secret'), '2:5: --mount=type=secret: a secret mount needs an id or a target [BH036]'],
  [m('type=tmpfs,target=/t,size=x'), '2:5: --mount=type=tmpfs,target=/t,size=x: size=x is not a size [BH036]'],
  [
    'FROM a AS s\nRUN --mount=from=t,target=/t x\nFROM b AS t\nFROM s',
    '2:5: from=t names a stage that only begins on line 3 [BH029]',
  ],
])

describe('what a build needs besides the recipe', () => {
  it('names cache mounts as BuildKit does', () => {
    const text = `${D}WORKDIR /w\nRUN --mount=type=cache,target=/c/ --mount=type=cache,target=rel --mount=type=cache,id=/c/,target=/d x`
    expect(lowerText(text).cacheMounts.map(({ id, target }) => [id, target])).toEqual([
      ['/c', '/c/'],
      ['rel', '/w/rel'],
      ['/c/', '/d'],
    ])
  })

  it('lists secrets once, in order of their names', () => {
    expect(
      lowerText(`${D}RUN --mount=type=secret,id=b x\nRUN --mount=type=secret,id=a --mount=type=secret,id=b y`).secrets,
    ).toEqual(['a', 'b'])
  })

  it('records no value of a build arg', () => {
    const recipe = JSON.stringify(lowerText(`${D}ARG V\nENV E=x$V\nRUN x`, { args: { V: 'hidden-value' } }))
    const operations = JSON.stringify(
      lowerText(`${D}ARG V\nENV E=x$V\nRUN x`, { args: { V: 'hidden-value' } }).operations,
    )
    expect(operations).not.toContain('hidden-value')
    expect(recipe).toContain('"sha256"')
  })
})
