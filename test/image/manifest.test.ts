import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BasehitError } from '../../src/errors.ts'
import { digestOf } from '../../src/image/digest.ts'
import { mediaTypes, parseManifest } from '../../src/image/manifest.ts'

const config = { mediaType: mediaTypes.ociConfig, digest: digestOf('config'), size: 6 }
const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digestOf('layer'), size: 5 }
const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer] }
const entry = {
  mediaType: mediaTypes.ociManifest,
  digest: digestOf('manifest'),
  size: 8,
  platform: { os: 'linux', architecture: 'arm', variant: 'v7', 'os.version': '6', 'os.features': ['x'] },
  annotations: { a: 'b' },
}
const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [entry] }

const read = (document: unknown, mediaType?: string) => parseManifest(JSON.stringify(document), mediaType)

describe('parseManifest', () => {
  it('reads an image', () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...manifest, annotations: { k: 'v' }, subject: config }))
    expect(parseManifest(bytes)).toEqual({
      kind: 'manifest',
      mediaType: mediaTypes.ociManifest,
      config,
      layers: [layer],
      annotations: { k: 'v' },
      subject: config,
    })
  })

  it('reads an index', () => {
    expect(read(index)).toEqual({
      kind: 'index',
      mediaType: mediaTypes.ociIndex,
      manifests: [
        {
          ...entry,
          platform: { os: 'linux', architecture: 'arm', variant: 'v7', osVersion: '6', osFeatures: ['x'] },
        },
      ],
    })
  })

  it('reads the Docker spellings, by the document or by the header', () => {
    expect(read({ ...manifest, mediaType: mediaTypes.dockerManifest })).toMatchObject({ kind: 'manifest' })
    expect(read({ ...index, mediaType: undefined }, `${mediaTypes.dockerIndex}; charset=utf-8`)).toMatchObject({
      kind: 'index',
      mediaType: mediaTypes.dockerIndex,
    })
  })

  it('tells an unmarked document by its members, and takes null as absent', () => {
    expect(read({ ...manifest, mediaType: undefined, annotations: null })).toMatchObject({ kind: 'manifest' })
    expect(read({ ...index, mediaType: undefined })).toMatchObject({ kind: 'index' })
  })

  it.each<[string, unknown, string?]>([
    ['no JSON', 'x'],
    ['a list', []],
    ['schema version 1', { ...manifest, schemaVersion: 1 }],
    ['no schema version', { ...manifest, schemaVersion: undefined }],
    ['an image and an index at once', { ...manifest, manifests: [] }],
    ['an index with layers', { ...index, layers: [] }],
    ['another type than the header says', manifest, mediaTypes.ociIndex],
    ['an unknown type', { ...manifest, mediaType: 'text/html' }],
    ['an unknown header', { ...manifest, mediaType: undefined }, 'text/html'],
    ['no config', { ...manifest, config: undefined }],
    ['no layers', { ...manifest, layers: undefined }],
    ['layers that are no list', { ...manifest, layers: {} }],
    ['a bad digest', { ...manifest, config: { ...config, digest: 'sha256:0' } }],
    ['a bad size', { ...manifest, config: { ...config, size: -1 } }],
    ['a size that is text', { ...manifest, config: { ...config, size: '6' } }],
    ['a size past 2^53', { ...manifest, config: { ...config, size: 2 ** 60 } }],
    ['annotations that are no text', { ...manifest, annotations: { a: 1 } }],
    ['a platform that is text', { ...index, manifests: [{ ...entry, platform: 'linux' }] }],
  ])('refuses %s', (_, document, mediaType) => {
    const bytes = document === 'x' ? 'x' : JSON.stringify(document)
    expect(() => parseManifest(bytes, mediaType)).toThrowError(expect.objectContaining({ code: 'BH094' }))
  })

  it('refuses bytes that are no UTF-8', () => {
    expect(() => parseManifest(new Uint8Array([0x7b, 0xff, 0x7d]))).toThrowError(
      expect.objectContaining({ code: 'BH094' }),
    )
  })

  it('answers any JSON with a manifest or an error of its own', () => {
    const mutated = fc.record(
      {
        schemaVersion: fc.constantFrom(2, 1),
        mediaType: fc.jsonValue(),
        config: fc.jsonValue(),
        layers: fc.jsonValue(),
        manifests: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(mutated, document => {
        try {
          expect(['manifest', 'index']).toContain(read(document).kind)
        } catch (error) {
          expect(error).toBeInstanceOf(BasehitError)
        }
      }),
    )
  })
})
