import { boundaryOf, editStage, find, insert } from './edit.ts'
import { type Line, line } from './model.ts'
import { flagged, onLine, operator, setFlag, word } from './operator.ts'
import type { Operator } from './operators.ts'

const isFile = (each: Line) =>
  (each.word === 'COPY' || each.word === 'ADD') && each.body === undefined && !each.rest.startsWith('[')
const isLocal = (each: Line) => isFile(each) && !flagged('--from')(each) && !each.rest.includes('://')
const isShell = (each: Line) => each.word === 'RUN' && each.body === undefined && !each.rest.startsWith('[')
const lastWord = (rest: string, edit: (last: string) => string) => rest.replace(/\S+$/, edit)

/** Changes of instructions, which a builder has to act on. */
export const textOperators: readonly Operator[] = [
  onLine('command', 'change', isShell, line('RUN', ': old'), each => ({ ...each, rest: `${each.rest} ;:` })),
  onLine('blank in a command', 'change', isShell, line('RUN', ': a b'), each => ({
    ...each,
    rest: each.rest.replace(/^(\S+) ?/, '$1  '),
  })),
  onLine('form of a command', 'change', isShell, line('RUN', 'true'), each => ({ ...each, rest: '["/bin/true"]' })),
  onLine('network of a command', 'change', word('RUN'), line('RUN', ': net'), each =>
    setFlag(each, '--network', flagged('--network=none')(each) ? '--network=host' : '--network=none'),
  ),
  onLine('mount target', 'change', flagged('--mount'), line('RUN', ': m', ['--mount=type=tmpfs,target=/t']), each => ({
    ...each,
    flags: each.flags.map(flag => flag.replace(/(target|dst)=[^,]*/, '$1=/moved')),
  })),
  onLine('mount added', 'change', word('RUN'), line('RUN', ': m'), (each, picker) => ({
    ...each,
    flags: [
      ...each.flags,
      picker.one([
        '--mount=type=tmpfs,target=/n',
        '--mount=type=cache,target=/nc',
        '--mount=target=/nb,source=b.txt',
        '--mount=type=secret,id=new',
      ]),
    ],
  })),
  onLine(
    'secret id',
    'change',
    flagged('--mount=type=secret'),
    line('RUN', ': s', ['--mount=type=secret,id=tok']),
    each => ({ ...each, flags: each.flags.map(flag => flag.replace('id=tok', 'id=other')) }),
  ),
  onLine(
    'mount source',
    'change',
    each => each.flags.some(flag => /source=|src=/.test(flag)),
    line('RUN', ': b', ['--mount=target=/m,source=dir']),
    each => ({ ...each, flags: each.flags.map(flag => flag.replace(/(source|src)=[^,]*/, '$1=lib')) }),
  ),
  onLine(
    'tmpfs size',
    'change',
    flagged('--mount=type=tmpfs'),
    line('RUN', ': t', ['--mount=type=tmpfs,target=/t']),
    each => ({
      ...each,
      flags: each.flags.map(flag =>
        flag.startsWith('--mount=type=tmpfs') ? `${flag.replace(/,size=[^,]*/, '')},size=7m` : flag,
      ),
    }),
  ),
  onLine(
    'heredoc body',
    'change',
    each => each.body !== undefined,
    line('COPY', '<<EOF /h/f', [], 'old $V\nEOF\n'),
    each => ({ ...each, body: (each.body ?? '').replace(/(.)\n/, '$1!\n') }),
  ),
  onLine(
    'heredoc quoting',
    'change',
    each => each.body !== undefined && /<<\w/.test(each.rest),
    line('COPY', '<<EOF /h/f', [], 'old $V\nEOF\n'),
    each => ({ ...each, rest: each.rest.replace(/<<(\w+)/, "<<'$1'") }),
  ),
  onLine('destination', 'change', isFile, line('COPY', 'a /x'), each => ({
    ...each,
    rest: lastWord(each.rest, last => `/new${last.startsWith('/') ? '' : '/'}${last}`),
  })),
  onLine('slash of a destination', 'change', isFile, line('COPY', 'a /x'), each => ({
    ...each,
    rest: lastWord(each.rest, last => (last.endsWith('/') ? last.replace(/(.)\/$/, '$1') : `${last}/`)),
  })),
  onLine('source', 'change', isLocal, line('COPY', 'a /x/'), (each, picker) => ({
    ...each,
    rest: each.rest.replace(/^\S+/, old =>
      picker.another(['a', 'b.txt', 'c.txt', 'dir', 'dir/sub', '*.txt', 'lib', 'app'], old),
    ),
  })),
  onLine(
    'source in a stage',
    'change',
    each => flagged('--from=tools')(each) && isFile(each),
    line('COPY', '/bin/true /t/', ['--from=tools']),
    each => ({ ...each, rest: each.rest.replace(/^\S+/, old => (old === '/bin/sh' ? '/bin/cat' : '/bin/sh')) }),
  ),
  onLine(
    'parents in a stage',
    'change',
    flagged('--from=tools'),
    line('COPY', '/bin/true /t/', ['--from=tools']),
    each =>
      flagged('--parents')(each)
        ? { ...each, flags: each.flags.filter(flag => flag !== '--parents') }
        : setFlag(each, '--parents', '--parents'),
  ),
  onLine(
    'name of a heredoc',
    'change',
    each => each.word === 'COPY' && each.rest === '<<new /h/',
    line('COPY', '<<new /h/', [], 'text\nnew\n'),
    each => ({ ...each, rest: '<<old /h/', body: 'text\nold\n' }),
  ),
  onLine('unpack', 'change', word('ADD'), line('ADD', 'a /u/'), each =>
    setFlag(
      each,
      '--unpack',
      flagged('--unpack=false')(each) || each.rest.includes('://') ? '--unpack=true' : '--unpack=false',
    ),
  ),
  onLine(
    'mode of a secret',
    'change',
    flagged('--mount=type=secret'),
    line('RUN', ': s', ['--mount=type=secret,id=tok']),
    each => ({
      ...each,
      flags: each.flags.map(flag =>
        flag.startsWith('--mount=type=secret') ? `${flag.replace(/,mode=\d+/, '')},mode=0440` : flag,
      ),
    }),
  ),
  onLine(
    'mount writable',
    'change',
    each =>
      each.flags.some(flag => /^--mount=(type=bind|target|type=cache)/.test(flag) && !/,(ro|rw|readonly)\b/.test(flag)),
    line('RUN', ': b', ['--mount=target=/m,source=dir']),
    each => ({
      ...each,
      flags: each.flags.map(flag =>
        /^--mount=(type=bind|target)/.test(flag)
          ? `${flag},rw`
          : flag.startsWith('--mount=type=cache')
            ? `${flag},ro`
            : flag,
      ),
    }),
  ),
  onLine('MAINTAINER', 'change', word('MAINTAINER'), line('MAINTAINER', 'someone'), each => ({
    ...each,
    rest: `${each.rest} else`,
  })),
  onLine('ENTRYPOINT', 'change', word('ENTRYPOINT'), line('ENTRYPOINT', '["e"]'), each => ({
    ...each,
    rest: each.rest === '["f"]' ? '["g"]' : '["f"]',
  })),
  onLine(
    'another source',
    'change',
    each => isLocal(each) && each.rest.endsWith('/'),
    line('COPY', 'a /x/'),
    each => ({ ...each, rest: `c.txt ${each.rest}` }),
  ),
  onLine('owner', 'change', isFile, line('COPY', 'a /x/'), (each, picker) =>
    setFlag(
      each,
      '--chown',
      picker.another(
        ['--chown=12', '--chown=12:13', '--chown=0:14'],
        each.flags.find(flag => flag.startsWith('--chown')),
      ),
    ),
  ),
  onLine('mode', 'change', isFile, line('COPY', 'a /x/'), (each, picker) =>
    setFlag(
      each,
      '--chmod',
      picker.another(
        ['--chmod=711', '--chmod=0600', '--chmod=u+x'],
        each.flags.find(flag => flag.startsWith('--chmod')),
      ),
    ),
  ),
  onLine('link', 'change', isFile, line('COPY', 'a /x/'), each =>
    setFlag(each, '--link', each.flags.some(flag => /^--link(=true)?$/.test(flag)) ? '--link=false' : '--link'),
  ),
  onLine(
    'exclude',
    'change',
    each => isFile(each) || each.word === 'COPY',
    line('COPY', 'dir /x/'),
    each => setFlag(each, '--exclude', flagged('--exclude=sub')(each) ? '--exclude=two.txt' : '--exclude=sub'),
  ),
  onLine(
    'parents',
    'change',
    each => each.word === 'COPY' && isLocal(each),
    line('COPY', 'dir/one /x/'),
    each =>
      flagged('--parents')(each)
        ? { ...each, flags: each.flags.filter(flag => flag !== '--parents') }
        : setFlag(each, '--parents', '--parents'),
  ),
  // Of what all images here have, /etc alone differs between them.
  onLine(
    'from',
    'change',
    each => flagged('--from')(each) && each.rest === '/etc /etc2',
    line('COPY', '/etc /etc2', ['--from=tools']),
    each => setFlag(each, '--from', flagged('--from=tool:latest')(each) ? '--from=busybox' : '--from=tool:latest'),
  ),
  onLine(
    'default of an ARG',
    'change',
    each => each.word === 'ARG' && /^\w+(=|$)/.test(each.rest),
    line('ARG', 'V=v1'),
    each => ({ ...each, rest: each.rest.replace(/^(\w+)(=\S*)?/, '$1=changed') }),
  ),
  onLine(
    'value of ENV',
    'change',
    each => each.word === 'ENV' && /=/.test(each.rest),
    line('ENV', 'E=e'),
    each => ({ ...each, rest: each.rest.replace(/=/, '=new') }),
  ),
  onLine(
    'expansion',
    'change',
    each => /\$\{\w+:[-+]/.test(each.rest),
    line('ENV', 'E=x${UNSET:-d}'),
    each => ({
      ...each,
      rest: each.rest.replace(/(\$\{\w+):([-+])/, (_, name, sign) => `${name}${sign === '-' ? '+' : ':-'}`),
    }),
  ),
  onLine('WORKDIR', 'change', word('WORKDIR'), line('WORKDIR', '/w'), each => ({
    ...each,
    rest: `${each.rest.replace(/\/$/, '')}/deeper`,
  })),
  onLine('USER', 'change', word('USER'), line('USER', '1000'), each => ({
    ...each,
    rest: each.rest === '7' ? '8' : '7',
  })),
  onLine('SHELL', 'change', word('SHELL'), line('SHELL', '["/bin/sh", "-c"]'), each => ({
    ...each,
    rest: each.rest.replace('["/bin/', '["/bin/busybox", "').replace('", "busybox"', '"'),
  })),
  onLine('LABEL', 'change', word('LABEL'), line('LABEL', 'l=1'), each => ({ ...each, rest: `${each.rest}2` })),
  onLine('CMD', 'change', word('CMD', 'ENTRYPOINT'), line('CMD', '["a"]'), each => ({
    ...each,
    rest: each.rest === '["z"]' ? '["y"]' : '["z"]',
  })),
  onLine('port, volume, signal', 'change', word('EXPOSE', 'VOLUME', 'STOPSIGNAL'), line('EXPOSE', '80'), each => ({
    ...each,
    rest: each.word === 'EXPOSE' ? '4711' : each.word === 'VOLUME' ? '/other' : 'SIGUSR1',
  })),
  onLine('HEALTHCHECK', 'change', word('HEALTHCHECK'), line('HEALTHCHECK', 'CMD true'), each => ({
    ...each,
    rest: each.rest === 'CMD false' ? 'NONE' : 'CMD false',
  })),
  onLine('ONBUILD', 'change', word('ONBUILD'), line('ONBUILD', 'RUN : later'), each => ({
    ...each,
    rest: `${each.rest}2`,
  })),
  onLine(
    'instruction removed',
    'change',
    word('RUN', 'COPY', 'ENV', 'ARG', 'ADD', 'WORKDIR'),
    line('RUN', ': removed'),
    () => [],
  ),
  operator('instruction added', 'change', (build, picker) => [
    build,
    insert(
      build,
      picker,
      picker.one([
        line('RUN', ': added'),
        line('COPY', 'package.json /added/'),
        line('ENV', 'ADDED=1'),
        line('ARG', 'ADDED=1'),
        line('WORKDIR', '/added'),
      ]),
    ),
  ]),
  operator('instructions swapped', 'change', (build, picker) => {
    const at = boundaryOf(build)
    const lines = build.stages[at]?.lines ?? []
    const before = lines.length > 1 ? build : insert(build, picker, line('RUN', ': swapped'))
    const count = before.stages[at]?.lines.length ?? 0
    const first = picker.below(Math.max(1, count - 1))
    return [
      before,
      editStage(before, at, stage => ({
        ...stage,
        lines: stage.lines.map(
          (each, index) => stage.lines[index === first ? first + 1 : index === first + 1 ? first : index] ?? each,
        ),
      })),
    ]
  }),
  operator('a source stage', 'change', (build, picker) => {
    const uses = find(build, each => each.flags.some(flag => flag.includes('from=tools')))
    const before = uses.length > 0 ? build : insert(build, picker, line('COPY', '/bin/true /t/', ['--from=tools']))
    return [
      before,
      editStage(before, 0, stage => ({
        ...stage,
        lines: [
          ...stage.lines,
          stage.image === 'scratch' ? line('COPY', 'package.json /tools/') : line('RUN', ': tools'),
        ],
      })),
    ]
  }),
]
