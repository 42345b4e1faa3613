import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegistryClient } from '../../../src/bases/registry/client.ts'
import { keepUpstreams } from '../../../src/bases/registry/upstreams.ts'
import { digestHex, digestOf, parseDigest } from '../../../src/image/digest.ts'
import { mediaTypes } from '../../../src/image/manifest.ts'
import type { Repository } from '../../../src/image/reference.ts'
import type { FakeRegistry } from '../../fakes/registry/server.ts'
import { type Bench, bytes, imageOf, onBench, seedImage } from './bench.ts'

const config = bytes('{"seed":"v1"}')
const cap = 8 * 1024 * 1024

let root: string
let folder: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'upstreams-'))
  folder = root
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A registry with an image, whose client keeps what it reads in `folder`. */
function onUpstream(test: (bench: Bench & { digest: ReturnType<typeof parseDigest> }) => Promise<void>): Promise<void> {
  return onBench(async bench => test({ ...bench, digest: parseDigest(seedImage(bench.registry)) }))
}

function requestsOf({ journal }: FakeRegistry): string[] {
  return journal.map(({ method, target }) => `${method} ${target.replace(/^\/v2\/team\/app\//, '').slice(0, 20)}`)
}

function folderOf({ registry, repository }: Repository): string {
  return join(folder, encodeURIComponent(`${registry}/${repository}`))
}

/** Reads the image under a reference with its config. */
async function readImage(client: RegistryClient, from: Repository, reference: string) {
  const upstreams = keepUpstreams(client, folder)
  return [await upstreams.manifest(from, reference), await upstreams.blob(from, digestOf(config), cap)] as const
}

describe('what was read by digest', () => {
  it('is not asked for again, and is the same', async () => {
    await onUpstream(async ({ registry, client, repository, digest }) => {
      const first = await readImage(client, repository, digest)
      const asked = requestsOf(registry)
      expect(await readImage(client, repository, digest)).toEqual(first)
      expect(first[0]).toEqual(await client.manifest(repository, digest))
      expect(first[1]).toEqual({ kind: 'found', bytes: config })
      expect(asked.map(each => each.replace(/sha256.*/, ''))).toEqual(['GET manifests/', 'GET blobs/'])
      expect(requestsOf(registry)).toHaveLength(3)
    })
  })

  it('is kept for this user alone, and nothing unfinished is', async () => {
    await onUpstream(async ({ client, repository, digest }) => {
      await readImage(client, repository, digest)
      const kept = folderOf(repository)
      expect(readdirSync(kept).sort()).toEqual([digestHex(digest), digestHex(digestOf(config))].sort())
      expect(statSync(kept).mode & 0o777).toBe(0o700)
      expect(statSync(join(kept, digestHex(digest))).mode & 0o777).toBe(0o600)
    })
  })

  it('is asked of another repository anew: it may not be there', async () => {
    await onUpstream(async ({ client, repository, digest }) => {
      await readImage(client, repository, digest)
      const elsewhere = { ...repository, repository: 'team/other' }
      const [manifest, blob] = await readImage(client, elsewhere, digest)
      expect([manifest.kind, blob.kind]).toEqual(['absent', 'absent'])
    })
  })

  it.each([
    ['other bytes', (path: string) => writeFileSync(path, '{}')],
    ['half of it', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 5))],
    ['nothing', (path: string) => writeFileSync(path, '')],
  ])('is asked for again where the file has %s, and put right', async (_, damage) => {
    await onUpstream(async ({ registry, client, repository, digest }) => {
      const first = await readImage(client, repository, digest)
      for (const name of readdirSync(folderOf(repository))) damage(join(folderOf(repository), name))
      expect(await readImage(client, repository, digest)).toEqual(first)
      expect(registry.journal).toHaveLength(4)
      await readImage(client, repository, digest)
      expect(registry.journal).toHaveLength(4)
    })
  })

  it('is no answer to a smaller cap', async () => {
    await onUpstream(async ({ client, repository, digest }) => {
      await readImage(client, repository, digest)
      expect(await keepUpstreams(client, folder).blob(repository, digestOf(config), 5)).toMatchObject({
        kind: 'broken',
      })
    })
  })
})

describe('a tag', () => {
  it('is resolved by the registry each time, by a HEAD once something is kept', async () => {
    await onUpstream(async ({ registry, client, repository }) => {
      const first = await readImage(client, repository, 'v1')
      expect(requestsOf(registry)[0]).toBe('GET manifests/v1')
      expect(await readImage(client, repository, 'v1')).toEqual(first)
      expect(requestsOf(registry).slice(2)).toEqual(['HEAD manifests/v1'])
    })
  })

  it('that moved is another image', async () => {
    await onUpstream(async ({ registry, client, repository }) => {
      const [before] = await readImage(client, repository, 'v1')
      const other = bytes('{"seed":"other"}')
      registry.storage.putBlob('team/app', other)
      const moved = registry.storage.putManifest('team/app', 'v1', imageOf(other))
      const [after] = await readImage(client, repository, 'v1')
      expect(before).toMatchObject({ kind: 'found' })
      expect(after).toMatchObject({ kind: 'found', digest: moved })
    })
  })

  it.each([
    ['gone', { kind: 'answer', status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' }, 'absent'],
    ['denied', { kind: 'answer', status: 403 }, 'denied'],
    ['not to be reached', { kind: 'answer', status: 503 }, 'unreachable'],
  ] as const)('that is %s is not answered from what is kept', async (_, act, kind) => {
    await onUpstream(async ({ registry, client, repository }) => {
      await readImage(client, repository, 'v1')
      registry.rule({ path: /manifests/, act })
      expect((await keepUpstreams(client, folder).manifest(repository, 'v1')).kind).toBe(kind)
    })
  })
})

describe('what is not kept', () => {
  it('is a manifest whose type only a header said', async () => {
    await onUpstream(async ({ registry, client, repository }) => {
      const { mediaType: _, ...silent } = JSON.parse(new TextDecoder().decode(imageOf(config).bytes))
      const manifest = { bytes: bytes(JSON.stringify(silent)), mediaType: mediaTypes.dockerManifest }
      const digest = registry.storage.putManifest('team/app', 'silent', manifest)
      for (let time = 1; time <= 2; time++) {
        expect(await keepUpstreams(client, folder).manifest(repository, digest)).toMatchObject({
          kind: 'found',
          mediaType: mediaTypes.dockerManifest,
        })
        expect(registry.journal).toHaveLength(time)
      }
    })
  })

  it('is a blob over 4 MiB', async () => {
    await onUpstream(async ({ registry, client, repository }) => {
      const large = new Uint8Array(4 * 1024 * 1024 + 1)
      registry.storage.putBlob('team/app', large)
      const found = await keepUpstreams(client, folder).blob(repository, digestOf(large), cap)
      expect(found).toMatchObject({ kind: 'found' })
      expect(readdirSync(folder)).toEqual([])
    })
  })
})

describe('a folder that is of no use', () => {
  it.each([
    [
      'is a file',
      () => {
        folder = join(folder, 'file')
        writeFileSync(folder, '')
      },
    ],
    [
      'is below a file',
      () => {
        writeFileSync(join(folder, 'file'), '')
        folder = join(folder, 'file', 'below')
      },
    ],
    ['may not be written', () => chmodSync(folder, 0o500)],
    [
      'has a name that is too long',
      () => {
        folder = join(folder, 'a'.repeat(300))
      },
    ],
    [
      'is a link to itself',
      () => {
        folder = join(folder, 'link')
        symlinkSync(folder, folder)
      },
    ],
    [
      'is where nothing can be',
      () => {
        folder = '/proc/self/none/upstream'
      },
    ],
  ])('fails no run: it %s', async (_, spoil) => {
    await onUpstream(async ({ client, repository, digest }) => {
      spoil()
      for (const reference of ['v1', digest, digest]) {
        const [manifest, blob] = await readImage(client, repository, reference)
        expect([manifest.kind, blob.kind]).toEqual(['found', 'found'])
      }
    })
  })

  it('fails no run: a folder has the name of a file', async () => {
    await onUpstream(async ({ client, repository, digest }) => {
      for (const name of [digest, digestOf(config)])
        mkdirSync(join(folderOf(repository), digestHex(name)), { recursive: true })
      const [manifest, blob] = await readImage(client, repository, digest)
      expect([manifest.kind, blob.kind]).toEqual(['found', 'found'])
      expect(readdirSync(folderOf(repository))).toHaveLength(2)
    })
  })
})
