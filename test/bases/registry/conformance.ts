import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { RegistryClient } from '../../../src/bases/registry/client.ts'
import { digestOf } from '../../../src/image/digest.ts'
import type { Repository } from '../../../src/image/reference.ts'
import { bytes, imageOf, indexOf } from './bench.ts'

/** A registry that anything may be written to. */
export interface ConformanceWorld {
  readonly client: RegistryClient
  /** `http://HOST:PORT`. */
  readonly origin: string
  /** A repository that nobody used before. */
  readonly fresh: () => Repository
}

/** One thing that client and registry agree on. */
export interface ConformanceCase {
  readonly name: string
  readonly run: (world: ConformanceWorld) => Promise<void>
}

/** Makes repositories that nobody used before. */
export function freshRepositories(host: string): () => Repository {
  return () => ({ registry: host, repository: `conformance/${randomUUID()}` })
}

const config = bytes('{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}}')
const image = imageOf(config)
const nowhere = digestOf('nowhere')

async function stored({ client, fresh }: ConformanceWorld, tag = 'v1'): Promise<Repository> {
  const repository = fresh()
  expect((await client.putBlob(repository, digestOf(config), config)).kind).toBe('stored')
  expect((await client.putManifest(repository, tag, image.bytes, image.mediaType)).kind).toBe('stored')
  return repository
}

const raw = (
  method: string,
  name: string,
  path: string,
  body?: () => Promise<string>,
  expected = 404,
): ConformanceCase => ({
  name,
  run: async world => {
    const { repository } = await stored(world)
    const url = `${world.origin}/v2/${path.replaceAll('REPO', repository).replace('DIGEST', digestOf(image.bytes)).replace('BLOB', digestOf(config))}`
    const response = await fetch(url, { method, headers: { accept: image.mediaType } })
    const text = await response.text()
    expect(response.status).toBe(expected)
    if (body !== undefined) expect(text).toContain(await body())
  },
})

const code = (text: string) => async () => text

const rawCases: readonly ConformanceCase[] = [
  raw('GET', 'end-1: /v2/ answers', '', undefined, 200),
  raw('GET', 'end-2: a blob', 'REPO/blobs/BLOB', code('rootfs'), 200),
  raw('HEAD', 'end-2: the head of a blob', 'REPO/blobs/BLOB', undefined, 200),
  raw('GET', 'end-2: no such blob', `REPO/blobs/${nowhere}`, code('BLOB_UNKNOWN')),
  raw('GET', 'end-3: a manifest by tag', 'REPO/manifests/v1', code('schemaVersion'), 200),
  raw('GET', 'end-3: a manifest by digest', 'REPO/manifests/DIGEST', code('schemaVersion'), 200),
  raw('HEAD', 'end-3: the head of a manifest', 'REPO/manifests/v1', undefined, 200),
  raw('GET', 'end-3: no such tag', 'REPO/manifests/v2', code('MANIFEST_UNKNOWN')),
  raw('GET', 'end-3: no such digest', `REPO/manifests/${nowhere}`, code('MANIFEST_UNKNOWN')),
  raw('POST', 'end-4a: an upload session', 'REPO/blobs/uploads/', undefined, 202),
  raw('GET', 'end-8a: tags', 'REPO/tags/list', code('"v1"'), 200),
  raw('GET', 'end-8a: tags of no repository', 'REPO/none/tags/list', code('NAME_UNKNOWN')),
  raw('DELETE', 'end-9: delete by digest', 'REPO/manifests/DIGEST', undefined, 202),
  raw('DELETE', 'end-9: delete what is not there', `REPO/manifests/${nowhere}`, code('MANIFEST_UNKNOWN')),
  raw('POST', 'end-11: mount', 'REPO/other/blobs/uploads/?mount=BLOB&from=REPO', undefined, 201),
  raw('GET', 'a name outside the grammar is a 404 in plain text', 'REPO/manifests/a+b', code('404 page not found')),
]

const readCases: readonly ConformanceCase[] = [
  {
    name: 'a manifest is found by tag and by digest, with its bytes',
    run: async world => {
      const repository = await stored(world)
      for (const reference of ['v1', digestOf(image.bytes)]) {
        const answer = await world.client.manifest(repository, reference)
        expect(answer).toMatchObject({ kind: 'found', digest: digestOf(image.bytes), mediaType: image.mediaType })
        expect(answer.kind === 'found' && Buffer.from(answer.bytes).equals(image.bytes)).toBe(true)
      }
    },
  },
  {
    name: 'a head says digest, type and size',
    run: async world => {
      const answer = await world.client.headManifest(await stored(world), 'v1')
      expect(answer).toEqual({
        kind: 'found',
        digest: digestOf(image.bytes),
        mediaType: image.mediaType,
        size: image.bytes.byteLength,
      })
    },
  },
  {
    name: 'an index is found, which a narrower Accept would miss',
    run: async world => {
      const repository = await stored(world)
      const index = indexOf(image.bytes)
      await world.client.putManifest(repository, 'multi', index.bytes, index.mediaType)
      expect(await world.client.manifest(repository, 'multi')).toMatchObject({
        kind: 'found',
        document: { kind: 'index' },
      })
      expect(await world.client.headManifest(repository, 'multi')).toMatchObject({ digest: digestOf(index.bytes) })
    },
  },
  {
    name: 'what is not there is absent, by every question',
    run: async world => {
      const repository = await stored(world)
      expect(await world.client.manifest(repository, 'v2')).toEqual({ kind: 'absent', what: 'manifest' })
      expect(await world.client.headManifest(repository, 'v2')).toEqual({ kind: 'absent', what: 'manifest' })
      expect(await world.client.manifest(repository, nowhere)).toEqual({ kind: 'absent', what: 'manifest' })
      expect(await world.client.blob(repository, nowhere, 100)).toEqual({ kind: 'absent', what: 'blob' })
      expect(await world.client.blobExists(repository, nowhere)).toEqual({ kind: 'absent', what: 'blob' })
      expect((await world.client.deleteManifest(repository, nowhere)).kind).toBe('absent')
    },
  },
  {
    name: 'a repository that is not there is absent, by every question',
    run: async ({ client, fresh }) => {
      const repository = fresh()
      expect((await client.manifest(repository, 'v1')).kind).toBe('absent')
      expect((await client.headManifest(repository, 'v1')).kind).toBe('absent')
      expect((await client.blobExists(repository, nowhere)).kind).toBe('absent')
      expect(await client.listTags(repository)).toEqual({ kind: 'absent', what: 'repository' })
    },
  },
  {
    name: 'a blob comes back whole, and not beyond its cap',
    run: async world => {
      const repository = await stored(world)
      const answer = await world.client.blob(repository, digestOf(config), config.byteLength)
      expect(answer.kind === 'found' && Buffer.from(answer.bytes).equals(config)).toBe(true)
      expect((await world.client.blob(repository, digestOf(config), config.byteLength - 1)).kind).toBe('broken')
      expect(await world.client.blobExists(repository, digestOf(config))).toEqual({
        kind: 'found',
        size: config.byteLength,
      })
    },
  },
]

const writeCases: readonly ConformanceCase[] = [
  {
    name: 'a blob is uploaded once, then present',
    run: async ({ client, fresh }) => {
      const repository = fresh()
      const put = () => client.putBlob(repository, digestOf(config), config)
      expect(await put()).toEqual({ kind: 'stored', how: 'uploaded' })
      expect(await put()).toEqual({ kind: 'stored', how: 'present' })
    },
  },
  {
    name: 'a Blob of 3 MiB is uploaded, as is one of no bytes',
    run: async ({ client, fresh }) => {
      const repository = fresh()
      const large = new Uint8Array(3 * 1024 * 1024).map((_, index) => index % 251)
      expect(await client.putBlob(repository, digestOf(large), new Blob([large]))).toEqual({
        kind: 'stored',
        how: 'uploaded',
      })
      expect(await client.blobExists(repository, digestOf(large))).toEqual({ kind: 'found', size: large.byteLength })
      const none = new Uint8Array()
      expect((await client.putBlob(repository, digestOf(none), none)).kind).toBe('stored')
    },
  },
  {
    name: 'a blob that does not hash to its digest is refused',
    run: async ({ client, fresh }) => {
      expect(await client.putBlob(fresh(), nowhere, config)).toMatchObject({
        kind: 'broken',
        codes: ['DIGEST_INVALID'],
      })
    },
  },
  {
    name: 'a blob is mounted from a repository that has it, uploaded if that has not',
    run: async world => {
      const from = await stored(world)
      const put = (mountFrom: string) => world.client.putBlob(world.fresh(), digestOf(config), config, { mountFrom })
      expect(await put(from.repository)).toEqual({ kind: 'stored', how: 'mounted' })
      expect(await put(world.fresh().repository)).toEqual({ kind: 'stored', how: 'uploaded' })
    },
  },
  {
    name: 'a manifest is stored under its digest without a tag',
    run: async world => {
      const repository = await stored(world)
      const index = indexOf(image.bytes)
      const answer = await world.client.putManifest(repository, digestOf(index.bytes), index.bytes, index.mediaType)
      expect(answer).toEqual({ kind: 'stored', digest: digestOf(index.bytes) })
      expect(await world.client.listTags(repository)).toEqual({ kind: 'found', tags: ['v1'] })
    },
  },
  {
    name: 'a manifest whose blobs are missing is refused',
    run: async ({ client, fresh }) => {
      const answer = await client.putManifest(fresh(), 'v1', image.bytes, image.mediaType)
      expect(answer).toMatchObject({ kind: 'broken', status: 400 })
    },
  },
  {
    name: 'a tag moves to what is put last',
    run: async world => {
      const repository = await stored(world)
      const index = indexOf(image.bytes)
      await world.client.putManifest(repository, 'v1', index.bytes, index.mediaType)
      expect(await world.client.headManifest(repository, 'v1')).toMatchObject({ digest: digestOf(index.bytes) })
    },
  },
  {
    name: 'a deleted manifest is absent under digest and tag',
    run: async world => {
      const repository = await stored(world)
      expect(await world.client.deleteManifest(repository, digestOf(image.bytes))).toEqual({ kind: 'deleted' })
      expect((await world.client.manifest(repository, 'v1')).kind).toBe('absent')
      expect((await world.client.manifest(repository, digestOf(image.bytes))).kind).toBe('absent')
    },
  },
  {
    name: 'the right to push is there, and asking leaves nothing behind',
    run: async ({ client, fresh }) => {
      const repository = fresh()
      expect(await client.mayPush(repository)).toEqual({ kind: 'allowed' })
      expect(await client.listTags(repository)).toMatchObject({ kind: 'absent' })
    },
  },
  {
    name: 'tags are listed over several pages',
    run: async world => {
      const repository = await stored(world, 'tag-0')
      const tags = Array.from({ length: 7 }, (_, index) => `tag-${index}`)
      for (const tag of tags) await world.client.putManifest(repository, tag, image.bytes, image.mediaType)
      const answer = await world.client.listTags(repository)
      expect(answer.kind === 'found' ? [...answer.tags].sort() : answer).toEqual(tags)
    },
  },
]

/** What client and registry agree on; runs on the fake and on distribution, so that the fake is known to be like it. */
export const conformanceCases: readonly ConformanceCase[] = [...rawCases, ...readCases, ...writeCases]
