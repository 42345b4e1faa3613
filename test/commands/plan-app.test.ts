import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRegistryClient } from '../../src/bases/registry/client.ts'
import { openRepository } from '../../src/bases/registry/store.ts'
import type { BuildRequest } from '../../src/buildx/request.ts'
import { buildApp, handOver } from '../../src/commands/app.ts'
import type { UsedBase } from '../../src/commands/inline.ts'
import type { InputName } from '../../src/commands/inputs.ts'
import type { Options } from '../../src/commands/options.ts'
import { type Plan, plan } from '../../src/commands/plan.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import type { World } from '../../src/commands/world.ts'
import { openContext } from '../../src/files/context.ts'
import { listNames, readWholeFile } from '../../src/files/files.ts'
import { digestOf } from '../../src/image/digest.ts'
import { formatPlatform } from '../../src/image/platform.ts'
import type { Event } from '../../src/report/events.ts'
import { planBases } from '../../src/report/json.ts'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'
import { refusalOf } from '../plan/replacing.ts'
import { rawInputs, surroundings } from './raw.ts'

let registry: FakeRegistry
let directory: string
let said: Event[]

beforeAll(async () => {
  registry = await startFakeRegistry()
})
afterAll(() => registry.close())

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'basehit-plan-app-'))
  said = []
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content)
  }
}

/** Puts an image for amd64 with these triggers into the registry, and says how it is named. */
function pushImage(repository: string, ...triggers: readonly string[]): string {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  const config = bytes({
    ...{ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } },
    config: { OnBuild: triggers },
  })
  registry.storage.open(repository).blobs.set(digestOf(config), config)
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const described = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: digestOf(config),
    size: config.byteLength,
  }
  const manifest = bytes({ schemaVersion: 2, mediaType, config: described, layers: [] })
  registry.storage.putManifest(repository, '1', { mediaType, bytes: manifest })
  return `${registry.host}/${repository}:1`
}

/** Plans a build of the project. */
async function planned(inputs: Readonly<Partial<Record<InputName, string>>>) {
  const given = { 'base-stage': 'deps', tags: `${registry.host}/team/app:1`, ...inputs }
  const options = readOptions(rawInputs(given), surroundings({ cwd: directory }))
  const client = createRegistryClient({})
  const world = {
    files: { read: readWholeFile, openContext, names: listNames },
    registry: client,
    openStore: ({ repository }: { repository: Parameters<typeof openRepository>[1] }) =>
      openRepository(client, repository),
    clock: { now: () => 0 },
    actor: { kind: 'person' },
    run: { basehit: '0' },
    report: (event: Event) => said.push(event),
    temporary: { directory: async () => directory, writeAt: async () => {} },
    signal: new AbortController().signal,
  } as unknown as World
  return { options, world, plan: await plan(options, world) }
}

const orders = ['linux/amd64,linux/arm64', 'linux/arm64,linux/amd64']

/** On arm64 the app is not built from the base, which could not even be built for it. */
const onOne = {
  Dockerfile: text(
    ...['FROM scratch AS deps', 'ARG TARGETARCH', 'COPY $TARGETARCH.txt /f'],
    ...['FROM deps AS mid-amd64', 'FROM scratch AS mid-arm64', 'COPY g /g'],
    ...['FROM mid-$TARGETARCH', 'COPY g /h'],
  ),
  'amd64.txt': 'a\n',
  g: 'g\n',
}

describe('a platform whose app is not built from the base', () => {
  it.each(orders)('needs none, for %s', async platforms => {
    write(onOne)
    const { plan: found } = await planned({ platforms })
    expect(found.bases.map(base => formatPlatform(base.platform))).toEqual(['linux/amd64'])
    expect(planBases(found)).toMatchObject([{ name: 'deps', platform: 'linux/amd64', decision: 'build' }])
    expect(planBases(found)).toHaveLength(1)
    expect(said.flatMap(event => (event.kind === 'notice' ? [event.message] : []))).toEqual([
      'the app for linux/arm64 is not built from deps: no base is needed there',
    ])
  })

  it('needs one where the base alone is wanted', async () => {
    write({ ...onOne, 'arm64.txt': 'b\n' })
    const { plan: found } = await planned({ platforms: orders[1] ?? '', app: 'false' })
    expect(found.bases.map(base => formatPlatform(base.platform))).toEqual(['linux/arm64', 'linux/amd64'])
  })

  it.each(orders)('is built all the same, and gets no context, for %s', async platforms => {
    write(onOne)
    const { options, world, plan: found } = await planned({ platforms })
    const bases = found.bases.map(base => ({ ...base, how: 'reused', manifest: digestOf('base') }) as UsedBase)
    const request = await requestOf(options, world, found, bases)
    expect(request.platforms).toEqual(platforms.split(','))
    const value = `docker-image://${registry.host}/team/app-base@${digestOf('base')}`
    expect(request.namedContexts).toEqual([{ name: 'deps', platform: 'linux/amd64', value }])
    const handover = handOver(options, found, bases)
    expect(handover.buildContexts).toBe('')
    expect(JSON.parse(handover.bakeFile)).toEqual({
      target: { default: { contexts: { 'deps::linux/amd64': value } } },
    })
  })
})

/** What the builder is asked for to build the app. */
async function requestOf(
  options: Options,
  world: World,
  found: Plan,
  bases: readonly UsedBase[],
): Promise<BuildRequest> {
  let request: BuildRequest | undefined
  const builder = {
    build: async (given: BuildRequest) => {
      request = given
      throw new Error('enough')
    },
  }
  const asked = { ...world, builder: async () => builder } as unknown as World
  if (found.app === undefined) throw new TypeError('no app is planned')
  await expect(buildApp(options, asked, found, found.app, bases)).rejects.toThrow('enough')
  if (request === undefined) throw new TypeError('nothing was asked for')
  return request
}

describe('images of the app', () => {
  const onTrigger = (image: string) => ({
    Dockerfile: text(
      ...['FROM scratch AS deps', 'ARG V=1', 'COPY f /f'],
      ...['FROM deps AS builder', 'COPY f /w', `FROM ${image}`, 'COPY --from=deps /f /f'],
    ),
    f: 'f\n',
  })

  it.each(['follow', 'as-written'])('have their triggers followed under %s', async upstream => {
    write(onTrigger(pushImage('team/onb', 'COPY --from=builder /w /w')))
    const { plan: found } = await planned({ upstream })
    expect(found.app?.insertions).toEqual([{ afterLine: 4, lines: ['ARG V="1"'] }])
    expect(found.app?.pins).toHaveLength(upstream === 'follow' ? 1 : 0)
  })

  it('are not asked for where no app is built and nothing is pinned', async () => {
    write(onTrigger(`${registry.host}/team/absent:1`))
    const { plan: found } = await planned({ upstream: 'as-written', app: 'false' })
    expect(found.images.size).toBe(0)
    await expect(planned({ upstream: 'as-written' })).rejects.toMatchObject({ code: 'BH095' })
  })

  it('are pinned where a trigger of the base leads to them', async () => {
    const tool = pushImage('team/tool')
    write({
      'base.Dockerfile': text('FROM scratch', 'COPY f /f', 'ONBUILD COPY --from=tool /t /t'),
      Dockerfile: text(`FROM ${tool} AS tool`, 'FROM my-base', 'COPY f /f'),
      f: 'f\n',
    })
    const inputs = { 'base-stage': '', 'base-file': 'base.Dockerfile', 'base-name': 'my-base' }
    const { plan: found } = await planned(inputs)
    expect(found.app?.pins.map(pin => pin.name)).toEqual([tool])
  })

  it('that a named context puts in the place of a stage are the same for every build', async () => {
    const tool = pushImage('team/tool')
    write({ Dockerfile: text('FROM scratch AS deps', 'FROM scratch AS mid', 'FROM deps', 'COPY --from=mid / /m') })
    const { plan: found } = await planned({ 'build-contexts': `mid=docker-image://${tool}` })
    expect([...found.images.keys()].join()).toContain(tool)
    expect(found.app?.pins).toEqual([])
  })
})

describe('refused before anything is built', () => {
  const refusal = async (inputs: Readonly<Partial<Record<InputName, string>>>) => {
    const end = await planned(inputs).then(
      () => undefined,
      (error: unknown) => error,
    )
    return refusalOf(() => {
      if (end !== undefined) throw end
    })
  }

  it.each<[string, readonly string[], 'refused' | 'taken']>([
    // In its place, nothing but the trigger leads to the stage that it begins with.
    ['to a stage under the base', ['FROM scratch AS tools', 'COPY', 'FROM tools AS deps', 'COPY f /f'], 'refused'],
    [
      'to a stage that the base copies from',
      ['FROM scratch AS tools', 'COPY', 'FROM scratch AS deps', 'COPY --from=tools / /'],
      'taken',
    ],
    ['to the base itself', ['FROM scratch AS deps', 'COPY', 'FROM deps AS tools', 'COPY f /f'], 'refused'],
  ])('because a trigger alone leads %s', async (what, [first = '', , ...others], expected) => {
    const copies = (line: string) =>
      text(first, line, ...others, `FROM ${onb}`, ...(what.endsWith('itself') ? [] : ['COPY --from=deps / /x']))
    const onb = pushImage('team/onb', 'COPY --from=tools / /t')
    write({ Dockerfile: copies(`COPY --from=${pushImage('team/tool')} / /t`), f: 'f\n' })
    if (expected === 'taken') expect(await refusal({})).toBeUndefined()
    else expect(await refusal({})).toMatch(/^2:1: only an ONBUILD trigger leads to this stage.*\[BH037\]$/)
    expect(await refusal({ app: 'false' })).toBeUndefined()
    write({ Dockerfile: copies('COPY f /t') })
    expect(await refusal({})).toBeUndefined()
  })

  it.each(orders)('by the same line for every order of platforms, for %s', async platforms => {
    write({
      Dockerfile: text(
        ...['FROM --platform=linux/386 scratch AS root-amd64', 'FROM --platform=linux/386 scratch AS root-arm64'],
        ...['FROM root-$TARGETARCH AS deps', 'FROM deps'],
      ),
    })
    expect(await refusal({ platforms })).toBe(
      '1:1: FROM --platform here would give every platform the same base [BH039]',
    )
  })

  it('a foreign frontend comes before what the stages say', async () => {
    write({ Dockerfile: text('# syntax=example.com/f:1', 'FROM scratch AS deps', 'FROM scratch') })
    expect(await refusal({})).toMatch(/\[BH030\]$/)
  })
})
