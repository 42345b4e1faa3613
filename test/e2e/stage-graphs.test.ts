import { describe, expect, it } from 'vitest'
import { listing, pullImage } from './images.ts'
import { basehit, type Ended, plainBuild } from './programs.ts'
import { createProject, freshNamespace, type Project, registryHost } from './project.ts'
import { expectNothingPushed, expectRefusal } from './refusal.ts'
import { tagsOf } from './registry.ts'

const orders = ['linux/amd64,linux/arm64', 'linux/arm64,linux/amd64']
const bothWays = orders.map(platforms => ({ platforms }))

/** Builds plainly, then twice with Basehit, the second time on bases that are there, and expects three equal apps. */
async function expectSameApp(
  project: Project,
  platforms: string,
  args: readonly string[] = ['--base-stage', 'deps'],
): Promise<readonly Ended[]> {
  const common = ['--platform', platforms, '--provenance=false', '--push']
  await plainBuild(project, [...common, '-t', `${project.app}:plain`])
  const runs: Ended[] = []
  for (const tag of ['miss', 'hit']) {
    const run = await basehit(project, ['build', ...args, ...common, '-t', `${project.app}:${tag}`])
    expect(run.status, run.stderr).toBe(0)
    runs.push(run)
  }
  expect(runs[0]?.stderr).toContain('building the base')
  expect(runs[1]?.stderr).not.toContain('building the base')
  for (const platform of platforms.split(',')) {
    const architecture = platform.replace('linux/', '')
    const pull = (tag: string) => pullImage(project.appRepository, tag, architecture)
    const plain = await pull('plain')
    for (const app of [await pull('miss'), await pull('hit')]) {
      expect(app.config.architecture).toBe(architecture)
      expect(app.config.config).toEqual(plain.config.config)
      expect(listing(app)).toEqual(listing(plain))
    }
  }
  return runs
}

const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`

describe.concurrent('stages that differ between platforms', () => {
  it.each(bothWays)('all inherit the ARGs of the base, for $platforms', async ({ platforms }) => {
    const project = createProject({
      Dockerfile: text(
        ...['FROM busybox AS deps', 'ARG W=f-amd64', 'COPY $W /f'],
        ...['FROM deps AS mid-amd64', 'COPY $W /g'],
        ...['FROM deps AS mid-arm64', 'COPY $W /g'],
        ...['FROM mid-$TARGETARCH AS app', 'LABEL w=$W'],
      ),
      'f-amd64': 'amd\n',
      'f-arm64': 'arm\n',
    })
    await expectSameApp(project, platforms)
    const app = await pullImage(project.appRepository, 'hit', 'arm64')
    expect(app.text('/g')).toBe('amd\n')
    expect(app.config.config).toMatchObject({ Labels: { w: 'f-amd64' } })
  })

  it.each(bothWays)('have values of their own, for $platforms', async ({ platforms }) => {
    const project = createProject({
      Dockerfile: text(
        ...['FROM busybox AS deps', 'ARG TARGETARCH', 'ARG W=f-$TARGETARCH', 'COPY $W /f'],
        ...['FROM deps AS mid-amd64', 'COPY $W /g'],
        ...['FROM deps AS mid-arm64', 'COPY $W /g'],
        ...['FROM mid-$TARGETARCH AS app', 'LABEL w=$W'],
      ),
      'f-amd64': 'amd\n',
      'f-arm64': 'arm\n',
    })
    await expectSameApp(project, platforms)
    expect((await pullImage(project.appRepository, 'hit', 'arm64')).text('/g')).toBe('arm\n')
  })

  it.each(bothWays)('need a base only where they use it, for $platforms', async ({ platforms }) => {
    const project = createProject({
      Dockerfile: text(
        ...['FROM busybox AS deps', 'ARG W=f', 'COPY $W /f'],
        ...['FROM deps AS mid-amd64', 'COPY $W /g'],
        ...['FROM busybox AS mid-arm64', 'COPY g /h'],
        ...['FROM mid-$TARGETARCH AS app', 'COPY f /i'],
      ),
      f: 'f\n',
      g: 'g\n',
    })
    const runs = await expectSameApp(project, platforms)
    for (const run of runs) {
      expect(run.stdout).toMatch(/^base deps linux\/amd64 \S+@sha256:/m)
      expect(run.stdout).not.toMatch(/^base deps linux\/arm64/m)
    }
    const bases = (await tagsOf(project.baseRepository))?.filter(tag => /^[0-9a-f]{64}$/.test(tag))
    expect(bases).toHaveLength(1)
  })

  it.each(bothWays)('may be FROM the base on one platform alone, for $platforms', async ({ platforms }) => {
    const lines = (...own: readonly string[]) =>
      text(
        ...['FROM busybox AS root-amd64', ...own, 'COPY f /f'],
        ...['FROM busybox AS root-arm64', 'COPY f /g'],
        ...['FROM root-$TARGETARCH AS app', 'COPY f /h'],
      )
    const project = createProject({ Dockerfile: lines(), f: 'f\n' })
    await expectSameApp(project, platforms, ['--base-stage', 'root-amd64'])
    const other = createProject({ Dockerfile: lines('ARG W=f'), f: 'f\n' })
    const args = ['--platform', platforms, '--push', '-t', `${other.app}:1`]
    expectRefusal(await basehit(other, ['build', '--base-stage', 'root-amd64', ...args]), {
      code: 'BH039',
      says: /FROM root-\$TARGETARCH is root-amd64 on some platforms and not on linux\/arm64/,
      at: '6:1',
      remedy: /use ENV instead of ARG in root-amd64/,
    })
    await expectNothingPushed(other)
  })

  it('may be FROM the target’s own platform', async () => {
    const project = createProject({
      Dockerfile: text(
        ...['FROM --platform=$TARGETPLATFORM busybox AS deps', 'ARG TARGETARCH', 'COPY $TARGETARCH /f'],
        ...['FROM deps', 'COPY $TARGETARCH /g'],
      ),
      amd64: 'amd\n',
      arm64: 'arm\n',
    })
    await expectSameApp(project, 'linux/amd64,linux/arm64')
  })

  it.each(bothWays)('share no cache mount with the base, for $platforms', async ({ platforms }) => {
    const project = createProject({
      Dockerfile: text(
        ...['FROM busybox AS deps', 'RUN --mount=type=cache,id=mpc,target=/c true'],
        ...['FROM deps AS mid-amd64', 'FROM deps AS mid-arm64'],
        ...['RUN --mount=type=cache,id=mpc,target=/c true', 'FROM mid-$TARGETARCH'],
      ),
    })
    const args = ['--platform', platforms, '--push', '-t', `${project.app}:1`]
    expectRefusal(await basehit(project, ['build', '--base-stage', 'deps', ...args]), {
      code: 'BH039',
      says: /the cache mount mpc is filled in the base/,
      at: '5:1',
      remedy: /an id of its own/,
    })
    await expectNothingPushed(project)
  })

  it('get a base each where the base alone is wanted', async () => {
    const project = createProject({
      Dockerfile: text(
        ...['FROM busybox AS deps', 'COPY f /f', 'FROM deps AS mid-amd64'],
        ...['FROM busybox AS mid-arm64', 'FROM mid-$TARGETARCH'],
      ),
      f: 'f\n',
    })
    const args = ['--platform', 'linux/arm64,linux/amd64', '-t', `${project.app}:1`, '--app=false']
    const run = await basehit(project, ['build', '--base-stage', 'deps', ...args])
    expect(run.status, run.stderr).toBe(0)
    expect(run.stdout).toMatch(/^base deps linux\/arm64 \S+@sha256:/m)
    expect(run.stdout).toMatch(/^base deps linux\/amd64 \S+@sha256:/m)
  })
})

/** Pushes an image for both platforms whose config has these triggers, and says how it is named. */
async function pushTriggers(...triggers: readonly string[]): Promise<string> {
  const name = `${registryHost()}/${freshNamespace()}/onb:1`
  const project = createProject({ Dockerfile: text('FROM busybox', ...triggers.map(each => `ONBUILD ${each}`)) })
  await plainBuild(project, ['--platform', 'linux/amd64,linux/arm64', '--provenance=false', '--push', '-t', name])
  return name
}

describe.concurrent('triggers of the images of an app', () => {
  it.each([
    { what: 'copies', trigger: 'COPY --from=builder /w /w', args: [] },
    {
      what: 'copies, with upstreams as written',
      trigger: 'COPY --from=builder /w /w',
      args: ['--upstream', 'as-written'],
    },
    { what: 'mounts', trigger: 'RUN --mount=from=builder,target=/b cp /b/w /w', args: [] },
  ])('a stage that one $what inherits the ARGs of the base', async ({ trigger, args }) => {
    const image = await pushTriggers(trigger)
    const project = createProject({
      Dockerfile: text(
        ...['FROM busybox AS deps', 'ARG WHO=me', 'RUN echo $WHO > /a'],
        ...['FROM deps AS builder', 'RUN echo "[$WHO]" > /w'],
        ...[`FROM ${image} AS app`, 'COPY --from=deps /a /a'],
      ),
    })
    await expectSameApp(project, 'linux/amd64', ['--base-stage', 'deps', ...args])
    expect((await pullImage(project.appRepository, 'hit')).text('/w')).toBe('[me]\n')
  })

  it('an app that only a trigger builds on the base is built on it, for two platforms', async () => {
    const image = await pushTriggers('COPY --from=builder /w /w')
    const project = createProject({
      Dockerfile: text(
        ...['FROM busybox AS deps', 'ARG W=f', 'COPY $W /a'],
        ...['FROM deps AS builder', 'COPY $W /w'],
        ...[`FROM ${image} AS app`, 'LABEL a=b'],
      ),
      f: 'f\n',
    })
    await expectSameApp(project, 'linux/amd64,linux/arm64')
  })

  it('a trigger that reads a cache mount of the base is refused', async () => {
    const image = await pushTriggers('RUN --mount=type=cache,id=c,target=/c ls -A /c > /seen')
    const project = createProject({
      Dockerfile: text(
        ...['FROM busybox AS deps', 'RUN --mount=type=cache,id=c,target=/c echo warm > /c/x'],
        ...[`FROM ${image} AS app`, 'COPY --from=deps /bin/true /t'],
      ),
    })
    expectRefusal(await basehit(project, ['build', '--base-stage', 'deps', '--push', '-t', `${project.app}:1`]), {
      code: 'BH039',
      says: /the cache mount c is filled in the base/,
      at: '3:1',
      remedy: /an id of its own/,
    })
    await expectNothingPushed(project)
  })

  it('those of a base of another file reach stages of the app', async () => {
    const project = createProject({
      'base.Dockerfile': text('FROM busybox', 'COPY f /f', 'ONBUILD COPY --from=tool /t /t'),
      Dockerfile: text('FROM busybox AS tool', 'COPY f /t', 'FROM my-base', 'LABEL a=b'),
      f: 'f\n',
    })
    for (const tag of ['miss', 'hit']) {
      const args = ['--base-file', 'base.Dockerfile', '--base-name', 'my-base', '--push', '-t', `${project.app}:${tag}`]
      const run = await basehit(project, ['build', ...args])
      expect(run.status, run.stderr).toBe(0)
      expect((await pullImage(project.appRepository, tag)).text('/t')).toBe('f\n')
    }
  })
})

describe.concurrent('what stands between the app and its base', () => {
  it('a build context in the place of that stage is named before anything is built', async () => {
    const project = createProject({
      Dockerfile: text('FROM busybox AS deps', 'RUN true', 'FROM deps AS mid', 'RUN true', 'FROM mid', 'RUN true'),
    })
    const args = ['--build-context', 'mid=docker-image://busybox', '--push', '-t', `${project.app}:1`]
    expectRefusal(await basehit(project, ['build', '--base-stage', 'deps', ...args]), {
      code: 'BH028',
      says: /the app's stage 2 is not built from deps; the build context mid takes the place of the stage mid/,
      at: '1:1',
      remedy: /remove mid from build-contexts/,
    })
    await expectNothingPushed(project)
  })

  it('cache mounts are compared as the file escapes them', async () => {
    const mount = '--mount=type=cache,id=a\\b,target=/c'
    const project = createProject({
      Dockerfile: text(
        ...['# escape=`', 'FROM busybox AS deps', `RUN ${mount} echo warm > /c/x`],
        ...['FROM deps AS app', `RUN ${mount} ls -A /c > /seen`],
      ),
    })
    expectRefusal(await basehit(project, ['build', '--base-stage', 'deps', '--push', '-t', `${project.app}:1`]), {
      code: 'BH039',
      says: /the cache mount a\\b is filled in the base/,
      at: '5:1',
      remedy: /an id of its own/,
    })
    await expectNothingPushed(project)
  })
})
