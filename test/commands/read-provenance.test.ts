import { expect, test } from 'vitest'
import { type ProvenanceFacts, readProvenance } from '../../src/commands/read-provenance.ts'

const run = 'https://github.com/acme/app/actions/runs/1/attempts/1'
const origin = { builder: run, visibility: 'public' } as const

/** What docker/build-push-action passes as `--attest type=provenance,…` for the same inputs. */
const cases: readonly (readonly [string, Partial<ProvenanceFacts>, string | undefined])[] = [
  ['a laptop', { origin: undefined }, undefined],
  ['a laptop that asks', { origin: undefined, provenance: 'mode=max' }, 'mode=max'],
  ['a public repository', {}, `mode=max,builder-id=${run}`],
  [
    'a private repository',
    { origin: { ...origin, visibility: 'private' } },
    `mode=min,inline-only=true,builder-id=${run}`,
  ],
  ['true', { provenance: 'true' }, `builder-id=${run}`],
  ['false', { provenance: 'False' }, 'false'],
  ['attributes', { provenance: 'mode=min' }, `mode=min,builder-id=${run}`],
  ['a builder id', { provenance: 'mode=max,builder-id=me' }, 'mode=max,builder-id=me'],
  ['load', { load: true }, undefined],
  ['an output into Docker', { outputs: ['type=docker,dest=a'] }, undefined],
  ['another output', { outputs: ['type=image,name=docker'] }, `mode=max,builder-id=${run}`],
  ['defaults turned off', { env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' } }, undefined],
  ['defaults left on', { env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '0' } }, `mode=max,builder-id=${run}`],
]

test.each(cases)('readProvenance for %s', (_, given, expected) => {
  const facts = { provenance: undefined, attests: [], outputs: [], load: false, env: {}, origin, ...given }
  expect(readProvenance(facts)).toEqual({ provenance: expected, attests: [] })
})

test('readProvenance gives provenance among attests the id of the builder', () => {
  const attests = ['type=provenance,mode=max', 'type=sbom']
  const facts = { provenance: undefined, attests, outputs: [], load: false, env: {}, origin }
  expect(readProvenance(facts)).toEqual({
    provenance: undefined,
    attests: [`type=provenance,mode=max,builder-id=${run}`, 'type=sbom'],
  })
})
