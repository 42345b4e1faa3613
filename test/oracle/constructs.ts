import { type Build, printDockerfile, reachable } from './model.ts'

/** A construct of the Dockerfile language or of a build, and whether a build has it where the boundary is made from it. */
export interface Construct {
  readonly name: string
  has(look: Look): boolean
}

/** A build as constructs look at it. */
export interface Look {
  readonly build: Build
  /** The whole file. */
  readonly text: string
  /** The text of the stages that the boundary is built from. */
  readonly own: string
}

export function look(build: Build): Look {
  const stages = reachable(build).flatMap(index => build.stages[index] ?? [])
  return {
    build,
    text: printDockerfile(build),
    own: printDockerfile({ ...build, head: '', globals: [], stages, crlf: false }),
  }
}

const own = (name: string, pattern: RegExp): Construct => ({ name, has: ({ own }) => pattern.test(own) })
const file = (name: string, pattern: RegExp): Construct => ({ name, has: ({ text }) => pattern.test(text) })
const given = (name: string, has: (build: Build) => boolean): Construct => ({ name, has: ({ build }) => has(build) })

/** What §1–§13 of the semantics name, by subject. */
export const constructs: readonly Construct[] = [
  file('byte order mark', /^\ufeff/),
  file('CRLF', /\r\n/),
  file('directive: syntax', /^# syntax=/),
  file('directive: check', /^# ?check=|\n# check=/),
  file('directive: escape', /^# escape=`/),
  file('directive after an unknown one', /^# unknown/),
  file('comment', /^#/m),
  own('continuation', /[\\`][ \t]*\n/),
  own('continuation, blanks after it', /[\\`][ \t]+\n/),
  own('comment in a continuation', /[\\`][ \t]*\n#/),
  own('blank line in a continuation', /[\\`][ \t]*\n\s*\n/),
  own('doubled escape at the end of a line', /\\\\$/m),
  own('exec form', /^RUN.* \["/m),
  own('broken JSON', /^RUN.* (\['|\["broken)/m),
  own('ENV, old form', /^ENV K legacy/m),
  own('several words of ARG', /^ARG \S+ \S+/m),
  own('here-document of RUN', /^RUN .*<</m),
  own('here-document of RUN with #!', /<<EOF\n#!/),
  own('here-document of COPY', /^COPY .*<</m),
  own('here-document of ADD', /^ADD .*<</m),
  own('here-document, chomped', /<<-/),
  own('here-document, quoted', /<<'/),
  own('here-documents on one line', /<<\w+ .*<</),
  own('here-document, numbered', /0<</),
  own('expansion: $x', /\$\w/),
  own('expansion: ${x}', /\$\{\w+\}/),
  own('expansion: :-', /\$\{\w+:-/),
  own('expansion: -', /\$\{\w+-/),
  own('expansion: :+', /\$\{\w+:\+/),
  own('expansion: +', /\$\{\w+\+/),
  own('expansion: #', /\$\{\w+#[^#]/),
  own('expansion: ##', /\$\{\w+##/),
  own('expansion: %', /\$\{\w+%[^%]/),
  own('expansion: %%', /\$\{\w+%%/),
  own('expansion: /', /\$\{\w+\/[^/]/),
  own('expansion: //', /\$\{\w+\/\//),
  own('expansion: nested', /\$\{\w+:?[-+]\$\{/),
  own('quotes in a word', /=\S*['"]/),
  file('global ARG', /^ARG/),
  own('ARG with a default', /^ARG \w+=/m),
  own('ARG without a default', /^ARG \w+$/m),
  own('ARG of the platform', /^ARG (TARGET|BUILD)/m),
  own('ARG of a proxy', /^ARG HTTP_PROXY/m),
  own('ENV', /^ENV/m),
  own('ENV, then ARG of its name', /^ENV (\w)=[\s\S]*^ARG \1\b/m),
  own('ARG, then ENV of its name', /^ARG (\w)\b[\s\S]*^ENV \1=/m),
  given('build args', build => Object.keys(build.args).length > 0),
  given('build arg of a proxy', build => 'HTTP_PROXY' in build.args),
  given('SOURCE_DATE_EPOCH', build => 'SOURCE_DATE_EPOCH' in build.args),
  given('hostname of the sandbox', build => 'BUILDKIT_SANDBOX_HOSTNAME' in build.args),
  own('FROM an image', /^FROM (--\S+ )?(docker|busybox|node)/m),
  own('FROM a stage', /^FROM root/m),
  own('FROM by ARG', /^FROM (--\S+ )?\$/m),
  own('FROM --platform', /^FROM --platform/m),
  own('FROM scratch', /^FROM (--\S+ )?scratch/m),
  own('FROM an image without layers', /^FROM (--\S+ )?empty/m),
  own('ONBUILD of an image', /^FROM (--\S+ )?trigger/m),
  given(
    'ONBUILD of a stage',
    ({ stages }) =>
      stages.some(stage => stage.name === 'root' && stage.lines.some(line => line.word === 'ONBUILD')) &&
      stages.some(stage => stage.name === 'deps' && stage.image === 'root'),
  ),
  file('unreachable stage', /AS other/),
  own('RUN', /^RUN/m),
  own('RUN --network', /^RUN.*--network/m),
  own('mount: bind of the context', /--mount=(type=bind,)?(target|source|src)/),
  own('mount: bind of a stage or image', /--mount=type=bind,from=/),
  own('mount: cache', /--mount=type=cache/),
  own('mount: cache from a stage', /--mount=type=cache\S*from=/),
  own('mount: cache with an owner', /--mount=type=cache\S*uid=/),
  own('mount: tmpfs', /--mount=type=tmpfs/),
  own('mount: secret', /--mount=type=secret/),
  own('mount: secret as a variable', /--mount=type=secret\S*env=/),
  own('mount: ssh', /--mount=type=ssh/),
  own('mount with a variable', /--mount=\S*\$/),
  own('COPY a file', /^COPY( --\S+)* \.?\.?\/?a /m),
  own('COPY a directory', /^COPY( --\S+)* dir\/? /m),
  own('COPY a wildcard', /^COPY( --\S+)* \S*[*?[]/m),
  own('COPY a symlink', /^COPY( --\S+)* d?link /m),
  own('COPY the context', /^COPY( --\S+)* \. /m),
  own('COPY several sources', /^COPY.*\/many\//m),
  own('COPY as JSON', /^COPY( --\S+)* \["/m),
  own('COPY --from a stage', /^COPY.*--from=tools/m),
  own('COPY --from a number', /^COPY.*--from=0/m),
  own('COPY --from an image', /^COPY.*--from=tool:/m),
  own('COPY --from a named context', /^COPY.*--from=lib/m),
  own('COPY --chown', /^(COPY|ADD).*--chown/m),
  own('COPY --chmod', /^(COPY|ADD).*--chmod=[0-7$]/m),
  own('COPY --chmod, symbolic', /^(COPY|ADD).*--chmod=u/m),
  own('COPY --link', /^(COPY|ADD).*--link/m),
  own('COPY --exclude', /^(COPY|ADD).*--exclude/m),
  own('COPY --parents', /^COPY.*--parents/m),
  own('destination with a slash', /^COPY.*\/$/m),
  own('relative destination', /^COPY.* (\.\/|rel\/)$/m),
  own('ADD', /^ADD/m),
  own('ADD --unpack', /^ADD.*--unpack/m),
  own('ADD a repository at a commit', /^ADD.*\.git#/m),
  own('ADD a URL with a checksum', /^ADD.*--checksum/m),
  own('WORKDIR', /^WORKDIR/m),
  own('WORKDIR, relative', /^WORKDIR [^/$]/m),
  own('USER', /^USER/m),
  own('SHELL', /^SHELL/m),
  own('LABEL', /^LABEL/m),
  own('EXPOSE', /^EXPOSE/m),
  own('VOLUME', /^VOLUME/m),
  own('STOPSIGNAL', /^STOPSIGNAL/m),
  own('HEALTHCHECK', /^HEALTHCHECK/m),
  own('CMD', /^CMD/m),
  own('ENTRYPOINT', /^ENTRYPOINT/m),
  own('MAINTAINER', /^MAINTAINER/m),
  own('ONBUILD', /^ONBUILD/m),
  given('.dockerignore', build => build.ignore !== undefined),
  given('.dockerignore that brings back', build => build.ignore?.includes('!') === true),
  given('context for an image', build => Object.values(build.contexts).some(value => typeof value === 'string')),
  given('network of the build', build => build.settings.network !== undefined),
  given('added hosts', build => build.settings.hosts !== undefined),
  given('ulimits', build => build.settings.ulimits !== undefined),
  given('shm size', build => build.settings.shm !== undefined),
  given('cgroup parent', build => build.settings.cgroup !== undefined),
  given('another platform', build => build.platform !== 'linux/amd64'),
]
