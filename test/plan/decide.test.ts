import { describe, expect, it } from 'vitest'
import type { ManifestAnswer } from '../../src/bases/registry/answers.ts'
import type { Fault, FaultKind } from '../../src/bases/registry/fault.ts'
import { digestOf } from '../../src/image/digest.ts'
import { mediaTypes, parseManifest } from '../../src/image/manifest.ts'
import { classify, decide, type Expected, type FoundBase, type Outcome } from '../../src/plan/decide.ts'
import { annotation } from '../../src/recipe/annotations.ts'
import type { DependencyDigest } from '../../src/recipe/recipe.ts'

const digest = 'a'.repeat(64) as DependencyDigest
const now = Date.parse('2026-01-31T00:00:00Z')
const expected: Expected = { digest, platform: 'linux/amd64', maxAge: 30, now }

const annotations = {
  [annotation.dependencyDigest]: digest,
  [annotation.platform]: 'linux/amd64',
  [annotation.created]: '2026-01-30T00:00:00Z',
  [annotation.durationMs]: '61000',
  [annotation.bytes]: '1000',
  [annotation.verify]: '["python -c 1",2]',
  [annotation.source]: 'https://example.org/r@abc',
  [annotation.run]: 'https://example.org/run',
  [annotation.reason]: 'miss',
}

function found(said: Readonly<Record<string, string | undefined>> | undefined): ManifestAnswer {
  const config = { mediaType: mediaTypes.ociConfig, digest: digestOf('{}'), size: 2 }
  const written = said === undefined ? {} : { annotations: said }
  return answer({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [], ...written })
}

function answer(document: { readonly mediaType: string; readonly [field: string]: unknown }): ManifestAnswer {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  const { mediaType } = document
  return { kind: 'found', bytes, digest: digestOf(bytes), mediaType, document: parseManifest(bytes, mediaType) }
}

const without = (name: string) => Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== name))

function fault(kind: FaultKind): Fault {
  const request = { host: 'ghcr.io', method: 'GET', url: 'https://ghcr.io/v2/', status: undefined, codes: [] }
  return { kind, code: 'BH081', ...request, detail: 'x', remedy: undefined }
}

/** An outcome in a few words. */
function told(outcome: Outcome): string {
  if ('dated' in outcome) return `${outcome.kind}, dated ${outcome.dated}`
  return 'detail' in outcome ? `${outcome.kind}: ${outcome.detail}` : outcome.kind
}

describe('classify', () => {
  it.each<[string, ManifestAnswer, string]>([
    ['a base', found(annotations), 'hit'],
    ['no tag', { kind: 'absent', what: 'manifest' }, 'miss'],
    ['no blob', { kind: 'absent', what: 'blob' }, 'miss'],
    ['no repository', { kind: 'absent', what: 'repository' }, 'miss-bootstrap'],
    ['a base as old as it may be', found({ ...annotations, [annotation.created]: '2026-01-01T00:00:00Z' }), 'hit'],
    ['a base that is older', found({ ...annotations, [annotation.created]: '2025-12-31T23:59:59Z' }), 'expired'],
    ['a base made just now', found({ ...annotations, [annotation.created]: '2026-01-31T00:00:00Z' }), 'hit'],
    ['a base made by a clock ahead', found({ ...annotations, [annotation.created]: '2026-01-31T01:00:00Z' }), 'hit'],
    [
      'a base that is dated in the future',
      found({ ...annotations, [annotation.created]: '2026-01-31T01:00:01Z' }),
      'expired, dated ahead',
    ],
    [
      'a base that would never be too old',
      found({ ...annotations, [annotation.created]: '9999-12-31T00:00:00Z' }),
      'expired, dated ahead',
    ],
    [
      'an index',
      answer({ ...{ schemaVersion: 2, manifests: [] }, mediaType: mediaTypes.ociIndex }),
      'foreign: the tag names an index, not one platform’s image',
    ],
    ['an image of others', found(undefined), 'foreign: the image carries no dependency digest'],
    [
      'a base of another recipe',
      found({ ...annotations, [annotation.dependencyDigest]: 'b'.repeat(64) }),
      `foreign: the image is the base of ${'b'.repeat(64)}`,
    ],
    [
      'a base for another platform',
      found({ ...annotations, [annotation.platform]: 'linux/arm64' }),
      'foreign: the image is for linux/arm64, not linux/amd64',
    ],
    [
      'a base for no platform',
      found(without(annotation.platform)),
      'foreign: the image is for an unknown platform, not linux/amd64',
    ],
    ['a base without a time', found(without(annotation.created)), 'foreign: the image does not say when it was made'],
    [
      'a base with a time that is none',
      found({ ...annotations, [annotation.created]: 'yesterday' }),
      'foreign: the image does not say when it was made',
    ],
    ['no right', fault('denied'), 'denied'],
    ['no answer', fault('unreachable'), 'unreachable'],
    ['no registry', fault('not-a-registry'), 'not-a-registry'],
    ['an answer that contradicts itself', fault('broken'), 'broken'],
  ])('%s', (_, given, outcome) => expect(told(classify(given, expected))).toBe(outcome))

  it('reads what a base says of itself', () => {
    const outcome = classify(found(annotations), expected)
    expect(outcome).toMatchObject({
      base: {
        created: '2026-01-30T00:00:00Z',
        durationMs: 61000,
        bytes: 1000,
        verified: ['python -c 1'],
        source: 'https://example.org/r@abc',
        run: 'https://example.org/run',
        reason: 'miss',
      },
    })
  })

  it.each([
    [
      'numbers that are none',
      { [annotation.durationMs]: '-1', [annotation.bytes]: '1e9' },
      { durationMs: undefined, bytes: undefined, verified: ['python -c 1'] },
    ],
    ['numbers that are too long', { [annotation.bytes]: '1'.repeat(16) }, { bytes: undefined }],
    ['a list that is no JSON', { [annotation.verify]: '[' }, { verified: [] }],
    ['a list that is no list', { [annotation.verify]: '{"0":"x"}' }, { verified: [] }],
  ])('takes %s for nothing', (_, said, base) => {
    expect(classify(found({ ...annotations, ...said }), expected)).toMatchObject({ kind: 'hit', base })
  })

  it('needs only what identifies a base', () => {
    const { dependencyDigest, platform, created } = annotation
    const least = Object.fromEntries([dependencyDigest, platform, created].map(name => [name, annotations[name]]))
    expect(classify(found(least), expected)).toMatchObject({
      kind: 'hit',
      base: {
        durationMs: undefined,
        bytes: undefined,
        source: undefined,
        run: undefined,
        reason: undefined,
        verified: [],
      },
    })
  })
})

describe('decide', () => {
  const manifest = digestOf('m')
  const base = { manifest } as FoundBase
  const build = (why: string, replaces?: string) => ({
    kind: 'build',
    why,
    ...(replaces === undefined ? {} : { replaces }),
  })
  const outcomes: readonly Outcome[] = [
    { kind: 'foreign', detail: 'x' },
    { kind: 'untrusted', detail: 'x' },
    ...(['denied', 'unreachable', 'not-a-registry', 'broken'] as const).map(kind => ({ kind, fault: fault(kind) })),
  ]

  it.each<[Outcome, 'none' | 'base' | 'all', unknown]>([
    [{ kind: 'hit', base }, 'none', { kind: 'reuse', base }],
    [{ kind: 'hit', base }, 'base', build('rebuild', manifest)],
    [{ kind: 'hit', base }, 'all', build('rebuild', manifest)],
    [{ kind: 'expired', base }, 'none', build('expired', manifest)],
    [{ kind: 'expired', base }, 'base', build('rebuild', manifest)],
    [{ kind: 'incomplete', base }, 'none', build('incomplete', manifest)],
    [{ kind: 'incomplete', base }, 'base', build('incomplete', manifest)],
    [{ kind: 'miss' }, 'none', build('miss')],
    [{ kind: 'miss' }, 'all', build('miss')],
    [{ kind: 'miss-bootstrap' }, 'none', build('miss-bootstrap')],
  ])('%j with rebuild: %s', (outcome, rebuild, decision) => expect(decide(outcome, rebuild)).toEqual(decision))

  const attempt = 'https://github.com/o/r/actions/runs/12/attempts/2'
  it.each<[string, string | undefined, string | undefined, boolean]>([
    ['this attempt', attempt, attempt, true],
    ['an earlier attempt', attempt.replace(/2$/, '1'), attempt, false],
    ['another run', attempt.replace('12', '1'), attempt, false],
    ['nobody knows whom', undefined, attempt, false],
    ['a run, for somebody at a desk', attempt, undefined, false],
    ['somebody at a desk, for themselves', undefined, undefined, false],
  ])('knows a base that was built by %s', (_, builder, run, isOwn) => {
    const hit = { kind: 'hit', base: { ...base, run: builder } } as const
    expect(decide(hit, 'none', run)).toEqual({
      kind: 'reuse',
      base: hit.base,
      ...(isOwn ? { builtBy: 'this-run' } : {}),
    })
  })

  it.each(
    outcomes.flatMap(outcome =>
      (['none', 'base', 'all'] as const).map(rebuild => [outcome.kind, rebuild, outcome] as const),
    ),
  )('refuses %s with rebuild: %s: what is unknown is never a miss', (_, rebuild, outcome) =>
    expect(decide(outcome, rebuild)).toEqual({ kind: 'refuse', outcome }),
  )
})
