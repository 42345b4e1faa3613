import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLayout } from '../../../src/bases/layout/store.ts'
import { digestHex, digestOf } from '../../../src/image/digest.ts'
import { mediaTypes } from '../../../src/image/manifest.ts'
import { blobFile, expectTidy, root, store } from './bench.ts'
import { bytes, imageOf, putImage } from './samples.ts'

const image = imageOf(bytes('a layer'))
const other = imageOf(bytes('another layer'))

describe('damage', () => {
  it('of a manifest is broken, and healed by storing it again', async () => {
    await putImage(store, 'v1', image)
    writeFileSync(blobFile(image.digest), `${Buffer.from(image.bytes)} `)
    for (const reference of ['v1', image.digest]) {
      const answer = await store.manifest(reference)
      expect(answer).toMatchObject({ kind: 'broken', code: 'BH097', host: root, method: 'READ' })
      expect(answer).toMatchObject({ remedy: expect.stringContaining(digestHex(image.digest)) })
    }
    await putImage(store, 'v1', image)
    expect(await store.manifest('v1')).toMatchObject({ kind: 'found' })
  })

  it('of a blob is broken, and healed by storing it again', async () => {
    await putImage(store, 'v1', image)
    const layer = digestOf('a layer')
    writeFileSync(blobFile(layer), 'A layer')
    expect(await store.blob(layer, 7)).toMatchObject({ kind: 'broken' })
    await putImage(store, 'v1', image)
    expect(await store.blob(layer, 7)).toMatchObject({ kind: 'found' })
    expect(await store.blob(layer, 6)).toMatchObject({ kind: 'broken', detail: expect.stringContaining('7 bytes') })
  })

  const documents: [string, string][] = [
    ['an empty index', ''],
    ['half an index', '{"schemaVersion":2,"manif'],
    ['an index of something else', '{"manifests":{}}'],
    ['a foreign digest', JSON.stringify({ manifests: [tagged({ digest: 'md5:1', mediaType: 'x/y' })] })],
    ['no media type', JSON.stringify({ manifests: [tagged({ digest: image.digest })] })],
    [
      'another media type',
      JSON.stringify({ manifests: [tagged({ digest: image.digest, mediaType: mediaTypes.ociIndex })] }),
    ],
    [
      'two images of one tag',
      JSON.stringify({
        manifests: [image, other].map(({ digest }) => tagged({ digest, mediaType: mediaTypes.ociManifest })),
      }),
    ],
  ]

  it.each(documents)('of index.json is broken: %s', async (_, text) => {
    await putImage(store, 'v2', image)
    writeFileSync(join(root, 'index.json'), text)
    expect(await store.manifest('v1')).toMatchObject({ kind: 'broken', code: 'BH097' })
    expect(await store.manifest(image.digest)).toMatchObject({ kind: 'found' })
  })

  it('of index.json is never written over', async () => {
    await putImage(store, 'v1', image)
    writeFileSync(join(root, 'index.json'), '{')
    const stored = await store.putManifest('v2', image.bytes, mediaTypes.ociManifest)
    expect(stored).toMatchObject({ kind: 'broken', method: 'WRITE' })
    expect(readFileSync(join(root, 'index.json'), 'utf8')).toBe('{')
    expectTidy()
  })

  it('of the marker, or another version, is broken', async () => {
    await store.mayPublish()
    for (const text of ['', '[]', '{"imageLayoutVersion":"2.0.0"}']) {
      writeFileSync(join(root, 'oci-layout'), text)
      expect(await store.manifest('v1')).toMatchObject({ kind: 'broken' })
      expect(await store.mayPublish()).toMatchObject({ kind: 'broken' })
    }
  })

  it('is not done to directories that are something else', async () => {
    mkdirSync(root)
    writeFileSync(join(root, 'main.py'), '')
    const answers = [
      await store.manifest('v1'),
      await store.mayPublish(),
      await store.putBlob(digestOf('x'), bytes('x')),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'not-a-registry', code: 'BH099' })
    await expect(store.receive()).rejects.toMatchObject({ code: 'BH099' })
    expect(readdirSync(root)).toEqual(['main.py'])
    expect(await openLayout(join(root, 'main.py')).mayPublish()).toMatchObject({ kind: 'not-a-registry' })
  })
})

function tagged(entry: object): object {
  return { ...entry, annotations: { 'org.opencontainers.image.ref.name': 'v1' } }
}
