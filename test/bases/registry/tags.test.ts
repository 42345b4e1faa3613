import { describe, expect, it } from 'vitest'
import type { Act } from '../../fakes/registry/rules.ts'
import { onBench, seedImage } from './bench.ts'

const page = (tags: unknown, link?: string): Act => ({
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'application/json', ...(link === undefined ? {} : { link }) },
  body: JSON.stringify({ name: 'x', tags }),
})
const next = (target: string) => `<${target}>; rel="next"`

describe('listTags', () => {
  it('follows pages, and gives a tag that is on two of them once', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        for (const tag of ['a', 'b', 'c', 'd', 'e']) seedImage(registry, 'team/app', tag)
        registry.rule({ path: /last=b/, times: 1, act: page(['b', 'c'], next('/v2/team/app/tags/list?last=c&n=2')) })
        expect(await client.listTags(repository)).toEqual({ kind: 'found', tags: ['a', 'b', 'c', 'd', 'e'] })
      },
      { registry: { pageSize: 2 } },
    )
  })

  it.each([
    ['null for none', page(null), 'found'],
    ['no list', { kind: 'answer', status: 200, body: '{"name":"x"}' }, 'found'],
    ['a relative link', page([], next('list?last=z')), 'found'],
    ['a link for something else', page([], '</v2/x>; rel="prev"'), 'found'],
    ['another origin', page([], next('http://127.0.0.1:1/v2/team/app/tags/list')), 'broken'],
    ['another scheme', page([], next('file:///etc/passwd')), 'broken'],
    ['itself', page([], next('/v2/team/app/tags/list?n=1000')), 'broken'],
    ['tags that are numbers', page([1]), 'broken'],
    ['HTML', { kind: 'answer', status: 200, body: '<html>' }, 'not-a-registry'],
    ['HTML 404', { kind: 'answer', status: 404, body: '<html>' }, 'not-a-registry'],
    ['401', { kind: 'answer', status: 401 }, 'denied'],
    ['503', { kind: 'answer', status: 503 }, 'unreachable'],
  ] satisfies [string, Act, string][])('%s', async (_, act, kind) => {
    await onBench(async ({ registry, client, repository }) => {
      seedImage(registry)
      registry.rule({ path: /n=1000/, act })
      expect((await client.listTags(repository)).kind).toBe(kind)
    })
  })

  it('a fault on a later page is a fault', async () => {
    await onBench(
      async ({ registry, client, repository }) => {
        for (const tag of ['a', 'b', 'c']) seedImage(registry, 'team/app', tag)
        registry.rule({ path: /last=b/, act: { kind: 'answer', status: 500 } })
        expect((await client.listTags(repository)).kind).toBe('unreachable')
      },
      { registry: { pageSize: 2 } },
    )
  })
})
