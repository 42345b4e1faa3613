import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLayout } from '../../../src/bases/layout/store.ts'
import { digestOf } from '../../../src/image/digest.ts'
import { mediaTypes } from '../../../src/image/manifest.ts'
import { blobFile, expectTidy, parent, readIndex, root, store } from './bench.ts'
import { bytes, imageOf, putImage } from './samples.ts'

const image = imageOf(bytes('a layer'))
const other = imageOf(bytes('another layer'))

describe('a layout that is not there', () => {
  it('has nothing, and is not made by looking', async () => {
    const absent = { kind: 'absent', what: 'repository' }
    expect(await store.manifest('v1')).toEqual(absent)
    expect(await store.manifest(image.digest)).toEqual(absent)
    expect(await store.blob(image.digest, 10)).toEqual(absent)
    expect(await store.hasBlob(image.digest)).toEqual(absent)
    expect(existsSync(root)).toBe(false)
  })

  it('is made by asking for the right to publish, ignored by git', async () => {
    expect(await store.mayPublish()).toEqual({ kind: 'allowed' })
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toBe('*\n')
    expect(JSON.parse(readFileSync(join(root, 'oci-layout'), 'utf8'))).toEqual({ imageLayoutVersion: '1.0.0' })
    expect(readIndex()).toMatchObject({ schemaVersion: 2, manifests: [] })
    expect(await store.manifest('v1')).toEqual({ kind: 'absent', what: 'manifest' })
    expect(await store.hasBlob(image.digest)).toEqual({ kind: 'absent', what: 'blob' })
    expectTidy()
  })

  it('is continued where a killed process stopped making it', async () => {
    mkdirSync(join(root, '.work'), { recursive: true })
    writeFileSync(join(root, '.gitignore'), 'kept')
    expect(await store.manifest('v1')).toEqual({ kind: 'absent', what: 'repository' })
    expect(await store.mayPublish()).toEqual({ kind: 'allowed' })
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toBe('kept')
  })
})

describe('a layout', () => {
  it('gives back what was stored, by tag and by digest', async () => {
    await putImage(store, 'v1', image)
    const found = await store.manifest('v1')
    expect(found).toMatchObject({ kind: 'found', digest: image.digest, mediaType: mediaTypes.ociManifest })
    expect(await store.manifest(image.digest)).toEqual(found)
    expect(found.kind === 'found' && Buffer.from(found.bytes).equals(image.bytes)).toBe(true)
    expect(await store.manifest('v2')).toEqual({ kind: 'absent', what: 'manifest' })
    expect(await store.hasBlob(digestOf('a layer'))).toEqual({ kind: 'found', size: 7 })
    expect(await store.blob(digestOf('a layer'), 7)).toMatchObject({ kind: 'found', bytes: Buffer.from('a layer') })
    expectTidy()
  })

  it('stores by digest without a tag', async () => {
    await putImage(store, image.digest, image)
    expect(await store.manifest(image.digest)).toMatchObject({ kind: 'found' })
    expect(readIndex().manifests).toEqual([])
  })

  it('says whether a blob was there', async () => {
    const blob = bytes('x')
    expect(await store.putBlob(digestOf(blob), blob)).toEqual({ kind: 'stored', how: 'uploaded' })
    expect(await store.putBlob(digestOf(blob), blob)).toEqual({ kind: 'stored', how: 'present' })
    await expect(store.putBlob(digestOf('y'), blob)).rejects.toThrow(TypeError)
  })

  it('moves tags and leaves other entries as they were', async () => {
    await putImage(store, 'v1', image)
    const foreign = { mediaType: 'x/y', digest: 'sha512:00', size: 1, urls: ['z'], annotations: { a: 'b' } }
    const index = readIndex()
    index.annotations = { kept: 'yes' }
    index.manifests.unshift(foreign)
    writeFileSync(join(root, 'index.json'), JSON.stringify(index))
    await putImage(store, 'v1', other)
    await putImage(store, 'v2', other)
    expect(await store.manifest('v1')).toMatchObject({ digest: other.digest })
    const after = readIndex()
    expect(after.annotations).toEqual({ kept: 'yes' })
    expect(after.manifests[0]).toEqual(foreign)
    expect(after.manifests).toHaveLength(3)
  })

  it('puts no tag on an image with a missing or short part', async () => {
    const incomplete = await store.putManifest('v1', image.bytes, mediaTypes.ociManifest)
    expect(incomplete).toMatchObject({ kind: 'broken', code: 'BH097', detail: expect.stringContaining('missing') })
    await putImage(store, 'v2', image)
    writeFileSync(blobFile(digestOf('a layer')), 'a la')
    const short = await store.putManifest('v1', image.bytes, mediaTypes.ociManifest)
    expect(short).toMatchObject({ kind: 'broken', detail: 'has 4 bytes, not 7' })
    expect(await store.manifest('v1')).toEqual({ kind: 'absent', what: 'manifest' })
  })

  it('refuses references and documents that contradict the bytes', async () => {
    await putImage(store, 'v1', image)
    for (const reference of [other.digest, '', 'a/b', 'sha256:12', '-x']) {
      await expect(store.putManifest(reference, image.bytes, mediaTypes.ociManifest)).rejects.toThrow(TypeError)
    }
    expect(await store.putManifest('v2', image.bytes, mediaTypes.ociIndex)).toMatchObject({ kind: 'broken' })
    expect(await store.putManifest('v2', bytes('{}'), mediaTypes.ociManifest)).toMatchObject({ kind: 'broken' })
  })

  it('names its images as buildx and people do', () => {
    const named = openLayout(relative(process.cwd(), root))
    expect(named.name).toBe(relative(process.cwd(), root))
    expect(named.reference(image.digest)).toBe(`${named.name}@${image.digest}`)
    expect(named.context(image.digest)).toBe(`oci-layout://${root}@${image.digest}`)
  })

  it('in a path with a colon is refused where buildx would need it', async () => {
    const colon = openLayout(join(parent, 'a:b', 'c'))
    expect(() => colon.context(image.digest)).toThrow('colon')
    await expect(colon.receive()).rejects.toMatchObject({ code: 'BH005' })
    expect(await colon.mayPublish()).toMatchObject({ code: 'BH005' })
    expect(await colon.manifest('v1')).toMatchObject({ kind: 'absent' })
  })
})
