import { boundaryOf, editLine, editStage, find, insert, prepend } from './edit.ts'
import { type Build, line } from './model.ts'
import { operator } from './operator.ts'
import type { Operator } from './operators.ts'
import type { Picker } from './picker.ts'

/** What the boundary's own FROM names; a parent stage is left out by taking its image. */
export function ownImage(build: Build): Build {
  const at = boundaryOf(build)
  const parent = build.stages.find(stage => /^root(-amd64)?$/.test(stage.name))
  return editStage(build, at, stage =>
    /^root(-\$TARGETARCH)?$/.test(stage.image) && parent !== undefined ? { ...stage, image: parent.image } : stage,
  )
}

function nameOf(image: string): string {
  if (image.startsWith('${IMG')) return 'busybox'
  return image
    .replace(/^docker\.io\/library\//, '')
    .replace(/:latest$/, '')
    .replace(/^tool$/, 'tool:latest')
}

function withArg(build: Build, name: string, value: string): Build {
  return { ...build, args: { ...build.args, [name]: value } }
}

/** A build whose boundary begins with an image that can move. */
function onImage(build: Build, picker: Picker): Build {
  const own = ownImage(build)
  return editStage(own, boundaryOf(own), stage =>
    stage.image === 'scratch' || stage.image === 'empty:1'
      ? { ...stage, image: picker.one(['busybox', 'node:22']) }
      : stage,
  )
}

/** A build whose boundary names its image as the pool does. */
function plainlyNamed(build: Build): Build {
  return editStage(build, boundaryOf(build), stage => ({ ...stage, image: nameOf(stage.image) }))
}

function imageName(build: Build): string {
  return nameOf(build.stages[boundaryOf(build)]?.image ?? '')
}

/** Changes of what a Dockerfile is built with. */
export const buildOperators: readonly Operator[] = [
  operator('build arg of a declared ARG', 'change', (build, picker) => {
    const before =
      find(build, each => each.word === 'ARG' && each.rest.startsWith('V')).length > 0
        ? build
        : prepend(build, line('ARG', 'V=v1'))
    return [before, withArg(before, 'V', picker.another(['b1', 'b2', ''], build.args.V))]
  }),
  operator('build arg dropped', 'change', build => {
    const before = withArg(prepend(build, line('ARG', 'W=w')), 'W', 'given')
    const { W: _, ...args } = before.args
    return [before, { ...before, args }]
  }),
  operator('global ARG', 'change', build => {
    const before = { ...prepend(build, line('ARG', 'G')), globals: [...build.globals, line('ARG', 'G=first')] }
    return [
      before,
      { ...before, globals: before.globals.map(each => (each.rest === 'G=first' ? line('ARG', 'G=second') : each)) },
    ]
  }),
  operator('image by ARG', 'change', build => {
    const own = { ...ownImage(build), globals: [...build.globals, line('ARG', 'IMG2=busybox')] }
    const before = editStage(own, boundaryOf(own), stage => ({ ...stage, image: '$IMG2' }))
    return [before, withArg(before, 'IMG2', 'node:22')]
  }),
  operator('FROM', 'change', (build, picker) => {
    const before = onImage(build, picker)
    return [
      before,
      editStage(before, boundaryOf(before), stage => ({
        ...stage,
        image: picker.another(['busybox', 'node:22', 'shelly:1.0', 'tool:2'], nameOf(stage.image)),
      })),
    ]
  }),
  operator('FROM a stage', 'change', (build, picker) => {
    const before = onImage(build, picker)
    return [
      before,
      editStage(before, boundaryOf(before), ({ platform: _, ...stage }) => ({ ...stage, image: 'tools' })),
    ]
  }),
  operator('upstream content', 'change', (build, picker) => {
    const before = plainlyNamed(onImage(build, picker))
    return [before, { ...before, moved: { [imageName(before)]: { content: 'moved' } } }]
  }),
  operator('upstream config', 'change', (build, picker) => {
    const before = plainlyNamed(onImage(build, picker))
    return [
      before,
      {
        ...before,
        moved: {
          [imageName(before)]: {
            config: picker.one([
              { User: '99' },
              { WorkingDir: '/elsewhere' },
              { Env: ['PATH=/bin', 'NEW=1'] },
              { OnBuild: ['ENV ONCE=1'] },
              { Labels: { m: '1' } },
            ]),
          },
        },
      },
    ]
  }),
  operator(
    'platform',
    'change',
    (build, picker) => [
      build,
      { ...build, platform: picker.another(['linux/amd64', 'linux/arm64', 'linux/arm/v6'], build.platform) },
    ],
    { real: false },
  ),
  operator(
    'FROM --platform',
    'change',
    (build, picker) => {
      const before: Build = onImage(build, picker)
      return [
        before,
        editStage(before, boundaryOf(before), ({ ...stage }) => ({
          ...stage,
          platform: picker.another(['linux/amd64', 'linux/arm64', 'linux/s390x'], stage.platform),
        })),
      ]
    },
    { real: false },
  ),
  operator('target', 'change', build => [build, { ...build, target: 'tools' }]),
  operator(
    'network of the build',
    'change',
    (build, picker) => {
      const before = insert(build, picker, line('RUN', ': net'))
      return [
        before,
        {
          ...before,
          settings: {
            ...before.settings,
            network: picker.another<'none' | 'host'>(['none', 'host'], before.settings.network ?? 'host'),
          },
        },
      ]
    },
    { real: false },
  ),
  operator('added host', 'change', (build, picker) => {
    const before = insert(build, picker, line('RUN', ': host'))
    return [
      before,
      { ...before, settings: { ...before.settings, hosts: { ...before.settings.hosts, three: '10.0.0.3' } } },
    ]
  }),
  operator('ulimit', 'change', (build, picker) => {
    const before = insert(build, picker, line('RUN', ': limit'))
    return [before, { ...before, settings: { ...before.settings, ulimits: ['nofile=512:512'] } }]
  }),
  operator('shm size', 'change', (build, picker) => {
    const before = insert(build, picker, line('RUN', ': shm'))
    return [before, { ...before, settings: { ...before.settings, shm: picker.another([32, 96], before.settings.shm) } }]
  }),
  operator(
    'cgroup parent',
    'change',
    (build, picker) => {
      const before = insert(build, picker, line('RUN', ': cgroup'))
      return [before, { ...before, settings: { ...before.settings, cgroup: '/other' } }]
    },
    { real: false },
  ),
  operator(
    'required secret',
    'change',
    (build, picker) => {
      const before = insert(build, picker, line('RUN', ': secret', ['--mount=type=secret,id=need']))
      const place = find(before, each => each.rest === ': secret')[0] ?? [0, 0]
      return [before, editLine(before, place, each => ({ ...each, flags: ['--mount=type=secret,id=need,required'] }))]
    },
    { real: false },
  ),
  operator(
    'checksum of a download',
    'change',
    (build, picker) => {
      const address = 'http://files.example/x.txt'
      const before = insert(build, picker, line('ADD', `${address} /d/`, [`--checksum=sha256:${'1'.repeat(64)}`]))
      const place = find(before, each => each.rest.startsWith(address))[0] ?? [0, 0]
      return [before, editLine(before, place, each => ({ ...each, flags: [`--checksum=sha256:${'2'.repeat(64)}`] }))]
    },
    { real: false },
  ),
  operator(
    'commit of a repository',
    'change',
    (build, picker) => {
      const at = (commit: string) => `https://git.example/o/r.git#${commit.repeat(40)} /g/`
      const before = insert(build, picker, line('ADD', at('1')))
      const place = find(before, each => each.rest === at('1'))[0] ?? [0, 0]
      return [before, editLine(before, place, each => ({ ...each, rest: at('2') }))]
    },
    { real: false },
  ),
  operator('hostname of the sandbox', 'change', (build, picker) => {
    const before = insert(build, picker, line('RUN', ': name'))
    return [before, withArg(before, 'BUILDKIT_SANDBOX_HOSTNAME', 'renamed')]
  }),
  operator('SOURCE_DATE_EPOCH', 'change', (build, picker) => [
    build,
    withArg(build, 'SOURCE_DATE_EPOCH', picker.another(['1', '1600000000'], build.args.SOURCE_DATE_EPOCH)),
  ]),
  operator('context for an image', 'change', (build, picker) => {
    const before = onImage(build, picker)
    const name = imageName(before).replace(/:latest$/, '')
    return [before, { ...before, contexts: { ...before.contexts, [name]: 'docker-image://shelly:1.0' } }]
  }),
  operator('context for a stage', 'change', build => {
    const before = build.stages.some(stage => stage.name === 'root') ? build : ownImage(build)
    const used = editStage(before, boundaryOf(before), ({ platform: _, ...stage }) => ({ ...stage, image: 'tools' }))
    return [used, { ...used, contexts: { ...used.contexts, tools: 'docker-image://tool:2' } }]
  }),
]
