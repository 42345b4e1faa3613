import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { basehit } from './programs.ts'
import { createProject, registryHost } from './project.ts'
import { expectNothingPushed, expectRefusal, type Refusal } from './refusal.ts'

interface Row extends Refusal {
  readonly what: string
  /** Lines of the Dockerfile; without them there is none. */
  readonly dockerfile?: readonly string[]
  readonly files?: Readonly<Record<string, string>>
  /** Links by path, with what they point to. */
  readonly links?: Readonly<Record<string, string>>
  /** In place of `--base-stage deps`. */
  readonly args?: readonly string[]
  /** In place of the app's own. */
  readonly tag?: string
}

const good = ['FROM busybox AS deps', 'RUN true', 'FROM deps AS app']

const inFiles: readonly Row[] = [
  {
    what: 'a Dockerfile that is not there',
    code: 'BH020',
    says: /Dockerfile not found/,
    remedy: /check the path/,
  },
  {
    what: 'a base file that is not there',
    dockerfile: good,
    args: ['--base-file', 'bsae.Dockerfile'],
    code: 'BH020',
    says: /bsae\.Dockerfile not found in \. \(found: Dockerfile\)/,
    remedy: /check the path/,
  },
  {
    what: 'a stage that is not there',
    dockerfile: good,
    args: ['--base-stage', 'dpes'],
    code: 'BH028',
    at: '1:1',
    says: /dpes.*deps/,
    remedy: /./,
  },
  {
    what: 'an instruction that is not known',
    dockerfile: ['FROM busybox AS deps', 'RUM true', 'FROM deps AS app'],
    code: 'BH025',
    at: '2:1',
    says: /unknown instruction .*RUM/,
    remedy: /RUN/,
  },
  {
    what: 'a foreign frontend',
    dockerfile: ['# syntax=example.org/frontend:1', ...good],
    code: 'BH030',
    at: '1:10',
    says: /example\.org\/frontend:1/,
    remedy: /docker\/dockerfile:1/,
  },
  {
    what: 'a file to copy that is not there',
    dockerfile: ['FROM busybox AS deps', 'COPY requirments.txt /', 'FROM deps AS app'],
    code: 'BH034',
    at: '2:1',
    says: /requirments\.txt/,
    remedy: /requirements\.txt/,
  },
  {
    what: 'a file to copy that .dockerignore hides',
    dockerfile: ['FROM busybox AS deps', 'COPY hidden.txt /', 'FROM deps AS app'],
    code: 'BH050',
    at: '2:1',
    says: /hidden\.txt` is hidden/,
    remedy: /`!hidden\.txt`/,
  },
  {
    what: 'a checkout that a COPY takes along',
    dockerfile: ['FROM busybox AS deps', 'COPY . /src', 'FROM deps AS app'],
    files: { '.git/config': '[http]\n\textraheader = AUTHORIZATION: basic c2VjcmV0\n' },
    code: 'BH050',
    at: '2:1',
    says: /`\.git` would be part of the base, and no source names it: it may hold the checkout's token/,
    remedy: /add the line `\.git` to \.dockerignore, or name it/,
  },
  {
    what: 'a checkout that a mount takes along',
    dockerfile: ['FROM busybox AS deps', 'RUN --mount=type=bind,target=/src ls /src', 'FROM deps AS app'],
    files: { '.git/HEAD': 'ref: refs/heads/main\n' },
    code: 'BH050',
    at: '2:5',
    says: /`\.git` would be part of the base/,
    remedy: /\.dockerignore/,
  },
  {
    what: 'a secret file that is not there',
    dockerfile: good,
    args: ['--base-stage', 'deps', '--secret', 'id=pip,src=missing.txt'],
    code: 'BH110',
    says: /the secret `pip` is to come from the file missing\.txt, which is not there/,
    remedy: /write missing\.txt/,
  },
  {
    what: 'a secret file that is a directory',
    dockerfile: good,
    files: { 'secrets/pip': 'x' },
    args: ['--base-stage', 'deps', '--secret', 'id=pip,src=secrets'],
    code: 'BH110',
    says: /the secret `pip` is to come from the file secrets, which cannot be read: .* is a directory/,
    remedy: /secrets/,
  },
  {
    what: 'a base file that is a link out of the project',
    dockerfile: good,
    links: { 'base.Dockerfile': '/etc/passwd' },
    args: ['--base-file', 'base.Dockerfile'],
    code: 'BH022',
    says: /base\.Dockerfile` is a link that leaves the workspace: it leads to `\/etc\/passwd`/,
    remedy: /into the repository/,
  },
  {
    what: 'an ARG without a value in a FROM',
    dockerfile: ['ARG VERSION', 'FROM busybox:$VERSION AS deps', 'FROM deps AS app'],
    code: 'BH006',
    at: '2:1',
    says: /busybox:/,
    remedy: /./,
  },
  {
    what: 'an upstream that is not there',
    dockerfile: [`FROM ${registryHost()}/e2e/nothing:7 AS deps`, 'FROM deps AS app'],
    code: 'BH095',
    at: '1:1',
    says: /e2e\/nothing:7/,
    remedy: /./,
  },
  {
    what: 'a heredoc that never ends',
    dockerfile: ['FROM busybox AS deps', 'RUN <<EOF', 'true', 'FROM deps AS app'],
    code: 'BH026',
    at: '2:5',
    says: /EOF/,
    remedy: /EOF/,
  },
  {
    what: 'a build arg that looks like a secret',
    dockerfile: ['FROM busybox AS deps', 'ARG NPM_TOKEN', 'FROM deps AS app'],
    args: ['--base-stage', 'deps', '--build-arg', 'NPM_TOKEN=npm_0123456789abcdefghijABCDEFGHIJ012345'],
    code: 'BH063',
    at: '2:1',
    says: /NPM_TOKEN/,
    remedy: /secret/,
  },
]

const onTheLine: readonly Row[] = [
  {
    what: 'no boundary',
    dockerfile: good,
    args: [],
    code: 'BH075',
    says: /where the base ends/,
    remedy: /base-stage/,
  },
  {
    what: 'two boundaries',
    dockerfile: good,
    args: ['--base-stage', 'deps', '--base-file', 'Dockerfile'],
    code: 'BH075',
    says: /`base-file` and `base-stage` exclude each other/,
    remedy: /remove one/,
  },
  {
    what: 'a base file outside of the project',
    dockerfile: good,
    args: ['--base-file', '../../etc/passwd'],
    code: 'BH022',
    says: /\.\.\/\.\.\/etc\/passwd` leaves the workspace/,
    remedy: /inside the repository/,
  },
  {
    what: 'a repository in capitals',
    dockerfile: good,
    args: ['--base-stage', 'deps', '--base-repository', 'GHCR.io/Foo/Bar'],
    code: 'BH002',
    says: /lower case/,
    remedy: /ghcr\.io\/foo\/bar/,
  },
  {
    what: 'a repository with a tag',
    dockerfile: good,
    args: ['--base-stage', 'deps', '--base-repository', 'ghcr.io/foo/bar:latest'],
    code: 'BH003',
    says: /tag/,
    remedy: /ghcr\.io\/foo\/bar/,
  },
  {
    what: 'a repository with a scheme',
    dockerfile: good,
    args: ['--base-stage', 'deps', '--base-repository', 'https://ghcr.io/foo/bar'],
    code: 'BH004',
    says: /https:\/\/ghcr\.io\/foo\/bar/,
    remedy: /remove `https:\/\/`/i,
  },
  {
    what: 'a malformed tag',
    dockerfile: good,
    tag: 'ghcr.io//app:1',
    code: 'BH006',
    says: /ghcr\.io\/\/app/,
    remedy: /./,
  },
  {
    what: 'a platform that does not exist',
    dockerfile: good,
    args: ['--base-stage', 'deps', '--platform', 'linux/amd46'],
    code: 'BH070',
    says: /linux\/amd46/,
    remedy: /linux\/amd64/,
  },
  {
    what: 'a flag that does not exist',
    dockerfile: good,
    args: ['--base-stgae', 'deps'],
    status: 2,
    code: 'BH074',
    says: /unknown flag --base-stgae/,
    remedy: /--base-stage/,
  },
  {
    what: 'observations that are none',
    dockerfile: good,
    args: ['--base-stage', 'deps', '--observations', '{}'],
    code: 'BH130',
    says: /observations cannot be read/,
    remedy: /unchanged/,
  },
]

async function refuse({
  dockerfile,
  files,
  links = {},
  args = ['--base-stage', 'deps'],
  tag,
  ...refusal
}: Row): Promise<void> {
  const project = createProject({
    'requirements.txt': 'a==1\n',
    'hidden.txt': 'x\n',
    '.dockerignore': 'hidden.txt\n',
    ...files,
    ...(dockerfile === undefined ? {} : { Dockerfile: `${dockerfile.join('\n')}\n` }),
  })
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(project.directory, path))
  const run = await basehit(project, ['build', ...args, '--tag', tag ?? `${project.app}:1`, '--push'])
  expectRefusal(run, refusal)
  await expectNothingPushed(project)
}

describe.concurrent('bad input stops with its place and its remedy', () => {
  it.each(inFiles)('$what', refuse)

  it.each(onTheLine)('$what', refuse)
})
