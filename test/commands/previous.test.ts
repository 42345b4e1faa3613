import { describe, expect, test } from 'vitest'
import type { BaseStore } from '../../src/bases/port.ts'
import type { LoweredBase } from '../../src/commands/plan.ts'
import { changesSinceLast, pointerTag } from '../../src/commands/previous.ts'
import { digestOf, type ManifestDigest } from '../../src/image/digest.ts'
import { parseManifest } from '../../src/image/manifest.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { recordManifest } from '../../src/publish/manifests.ts'

const platform = parsePlatform('linux/amd64')
const recipe = { recipe: 1, platform: 'linux/amd64', operations: [], root: null, config: { env: {} } }
const base = { name: 'deps', platform, recipe, lowered: { upstreams: [] } } as unknown as LoweredBase

/** A store with nothing but the newest record of the base. */
function storeWith(recipe: string, record: string): BaseStore {
  const [recipeBytes, recordBytes] = [recipe, record].map(text => new TextEncoder().encode(text)) as [
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
  ]
  const { bytes, mediaType } = recordManifest(recipeBytes, recordBytes)
  const blobs = new Map([recipeBytes, recordBytes].map(each => [digestOf(each), each]))
  return {
    manifest: async (tag: string) =>
      tag === pointerTag('deps', 'linux/amd64')
        ? { kind: 'found', bytes, mediaType, digest: digestOf(bytes), document: parseManifest(bytes, mediaType) }
        : { kind: 'absent', what: 'manifest' },
    blob: async (digest: ManifestDigest) => {
      const found = blobs.get(digest)
      return found === undefined ? { kind: 'absent', what: 'blob' } : { kind: 'found', bytes: found }
    },
  } as unknown as BaseStore
}

const record = '{"upstreams":[{"digest":"sha256:0","reference":"busybox"}]}'

describe('changesSinceLast', () => {
  test('finds none in the same recipe, and one in another', async () => {
    expect(await changesSinceLast(storeWith(JSON.stringify(recipe), record), base)).toEqual([])
    const other = { ...recipe, config: { env: { A: '1' } } }
    expect(await changesSinceLast(storeWith(JSON.stringify(other), record), base)).toMatchObject([{ subject: 'A' }])
  })

  test.each([
    ['no JSON', '{', record],
    ['of another version', '{"recipe":2}', record],
    ['of nothing but a version', '{"recipe":1}', record],
    ['of operations that are none', '{"recipe":1,"operations":[null],"config":{}}', record],
    ['of operations that are a number', '{"recipe":1,"operations":7,"config":null}', record],
    ['null', 'null', record],
  ])('knows of none if the recipe is %s', async (_, recipe, record) => {
    expect(await changesSinceLast(storeWith(recipe, record), base)).toBeUndefined()
  })

  test.each(['{', 'null', '7', '{}', '{"upstreams":7}', '{"upstreams":[null,7,{},{"digest":1}]}'])(
    'does without the names of images if the record is %s',
    async record => {
      expect(await changesSinceLast(storeWith(JSON.stringify(recipe), record), base)).toEqual([])
    },
  )
})
