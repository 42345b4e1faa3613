import { describe, expect, it } from 'vitest'
import { listing, pullImage } from './images.ts'
import { basehit, plainBuild } from './programs.ts'
import { createProject } from './project.ts'

interface Row {
  readonly what: string
  readonly dockerfile: readonly string[]
  readonly args?: readonly string[]
  /** Files and what they must hold, so that two images that are wrong alike are seen. */
  readonly holds: Readonly<Record<string, string>>
}

const values = [
  `' two  blanks '`,
  `'say "hi"'`,
  `"it's"`,
  `'$HOME \${x:-y} $'`,
  String.raw`'C:\dir\'`,
  String.raw`'\n\t\\'`,
  `'# not a comment'`,
  `'tab\there'`,
  `'größer ✓'`,
  `''`,
  `'<<EOF'`,
  '"`tick`"',
]
const names = values.map((_, index) => `V${index}`)
const printed = ` two  blanks |say "hi"|it's|$HOME \${x:-y} $|C:\\dir\\|\\n\\t\\\\|# not a comment|tab\there|größer ✓||<<EOF|\`tick\`|`
const printing = `RUN printf '%s|' ${names.map(name => `"$${name}"`).join(' ')} > /b`

const rows: readonly Row[] = [
  {
    what: 'a RUN of the child',
    dockerfile: ['FROM busybox AS deps', 'ARG WHO=me', 'FROM deps AS app', 'RUN echo [$WHO] > /b'],
    holds: { b: '[me]\n' },
  },
  {
    what: 'a value of build-args',
    dockerfile: [
      'FROM busybox AS deps',
      'ARG WHO=me',
      'RUN echo $WHO > /a',
      'FROM deps AS app',
      'RUN echo [$WHO] > /b',
    ],
    args: ['--build-arg', 'WHO=you and $me'],
    holds: { a: 'you and $me\n', b: '[you and $me]\n' },
  },
  {
    what: 'a value with a line break',
    dockerfile: ['FROM busybox AS deps', 'ARG WHO', 'FROM deps AS app', 'RUN printf "[%s]" "$WHO" > /b'],
    args: ['--build-arg', 'WHO=you\nand me'],
    holds: { b: '[you\nand me]' },
  },
  {
    what: 'a global ARG and a platform ARG',
    dockerfile: [
      'ARG V=1.2',
      'FROM busybox AS deps',
      'ARG V',
      'ARG TARGETARCH',
      'FROM deps AS app',
      'RUN echo $V $TARGETARCH > /b',
    ],
    holds: { b: '1.2 amd64\n' },
  },
  {
    what: 'a bare ARG of the child',
    dockerfile: ['FROM busybox AS deps', 'ARG WHO=me', 'FROM deps AS app', 'ARG WHO', 'RUN echo [$WHO] > /b'],
    holds: { b: '[me]\n' },
  },
  {
    what: 'ancestors and grandchildren',
    dockerfile: [
      'FROM busybox AS root',
      'ARG W=1',
      'FROM root AS deps',
      'ARG X=2',
      'FROM deps AS mid',
      'RUN true',
      'FROM mid AS app',
      'RUN echo $W$X > /b',
    ],
    holds: { b: '12\n' },
  },
  {
    what: 'COPY and ADD of a path',
    dockerfile: ['FROM busybox AS deps', 'ARG F=f1', 'FROM deps AS app', 'COPY d/$F /x/', 'ADD d/${F:-f2} /y/'],
    holds: { 'x/f1': 'one\n', 'y/f1': 'one\n' },
  },
  {
    what: 'owner, mode and heredoc of a COPY',
    dockerfile: [
      'FROM busybox AS deps',
      'ARG U=1000',
      'ARG M=4711',
      'FROM deps AS app',
      'COPY --chown=$U:$U --chmod=$M d/f1 /x',
      'COPY <<EOT /b',
      '[$U]',
      'EOT',
    ],
    holds: { b: '[1000]\n' },
  },
  {
    what: 'WORKDIR and USER',
    dockerfile: [
      'FROM busybox AS deps',
      'ARG D=/srv/x',
      'ARG U=1000',
      'FROM deps AS app',
      'WORKDIR $D',
      'WORKDIR sub$U',
      'RUN pwd > /b',
      'USER $U:$U',
    ],
    holds: { b: '/srv/x/sub1000\n' },
  },
  {
    what: 'LABEL, ENV, EXPOSE and another ARG',
    dockerfile: [
      'FROM busybox AS deps',
      'ARG V=7',
      'FROM deps AS app',
      'LABEL v=$V',
      'ENV E=v$V',
      'EXPOSE 80$V',
      'ARG B=$V-b',
      'RUN echo $B $E > /b',
    ],
    holds: { b: '7-b v7\n' },
  },
  {
    what: 'VOLUME, STOPSIGNAL and a mount',
    dockerfile: [
      'FROM busybox AS deps',
      'ARG P=/data',
      'ARG S=SIGINT',
      'FROM deps AS app',
      'STOPSIGNAL $S',
      'RUN --mount=type=tmpfs,target=$P grep -c " $P " /proc/mounts > /b',
      'VOLUME $P',
    ],
    holds: { b: '1\n' },
  },
  {
    what: 'ENV before and after ARG',
    dockerfile: [
      'FROM busybox AS deps',
      'ENV A=1',
      'ARG B=$A-x',
      'ENV A=2',
      'ARG W=arg',
      'ENV W=env',
      'FROM deps AS app',
      'RUN echo $A $B $W > /b',
    ],
    holds: { b: '2 1-x env\n' },
  },
  {
    what: 'a child named by an ARG',
    dockerfile: [
      'ARG ST=other',
      'FROM busybox AS other',
      'FROM busybox AS deps',
      'ARG W=1',
      'FROM ${ST} AS app',
      'RUN echo [$W] > /b',
    ],
    args: ['--build-arg', 'ST=deps'],
    holds: { b: '[1]\n' },
  },
  {
    what: 'TARGETSTAGE in the base',
    dockerfile: [
      'FROM busybox AS deps',
      'ARG TARGETSTAGE',
      'ENV S=$TARGETSTAGE',
      'FROM deps AS app',
      'RUN echo $S > /b',
    ],
    holds: { b: 'app\n' },
  },
  {
    what: 'a stage name in capitals',
    dockerfile: ['FROM busybox AS Deps', 'ARG WHO=me', 'FROM deps AS app', 'RUN echo [$WHO] > /b'],
    holds: { b: '[me]\n' },
  },
  {
    what: 'values that need quotes',
    dockerfile: [
      'FROM busybox AS deps',
      ...names.map((name, index) => `ARG ${name}=${values[index]}`),
      'FROM deps AS app',
      printing,
    ],
    holds: { b: printed },
  },
  {
    what: 'values that need quotes where the escape character is the backtick',
    dockerfile: [
      '# escape=`',
      'FROM busybox AS deps',
      ...names.map((name, index) => `ARG ${name}=${values[index]?.replace(/^"`tick`"$/, "'`tick`'")}`),
      'FROM deps AS app',
      printing,
    ],
    holds: { b: printed },
  },
  {
    what: 'a stage that is only copied from',
    dockerfile: [
      'FROM busybox AS deps',
      'ARG P=/out',
      'RUN echo built > $P',
      'FROM busybox AS app',
      'COPY --from=deps /out /b',
    ],
    holds: { b: 'built\n' },
  },
]

describe.concurrent('an app on a base is what a plain build gives', () => {
  it.each(rows)('with $what', async ({ dockerfile, args = [], holds }) => {
    const project = createProject({ Dockerfile: `${dockerfile.join('\n')}\n`, 'd/f1': 'one\n', 'd/f2': 'two\n' })
    await plainBuild(project, [...args, '--provenance=false', '--push', '-t', `${project.app}:plain`])
    const run = await basehit(project, [
      ...['build', '--base-stage', 'deps', ...args],
      ...['--provenance=false', '--push', '-t', `${project.app}:basehit`],
    ])
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('building the base')
    const [plain, app] = await Promise.all(['plain', 'basehit'].map(tag => pullImage(project.appRepository, tag)))
    for (const [path, text] of Object.entries(holds)) expect(app?.text(path)).toBe(text)
    expect(app?.config.config).toEqual(plain?.config.config)
    expect(app?.config.rootfs.diff_ids).toHaveLength(plain?.config.rootfs.diff_ids.length ?? 0)
    expect(app && listing(app)).toEqual(plain && listing(plain))
  })
})
