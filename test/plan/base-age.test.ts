import { describe, expect, it } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import type { HistoryEntry } from '../../src/image/history.ts'
import { observationKey } from '../../src/lower/observations.ts'
import type { UpstreamImage } from '../../src/lower/questions.ts'
import {
  ageOfBase,
  type BuiltBase,
  type BuiltStep,
  isTakenFromCache,
  objectionToAge,
  runsBeside,
  upstreamLayersOf,
} from '../../src/plan/base-age.ts'
import { lowerText, type World } from '../lower/memory.ts'

const hour = 3_600_000
const day = 24 * hour
const startedMs = Date.UTC(2026, 5, 30)
const nowMs = startedMs + 60_000

const ran = (name: string): BuiltStep => ({ name, cached: false, isFinished: true })
const cached = (name: string): BuiltStep => ({ name, cached: true, isFinished: true })
const skipped = (name: string): BuiltStep => ({ name, cached: false, isFinished: false })

/** A layer this many milliseconds older than the build; undefined for one without a time. */
const layer = (older: number | undefined, createdBy = 'RUN x'): HistoryEntry => ({
  createdBy,
  createdMs: older === undefined ? undefined : startedMs - older,
  hasLayer: true,
})
const empty = (older: number): HistoryEntry => ({ ...layer(older, 'ENV A=b'), hasLayer: false })

/** A base of an upstream layer that is a year old and these entries above it; one of its steps came from a cache. */
function built(above: readonly HistoryEntry[], more: Partial<BuiltBase> = {}): BuiltBase {
  const history = [layer(365 * day, 'import'), ...above]
  return {
    steps: [cached('[deps 2/3] RUN x'), ran('[deps 3/3] RUN y')],
    layers: history.filter(entry => entry.hasLayer).map((_, at) => `sha256:${at}`),
    upstreamLayers: ['sha256:0'],
    history,
    beside: { stages: new Set(), since: undefined },
    startedMs,
    nowMs,
    ...more,
  }
}

/** How much older than its build a base is, or why that is not known. */
function older(facts: BuiltBase): number | string {
  const age = ageOfBase(facts)
  return 'unknown' in age ? age.unknown : facts.startedMs - age.createdMs
}

const beside = { stages: new Set(['tools', 'stage-1']), since: startedMs - 20 * day }

describe('ageOfBase', () => {
  it.each<[string, BuiltBase, number | string]>([
    ['the oldest layer of its own', built([layer(2 * day), layer(3 * day), layer(-1000)]), 3 * day],
    ['no older than its build', built([layer(-1000)]), 0],
    ['entries without a layer say nothing', built([empty(100 * day), layer(2 * day), empty(200 * day)]), 2 * day],
    ['a directory is as good at any time', built([layer(90 * day, 'WORKDIR /app'), layer(hour)]), hour],
    ['nothing was cached', built([layer(5 * day)], { steps: [ran('[2/2] RUN x')] }), 0],
    ['nothing was cached, and nothing is known', built([], { steps: [ran('[2/2] RUN x')], history: [] }), 0],
    ['scratch', built([layer(day)], { upstreamLayers: [] }), 365 * day],
    ['another upstream than planned', built([layer(day)], { upstreamLayers: ['sha256:x', 'sha256:1'] }), 365 * day],
    ['an upstream with more layers than the base', built([], { upstreamLayers: ['sha256:0', 'sha256:1'] }), 0],
    ['a builder whose clock is a little ahead', built([layer(-hour)]), 0],
    ['a builder whose clock is ahead', built([layer(-2 * hour)]), 'a layer of it is dated ahead of this clock'],
    ['a layer without a time', built([layer(day), layer(undefined)]), 'a layer of it has no time'],
    ['no history', built([], { history: [] }), 'its history does not tell the times of its layers'],
    [
      'a history of fewer layers',
      built([layer(day)], { layers: ['sha256:0', 'sha256:1', 'sha256:2'] }),
      'its history does not tell the times of its layers',
    ],
    [
      'a cached RUN beside',
      built([layer(day)], { beside, steps: [cached('[tools 2/2] RUN x'), ran('[deps 3/3] COPY y')] }),
      20 * day,
    ],
    ['one without a name', built([layer(day)], { beside, steps: [cached('[stage-1  2/12] RUN x')] }), 20 * day],
    ['one that was passed over', built([layer(day)], { beside, steps: [skipped('[tools 2/2] RUN x')] }), 20 * day],
    ['one of ONBUILD', built([layer(day)], { beside, steps: [cached('[tools 2/2] ONBUILD RUN x')] }), 20 * day],
    ['one of a named platform', built([], { beside, steps: [cached('[linux/arm64 tools 2/2] RUN x')] }), 20 * day],
    [
      'a RUN beside that ran',
      built([layer(day)], { beside, steps: [ran('[tools 2/2] RUN x'), cached('[2/2] COPY y')] }),
      day,
    ],
    ['a cached COPY beside', built([layer(day)], { beside, steps: [cached('[tools 2/2] COPY x y')] }), day],
    [
      'a cached RUN beside on an image of an unknown time',
      built([layer(day)], { beside: { ...beside, since: undefined }, steps: [cached('[tools 2/2] RUN x')] }),
      'the stage tools has steps of an unknown time',
    ],
  ])('%s', (_, facts, expected) => expect(older(facts)).toBe(expected))
})

describe('isTakenFromCache', () => {
  it.each([
    [cached('[2/2] RUN x'), true],
    [cached('[deps 2/2] COPY x y'), true],
    [cached('[linux/arm64 deps  2/12] ADD x y'), true],
    [cached('[deps 3/4] ONBUILD RUN x'), true],
    [skipped('[deps 3/4] RUN x'), true],
    [ran('[2/2] RUN x'), false],
    [cached('[deps 1/2] FROM docker.io/library/debian:12@sha256:0'), false],
    [cached('[deps 2/2] WORKDIR /app'), false],
    [cached('[deps 2/2] ONBUILD WORKDIR /app'), false],
    [cached('[deps 2/2] LINK COPY x y'), false],
    [cached('[internal] load build context'), false],
    [cached('[context deps] load metadata'), false],
    [skipped('exporting to image'), false],
  ])('%j: %s', (step, expected) => expect(isTakenFromCache(step)).toBe(expected))
})

describe('objectionToAge', () => {
  const facts = built([])
  it.each([
    ['as old as it may be', { createdMs: nowMs - 30 * day }, undefined],
    [
      'older',
      { createdMs: nowMs - 30 * day - 1 },
      /^a step of it is of 2026-05-31T00:00:59\.999Z, older than max-age$/,
    ],
    ['of an unknown age', { unknown: 'a layer of it has no time' }, /^a layer of it has no time$/],
  ])('%s', (_, age, expected) => {
    const objection = objectionToAge(age, 30, facts)
    if (expected === undefined) expect(objection).toBeUndefined()
    else expect(objection).toMatch(expected)
  })

  it('is none to a base of which every step just ran, however short max-age is', () => {
    expect(objectionToAge({ createdMs: startedMs }, 0, facts)).toBeUndefined()
  })
})

/** What a Dockerfile's base is made of, its images made at these times and of this many layers. */
function planned(text: string, images: Readonly<Record<string, string>>, world: World = {}) {
  const lowered = lowerText(text, { target: 'deps', files: { f: '1' }, ...world })
  const seen = new Map(
    lowered.upstreams.map(({ reference, platform, digest }): [string, UpstreamImage] => {
      const name = reference.replace(/^docker\.io\/library\/(.*):latest$/, '$1')
      const created = images[name]
      const config = {
        os: 'linux',
        architecture: 'amd64',
        rootfs: { type: 'layers', diff_ids: [digest] },
        ...(created === undefined ? {} : { created }),
      }
      return [observationKey({ kind: 'image', reference, platform }), { digest, config }]
    }),
  )
  const { stages, since } = runsBeside(lowered, parseDockerfile({ path: 'Dockerfile', text }), seen)
  return {
    stages: [...stages],
    since: since === undefined ? undefined : new Date(since).toISOString().slice(0, 10),
    upstream: upstreamLayersOf(lowered, seen).length,
  }
}

describe('what is beside the layers of a base', () => {
  const images = { debian: '2026-06-01T00:00:00Z', golang: '2026-05-01T00:00:00Z', old: '2026-01-01T00:00:00Z' }
  const line = 'FROM debian AS below\nRUN a\nFROM below AS deps\nRUN b\n'

  it('is nothing where it grows through all of them', () => {
    expect(planned(line, images)).toEqual({ stages: [], since: undefined, upstream: 1 })
  })

  it.each<[string, string, unknown]>([
    [
      'a stage that is copied from',
      `FROM golang AS Tools\nRUN t\nFROM old AS unused\nRUN u\n${line}COPY --from=tools /t /`,
      { stages: ['tools'], since: '2026-05-01', upstream: 1 },
    ],
    [
      'one without a name, and what it grows from',
      `FROM old AS low\nRUN l\nFROM low\nRUN t\n${line}COPY --from=1 /t /`,
      { stages: ['low', 'stage-1'], since: '2026-01-01', upstream: 1 },
    ],
    [
      'one that is mounted',
      `FROM golang AS tools\nRUN t\n${line}RUN --mount=from=tools,target=/t c`,
      { stages: ['tools'], since: '2026-05-01', upstream: 1 },
    ],
    [
      'none that only copies',
      `FROM golang AS tools\nCOPY f /t\n${line}COPY --from=tools /t /`,
      { stages: [], since: undefined, upstream: 1 },
    ],
    [
      'one on nothing',
      `FROM scratch AS tools\nCOPY f /t\nRUN t\n${line}COPY --from=tools /t /`,
      { stages: ['tools'], since: undefined, upstream: 1 },
    ],
    [
      'one on an image without a time',
      `FROM other AS tools\nRUN t\n${line}COPY --from=tools /t /`,
      { stages: ['tools'], since: undefined, upstream: 1 },
    ],
    [
      'one of a known time and one of an unknown one',
      `FROM golang AS tools\nRUN t\nFROM other AS more\nRUN m\n${line}COPY --from=tools /t /\nCOPY --from=more /m /`,
      { stages: ['tools', 'more'], since: undefined, upstream: 1 },
    ],
    [
      'a base of scratch',
      'FROM golang AS tools\nRUN t\nFROM scratch AS deps\nCOPY --from=tools /t /',
      { stages: ['tools'], since: '2026-05-01', upstream: 0 },
    ],
  ])('%s', (_, text, expected) => expect(planned(text, images)).toEqual(expected))

  it('is of no known time where the image may have been another one then', () => {
    const text = `FROM golang AS tools\nRUN t\n${line}COPY --from=tools /t /`
    const asWritten = planned(text, images, { options: { upstream: 'as-written' } })
    expect(asWritten).toEqual({ stages: ['tools'], since: undefined, upstream: 1 })
  })
})
