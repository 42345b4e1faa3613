import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/image/digest.ts'
import { mediaTypes, parseManifest } from '../../src/image/manifest.ts'
import { classify } from '../../src/plan/decide.ts'
import { annotateManifest, type BaseFacts, recordManifest } from '../../src/publish/manifests.ts'
import type { DependencyDigest } from '../../src/recipe/recipe.ts'

const facts: BaseFacts = {
  dependencyDigest: 'a'.repeat(64),
  platform: 'linux/amd64',
  created: '2026-01-30T00:00:00.000Z',
  durationMs: 61000.4,
  bytes: 1000,
  verify: ['python -c "import torch"'],
  source: 'https://example.org/r@abc',
  run: 'https://example.org/run',
  reason: 'miss',
}
const encode = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): Record<string, unknown> => JSON.parse(new TextDecoder().decode(bytes))
const config = { mediaType: mediaTypes.ociConfig, digest: digestOf('{}'), size: 2 }

describe('annotateManifest', () => {
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: 'x/y',
    config: { ...config, unknown: [1] },
    layers: [{ mediaType: 'l', digest: digestOf('l'), size: 1, urls: ['https://example.org'] }],
    subject: null,
    annotations: { kept: 'yes', 'dev.basehit.reason': 'old' },
    'x-unknown': { deep: { er: true } },
  }
  const annotated = annotateManifest(encode(JSON.stringify(manifest)), facts)

  it('keeps every field it does not know', () => {
    const { annotations, ...rest } = decode(annotated)
    const { annotations: _, ...before } = manifest
    expect(rest).toEqual(before)
    expect(Object.keys(rest)).toEqual(Object.keys(before))
    expect(annotations).toMatchObject({ kept: 'yes' })
  })

  it('adds what a probe reads', () => {
    const document = parseManifest(annotateManifest(encode(JSON.stringify({ ...manifest, subject: undefined })), facts))
    const outcome = classify(
      { kind: 'found', bytes: annotated, digest: digestOf(annotated), mediaType: mediaTypes.ociManifest, document },
      {
        digest: facts.dependencyDigest as DependencyDigest,
        platform: 'linux/amd64',
        maxAge: 1,
        now: Date.parse(facts.created),
      },
    )
    const { reason, run, source } = facts
    expect(outcome).toMatchObject({
      kind: 'hit',
      base: { durationMs: 61000, bytes: 1000, reason, run, source, verified: facts.verify },
    })
  })

  it('gives equal facts equal bytes, and leaves out what is not known', () => {
    const few: BaseFacts = { ...facts, verify: [], source: undefined, run: undefined }
    const once = annotateManifest(encode('{"annotations":{}}'), few)
    expect(annotateManifest(encode('{"annotations":{}}'), few)).toEqual(once)
    expect(Object.keys(decode(once).annotations as object).sort()).toEqual(
      ['bytes', 'created', 'dependency-digest', 'duration-ms', 'platform', 'reason', 'recipe-version'].map(
        name => `dev.basehit.${name}`,
      ),
    )
  })

  it('annotates a manifest that had none', () => {
    expect(decode(annotateManifest(encode('{"schemaVersion":2}'), facts))).toMatchObject({
      annotations: { 'dev.basehit.reason': 'miss' },
    })
  })
})

describe('recordManifest', () => {
  it('is an artifact that holds recipe and record', async () => {
    const { bytes, mediaType } = recordManifest(encode('{"recipe":1}'), encode('{"schema":"x"}'))
    expect(mediaType).toBe(mediaTypes.ociManifest)
    const shown = `${JSON.stringify(decode(bytes), undefined, 2)}\n`
    await expect(shown).toMatchFileSnapshot(join(import.meta.dirname, '__snapshots__/record-manifest.json'))
  })

  it('is a manifest that registries read, with the recipe under its own hash', () => {
    const recipe = encode('{"recipe":1}')
    const document = parseManifest(recordManifest(recipe, encode('{}')).bytes, mediaTypes.ociManifest)
    if (document.kind !== 'manifest') throw new TypeError('not a manifest')
    expect(document.layers[0]?.digest).toBe(digestOf(recipe))
    expect(document.config).toEqual({ mediaType: mediaTypes.ociEmpty, digest: digestOf('{}'), size: 2 })
  })
})
