import { digestText, type World } from '../lower/memory.ts'

/** A fact of a build, and two builds that differ in it alone. */
export interface Fact {
  readonly what: string
  readonly why: string
  readonly before: Side
  readonly after: Side
}

type Side = readonly [dockerfile: string, world?: World]

/** Whether a change of the fact is another base: computed, not said. */
export function isInDigest({ before, after }: Fact): boolean {
  return digestOf(before) !== digestOf(after)
}

const world: World = {
  images: { busybox: { Env: ['PATH=/bin'] }, 'tool:1': {} },
  files: { a: 'text a', 'd/f': 'text f', 'd/sub/g': 'text g', link: '→a', 'app.js': 'app' },
  contexts: { lib: { p: 'text p' } },
}

function digestOf([text, more = {}]: Side): string {
  return digestText(text, { ...world, ...more })
}

const from = (...lines: string[]) => ['FROM busybox', ...lines].join('\n')

function text(what: string, why: string, before: string, after: string): Fact {
  return { what, why, before: [before], after: [after] }
}

/** A fact of a run step. */
const run = (what: string, why: string, before: string, after: string) =>
  text(what, why, from(`RUN ${before}x`), from(`RUN ${after}x`))

/** A fact of what a Dockerfile is built with. */
function around(what: string, why: string, dockerfile: string, before: World, after: World): Fact {
  return { what, why, before: [dockerfile, before], after: [dockerfile, after] }
}

const copyAll = from('COPY d /x/')
const files = (changed: Readonly<Record<string, string>>): World => ({ files: { ...world.files, ...changed } })

const stepFacts: readonly Fact[] = [
  text('text of a command', 'it is what is run, blanks and all', from('RUN x'), from('RUN x  y')),
  text('order of steps', 'each step sees what those before it left', from('RUN x', 'RUN y'), from('RUN y', 'RUN x')),
  text('shell', 'it reads the command', from('RUN x'), from('SHELL ["/bin/ash", "-c"]', 'RUN x')),
  text(
    'value of a declared ARG',
    'every later command sees it, named or not',
    from('ARG V=1', 'RUN x'),
    from('ARG V=2', 'RUN x'),
  ),
  text('ENV', 'commands and children see it', from('ENV V=1'), from('ENV V=2')),
  text('working directory', 'commands start in it, and it is made', from('WORKDIR /a'), from('WORKDIR /b')),
  text('user', 'commands run as it', from('USER 1'), from('USER 2')),
  run('network of a command', 'what it can reach', '', '--network=none '),
  run(
    'target of a mount',
    'where a command finds it',
    '--mount=type=tmpfs,target=/a ',
    '--mount=type=tmpfs,target=/b ',
  ),
  run(
    'size of a tmpfs',
    'how much fits into it',
    '--mount=type=tmpfs,target=/a ',
    '--mount=type=tmpfs,target=/a,size=1m ',
  ),
  run(
    'id of a secret or SSH agent',
    'which one a command is given',
    '--mount=type=secret,id=a,target=/s ',
    '--mount=type=secret,id=b,target=/s ',
  ),
  run(
    'owner and mode of a mount',
    'who may read it',
    '--mount=type=secret,id=a ',
    '--mount=type=secret,id=a,mode=0444 ',
  ),
  run('what a mount binds', 'a command reads it', '--mount=target=/m,source=d ', '--mount=target=/m,source=d/sub '),
  text('text of a here-document', 'it is a file or a script', from('COPY <<f /x\n1\nf'), from('COPY <<f /x\n2\nf')),
  run(
    'id and sharing of a cache mount',
    'what a cache holds decides no result',
    '--mount=type=cache,target=/c ',
    '--mount=type=cache,target=/c,id=own,sharing=locked ',
  ),
]

const fileFacts: readonly Fact[] = [
  text(
    'destination of COPY and ADD',
    'where files land; a slash at its end counts',
    from('COPY a /x'),
    from('COPY a /x/'),
  ),
  text('owner of what is copied', 'files have it', from('COPY a /x'), from('COPY --chown=1 a /x')),
  text('mode of what is copied', 'files have it', from('COPY a /x'), from('COPY --chmod=600 a /x')),
  text('--link', 'symlinks of the destination are not followed', from('COPY a /x'), from('COPY --link a /x')),
  around('content of a copied file', 'it is in the image', copyAll, {}, files({ 'd/f': 'other' })),
  around('path of a copied file', 'it is in the image', copyAll, {}, files({ 'd/new': 'new' })),
  around('execute bit, and any mode but the usual two', 'files have it', copyAll, {}, { modes: { 'd/f': 0o755 } }),
  around(
    'target of a copied symlink',
    'it is in the image',
    from('COPY link /x/', 'COPY d /x/'),
    files({ 'd/ln': '→f' }),
    files({ 'd/ln': '→sub' }),
  ),
  around(
    'file of a named context',
    'it is copied like any other',
    from('COPY --from=lib p /x'),
    {},
    { contexts: { lib: { p: 'other' } } },
  ),
  text(
    'checksum of a download',
    'it is the content',
    from(`ADD --checksum=sha256:${'1'.repeat(64)} http://h/f /`),
    from(`ADD --checksum=sha256:${'2'.repeat(64)} http://h/f /`),
  ),
  text(
    'commit of a repository that ADD takes',
    'it is the content; a branch or tag alone is refused, and so is a download without checksum',
    from(`ADD https://h/r.git#${'1'.repeat(40)} /`),
    from(`ADD https://h/r.git#${'2'.repeat(40)} /`),
  ),
  around(
    'bit by which a group may write',
    'a umask of 002 or 022 makes one base',
    copyAll,
    {},
    { modes: { 'd/f': 0o664, 'd/sub': 0o775 } },
  ),
  around('file that nothing copies', 'no step reads it', copyAll, {}, files({ 'app.js': 'other' })),
  text('spelling of a source', 'what counts is which files land where', from('COPY d/f /x/'), from('COPY ./d/f* /x/')),
]

const sourceFacts: readonly Fact[] = [
  around(
    'upstream image: its manifest for the platform',
    'all is built on it',
    from('RUN x'),
    {},
    { contents: { busybox: 'moved' } },
  ),
  text(
    'image that files are taken from',
    'they are its files',
    from('COPY --from=busybox /f /x'),
    from('COPY --from=tool:1 /f /x'),
  ),
  text(
    'steps of a stage that files are taken from',
    'they decide the files',
    'FROM busybox AS s\nRUN x\nFROM busybox\nCOPY --from=s /f /',
    'FROM busybox AS s\nRUN y\nFROM busybox\nCOPY --from=s /f /',
  ),
  text('spelling of an image', 'it names the same', 'FROM busybox', 'FROM docker.io/library/busybox:latest'),
  text(
    'name of a stage',
    'nothing of it is left',
    'FROM busybox AS s\nRUN x\nFROM busybox\nCOPY --from=s /f /',
    'FROM busybox AS t\nRUN x\nFROM busybox\nCOPY --from=t /f /',
  ),
  text('stage that the base does not need', 'it is not built', from('RUN x'), `FROM tool:1\nRUN z\n${from('RUN x')}`),
]

const configFacts: readonly Fact[] = [
  text(
    'labels, ports, volumes, stop signal, health check',
    'children inherit them',
    from('LABEL a=1'),
    from('LABEL a=2'),
  ),
  text('CMD and ENTRYPOINT', 'children inherit them', from('CMD x'), from('CMD y')),
  text('ONBUILD', 'children run it', from('ONBUILD RUN x'), from('ONBUILD RUN y')),
  text(
    'order of variables and labels',
    'no program is given an order to rely on',
    from('ENV A=1', 'ENV B=2', 'RUN x'),
    from('ENV B=2', 'ENV A=1', 'RUN x'),
  ),
  text(
    'comments, blank lines, case of keywords, line breaks in an instruction',
    'they are gone when a file is read',
    from('RUN x y'),
    'from busybox\n# why\n\nrun x \\\n# more\ny',
  ),
  text(
    'check directive and tag of docker/dockerfile',
    'they change no result',
    from('RUN x'),
    `# syntax=docker/dockerfile:1\n# check=skip=all\n${from('RUN x')}`,
  ),
]

const buildFacts: readonly Fact[] = [
  around('platform', 'another processor, another base', from('RUN x'), {}, { platform: 'linux/arm64' }),
  around('build arg of a declared ARG', 'it is its value', from('ARG V=1', 'RUN x'), {}, { args: { V: '2' } }),
  around('network of the build', 'what commands can reach', from('RUN x'), {}, { options: { network: 'none' } }),
  around('names of added hosts', 'commands can look them up', from('RUN x'), {}, { options: { extraHosts: ['db'] } }),
  around(
    'ulimits, shm size, cgroup parent, host name of the sandbox',
    'commands run under them',
    from('RUN x'),
    {},
    { options: { shmSize: '1g' } },
  ),
  around('SOURCE_DATE_EPOCH', 'the image carries it', from('RUN x'), {}, { args: { SOURCE_DATE_EPOCH: '1' } }),
  around('build arg that nothing declares', 'nothing sees it', from('RUN x'), {}, { args: { OTHER: '2' } }),
  around(
    'proxies that nothing declares',
    'BuildKit keeps them out of its keys',
    from('RUN x'),
    {},
    { args: { HTTP_PROXY: 'http://p' } },
  ),
  text('global ARG that nothing reads', 'nothing sees it', from('RUN x'), `ARG G=1\n${from('RUN x')}`),
]

/** What decides a base and what does not, by subject. */
export const facts: readonly Fact[] = [...sourceFacts, ...stepFacts, ...fileFacts, ...configFacts, ...buildFacts]
