import { boundaryOf, editStage, find, insert, prepend } from './edit.ts'
import { type Build, type Line, line } from './model.ts'
import { flagged, onLine, operator, word } from './operator.ts'
import type { Operator } from './operators.ts'

const any = (each: Line) => each.word !== ''
const isShell = (each: Line) =>
  each.word === 'RUN' && each.body === undefined && !each.rest.startsWith('[') && !each.rest.includes('\\')

function renameTools(build: Build): Build {
  const rename = (text: string) => text.replace(/from=tools\b/, 'from=kit')
  return {
    ...build,
    stages: build.stages.map(stage => ({
      ...stage,
      name: stage.name === 'tools' ? 'kit' : stage.name,
      image: stage.image === 'tools' ? 'kit' : stage.image,
      lines: stage.lines.map(each => ({ ...each, flags: each.flags.map(rename) })),
    })),
  }
}

const spellings: Readonly<Record<string, string>> = {
  busybox: 'docker.io/library/busybox:latest',
  'busybox:latest': 'index.docker.io/library/busybox',
  'docker.io/library/busybox': 'busybox',
  'node:22': 'docker.io/node:22',
}

/** Changes that no builder acts on. */
export const sameOperators: readonly Operator[] = [
  onLine('comment', 'same', any, line('ENV', 'C=1'), each => ({ ...each, lead: `# a remark\n${each.lead ?? ''}` })),
  onLine('blank lines', 'same', any, line('ENV', 'C=1'), each => ({ ...each, lead: `\n   \n${each.lead ?? ''}` })),
  onLine('case of a keyword', 'same', any, line('ENV', 'C=1'), each => ({ ...each, word: each.word.toLowerCase() })),
  onLine('indentation', 'same', any, line('ENV', 'C=1'), each => ({ ...each, word: `  ${each.word}` })),
  onLine('a line split in two', 'same', isShell, line('RUN', ': split here'), each => ({
    ...each,
    rest: each.rest.replace(/ (?=\S*$)/, ' \\\n'),
  })),
  onLine(
    'comment inside a line',
    'same',
    each => each.rest.includes('\\\n'),
    line('RUN', ': \\\n  two'),
    each => ({ ...each, rest: each.rest.replace('\\\n', '\\\n# inside\n') }),
  ),
  onLine(
    'quotes of a value',
    'same',
    each => each.word === 'ENV' && /^\w+=[\w.-]+$/.test(each.rest),
    line('ENV', 'E=plain'),
    each => ({ ...each, rest: each.rest.replace(/=(.*)$/, '="$1"') }),
  ),
  onLine(
    'spelling of a path',
    'same',
    each => word('COPY', 'ADD')(each) && !flagged('--from')(each) && /^[a-z][\w.]*(\/[\w.]+)* \S+$/.test(each.rest),
    line('COPY', 'a /x/'),
    (each, picker) => ({ ...each, rest: picker.one(['./', '/', '../', './/']) + each.rest }),
  ),
  operator('text of an unreachable stage', 'same', build => [
    build,
    {
      ...build,
      stages: [
        ...build.stages.slice(0, -1),
        { name: 'lost', image: 'busybox', lines: [line('RUN', ': lost'), line('COPY', 'b.txt /')] },
        ...build.stages.slice(-1),
      ],
    },
  ]),
  operator('text of the app', 'same', build => [
    build,
    editStage(build, build.stages.length - 1, stage => ({
      ...stage,
      lines: [...stage.lines, line('LABEL', 'app=1'), line('RUN', ': app')],
    })),
  ]),
  operator('global ARG nobody reads', 'same', build => [
    build,
    { ...build, globals: [...build.globals, line('ARG', 'NOBODY2=1')] },
  ]),
  operator('build arg nobody declares', 'same', build => [
    build,
    { ...build, args: { ...build.args, UNDECLARED: 'x' } },
  ]),
  operator('proxy nobody declares', 'same', build => [
    build,
    { ...build, args: { ...build.args, HTTPS_PROXY: 'http://proxy:2', no_proxy: 'x' } },
  ]),
  operator('name of a source stage', 'same', (build, picker) => {
    const before =
      find(build, each => each.flags.some(flag => flag.includes('from=tools'))).length > 0
        ? build
        : insert(build, picker, line('COPY', '/bin/true /t/', ['--from=tools']))
    return [before, renameTools(before)]
  }),
  operator('address of a host', 'same', build => {
    const before = { ...build, settings: { ...build.settings, hosts: { one: '10.0.0.1' } } }
    return [before, { ...before, settings: { ...before.settings, hosts: { one: '10.0.0.9' } } }]
  }),
  onLine(
    'id of a cache mount',
    'same',
    flagged('--mount=type=cache,target=/cache,id='),
    line('RUN', ': c', ['--mount=type=cache,target=/cache,id=own']),
    each => ({ ...each, flags: each.flags.map(flag => flag.replace('id=own', 'id=renamed')) }),
  ),
  onLine(
    'own id for a cache mount',
    'same',
    each => each.flags.includes('--mount=type=cache,target=/cache'),
    line('RUN', ': c', ['--mount=type=cache,target=/cache']),
    each => ({
      ...each,
      flags: each.flags.map(flag => (flag === '--mount=type=cache,target=/cache' ? `${flag},id=named` : flag)),
    }),
  ),
  operator(
    'directives',
    'same',
    build => [
      { ...build, head: '' },
      { ...build, head: '# syntax=docker/dockerfile:1\n# check=skip=all\n' },
    ],
    { real: false },
  ),
  operator('check directive', 'same', build => [
    { ...build, head: '' },
    { ...build, head: '# check=skip=all\n' },
  ]),
  operator('line ends', 'same', build => {
    const before = {
      ...build,
      crlf: false,
      stages: build.stages.map(stage => ({ ...stage, lines: stage.lines.filter(each => each.body === undefined) })),
    }
    return [before, { ...before, crlf: true }]
  }),
  operator('spelling of an image', 'same', build => {
    const at = boundaryOf(build)
    const before = editStage(build, at, stage =>
      stage.image in spellings || stage.image === 'root' ? stage : { ...stage, image: 'busybox' },
    )
    return [
      before,
      { ...before, stages: before.stages.map(stage => ({ ...stage, image: spellings[stage.image] ?? stage.image })) },
    ]
  }),
  operator('ENV over two lines', 'same', build => {
    const before = prepend(build, line('ENV', 'ONE=1 TWO=2'))
    return [
      before,
      editStage(before, boundaryOf(before), stage => ({
        ...stage,
        lines: [line('ENV', 'ONE=1'), line('ENV', 'TWO=2'), ...stage.lines.slice(1)],
      })),
    ]
  }),
  operator('order of ENV', 'same', build => {
    const before = prepend(prepend(build, line('ENV', 'ONE=1')), line('ENV', 'TWO=2'))
    return [
      before,
      editStage(before, boundaryOf(before), stage => ({
        ...stage,
        lines: [line('ENV', 'ONE=1'), line('ENV', 'TWO=2'), ...stage.lines.slice(2)],
      })),
    ]
  }),
  operator('labels over two lines', 'same', (build, picker) => {
    const before = insert(build, picker, line('LABEL', 'one=1 two=2'))
    const place = find(before, each => each.rest === 'one=1 two=2')[0] ?? [0, 0]
    return [
      before,
      editStage(before, place[0], stage => ({
        ...stage,
        lines: stage.lines.flatMap((each, index) =>
          index === place[1] ? [line('LABEL', 'two=2'), line('LABEL', 'one=1')] : [each],
        ),
      })),
    ]
  }),
  operator(
    'platform of the same name',
    'same',
    build => [
      { ...build, platform: 'linux/arm64' },
      { ...build, platform: 'linux/arm64/v8' },
    ],
    { real: false },
  ),
]
