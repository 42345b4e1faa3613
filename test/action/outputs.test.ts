import { expect, test } from 'vitest'
import { reduceMetadata } from '../../src/action/outputs.ts'

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
