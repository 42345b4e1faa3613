import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { BaseStore } from '../../src/bases/port.ts'
import { openRepository } from '../../src/bases/registry/store.ts'
import type { Options } from '../../src/commands/options.ts'
import type { LoweredBase } from '../../src/commands/plan.ts'
import { changesSinceLast, pointerTag, rememberRecord } from '../../src/commands/previous.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import { recordOf } from '../../src/commands/record.ts'
import type { World } from '../../src/commands/world.ts'
import { readWholeFile } from '../../src/files/files.ts'
import { digestOf } from '../../src/image/digest.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { mostRecords } from '../../src/publish/last-records.ts'
import { recordManifest } from '../../src/publish/manifests.ts'
import { dependencyDigest, recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'
import { onBench } from '../bases/registry/bench.ts'
import { lowerText, type World as Memory } from '../lower/memory.ts'
import { rawInputs, surroundings } from './raw.ts'

const top = mkdtempSync(join(tmpdir(), 'basehit-last-'))
afterAll(() => rmSync(top, { recursive: true }))

const world = { files: { read: readWholeFile }, run: { basehit: '0' } } as unknown as World

/** What a user asks for, in the directory `cwd` of `top`. */
function optionsOf(
  given: { cwd?: string; file?: string; context?: string; store?: 'registry' | 'layout' } = {},
): Options {
  const { cwd = '', file = 'Dockerfile', context = '.', store = 'registry' } = given
  const kept = store === 'registry' ? { 'base-repository': 'r.example/team/base' } : {}
  const asked = { 'base-stage': 'deps', file, context, ...kept }
  return readOptions(rawInputs(asked), surroundings({ cwd: join(top, cwd), layout: '/var/bases' }))
}

function baseOf(text: string, memory: Memory = {}, platform = 'linux/amd64'): LoweredBase {
  const lowered = lowerText(text, { platform, ...memory })
  const recipe = recipeOf(lowered, {})
  const bytes = recipeBytes(recipe)
  return {
    name: 'deps',
    platform: parsePlatform(platform),
    digest: dependencyDigest(bytes),
    recipe,
    bytes,
    lowered,
    taken: [],
    states: new Map(),
  }
}

const options = optionsOf()

/** Stores what a run stores of a base that it built. */
async function remember(store: BaseStore, base: LoweredBase, given = options): Promise<void> {
  const circumstances = {
    created: 'now',
    built: 'now',
    durationMs: 1,
    bytes: 1,
    reason: 'miss',
    manifest: digestOf('m'),
  }
  const record = new TextEncoder().encode(JSON.stringify(recordOf(given, world, base, circumstances)))
  await rememberBytes(store, base.bytes, record, given)
}

async function rememberBytes(store: BaseStore, recipe: Uint8Array, record: Uint8Array, given = options): Promise<void> {
  for (const bytes of [recipe, record, new TextEncoder().encode('{}')]) await store.putBlob(digestOf(bytes), bytes)
  const tag = await pointerTag(given, world, baseOf('FROM scratch'))
  expect(await rememberRecord(store, tag, recordManifest(recipe, record))).toMatchObject({ kind: 'stored' })
}

async function subjects(store: BaseStore, base: LoweredBase, given = options): Promise<unknown> {
  return (await changesSinceLast(given, world, store, base))?.map(({ subject }) => subject)
}

describe('pointerTag', () => {
  const tagOf = async (given: Parameters<typeof optionsOf>[0], base = baseOf('FROM scratch')) =>
    pointerTag(optionsOf(given), world, base)

  test('is another one for each Dockerfile, context, stage and platform', async () => {
    const scratch = baseOf('FROM scratch')
    const tags = await Promise.all([
      tagOf({}),
      tagOf({ file: 'services/a/Dockerfile' }),
      tagOf({ file: 'services/b/Dockerfile' }),
      tagOf({ file: 'services/a/Dockerfile', context: 'services/a' }),
      tagOf({}, { ...scratch, name: 'other' }),
      tagOf({}, { ...scratch, name: 'services/a/base.Dockerfile' }),
      tagOf({}, { ...scratch, name: 'services-a-base.Dockerfile' }),
      tagOf({}, baseOf('FROM scratch', {}, 'linux/arm64')),
      tagOf({}, { ...scratch, name: 'x'.repeat(300) }),
    ])
    expect(new Set(tags).size).toBe(tags.length)
    for (const tag of tags) expect(tag).toMatch(/^last-[\w.-]{1,116}\.record$/)
  })

  test('is the same however the paths are written, and wherever in the checkout a run is', async () => {
    for (const directory of ['here/services/a', 'there/services/a', 'there/.git']) {
      mkdirSync(join(top, directory), { recursive: true })
    }
    mkdirSync(join(top, 'here/.git'))
    writeFileSync(join(top, 'here/.git/HEAD'), 'ref: refs/heads/main\n')
    rmSync(join(top, 'there/.git'), { recursive: true })
    writeFileSync(join(top, 'there/.git'), 'gitdir: ../here/.git/worktrees/there\n')
    const tags = await Promise.all([
      tagOf({ cwd: 'here', file: 'services/a/Dockerfile', context: 'services/a' }),
      tagOf({ cwd: 'here', file: './services/b/../a/Dockerfile', context: 'services/a/' }),
      tagOf({ cwd: 'here', file: join(top, 'here/services/a/Dockerfile'), context: join(top, 'here/services/a') }),
      tagOf({ cwd: 'here/services/a' }),
      tagOf({ cwd: 'there/services/a' }),
    ])
    expect([...new Set(tags)]).toHaveLength(1)
  })

  test('in a directory for bases of this machine, is another one for each project', async () => {
    const tags = await Promise.all(['one', 'two'].map(cwd => tagOf({ cwd, store: 'layout' })))
    expect(new Set(tags).size).toBe(2)
    expect(await tagOf({ cwd: 'one' })).toBe(await tagOf({ cwd: 'two' }))
  })
})

describe('changesSinceLast', () => {
  const matrix = (version: number, requirement = 'x') =>
    baseOf(`FROM python:3.${version}\nCOPY deps /deps`, {
      files: { 'deps/list.txt': requirement, 'deps/b': String(version) },
    })

  test('compares with the nearest of the last few bases, in one request for each and two', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const store = openRepository(client, repository)
      for (let version = 9; version < 9 + mostRecords; version++) await remember(store, matrix(version))
      const before = registry.journal.length
      expect(await subjects(store, matrix(10, 'y'))).toEqual(['deps/list.txt'])
      expect(registry.journal.length - before).toBe(mostRecords + 2)
      expect(await subjects(store, matrix(9))).toEqual([])
    })
  })

  test('keeps so many, and each recipe once', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const store = openRepository(client, repository)
      for (const version of [1, 2, 3, 4, 5, 6, 4, 4, 7]) await remember(store, matrix(version))
      const { bytes } = (await store.manifest(await pointerTag(options, world, matrix(1)))) as { bytes: Uint8Array }
      const { layers } = JSON.parse(new TextDecoder().decode(bytes)) as { layers: { digest: string }[] }
      const recipes = layers.filter((_, index) => index % 2 === 0).map(({ digest }) => digest.slice('sha256:'.length))
      expect(recipes).toEqual([7, 4, 6, 5].map(version => matrix(version).digest))
      expect(registry.storage.find(repository.repository)?.tags.size).toBe(1)
    })
  })

  test('does not compare with another service of the same repository and stage', async () => {
    await onBench(async ({ client, repository }) => {
      const store = openRepository(client, repository)
      const [a, b] = ['a', 'b'].map(name =>
        optionsOf({ file: `services/${name}/Dockerfile`, context: `services/${name}` }),
      )
      const base = (content: string) => baseOf('FROM debian\nCOPY . /x', { files: { 'list.txt': content } })
      await remember(store, base('1'), a)
      expect(await subjects(store, base('2'), b)).toBeUndefined()
      expect(await subjects(store, base('2'), a)).toEqual(['list.txt'])
    })
  })

  test('names what is gone by the record of that base', async () => {
    await onBench(async ({ client, repository }) => {
      const store = openRepository(client, repository)
      await remember(store, baseOf('FROM busybox\nCOPY deps /x', { files: { 'deps/sub/a': '1', 'deps/b': '1' } }))
      const now = baseOf('FROM python\nCOPY deps /x', { files: { 'deps/b': '1' } })
      expect(await changesSinceLast(options, world, store, now)).toMatchObject([
        {
          subject: 'FROM docker.io/library/python:latest',
          before: expect.stringContaining('library/busybox:latest@sha256:'),
        },
        { subject: 'deps/sub', change: 'removed' },
        { subject: 'deps/sub/a', change: 'removed' },
      ])
    })
  })

  const recipe = { recipe: 1, platform: 'linux/amd64', operations: [], root: null, config: { env: {} } }
  const now = { ...baseOf('FROM scratch'), recipe } as unknown as LoweredBase
  const encode = (text: string) => new TextEncoder().encode(text)

  test.each([
    ['no JSON', '{'],
    ['of another version', '{"recipe":2}'],
    ['of nothing but a version', '{"recipe":1}'],
    ['of operations that are none', '{"recipe":1,"operations":[null],"config":{}}'],
    ['of operations that are a number', '{"recipe":1,"operations":7,"config":null}'],
    ['null', 'null'],
  ])('knows of none if the recipe is %s', async (_, recipe) => {
    await onBench(async ({ client, repository }) => {
      const store = openRepository(client, repository)
      await rememberBytes(store, encode(recipe), encode('{}'))
      expect(await subjects(store, now)).toBeUndefined()
    })
  })

  test.each([
    '{',
    'null',
    '7',
    '{}',
    '{"upstreams":7,"fileOrigins":"x"}',
    '{"upstreams":[null,7,{},{"digest":1}],"fileOrigins":[null,{"directory":"x","count":1e9}]}',
  ])('does without names if the record is %s', async record => {
    await onBench(async ({ client, repository }) => {
      const store = openRepository(client, repository)
      await rememberBytes(store, encode(JSON.stringify({ ...recipe, config: { env: { A: '1' } } })), encode(record))
      expect(await subjects(store, now)).toEqual(['A'])
    })
  })

  test('reads nothing that is said to be too large', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const store = openRepository(client, repository)
      await rememberBytes(store, encode(JSON.stringify(recipe)), encode('{}'))
      registry.rule({
        path: /manifests\/last-/,
        act: {
          kind: 'amend',
          headers: { 'docker-content-digest': null },
          body: bytes => encode(new TextDecoder().decode(bytes).replace(/"size":\d{2,}/g, '"size":99999999')),
        },
      })
      const before = registry.journal.length
      expect(await subjects(store, now)).toBeUndefined()
      expect(registry.journal.length - before).toBe(1)
    })
  })
})

describe('rememberRecord', () => {
  const base = (name: string) => baseOf(`FROM ${name}`)
  const images = (store: BaseStore, name: string) => subjects(store, base(name))

  test('of two runs that write at once leaves a list that can be read, with one of theirs first', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const store = openRepository(client, repository)
      await remember(store, base('one'))
      registry.rule({
        method: 'PUT',
        path: /manifests\/last-/,
        times: 1,
        act: { kind: 'call', call: () => remember(store, base('three')) },
      })
      await remember(store, base('two'))
      expect([await images(store, 'one'), await images(store, 'two')]).toEqual([[], []])
    })
  })

  test('drops what can no longer be listed', async () => {
    await onBench(async ({ registry, client, repository }) => {
      const store = openRepository(client, repository)
      await remember(store, base('one'))
      registry.storage.find(repository.repository)?.blobs.delete(`sha256:${base('one').digest}`)
      await remember(store, base('two'))
      expect(await images(store, 'two')).toEqual([])
    })
  })

  test('leaves a tag that does not move', async () => {
    await onBench(
      async ({ client, repository }) => {
        const store = openRepository(client, repository)
        await remember(store, base('one'))
        const tag = await pointerTag(options, world, base('two'))
        const [recipe, record] = [base('two').bytes, new TextEncoder().encode('{}')]
        for (const bytes of [recipe, record]) await store.putBlob(digestOf(bytes), bytes)
        expect(await rememberRecord(store, tag, recordManifest(recipe, record))).toMatchObject({ kind: 'immutable' })
        expect(await images(store, 'one')).toEqual([])
      },
      { registry: { tags: 'immutable' } },
    )
  })
})
