import { expect, test } from 'vitest'
import { outputsOf, reduceMetadata } from '../../src/action/outputs.ts'

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
