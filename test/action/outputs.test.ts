import { describe, expect, it, test } from 'vitest'
import { outputsOf, reduceMetadata } from '../../src/action/outputs.ts'
import type { BuildOutcome } from '../../src/commands/build.ts'
import type { UsedBase } from '../../src/commands/inline.ts'
import { parsePlatform } from '../../src/image/platform.ts'

/** What a run did with its bases, as far as outputs read it. */
function outcome(bases: readonly { readonly how: UsedBase['how']; readonly decision: string }[]): BuildOutcome {
  return {
    plan: { store: { reference: (manifest: string) => `registry.test/base@${manifest}` }, images: new Map() },
    bases: bases.map(({ how, decision }, at) => ({
      name: 'deps',
      platform: parsePlatform('linux/amd64'),
      digest: 'ab'.repeat(32),
      tag: 'ab'.repeat(32),
      how,
      decision: { kind: decision },
      ...(how === 'inline' ? {} : { manifest: `sha256:${at}`, found: { created: '2026-01-30T00:00:00Z' } }),
    })),
    handover: { contexts: [], buildContexts: 'deps=x', bakeFile: '{}' },
    app: undefined,
  } as unknown as BuildOutcome
}

describe('the outputs of a run', () => {
  const reused = { how: 'reused', decision: 'reuse' } as const
  it.each([
    ['reuses', [reused], 'true', 'reuse', ['reuse']],
    ['builds', [{ how: 'built', decision: 'build' } as const], 'false', 'build', ['build']],
    [
      'uses what another run built meanwhile',
      [{ how: 'adopted', decision: 'build' } as const],
      'false',
      'build',
      ['build'],
    ],
    [
      'uses what an earlier job of it built',
      [{ how: 'built', decision: 'reuse' } as const],
      'false',
      'build',
      ['build'],
    ],
    [
      'built one and reuses one',
      [reused, { how: 'built', decision: 'reuse' } as const],
      'false',
      'build',
      ['reuse', 'build'],
    ],
    ['builds one for itself', [{ how: 'inline', decision: 'inline' } as const], 'false', 'inline', ['inline']],
  ])('that %s', (_, bases, hit, decision, each) => {
    const outputs = outputsOf(outcome(bases), '/tmp/bake.json', undefined)
    expect(outputs).toMatchObject({ 'base-hit': hit, 'base-decision': decision })
    expect(JSON.parse(outputs.bases).map((base: { decision: string }) => base.decision)).toEqual(each)
  })
})

const provenance = { buildType: 't', materials: [], buildConfig: { big: 1 }, metadata: { bigger: 2 } }
const metadata = {
  'buildx.build.provenance': provenance,
  'buildx.build.provenance/linux/arm64': provenance,
  'buildx.build.ref': 'a/b/c',
  'containerimage.digest': 'sha256:0',
}
const least = { buildType: 't', materials: [] }
const rest = { 'buildx.build.ref': 'a/b/c', 'containerimage.digest': 'sha256:0' }

test.each([
  [undefined, { 'buildx.build.provenance': least, 'buildx.build.provenance/linux/arm64': least, ...rest }],
  ['min', { 'buildx.build.provenance': least, 'buildx.build.provenance/linux/arm64': least, ...rest }],
  ['true', { 'buildx.build.provenance': least, 'buildx.build.provenance/linux/arm64': least, ...rest }],
  ['max', metadata],
  ['disabled', rest],
  ['false', rest],
])('with BUILDX_METADATA_PROVENANCE=%s the metadata is what buildx would have given', (mode, expected) => {
  expect(reduceMetadata(metadata, mode)).toEqual(expected)
})

test('very many changes stay within what a job may have, and are counted', () => {
  const changes = Array.from({ length: 5000 }, (_, index) => ({ kind: 'file', subject: `f${index}`, change: 'added' }))
  const base = {
    name: 'deps',
    platform: { os: 'linux', architecture: 'amd64' },
    digest: 'a'.repeat(64),
    how: 'inline',
    decision: { kind: 'inline', why: 'miss' },
    changes,
  }
  const outcome = { plan: { images: new Map() }, bases: [base], handover: { buildContexts: '' }, app: undefined }
  const outputs = outputsOf(outcome as unknown as Parameters<typeof outputsOf>[0], '/bake.json', undefined)
  expect(2 * Object.values(outputs).join('').length).toBeLessThan(1e6)
  const [told] = JSON.parse(outputs['base-changes']) as { changes: unknown[]; omittedChanges: number }[]
  expect(told).toMatchObject({ name: 'deps', platform: 'linux/amd64' })
  expect((told?.changes.length ?? 0) + (told?.omittedChanges ?? 0)).toBe(5000)
})
