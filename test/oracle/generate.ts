import fc, { type Arbitrary } from 'fast-check'
import { ofPlatform, onArchitecture, rareUpstreams, slashed, withKinds } from './generate-kinds.ts'
import { declaration, instruction } from './instructions.ts'
import { type Build, type Line, line, type Settings, type StageModel } from './model.ts'
import { files, libFiles, modes } from './pool.ts'
import { of, type Scope, sometimes } from './scope.ts'

/** What a kind of oracle can judge. */
export interface Limits {
  readonly http: Scope['http']
  /** The builds are run for real: nothing that this machine's busybox cannot do. */
  readonly real: boolean
}

const heads = [
  '',
  '',
  '# a comment\n',
  '\ufeff',
  '# check=skip=JSONArgsRecommended\n',
  '# unknown=1\n# escape=`\n',
  '# escape=`\n',
]

/** A real builder would start a frontend of its own. */
const foreignHeads = ['# syntax=docker/dockerfile:1\n', '# syntax=docker/dockerfile:1.7-labs\n# check=skip=all\n']

const globals: Arbitrary<Line[]> = fc.array(
  fc.oneof(
    of(
      line('ARG', 'G=g1'),
      line('ARG', 'G'),
      line('ARG', 'IMG=busybox'),
      line('ARG', 'V=global'),
      line('ARG', 'P=linux/amd64'),
      line('ARG', 'H=$G-h W=${H:-x}'),
    ),
  ),
  { maxLength: 3 },
)

function stage(
  limits: Limits,
  name: string,
  images: Arbitrary<string>,
  stages: readonly string[],
  length: number,
): Arbitrary<StageModel> {
  const scope = { stages, http: limits.http, real: limits.real }
  return fc
    .record({
      image: images,
      platform: sometimes(
        limits.real
          ? of('linux/amd64', '$TARGETPLATFORM')
          : of('linux/amd64', 'linux/arm64', '$BUILDPLATFORM', '${TARGETPLATFORM}'),
        8,
      ),
      first: fc.array(declaration, { maxLength: 2 }),
      lines: fc.array(instruction(scope), { minLength: 1, maxLength: length }),
      last: of(
        undefined,
        line('RUN', ': last'),
        line('RUN', ': $V $E'),
        line('RUN', ': end', ['--mount=target=/m,source=dir']),
      ),
    })
    .map(({ image, platform, first, lines, last }) => {
      const isStage = image === 'root' || image === 'tools'
      // Most stages end in a command, for what nothing reads changes nothing.
      const all = [...first, ...lines, ...(last === undefined ? [] : [last])]
      const runs = image === 'scratch' || image === 'empty:1' ? all.filter(each => each.word !== 'RUN') : all
      return { name, image, lines: runs, ...(platform === undefined || isStage ? {} : { platform }) }
    })
}

const upstreams = [
  'busybox',
  'busybox',
  'busybox:latest',
  'docker.io/library/busybox',
  'node:22',
  'shelly:1.0',
  'trigger:1',
  '${IMG:-busybox}',
  'tool:2',
]

function stages(limits: Limits): Arbitrary<StageModel[]> {
  const pool = fc.oneof(
    { weight: 7, arbitrary: of(...upstreams, ...(limits.real ? [] : ['scratch', 'empty:1'])) },
    { weight: 2, arbitrary: rareUpstreams.triggers },
    { weight: 1, arbitrary: rareUpstreams.odd },
  )
  const length = limits.real ? 4 : 7
  return fc
    .record({
      tools: stage(limits, 'tools', of('busybox', 'tool:2', ...(limits.real ? [] : ['scratch'])), [], 2),
      root: sometimes(
        fc
          .tuple(
            stage(limits, 'root', pool, ['tools'], 2),
            of<Line[]>([], [line('ONBUILD', 'RUN : onbuild $V')], [line('ONBUILD', 'COPY b.txt /ob/')]),
          )
          .map(([own, more]) => ({ ...own, lines: [...own.lines, ...more] })),
        2,
      ),
      deps: stage(limits, 'deps', pool, ['tools'], length),
      other: sometimes(stage(limits, 'other', of('busybox'), [], 2), 3),
      onRoot: fc.boolean(),
      child: of('', 'app', 'App'),
    })
    .map(({ tools, root, deps, other, onRoot, child }) => {
      const own = onRoot && root !== undefined ? { name: deps.name, image: 'root', lines: deps.lines } : deps
      const app: StageModel = { name: child, image: 'deps', lines: [line('COPY', 'app /app'), line('CMD', '["app"]')] }
      return [tools, ...(root === undefined ? [] : [root]), ...(other === undefined ? [] : [other]), own, app]
    })
}

const args: Arbitrary<Record<string, string>> = fc.record(
  { V: of('v1', 'arg v', '$x', ''), G: of('garg'), W: of('warg'), HTTP_PROXY: of('http://p:1'), NOBODY: of('n') },
  { requiredKeys: [] },
)

const settings: Arbitrary<Settings> = fc.record(
  {
    network: of<'none' | 'host'>('none', 'host'),
    hosts: of({ one: '10.0.0.1' }, { one: '10.0.0.1', two: '10.0.0.2' }),
    ulimits: of(['nofile=1024:2048']),
    shm: of(64, 128),
    cgroup: of('/oracle'),
  },
  { requiredKeys: [] },
)

/** A build, with its boundary named `deps`. */
export function build(limits: Limits): Arbitrary<Build> {
  return fc
    .record({
      head: of(...heads, ...(limits.real ? [] : foreignHeads)),
      globals,
      stages: stages(limits),
      args: fc.oneof(of({}), args),
      epoch: sometimes(of('0', '1700000000'), 8),
      hostname: sometimes(of('box'), 12),
      more: ofPlatform,
      word: slashed,
      byArchitecture: fc.boolean(),
      platform: limits.real
        ? sometimes(of('linux/arm64'), 6).map(found => found ?? 'linux/amd64')
        : of('linux/amd64', 'linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/amd64/v3'),
      ignore: sometimes(
        of(
          'node_modules\n*.log\n',
          '*\n!a\n!arch\n!dir\n!*.txt\n!lib\n!app\n!*.json\n!run.sh\n!.hidden\n!*link*\n',
          '# comment\nlog/**\n',
        ),
        2,
      ),
      settings: fc.oneof({ weight: 3, arbitrary: of({}) }, { weight: 1, arbitrary: settings }),
      replaced: sometimes(of('docker-image://tool:2'), 12),
      crlf: sometimes(of(true), 20),
    })
    .map(({ epoch, hostname, replaced, crlf, more, word, byArchitecture, ...rest }) => {
      const build: Build = {
        ...rest,
        args: {
          ...rest.args,
          ...(epoch === undefined ? {} : { SOURCE_DATE_EPOCH: epoch }),
          ...(hostname === undefined ? {} : { BUILDKIT_SANDBOX_HOSTNAME: hostname }),
        },
        settings: limits.real ? realSettings(rest.settings) : rest.settings,
        target: 'deps',
        files,
        modes,
        contexts: { lib: libFiles, ...(replaced === undefined ? {} : { tool: replaced }) },
        moved: {},
        crlf: crlf ?? false,
      }
      const whole = withKinds(build, more, word)
      return byArchitecture ? onArchitecture(whole) : whole
    })
}

/** A cgroup parent must exist and the host's network be allowed, which the builder's machine decides. */
function realSettings({ cgroup: _, network, ...rest }: Settings): Settings {
  return network === 'none' ? { ...rest, network } : rest
}
