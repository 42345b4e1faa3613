import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A user's mistake, made on purpose. */
export interface BadInput {
  /** The row of the table it belongs to. */
  readonly row: number
  readonly what: string
  /** Files of the project besides a good Dockerfile, or in place of it. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly prepare?: (project: string) => void
  /** In place of `build --base-stage deps --tag HOST/team/app:1 --push`. */
  readonly args?: readonly string[]
  /** Added to those. */
  readonly more?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The shell script that stands for `buildx`, after `case "$1" in version) … esac`. */
  readonly buildx?: string
  /** What the registry has against it. */
  readonly registry?: 'read-only' | 'private' | 'html' | 'limited' | 'foreign'
  /** 0 for a warning: the run goes on. */
  readonly status?: 0 | 1 | 2
  /** The first line, exactly; ROOT and HOST stand for what differs from run to run. */
  readonly says: string
  /** `line:column` in the Dockerfile, or `file:line:column`. */
  readonly at?: string
}

/** What `build` is given unless a row says otherwise. */
export const usual = ['build', '--base-stage', 'deps', '--tag', 'HOST/team/app:1', '--push'] as const
/** A Dockerfile with nothing against it. */
export const good = 'FROM scratch AS deps\nRUN true\nFROM deps AS app\nRUN true\n'

const repository = (value: string) => ({ more: [`--base-repository=${value}`] })
const dockerfile = (...lines: readonly string[]) => ({ files: { Dockerfile: `${lines.join('\n')}\n` } })
const deps = (...lines: readonly string[]) =>
  dockerfile('FROM scratch AS deps', ...lines, 'FROM deps AS app', 'RUN true')
const context = (files: Readonly<Record<string, string | Uint8Array>>, ...lines: readonly string[]) => ({
  files: { ...files, ...deps(...lines).files },
})
const baseFile = (path: string) => ({ args: ['build', `--base-file=${path}`, '--tag', 'HOST/team/app:1'] })
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')])
const helper = (script: string) => (project: string) => {
  const path = join(project, '../bin/docker-credential-bad')
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}
const config = (text: string) => ({ files: { '../home/.docker/config.json': text } })

/** A run in which nothing is built; `more` is added. */
const planned = (...more: readonly string[]) =>
  ({ args: ['plan', '--base-stage', 'deps', '--tag', 'HOST/team/app:1', ...more], status: 0 }) as const
const pip = ['COPY requirements.txt /tmp/', 'RUN pip install -r /tmp/requirements.txt'] as const

/** Every mistake with what is said about it. */
export const badInputs: readonly BadInput[] = [
  {
    row: 1,
    what: 'a directory without a name',
    ...repository('oci-layout://'),
    says: 'error[BH001]: `oci-layout://` names no directory',
  },
  {
    row: 2,
    what: 'capitals',
    ...repository('GHCR.io/Foo/Bar'),
    says: 'error[BH002]: repository `GHCR.io/Foo/Bar` is not lower case',
  },
  {
    row: 3,
    what: 'a tag',
    ...repository('ghcr.io/foo/bar:tag'),
    says: 'error[BH003]: repository `ghcr.io/foo/bar:tag` carries a tag',
  },
  {
    row: 4,
    what: 'a digest',
    ...repository(`ghcr.io/foo@sha256:${'0'.repeat(64)}`),
    says: 'error[BH003]: repository `ghcr.io/foo@sha256:DIGEST` carries a digest',
  },
  {
    row: 5,
    what: 'a scheme',
    ...repository('https://ghcr.io/foo/bar'),
    says: 'error[BH004]: repository `https://ghcr.io/foo/bar` is written as a URL',
  },
  {
    row: 6,
    what: 'a space',
    ...repository('foo bar'),
    says: 'error[BH005]: illegal character U+0020 at position 4 of the repository',
  },
  {
    row: 6,
    what: 'a tab',
    ...repository('foo\tbar'),
    says: 'error[BH005]: illegal character U+0009 at position 4 of the repository',
  },
  {
    row: 6,
    what: 'a line break',
    ...repository('foo\nbar'),
    says: 'error[BH005]: illegal character U+000A at position 4 of the repository',
  },
  {
    row: 6,
    what: 'a NUL',
    ...repository('foo\0bar'),
    says: 'error[BH005]: illegal character U+0000 at position 4 of the repository',
  },
  {
    row: 7,
    what: 'an empty component',
    ...repository('ghcr.io//bar'),
    says: 'error[BH006]: path component `` of `ghcr.io//bar` breaks the OCI name rule',
  },
  {
    row: 7,
    what: 'a trailing slash',
    ...repository('ghcr.io/bar/'),
    says: 'error[BH006]: path component `` of `ghcr.io/bar/` breaks the OCI name rule',
  },
  {
    row: 7,
    what: 'two dots',
    ...repository('ghcr.io/a..b'),
    says: 'error[BH006]: path component `a..b` of `ghcr.io/a..b` breaks the OCI name rule',
  },
  {
    row: 7,
    what: 'a leading dash',
    ...repository('ghcr.io/-a'),
    says: 'error[BH006]: path component `-a` of `ghcr.io/-a` breaks the OCI name rule',
  },
  {
    row: 8,
    what: 'a name too long',
    ...repository(`ghcr.io/${'a'.repeat(256)}`),
    says: 'error[BH007]: repository has 256 characters, limit 255',
  },
  {
    row: 9,
    what: 'a port that is none',
    ...repository('localhost:99999/x'),
    says: 'error[BH008]: port 99999 of `localhost:99999/x` is out of range',
  },
  {
    row: 10,
    what: 'a bracket that stays open',
    ...repository('[::1/x'),
    says: 'error[BH009]: the host of `[::1/x` has unbalanced brackets',
  },
  {
    row: 10,
    what: 'a letter that only looks Latin',
    ...repository('gh\u0441r.io/foo/bar'),
    says: 'error[BH009]: the host of `ghсr.io/foo/bar` contains the non-ASCII `с` (U+0441)',
  },
  {
    row: 11,
    what: 'a flag',
    ...repository('--push'),
    says: 'error[BH010]: repository `--push` starts with `-`: it looks like a flag',
  },
  {
    row: 12,
    what: 'a Dockerfile that is not there',
    ...baseFile('bsae.Dockerfile'),
    says: 'error[BH020]: bsae.Dockerfile not found in . (found: Dockerfile)',
  },
  {
    row: 13,
    what: 'a directory',
    ...baseFile('folder'),
    prepare: project => mkdirSync(join(project, 'folder')),
    says: 'error[BH021]: `ROOT/project/folder` is a directory',
  },
  {
    row: 13,
    what: 'a FIFO',
    ...baseFile('pipe'),
    prepare: project => execFileSync('mkfifo', [join(project, 'pipe')]),
    says: 'error[BH021]: `ROOT/project/pipe` is a FIFO, socket or device',
  },
  {
    row: 14,
    what: 'a path above',
    ...baseFile('../../etc/passwd'),
    says: 'error[BH022]: base-file `../../etc/passwd` leaves the workspace',
  },
  {
    row: 14,
    what: 'a path elsewhere',
    ...baseFile('/etc/passwd'),
    says: 'error[BH022]: base-file `/etc/passwd` leaves the workspace',
  },
  {
    row: 15,
    what: 'a link that leaves the workspace',
    ...baseFile('base.Dockerfile'),
    prepare: project => {
      writeFileSync(join(project, '../base.Dockerfile'), good)
      symlinkSync('../base.Dockerfile', join(project, 'base.Dockerfile'))
    },
    says: 'error[BH022]: `ROOT/project/base.Dockerfile` is a link that leaves the workspace: it leads to `ROOT/base.Dockerfile`',
  },
  { row: 16, what: 'nothing', files: { Dockerfile: '' }, says: 'error[BH023]: Dockerfile has no FROM instruction' },
  {
    row: 16,
    what: 'comments only',
    files: { Dockerfile: '# FROM scratch\n' },
    says: 'error[BH023]: Dockerfile has no FROM instruction',
  },
  {
    row: 17,
    what: 'UTF-16',
    files: { Dockerfile: utf16 },
    says: 'error[BH024]: Dockerfile is UTF-16LE (byte order mark FF FE), not UTF-8',
  },
  { row: 17, what: 'a NUL', files: { Dockerfile: `${good}\0` }, says: 'error[BH025]: unknown instruction "\\u0000"' },
  {
    row: 17,
    what: 'more than 1 MiB',
    files: { Dockerfile: `${good}#${'x'.repeat(1024 * 1024)}\n` },
    says: 'error[BH024]: Dockerfile has 1048634 bytes; a Dockerfile has at most 1048576',
  },
  { row: 18, what: 'RUM', ...deps('RUM true'), says: 'error[BH025]: unknown instruction "RUM"' },
  {
    row: 19,
    what: 'a heredoc that stays open',
    ...deps('RUN <<EOF', 'true'),
    says: 'error[BH026]: the heredoc EOF is never closed',
  },
  {
    row: 20,
    what: 'an ARG without a value',
    ...dockerfile('ARG UNSET', 'FROM ${UNSET} AS deps', 'FROM deps'),
    says: 'error[BH027]: FROM ${UNSET} is empty: UNSET is not set',
  },
  {
    row: 20,
    what: 'no ARG at all',
    ...dockerfile('FROM ${UNSET} AS deps', 'FROM deps'),
    says: 'error[BH027]: FROM ${UNSET} is empty: UNSET is not set',
  },
  {
    row: 21,
    what: 'a stage that is not there',
    args: ['build', '--base-stage', 'base', '--tag', 'HOST/team/app:1'],
    says: 'error[BH028]: stage base not found; stages: deps, app',
  },
  {
    row: 22,
    what: 'two stages of one name',
    ...dockerfile('FROM scratch AS deps', 'FROM scratch AS deps', 'FROM deps'),
    says: 'error[BH029]: two stages are called deps; a base would take the place of both',
  },
  {
    row: 22,
    what: 'a copy from a later stage',
    ...dockerfile('FROM scratch AS deps', 'COPY --from=late /a /a', 'FROM deps AS late'),
    says: 'error[BH029]: --from=late names a stage that only begins on line 3',
  },
  {
    row: 22,
    what: 'a stage that copies itself',
    ...deps('COPY --from=deps /a /a'),
    says: 'error[BH029]: stage deps copies from itself',
  },
  {
    row: 23,
    what: 'a foreign frontend',
    ...dockerfile('# syntax=evil.io/front', good),
    says: 'error[BH030]: # syntax= names the frontend evil.io/front, whose language is not known here',
  },
  {
    row: 24,
    what: 'a command without its sandbox',
    ...deps('RUN true', 'RUN --security=insecure mount'),
    says: 'error[BH031]: RUN --security=insecure needs the entitlement security.insecure, which is not given',
    at: '3:1',
  },
  {
    row: 24,
    what: "a command on the host's network",
    more: ['--allow=security.insecure'],
    ...deps('RUN --network=host --security=insecure curl localhost'),
    says: 'error[BH031]: RUN --network=host needs the entitlement network.host, which is not given',
    at: '2:1',
  },
  {
    row: 25,
    what: 'an ADD from the web',
    ...deps('ADD https://example.com/a.tar /'),
    says: 'error[BH032]: ADD https://example.com/a.tar: remote content without a checksum is not known beforehand',
  },
  {
    row: 26,
    what: 'the whole context',
    ...context({ a: '' }, 'RUN true', 'COPY . /src'),
    ...planned(),
    says: "warning[BH033]: the base takes the whole context (`.`): every file of the context is part of the base's key",
    at: '3:1',
  },
  {
    row: 26,
    what: 'a mount of the whole context',
    ...context({ a: '' }, 'RUN --mount=type=bind,target=/src make -C /src'),
    ...planned(),
    says: "warning[BH033]: the base takes the whole context (`.`): every file of the context is part of the base's key",
    at: '2:5',
  },
  {
    row: 27,
    what: 'a file that is not there',
    ...context({ 'requirements.txt': '' }, 'COPY requirments.txt /'),
    says: 'error[BH034]: `requirments.txt` not found in the build context `.`',
  },
  {
    row: 28,
    what: 'a context that is not there',
    more: ['--context=nowhere', '--file=Dockerfile'],
    ...deps('COPY a /'),
    says: 'error[BH040]: context `ROOT/project/nowhere` does not exist',
  },
  {
    row: 28,
    what: 'a context that is a file',
    more: ['--context=Dockerfile', '--file=Dockerfile'],
    ...deps('COPY a /'),
    says: 'error[BH040]: context `ROOT/project/Dockerfile` is not a directory',
  },
  {
    row: 29,
    what: 'the root as context',
    more: ['--context=/', '--file=Dockerfile'],
    ...deps('COPY . /'),
    says: 'error[BH041]: refusing to take `/` as a build context',
  },
  {
    row: 31,
    what: 'a loop of symlinks',
    ...deps('COPY one /'),
    prepare: loop,
    says: 'error[BH043]: `one` never ends: its symlinks form a loop',
  },
  {
    row: 32,
    what: 'a symlink that leaves the context',
    ...deps('COPY out/hostname /'),
    prepare: project => symlinkSync('/etc', join(project, 'out')),
    says: 'error[BH044]: `out/hostname` leaves the context by the symlink out -> /etc',
  },
  {
    row: 33,
    what: 'a FIFO to copy',
    ...deps('COPY . /'),
    prepare: project => execFileSync('mkfifo', [join(project, 'pipe')]),
    says: 'error[BH045]: `pipe` is a FIFO: it has no content to hash',
  },
  {
    row: 34,
    what: 'a name that is not UTF-8',
    ...deps('COPY data /'),
    prepare: latin,
    says: 'error[BH046]: `data/bad�` has a name or link text that is not UTF-8: bytes 62 61 64 ff',
  },
  {
    row: 35,
    what: 'names that differ in case',
    ...context({ 'data/Readme': 'a', 'data/README': 'b' }, 'COPY data /data/'),
    ...planned(),
    says: 'warning[BH047]: `README` and `Readme` differ only in case',
    at: '2:1',
  },
  {
    row: 35,
    what: 'names that differ in normalisation',
    ...context({ 'data/caf\u00e9': 'a', 'data/cafe\u0301': 'b' }, 'COPY data /data/'),
    ...planned(),
    says: 'warning[BH047]: `cafe\\u{301}` and `caf\\u{e9}` differ only in Unicode normalisation',
    at: '2:1',
  },
  {
    row: 37,
    what: 'a pattern that cannot be read',
    ...context({ '.dockerignore': 'a\n\n[\n' }, 'COPY . /'),
    says: 'error[BH049]: ignore pattern `[` is malformed',
  },
  {
    row: 38,
    what: 'a file to copy that is ignored',
    ...context({ '.dockerignore': 'a\n', a: '' }, 'COPY a /'),
    says: 'error[BH050]: `a` is hidden by the ignore pattern `a` (.dockerignore:1)',
  },
  {
    row: 39,
    what: 'a build arg without a value',
    more: ['--build-arg', 'FOO'],
    ...deps('ARG FOO', 'RUN echo $FOO'),
    says: 'error[BH060]: the build arg `FOO` has no value here, and none in the environment',
  },
  {
    row: 40,
    what: 'a build arg that begins with a digit',
    more: ['--build-arg', '1X=a'],
    says: 'error[BH061]: "1X" is not the name of a build arg',
  },
  {
    row: 40,
    what: 'a build arg with a space',
    more: ['--build-arg', 'A B=c'],
    says: 'error[BH061]: "A B" is not the name of a build arg',
  },
  {
    row: 40,
    what: 'a build arg without a name',
    more: ['--build-arg', '=c'],
    says: 'error[BH061]: "" is not the name of a build arg',
  },
  {
    row: 40,
    what: 'a build arg given twice',
    more: ['--build-arg', 'A=b', '--build-arg', 'A=c'],
    says: 'error[BH061]: the build arg `A` is given twice with two values',
  },
  {
    row: 41,
    what: 'a build arg that is misspelt',
    ...deps('ARG VERSION=1', 'RUN echo $VERSION'),
    ...planned('--build-arg', 'VERISON=2'),
    says: 'warning[BH062]: the build arg `VERISON` is declared by no ARG of Dockerfile',
  },
  {
    row: 42,
    what: 'a token as build arg',
    more: ['--build-arg', `NPM_TOKEN=npm_${'a1B2'.repeat(9)}`],
    ...deps('ARG NPM_TOKEN'),
    says: "error[BH063]: the build arg NPM_TOKEN looks like a credential; its value would be in the image's history",
  },
  {
    row: 43,
    what: 'a build arg beyond 4 MiB',
    more: ['--build-arg', `A=${'x'.repeat(4 * 1024 * 1024 + 1)}`],
    says: 'error[BH064]: the build arg `A` is not text of at most 4 MiB',
  },
  {
    row: 43,
    what: 'a build arg with a NUL',
    more: ['--build-arg', 'A=b\0c'],
    says: 'error[BH064]: the build arg `A` is not text of at most 4 MiB',
  },
  {
    row: 44,
    what: 'amd46',
    more: ['--platform=linux/amd46'],
    says: 'error[BH070]: unknown platform `linux/amd46`: no such architecture',
  },
  {
    row: 44,
    what: 'an operating system only',
    more: ['--platform=linux'],
    says: 'error[BH070]: unknown platform `linux`: the architecture is missing',
  },
  {
    row: 44,
    what: 'Windows',
    more: ['--platform=windows/amd64'],
    says: 'error[BH070]: unknown platform `windows/amd64`: Windows images are not supported',
  },
  {
    row: 44,
    what: 'a variant that does not exist',
    more: ['--platform=linux/arm/v9'],
    says: 'error[BH070]: unknown platform `linux/arm/v9`: arm has no variant v9',
  },
  {
    row: 45,
    what: 'yes',
    more: ['--fail-on-miss=yes'],
    says: 'error[BH071]: the input `fail-on-miss` is `yes`, neither true nor false',
  },
  {
    row: 45,
    what: '1',
    more: ['--fail-on-miss=1'],
    says: 'error[BH071]: the input `fail-on-miss` is `1`, neither true nor false',
  },
  {
    row: 46,
    what: 'weeks',
    more: ['--max-age=7 weeks'],
    says: 'error[BH072]: the input `max-age` is `7 weeks`, not a number of days from 1 to 36500',
  },
  {
    row: 46,
    what: 'a negative number',
    more: ['--max-age=-1'],
    says: 'error[BH072]: the input `max-age` is `-1`, not a number of days from 1 to 36500',
  },
  {
    row: 46,
    what: 'NaN',
    more: ['--max-age=NaN'],
    says: 'error[BH072]: the input `max-age` is `NaN`, not a number of days from 1 to 36500',
  },
  {
    row: 46,
    what: '1e400',
    more: ['--max-age=1e400'],
    says: 'error[BH072]: the input `max-age` is `1e400`, not a number of days from 1 to 36500',
  },
  {
    row: 47,
    what: 'a choice that is none',
    more: ['--rebuild=some'],
    says: 'error[BH073]: the input `rebuild` is `some`',
  },
  {
    row: 48,
    what: 'a flag that does not exist',
    more: ['--dockefile=x'],
    status: 2,
    says: 'error[BH074]: unknown flag --dockefile',
  },
  {
    row: 49,
    what: 'a stage and a file',
    more: ['--base-file=Dockerfile'],
    says: 'error[BH075]: `base-file` and `base-stage` exclude each other',
  },
  {
    row: 49,
    what: 'a push without a name',
    args: ['build', '--base-stage', 'deps', '--push'],
    says: 'error[BH075]: the app is to be pushed, but has no name',
  },
  {
    row: 50,
    what: 'a login that may only read',
    ...config('{"auths":{"HOST":{"auth":"dTpw"}}}'),
    registry: 'read-only',
    says: 'error[BH080]: HOST: no right to push team/app-base: DENIED (POST http://HOST/v2/team/app-base/blobs/uploads/ → 403 DENIED)',
  },
  {
    row: 51,
    what: 'no login',
    registry: 'private',
    says: 'error[BH081]: HOST: not logged in, and no right to pull team/app-base without: incorrect username or password (GET http://HOST/token?service=fake&scope=repository%3Ateam%2Fapp-base%3Apull → 401 UNAUTHORIZED)',
  },
  {
    row: 52,
    what: 'a Docker configuration that is not JSON',
    ...config('{\n  "auths": {,\n'),
    says: 'error[BH082]: ROOT/home/.docker/config.json is not JSON',
  },
  {
    row: 52,
    what: 'a login that is not base64',
    ...config('{"auths":{"HOST":{"auth":"!!"}}}'),
    registry: 'private',
    says: 'error[BH082]: ROOT/home/.docker/config.json has an `auth` for HOST that is not base64 of user:password',
  },
  {
    row: 52,
    what: 'a login without a colon',
    ...config('{"auths":{"HOST":{"auth":"dXA="}}}'),
    registry: 'private',
    says: 'error[BH082]: ROOT/home/.docker/config.json has an `auth` for HOST that is not base64 of user:password',
  },
  {
    row: 53,
    what: 'a credential helper that is not there',
    ...config('{"credsStore":"none"}'),
    registry: 'private',
    says: 'error[BH083]: docker-credential-none is not on PATH',
  },
  {
    row: 53,
    what: 'a credential helper that fails',
    ...config('{"credsStore":"bad"}'),
    prepare: helper('echo locked >&2; exit 1'),
    registry: 'private',
    says: 'error[BH083]: docker-credential-bad failed for HOST with status 1: locked',
  },
  {
    row: 53,
    what: 'a credential helper that says nonsense',
    ...config('{"credsStore":"bad"}'),
    prepare: helper('echo hello'),
    registry: 'private',
    says: 'error[BH083]: docker-credential-bad printed something other than {"Username", "Secret"}',
  },
  {
    row: 53,
    what: 'a credential helper with a path',
    ...config('{"credsStore":"../bad"}'),
    registry: 'private',
    says: 'error[BH083]: docker-credential-../bad is not the name of a program',
  },
  {
    row: 56,
    what: 'a web page',
    registry: 'html',
    says: 'error[BH086]: HOST: HOST answers 200 with text/html, not as a registry: <html>Sign in</html> (GET http://HOST/v2/team/app-base/manifests/DIGEST → 200)',
  },
  {
    row: 58,
    what: 'a rate limit',
    registry: 'limited',
    says: 'error[BH088]: HOST: rate limit used up (limit 100 per 6 h, remaining 0), it asks to wait 120 min: slow down (GET http://HOST/v2/team/app-base/manifests/DIGEST → 429 TOOMANYREQUESTS)',
  },
  {
    row: 59,
    what: 'a tag somebody else made',
    registry: 'foreign',
    says: 'error[BH090]: HOST/team/app-base:DIGEST is there, but Basehit did not make it for this: the image carries no dependency digest',
  },
  {
    row: 60,
    what: 'a proof of who made the base',
    env: { GITHUB_ACTIONS: 'true', INPUT_TRUST: 'attested' },
    says: 'error[BH074]: the input `trust: attested` is not there yet: this version does not check who made a base',
  },
  {
    row: 63,
    what: 'no buildx',
    env: { PATH: '/nowhere' },
    says: 'error[BH100]: docker buildx is not here, nor a buildx binary on PATH',
  },
  {
    row: 63,
    what: 'an old buildx',
    buildx: 'version) echo "github.com/docker/buildx v0.10.2 0" ;;',
    says: 'error[BH100]: buildx v0.10.2 is too old: bake definitions with entitlements and provenance need 0.17.0 or newer',
  },
  {
    row: 64,
    what: 'no daemon',
    buildx:
      'bake) echo "ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?" >&2; exit 1 ;;',
    says: 'error[BH101]: the builder does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  },
  {
    row: 65,
    what: 'a build that fails',
    buildx:
      'bake) echo "ERROR: failed to solve: process \\"/bin/sh -c true\\" did not complete successfully: exit code: 1" >&2; exit 1 ;;',
    says: 'error[BH102]: the build failed (exit 1)',
  },
  {
    row: 66,
    what: 'no space on the builder',
    buildx: 'bake) echo "ERROR: failed to solve: write /x: no space left on device" >&2; exit 1 ;;',
    says: 'error[BH103]: no space left while building: write /x: no space left on device',
  },
  {
    row: 67,
    what: 'a secret without an id',
    more: ['--secret', 'src=a'],
    says: 'error[BH110]: entry 1 of `--secret` is not a secret: id is missing',
  },
  {
    row: 67,
    what: 'a secret variable that is not set',
    more: ['--secret', 'id=a,env=NOWHERE'],
    says: 'error[BH110]: the secret `a` is to come from the variable NOWHERE, which is not set',
  },
  {
    row: 67,
    what: 'a secret file that is not there',
    more: ['--secret', 'id=a,src=nowhere.txt'],
    says: 'error[BH110]: the secret `a` is to come from the file nowhere.txt, which is not there',
  },
  {
    row: 67,
    what: 'a secret given twice',
    more: ['--secret', 'id=HOME,env=HOME', '--secret', 'id=HOME,env=PATH'],
    says: 'error[BH110]: the secret `HOME` is given twice',
  },
  {
    row: 68,
    what: 'a secret that a command needs and is not given',
    more: ['--secret', 'id=a,env=HOME'],
    ...deps('RUN --mount=type=secret,id=a true', 'RUN --mount=type=secret,id=b,required=true cat /run/secrets/b'),
    says: 'error[BH111]: RUN needs the secret `b`, which is not given',
    at: '3:1',
  },
  {
    row: 68,
    what: 'a secret that a command may be given and is not',
    ...deps('RUN --mount=type=secret,id=b test -e /run/secrets/b || true'),
    status: 0,
    says: 'warning[BH111]: RUN mounts the secret `b`, which is not given: it runs without it',
    at: '2:1',
  },
  {
    row: 71,
    what: 'a rebuild in a pull request',
    more: ['--rebuild=base'],
    env: { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' },
    says: 'error[BH122]: a rebuild puts a new base under the shared tag, and a run of pull_request for a fork or Dependabot publishes none',
  },
  {
    row: 72,
    what: 'observations that are none',
    more: ['--observations={}'],
    says: 'error[BH130]: observations cannot be read: not basehit.observations/v1',
  },
  {
    row: 72,
    what: 'observations with a conflict',
    more: ['--observations=<<<<<<< HEAD'],
    says: 'error[BH130]: observations cannot be read: Unexpected token \'<\', "<<<<<<< HEAD" is not valid JSON',
  },
  {
    row: 73,
    what: 'requirements that include themselves',
    ...context({ 'requirements.txt': 'a==1\n-r requirements.txt\n' }, ...pip),
    says: 'error[BH140]: requirements.txt includes itself: pip stops at it',
    at: 'requirements.txt:2:1',
  },
  {
    row: 73,
    what: 'requirements that include what is not copied',
    ...context({ 'requirements.txt': '-r base.txt\n', 'base.txt': 'a==1\n' }, ...pip),
    ...planned(),
    says: 'warning[BH140]: `-r base.txt` names a file that the base does not copy beside it',
    at: 'requirements.txt:1:1',
  },
  {
    row: 73,
    what: 'requirements outside of the context',
    ...context({ 'requirements.txt': 'a==1\n\n-e ../library\n' }, ...pip),
    ...planned(),
    says: 'warning[BH140]: `-e ../library` leads out of the context: no COPY can bring it',
    at: 'requirements.txt:3:1',
  },
  {
    row: 74,
    what: 'a second index without hashes',
    ...context({ 'requirements.txt': 'torch==2.4\n--extra-index-url https://example.com/simple\n' }, ...pip),
    ...planned(),
    says: 'warning[BH141]: `--extra-index-url` without `--hash`: whoever publishes a higher version of a name on either index is installed',
    at: 'requirements.txt:2:1',
  },
  {
    row: 76,
    what: 'an unknown flag',
    args: ['build', '--pusch'],
    status: 2,
    says: 'error[BH074]: unknown flag --pusch',
  },
  { row: 76, what: 'an unknown command', args: ['biuld'], status: 2, says: 'error[BH074]: unknown command `biuld`' },
  { row: 76, what: 'a missing value', args: ['build', '--tag'], status: 2, says: 'error[BH160]: --tag needs a value' },
  {
    row: 76,
    what: 'a flag as value',
    args: ['build', '--tag', '--push'],
    status: 2,
    says: 'error[BH160]: --tag needs a value, and `--push` looks like a flag',
  },
  {
    row: 76,
    what: 'a value for a switch',
    args: ['plan', '--json=yes'],
    status: 2,
    says: 'error[BH160]: --json takes no value',
  },
  {
    row: 76,
    what: 'a flag of another command',
    args: ['build', '--exit-code'],
    status: 2,
    says: 'error[BH160]: --exit-code belongs to `basehit plan`',
  },
  {
    row: 76,
    what: 'a word too many',
    args: ['build', 'a', 'b'],
    status: 2,
    says: 'error[BH160]: `b` is one word too many',
  },
  {
    row: 76,
    what: 'a flag given twice',
    args: ['build', '--salt=a', '--salt=b'],
    status: 2,
    says: 'error[BH160]: --salt is given twice',
  },
]

function loop(project: string): void {
  symlinkSync('two', join(project, 'one'))
  symlinkSync('one', join(project, 'two'))
}

function latin(project: string): void {
  mkdirSync(join(project, 'data'))
  writeFileSync(Buffer.concat([Buffer.from(join(project, 'data/')), Buffer.from([0x62, 0x61, 0x64, 0xff])]), '')
}

/** Rows that are tested where their parts are: the file that does, and what it has to hold. */
export const elsewhere: Readonly<Record<number, readonly [file: string, code: string]>> = {
  36: ['test/e2e/publish.test.ts', 'BH048'],
  54: ['test/bases/registry/transport.test.ts', 'ENOTFOUND'],
  55: ['test/bases/registry/transport.test.ts', 'BH085'],
  61: ['test/e2e/platforms.test.ts', 'builds only the base that is gone'],
  57: ['test/bases/registry/transport.test.ts', 'BH087'],
  62: ['test/faults/personalities.test.ts', 'BH093'],
  69: ['test/action/index.test.ts', 'BH120'],
  70: ['test/action/index.test.ts', 'BH121'],
}
