import { describe, expect, test } from 'vitest'
import type { AppOptions } from '../../src/commands/options.ts'
import { needsTag, type PushingBuilder, planPush } from '../../src/commands/push-app.ts'

const remote: PushingBuilder = { driver: 'remote', nodes: 1 }
const app = (given: Partial<AppOptions>) =>
  ({ outputs: [], tags: ['r.test/a:1'], push: false, load: false, ...given }) as unknown as AppOptions

describe('by digest', () => {
  test.each([
    ['the switch', { push: true }],
    ['an output', { outputs: ['type=registry'] }],
    ['an output with its own names', { tags: [], outputs: ['type=image,push=1,"name=r.test/a:1,s.test/b"'] }],
    ['beside others', { push: true, load: true, outputs: ['type=oci,dest=x', 'type=local,dest=y'] }],
  ])('%s', (_, given) => {
    const push = planPush(app(given), remote, 1)
    expect(push.kind).toBe('digest')
    expect(push).toHaveProperty(['targets', 0], { registry: 'r.test', repository: 'a', tag: '1' })
  })

  test('a name without a tag has the tag that BuildKit gives it', () => {
    expect(planPush(app({ push: true, tags: ['r.test/a', 'b'] }), remote, 1)).toMatchObject({
      kind: 'digest',
      names: ['r.test/a', 'b'],
      targets: [{ tag: 'latest' }, { registry: 'docker.io', repository: 'library/b', tag: 'latest' }],
    })
  })

  test.each([
    ['docker-container', 1, 1],
    ['kubernetes', 3, 1],
    ['docker-container', 1, 2],
    ['cloud', 0, 2],
  ])('on the driver %s with %i nodes for %i platforms', (driver, nodes, platforms) => {
    expect(planPush(app({ push: true }), { driver, nodes }, platforms).kind).toBe('digest')
  })
})

describe('by its tags', () => {
  test.each([
    ['the docker driver', { push: true }, { driver: 'docker', nodes: 1 }, 1],
    ['an unknown builder', { push: true }, undefined, 1],
    ['a builder that does not say', { push: true }, { driver: '', nodes: 0 }, 1],
    ['two machines for two platforms', { push: true }, { driver: 'remote', nodes: 2 }, 2],
    ['two outputs that push', { outputs: ['type=registry', 'type=image,push=true,compression=zstd'] }, remote, 1],
    [
      'a push that is by digest',
      { tags: [], outputs: ['type=image,push=true,push-by-digest=true,name=r.test/a'] },
      remote,
      1,
    ],
    ['a registry that only the builder trusts', { outputs: ['type=registry,registry.insecure=true'] }, remote, 1],
    ['another name in the output', { outputs: ['type=registry,dangling-name-prefix=r.test/b'] }, remote, 1],
    ['a name of the frontend', { tags: [], outputs: ['type=registry,name=*'] }, remote, 1],
    ['a name with a digest', { tags: [`r.test/a@sha256:${'a'.repeat(64)}`], push: true }, remote, 1],
  ] as const)('%s', (_, given, builder, platforms) => {
    expect(planPush(app(given as Partial<AppOptions>), builder, platforms).kind).toBe('tags')
  })

  test('the image exported last is found by its digest, others by their tag', () => {
    const outputs = ['type=image,push=t,name=r.test/a:1', 'type=registry,name=s.test/b']
    expect(planPush(app({ tags: [], outputs }), remote, 1)).toEqual({
      kind: 'tags',
      names: ['r.test/a:1', 's.test/b'],
      images: [
        { reference: { registry: 'r.test', repository: 'a', tag: '1' }, by: 'tag' },
        { reference: { registry: 's.test', repository: 'b', tag: 'latest' }, by: 'digest' },
      ],
    })
  })
})

test.each([{}, { load: true }, { outputs: ['type=oci,dest=x,push=true'] }, { outputs: ['type=image,push=0'] }])(
  'nothing is pushed: %j',
  given => {
    expect(planPush(app(given), remote, 1)).toEqual({ kind: 'none' })
  },
)

const digest = `sha256:${'a'.repeat(64)}`
test.each([
  [
    `failed to push r.test/a: unexpected status from PUT request to https://r.test/v2/a/manifests/${digest}: 400 Bad Request`,
    true,
  ],
  [
    `failed to push r.test/a: unexpected status from PUT request to https://r.test/v2/a/manifests/${digest}: 405 Method Not Allowed`,
    true,
  ],
  [
    `failed to push r.test/a: unexpected status from PUT request to https://r.test/v2/a/manifests/${digest}: 403 Forbidden`,
    false,
  ],
  [
    `failed to push r.test/a: unexpected status from PUT request to https://r.test/v2/a/manifests/${digest}: 500 Internal`,
    false,
  ],
  [
    'failed to push r.test/a: unexpected status from PUT request to https://r.test/v2/a/manifests/1: 400 Bad Request',
    false,
  ],
  ['failed to push r.test/a: unsupported: a tag is required', true],
  ['failed to push r.test/a: tag invalid: no tag', true],
  ['failed to push r.test/a: denied: requested access to the resource is denied', false],
  ['failed to push r.test/a: manifest unknown: blob unknown', false],
  ['failed to solve: r.test/a: not found', false],
])('whether a registry takes no manifest without a tag: %s', (message, expected) => {
  expect(needsTag(message)).toBe(expected)
})
