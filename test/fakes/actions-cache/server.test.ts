import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { restoreCache, saveCache } from '@actions/cache'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ActionsCache, startActionsCache } from './server.ts'
import { type CacheScope, runtimeToken } from './token.ts'

const MAIN: readonly CacheScope[] = [{ scope: 'refs/heads/main', permission: 3 }]
const PULL_REQUEST: readonly CacheScope[] = [
  { scope: 'refs/pull/1/merge', permission: 3 },
  { scope: 'refs/heads/main', permission: 1 },
]

describe('the Actions cache service, asked by the real client', () => {
  let folder: string
  let cache: ActionsCache

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'basehit-actions-cache-'))
    cache = await startActionsCache({ directory: join(folder, 'store') })
    runAs(MAIN)
    vi.stubEnv('ACTIONS_CACHE_SERVICE_V2', 'true')
    vi.stubEnv('ACTIONS_RESULTS_URL', cache.url)
    vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com')
    vi.stubEnv('RUNNER_TEMP', folder)
    vi.stubEnv('GITHUB_WORKSPACE', folder)
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  })

  afterEach(async () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    await cache.close()
    await rm(folder, { recursive: true })
  })

  function runAs(scopes: readonly CacheScope[]): void {
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', runtimeToken(scopes))
  }

  async function save(key: string, content: string): Promise<void> {
    await writeFile(join(folder, 'kept'), content)
    await saveCache([join(folder, 'kept')], key)
  }

  async function restored(key: string, restoreKeys: string[] = []): Promise<string | undefined> {
    await rm(join(folder, 'kept'), { force: true })
    const hit = await restoreCache([join(folder, 'kept')], key, restoreKeys)
    return hit === undefined ? undefined : `${hit}: ${await readFile(join(folder, 'kept'), 'utf8')}`
  }

  it('returns what was saved, and keeps it over a restart', async () => {
    await save('a-1', 'one')
    await cache.close()
    cache = await startActionsCache({ directory: join(folder, 'store') })
    vi.stubEnv('ACTIONS_RESULTS_URL', cache.url)
    expect(await restored('a-1')).toBe('a-1: one')
  })

  it('never changes an entry', async () => {
    await save('a-1', 'one')
    await save('a-1', 'two')
    expect(await restored('a-1')).toBe('a-1: one')
    expect(cache.journal.filter(line => line.kind === 'reserve').map(line => line.status)).toEqual([200, 409])
  })

  it('falls back to the newest entry with a prefix', async () => {
    await save('a-1', 'one')
    await save('a-2', 'two')
    await save('b-3', 'three')
    expect(await restored('a-9', ['a-'])).toBe('a-2: two')
    expect(await restored('c', ['d'])).toBeUndefined()
  })

  it('lets a pull request read the base branch and write only for itself', async () => {
    await save('a-1', 'one')
    runAs(PULL_REQUEST)
    expect(await restored('a-1')).toBe('a-1: one')
    await save('p-1', 'mine')
    runAs(MAIN)
    expect(await restored('p-1')).toBeUndefined()
  })

  it('refuses to write for a token that may only read', async () => {
    runAs([{ scope: 'refs/heads/main', permission: 1 }])
    await save('a-1', 'one')
    expect(cache.journal.some(line => line.kind === 'upload')).toBe(false)
  })

  it('counts the bytes of bodies by their kind', async () => {
    await save('a-1', 'one'.repeat(1000))
    await restored('a-1')
    const up = cache.journal.filter(line => line.kind === 'upload').reduce((sum, line) => sum + line.bytesIn, 0)
    const down = cache.journal.filter(line => line.kind === 'download').reduce((sum, line) => sum + line.bytesOut, 0)
    expect(up).toBeGreaterThan(0)
    expect(down).toBe(up)
  })
})

describe('its blobs, over plain HTTP', () => {
  it('arrive in blocks, in the order of the list, and leave by ranges', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'basehit-actions-cache-'))
    const cache = await startActionsCache({ directory: folder })
    try {
      const call = (name: string, body: object) =>
        fetch(`${cache.url}twirp/github.actions.results.api.v1.CacheService/${name}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${runtimeToken(MAIN)}` },
          body: JSON.stringify({ key: 'k', version: 'v', ...body }),
        }).then(response => response.json() as Promise<Record<string, string>>)
      const upload = (await call('CreateCacheEntry', {})).signed_upload_url ?? ''
      await fetch(`${upload}&comp=block&blockid=Mg%3D%3D`, { method: 'PUT', body: 'world' })
      await fetch(`${upload}&comp=block&blockid=MQ%3D%3D`, { method: 'PUT', body: 'hello ' })
      const list = '<BlockList><Latest>MQ==</Latest><Latest>Mg==</Latest></BlockList>'
      expect((await fetch(`${upload}&comp=blocklist`, { method: 'PUT', body: list })).status).toBe(201)
      expect(await call('FinalizeCacheEntryUpload', { size_bytes: '99' })).toMatchObject({ ok: false })
      expect(await call('FinalizeCacheEntryUpload', { size_bytes: '11' })).toMatchObject({ ok: true })
      const url = (await call('GetCacheEntryDownloadURL', {})).signed_download_url ?? ''
      const part = await fetch(url, { headers: { range: 'bytes=6-8' } })
      expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 6-8/11', 'wor'])
      const head = await fetch(url, { method: 'HEAD' })
      expect([head.status, head.headers.get('content-length')]).toEqual([200, '11'])
      expect((await fetch(url, { headers: { range: 'bytes=11-' } })).status).toBe(416)
    } finally {
      await cache.close()
      await rm(folder, { recursive: true })
    }
  })
})
