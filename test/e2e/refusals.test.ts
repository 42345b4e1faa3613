import { describe, it } from 'vitest'
import { basehit } from './programs.ts'
import { createProject } from './project.ts'
import { expectNothingPushed, expectRefusal, type Refusal } from './refusal.ts'

interface Row extends Refusal {
  readonly what: string
  readonly files: Readonly<Record<string, readonly string[]>>
  readonly args?: readonly string[]
}

const stage = ['--base-stage', 'deps']
const twoPlatforms = ['--platform', 'linux/amd64,linux/arm64']

const rows: readonly Row[] = [
  {
    what: 'ONBUILD that would run without its ARG',
    files: { Dockerfile: ['FROM busybox AS deps', 'ARG F=f1', 'ONBUILD RUN echo [$F] > /ob', 'FROM deps AS app'] },
    code: 'BH039',
    at: '1:1',
    says: /ONBUILD/,
    remedy: /ENV/,
  },
  {
    what: 'a value with a line break that no ARG line can hold',
    files: { Dockerfile: ['FROM busybox AS deps', 'ARG NL', 'ARG V=$NL-x', 'FROM deps AS app', 'RUN echo "$V" > /b'] },
    args: [...stage, '--build-arg', 'NL=a\nb'],
    code: 'BH039',
    at: '3:1',
    says: /ARG V has a line break/,
    remedy: /build-args/,
  },
  {
    what: 'a value that differs between platforms',
    files: {
      Dockerfile: [
        'FROM busybox AS deps',
        'ARG TARGETARCH',
        'ARG LIB=lib-$TARGETARCH',
        'FROM deps AS app',
        'RUN echo $LIB > /b',
      ],
    },
    args: [...stage, ...twoPlatforms],
    code: 'BH039',
    at: '3:1',
    says: /ARG LIB differs between platforms/,
    remedy: /declare ARG LIB again/,
  },
  {
    what: 'two stages of one name',
    files: {
      Dockerfile: [
        'FROM busybox AS deps',
        'RUN echo 1 > /f',
        'FROM deps AS app',
        'COPY --from=0 /f /g',
        'FROM busybox AS deps',
        'RUN echo 2 > /f',
      ],
    },
    args: [...stage, '--target', 'app'],
    code: 'BH029',
    at: '1:1',
    says: /two stages are called deps/,
    remedy: /different names/,
  },
  {
    what: 'a stage named as an image of the same file',
    files: { Dockerfile: ['FROM busybox AS busybox', 'RUN echo d > /d', 'FROM busybox:latest AS app'] },
    args: ['--base-stage', 'busybox'],
    code: 'BH029',
    at: '1:1',
    says: /busybox is also the name of an image/,
    remedy: /busybox-deps/,
  },
  {
    what: 'a stage named as an image that something is copied from',
    files: {
      Dockerfile: [
        'FROM alpine AS tool',
        'FROM busybox AS deps',
        'FROM deps AS app',
        'COPY --from=docker.io/library/deps:latest /f /f',
      ],
    },
    code: 'BH029',
    at: '4:1',
    says: /deps is also the name of an image/,
    remedy: /deps-deps/,
  },
  {
    what: 'a base file whose name is also a stage',
    files: {
      'base.Dockerfile': ['FROM busybox'],
      Dockerfile: ['FROM my-base:latest AS my-base', 'RUN true', 'FROM my-base'],
    },
    args: ['--base-file', 'base.Dockerfile'],
    code: 'BH029',
    at: '1:1',
    says: /my-base is also a stage's/,
    remedy: /rename the stage/,
  },
  ...['context', 'scratch'].map(name => ({
    what: `a stage named ${name}`,
    files: { Dockerfile: [`FROM busybox AS ${name}`, 'RUN true', `FROM ${name} AS app`] },
    args: ['--base-stage', name],
    code: 'BH029',
    at: '1:1',
    says: new RegExp(`${name} is a name BuildKit keeps for itself`),
    remedy: /rename the stage/,
  })),
  {
    what: 'a base that would be the same on every platform',
    files: {
      Dockerfile: [
        'FROM --platform=$BUILDPLATFORM busybox AS deps',
        'ARG TARGETARCH',
        'RUN echo $TARGETARCH > /t',
        'FROM busybox AS app',
        'COPY --from=deps /t /t',
      ],
    },
    args: [...stage, ...twoPlatforms],
    code: 'BH039',
    at: '1:1',
    says: /--platform/,
    remedy: /drop --platform/,
  },
  {
    what: 'a cache mount that the base fills and the app reads',
    files: {
      Dockerfile: [
        'FROM busybox AS deps',
        'RUN --mount=type=cache,target=/c echo x > /c/x',
        'FROM deps AS app',
        'RUN --mount=type=cache,target=/c ls /c > /b',
      ],
    },
    code: 'BH039',
    at: '4:1',
    says: /cache mount \/c is filled in the base \(line 2\)/,
    remedy: /id=app/,
  },
  {
    what: 'a rewrite of all time stamps',
    files: { Dockerfile: ['FROM busybox AS deps', 'FROM deps AS app'] },
    args: [...stage, '--output', 'type=image,rewrite-timestamp=true'],
    code: 'BH039',
    says: /rewrite-timestamp/,
    remedy: /base-file/,
  },
  {
    what: 'no-cache-filters that name the base',
    files: { Dockerfile: ['FROM busybox AS deps', 'FROM deps AS app'] },
    args: [...stage, '--no-cache-filter', 'deps'],
    code: 'BH039',
    says: /no-cache-filters names deps/,
    remedy: /rebuild/,
  },
  {
    what: 'a stage copied from before it is there',
    files: { Dockerfile: ['FROM busybox AS app', 'COPY --from=deps /f /f', 'FROM busybox AS deps'] },
    args: [...stage, '--target', 'app'],
    code: 'BH029',
    at: '2:1',
    says: /deps/,
    remedy: /./,
  },
]

describe.concurrent('a build that would mean something else on a base is refused', () => {
  it.each(rows)('$what', async ({ files, args = stage, ...refusal }) => {
    const texts = Object.entries(files).map(([path, lines]) => [path, `${lines.join('\n')}\n`])
    const project = createProject(Object.fromEntries(texts))
    const run = await basehit(project, ['build', ...args, '--tag', `${project.app}:1`, '--push'])
    expectRefusal(run, refusal)
    await expectNothingPushed(project)
  })
})
