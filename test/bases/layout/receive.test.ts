import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitCsv } from '../../../src/attributes.ts'
import { openLayout } from '../../../src/bases/layout/store.ts'
import { outputAttributes } from '../../../src/buildx/outputs.ts'
import { digestHex, digestOf } from '../../../src/image/digest.ts'
import { blobFile, expectTidy, parent, root, store } from './bench.ts'
import { bytes, imageOf, leaveImage, putImage } from './samples.ts'

const image = imageOf(bytes('a layer'))
const other = imageOf(bytes('another layer'))

describe('receiving', () => {
  const destination = (output: string) => outputAttributes(output).get('dest') ?? ''

  it('takes in the image buildx left, and leaves nothing temporary', async () => {
    const receiver = await store.receive()
    expect(Object.fromEntries(outputAttributes(receiver.output))).toMatchObject({ type: 'oci', tar: 'false' })
    leaveImage(destination(receiver.output), image)
    await receiver.accept(image.digest)
    await receiver.accept(image.digest)
    await receiver.discard()
    await receiver.discard()
    expect(await store.manifest(image.digest)).toMatchObject({ kind: 'found' })
    expect(await store.blob(digestOf('a layer'), 10)).toMatchObject({ kind: 'found' })
    expectTidy()
  })

  it('refuses what does not hash to its name, and has no manifest of it then', async () => {
    const receiver = await store.receive()
    leaveImage(destination(receiver.output), image)
    const layer = join(destination(receiver.output), 'blobs', 'sha256', digestHex(digestOf('a layer')))
    rmSync(layer)
    await expect(receiver.accept(image.digest)).rejects.toMatchObject({ code: 'BH097' })
    writeFileSync(layer, 'A layer')
    await expect(receiver.accept(image.digest)).rejects.toMatchObject({ code: 'BH097' })
    await expect(receiver.accept(other.digest)).rejects.toThrow('left no')
    await receiver.discard()
    expect(await store.manifest(image.digest)).toEqual({ kind: 'absent', what: 'manifest' })
  })

  it('heals a damaged blob of the same name', async () => {
    await putImage(store, 'v1', image)
    writeFileSync(blobFile(digestOf('a layer')), 'A layer')
    const receiver = await store.receive()
    leaveImage(destination(receiver.output), image)
    await receiver.accept(image.digest)
    expect(await store.blob(digestOf('a layer'), 10)).toMatchObject({ kind: 'found' })
  })

  it('writes any path as one field of the output', async () => {
    const name = fc.stringMatching(/^[ -.0-9;-~]{1,40}$/).filter(text => text.trim() === text && !/^\.+$/.test(text))
    await fc.assert(
      fc.asyncProperty(name, async text => {
        const receiver = await openLayout(join(parent, text)).receive()
        const [, destination = ''] = splitCsv(receiver.output) as readonly string[]
        expect(destination.startsWith(`dest=${join(parent, text)}/`)).toBe(true)
        await receiver.discard()
      }),
      { numRuns: 40 },
    )
  })

  it('sweeps what killed runs left, and nothing that is in use', async () => {
    const first = await store.receive()
    const abandoned = join(root, '.work', 'image-abandoned')
    mkdirSync(abandoned)
    const holder = JSON.parse(readFileSync(join(destination(first.output), '..', 'holder.json'), 'utf8'))
    writeFileSync(join(abandoned, 'holder.json'), JSON.stringify({ ...holder, pid: 2 ** 30 }))
    for (const file of ['file-old', 'file-new']) writeFileSync(join(root, '.work', file), '')
    utimesSync(join(root, '.work', 'file-old'), 0, 0)
    const second = await store.receive()
    const left = readdirSync(join(root, '.work')).sort()
    expect(left).toHaveLength(3)
    expect(left).toContain('file-new')
    for (const receiver of [first, second]) expect(existsSync(join(destination(receiver.output), '..'))).toBe(true)
  })
})
