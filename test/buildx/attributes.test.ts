import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseBool } from '../../src/attributes.ts'
import {
  attestation,
  isAttributeFault,
  isPrivateCache,
  parseAttestation,
  parseCache,
  parseOutput,
  parseSecret,
} from '../../src/buildx/attributes.ts'
import { parseChecks } from '../../src/dockerfile/checks.ts'

type Recorded = readonly [kind: string, text: string, answer: unknown]

/** What buildx 0.36.1 (util/buildflags) and BuildKit 0.32.2 (frontend/dockerfile/linter) answer; null is an error. */
const recorded = JSON.parse(
  readFileSync(new URL('samples/attributes.json', import.meta.url), 'utf8'),
) as readonly Recorded[]

const readers: Readonly<Record<string, (text: string) => object>> = {
  output: parseOutput,
  cache: parseCache,
  attest: parseAttestation,
  provenance: text => parseAttestation(attestation('provenance', text)),
  secret: parseSecret,
  check: parseChecks,
}

function read(kind: string, text: string): unknown {
  const parsed = readers[kind]?.(text) ?? {}
  if (isAttributeFault(parsed)) return null
  if (kind === 'check') return parsed
  if (kind === 'secret') return [JSON.parse(JSON.stringify(parsed))]
  const entries = Array.isArray(parsed) ? parsed : [parsed]
  return entries.map(entry => Object.fromEntries([...entry].flatMap(([key, value]) => asGo(key, value))))
}

/** `disabled` is a boolean in Go, and left out where it is false. */
function asGo(key: string, value: string): [string, unknown][] {
  if (key !== 'disabled') return [[key, value]]
  return parseBool(value) ? [[key, true]] : []
}

describe.each(Object.keys(readers))('reads as buildx does: %s', kind => {
  test.each(recorded.filter(([of]) => of === kind).map(([, ...each]) => each))('%j', (text, answer) => {
    expect(read(kind, text)).toEqual(answer)
  })
})

describe('a cache that nobody else reads', () => {
  test.each(['type=local,dest=x', 'TYPE=inline', 'dest=x,"type=local"', 'type=gha,type=inline'])('%s', text => {
    expect(isPrivateCache(text)).toBe(true)
  })
  test.each([
    'type=registry,ref=a/b',
    'a/b:1',
    'type=gha',
    'type=s3,"name=a,type=local"',
    'type=local,type=gha',
    'type=registry,ref=a/type=local',
    ' type=local,dest=x',
    'type=Local,dest=x',
  ])('not %s', text => {
    expect(isPrivateCache(text)).toBe(false)
  })
})

test('the recording is not empty', () => {
  expect(recorded.length).toBeGreaterThan(100)
  expect(new Set(recorded.map(([kind]) => kind))).toEqual(new Set(Object.keys(readers)))
})

test.each([
  ['output', 'type=image,push'],
  ['cache', 'type=gha,hunter2'],
  ['attest', 'type=sbom,disabled=hunter2'],
  ['secret', 'id=a,hunter2=hunter2'],
])('shows no value of what it refuses: %s', (kind, text) => {
  const parsed = readers[kind]?.(text) ?? {}
  expect(isAttributeFault(parsed) && parsed.fault).toEqual(expect.not.stringContaining('hunter2'))
})
