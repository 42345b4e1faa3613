import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { BuildRequest as Request } from '../../src/buildx/request.ts'
import { digestOf } from '../../src/image/digest.ts'
import type { BuilderHabits } from '../fakes/faults/builder.ts'
import type { FakeRegistry } from '../fakes/registry/server.ts'
import { openRegistry, openStage, type Play, type Played, play, seedUpstream } from './scene.ts'

const stage = openStage()
afterAll(() => stage.remove())

const old = new TextEncoder().encode('{"schemaVersion":2}')
let registry: FakeRegistry
beforeEach(async () => {
  registry = await openRegistry()
  await seedUpstream(registry)
  registry.storage.putManifest('team/app', '1', { mediaType: 'application/vnd.oci.image.manifest.v1+json', bytes: old })
  return () => registry.close()
})

const run = (given: Play = {}) => play(stage, registry, given)
const tagOf = (repository: string, tag: string) => registry.storage.find(repository)?.tags.get(tag)
const notices = ({ events }: Played) =>
  events
    .flatMap(event => (event.kind === 'notice' && event.message.includes('the app') ? [event.message] : []))
    .join('\n')
const isApp = ({ target, tags = [], outputs = [] }: Request) =>
  target === undefined && (tags.length > 0 || outputs.length > 0)

/** A builder that leaves the base out of the app, as it does with a name that matches nothing. */
const forgetful: BuilderHabits = {
  heeds: request => (isApp(request) ? { ...request, namedContexts: [] } : request),
  // The app has read something all the same.
  writes: metadata => listing(metadata, [{ uri: 'pkg:docker/other', digest: { sha256: 'ab'.repeat(32) } }]),
}

function listing(metadata: { default: Record<string, unknown> }, materials: readonly unknown[]): unknown {
  const { materials: given = [] } = metadata.default['buildx.build.provenance'] as { materials?: readonly unknown[] }
  return { default: { ...metadata.default, 'buildx.build.provenance': { materials: [...materials, ...given] } } }
}

/** The provenance that buildx 0.17 writes of a BuildKit that is newer. */
const undecoded: NonNullable<BuilderHabits['writes']> = ({ default: { 'buildx.build.provenance': _, ...rest } }) => ({
  default: { ...rest, 'buildx.build.provenance': { buildType: '', builder: { id: '' } } },
})

describe('an app that was not built on its base', () => {
  it.each([
    ['push', {}],
    ['an output that pushes', { push: 'false', outputs: 'type=registry' }],
    ['an output with a name', { push: 'false', outputs: 'type=image,"push=1",name=HOST/team/app:1', tags: '' }],
  ])('gets no tag by %s', async (_, inputs) => {
    const given = JSON.parse(JSON.stringify(inputs).replaceAll('HOST', registry.host)) as Play['inputs'] & object
    const base = { 'base-repository': `${registry.host}/team/app-base` }
    const { end, message } = await run({ inputs: { ...base, ...given }, builder: forgetful })
    expect(end).toBe('BH106')
    expect(message).toContain(`no tag was moved: ${registry.host}/team/app:1`)
    expect(tagOf('team/app', '1')).toBe(digestOf(old))
  })

  it('gets none either where only its layers show it', async () => {
    const builder = { ...forgetful, writes: undecoded }
    const { end, message } = await run({ builder })
    expect([end, message]).toEqual([
      'BH106',
      expect.stringMatching(/does not begin with the layers of its base; no tag/),
    ])
    expect(tagOf('team/app', '1')).toBe(digestOf(old))
  })

  it('has its tag already on the docker driver, and the error says so', async () => {
    const { end, message } = await run({ builder: { ...forgetful, driver: 'docker' } })
    expect(end).toBe('BH106')
    expect(message).toContain(`it was already pushed as ${registry.host}/team/app:1`)
    expect(tagOf('team/app', '1')).not.toBe(digestOf(old))
  })
})

describe('provenance that says nothing', () => {
  const silent: readonly [string, NonNullable<BuilderHabits['writes']>][] = [
    ['empty, as buildx 0.17 writes it', undecoded],
    ['absent', ({ default: { 'buildx.build.provenance': _, ...rest } }) => ({ default: rest })],
    ['not an object', ({ default: rest }) => ({ default: { ...rest, 'buildx.build.provenance': 'eyJ' } })],
  ]
  it.each(silent)('is no accusation of a pushed app, whose layers are looked at: %s', async (_, writes) => {
    const played = await run({ builder: { writes } })
    expect([played.end, played.message, notices(played)]).toEqual(['built', '', ''])
    expect(tagOf('team/app', '1')).not.toBe(digestOf(old))
  })

  it.each(silent)('is a notice where the app cannot be read: %s', async (_, writes) => {
    const played = await run({ builder: { writes }, inputs: { push: 'false' } })
    expect([played.end, played.message]).toEqual(['built', ''])
    expect(notices(played)).toMatch(/^could not check that the app was built on \S+\/team\/app-base@sha256:\S+: /)
  })
})

describe('tags', () => {
  it('are put last, in every repository, with the bytes that were pushed', async () => {
    const tags = ['team/app:1', 'team/app:2', 'team/other:1', 'team/bare'].map(name => `${registry.host}/${name}`)
    const { end, metadata } = await run({ inputs: { tags: tags.join(',') } })
    expect(end).toBe('built')
    const digest = tagOf('team/app', '1')
    expect(metadata).toMatchObject({ 'containerimage.digest': digest, 'image.name': tags.join(',') })
    expect([tagOf('team/app', '2'), tagOf('team/other', '1'), tagOf('team/bare', 'latest')]).toEqual([
      digest,
      digest,
      digest,
    ])
    const puts = registry.journal.filter(
      ({ method, target }) => method === 'PUT' && /\/team\/(?:app|other|bare)\/manifests\//.test(target),
    )
    expect(puts.map(({ target }) => target.replace(/^.*\/team\//, '').replace(digest ?? '', 'DIGEST'))).toEqual([
      'app/manifests/DIGEST',
      'other/manifests/DIGEST',
      'bare/manifests/DIGEST',
      'app/manifests/1',
      'app/manifests/2',
      'other/manifests/1',
      'bare/manifests/latest',
    ])
  })

  it('that cannot be put are named, with those that were', async () => {
    registry.rule({
      method: 'PUT',
      path: /team\/app\/manifests\/2$/,
      act: { kind: 'answer', status: 403, headers: {}, body: '{"errors":[{"code":"DENIED","message":"no"}]}' },
    })
    const tags = ['1', '2', '3'].map(tag => `${registry.host}/team/app:${tag}`).join(',')
    const { end, message } = await run({ inputs: { tags } })
    expect(end).toBe('BH080')
    expect(message).toMatch(/team\/app:2 could not be tagged: .*tagged so far: \S+\/team\/app:1$/)
    expect(tagOf('team/app', '3')).toBeUndefined()
  })

  it.each([
    ['is there with another image', 'BH093'],
    ['is there with this image', 'built'],
  ])('a registry that does not move one that %s', async (_, expected) => {
    const body = '{"errors":[{"code":"TAG_INVALID","message":"tag is immutable"}]}'
    const answered = { status: 409, headers: { 'content-type': 'application/json' }, body }
    const act =
      expected === 'built' ? ({ kind: 'amend', ...answered } as const) : ({ kind: 'answer', ...answered } as const)
    registry.rule({ method: 'PUT', path: /team\/app\/manifests\/1$/, agent: /^basehit/, act })
    expect(await run()).toMatchObject({ end: expected })
  })
})

it.each(['=1', '=T', '=true', '=TRUE', ' =t'])(
  'rewrite-timestamp%s would rewrite the layers of the base',
  async value => {
    const outputs = `type=oci,dest=x, rewrite-timestamp${value}`
    const { end, message } = await run({ inputs: { push: 'false', outputs } })
    expect([end, message]).toEqual(['BH039', 'rewrite-timestamp=true would rewrite the layers of the base too'])
  },
)
