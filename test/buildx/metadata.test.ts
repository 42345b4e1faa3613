import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { baseUse, imageId, materialDigests, parseMetadata } from '../../src/buildx/metadata.ts'

const sample = (name: string) => parseMetadata(readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8'))
const amd64 = 'sha256:09b642c94184d85c69a54e789428af873648846a137ed80dbcb6ba572ea20574'
const i386 = 'sha256:ea49490468c69b067bd07a9a040a1d4a2cc3a361ba3fb361a5adb8cad747a238'

describe('bake, one platform', () => {
  const metadata = sample('metadata-bake.json')

  test('names what was pushed', () => {
    expect(metadata).toMatchObject({
      digest: 'sha256:a992f28cc3e5a51b910ef02dc86c2e93ba797c95eaf640bbd0e09f978f217f24',
      configDigest: 'sha256:908ba80547592a16049eeaa662b79fa549558077d69872b12419854ba499b322',
      imageName: 'registry.test/app',
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
    })
    expect(imageId(metadata)).toBe(metadata.configDigest)
  })

  test('names what was read, image and OCI layout alike', () => {
    expect(metadata.materials.map(({ uri }) => uri.split('?')[0])).toEqual([
      'pkg:docker/registry.test/bb',
      'pkg:oci/tools',
    ])
    expect(materialDigests(metadata)).toEqual(new Set([amd64]))
  })

  test('gives warnings with their place', () => {
    expect(metadata.warnings).toHaveLength(2)
    expect(metadata.warnings[0]).toMatchObject({
      message: "FromAsCasing: 'AS' and 'from' keywords' casing do not match (line 4)",
      url: 'https://docs.docker.com/go/dockerfile/rule/from-as-casing/',
      file: 'Dockerfile',
      line: 4,
    })
  })

  test('is given on in the shape of buildx build', () => {
    expect(metadata.raw).toMatchObject({ 'containerimage.digest': metadata.digest, 'buildx.build.warnings': [{}, {}] })
  })
})

test('two platforms have a key each, and each key names the bases of both', () => {
  const metadata = sample('metadata-bake-platforms.json')
  expect([...metadata.materialsByPlatform.keys()]).toEqual(['linux/386', 'linux/amd64'])
  expect(materialDigests(metadata)).toEqual(new Set([amd64, i386]))
  expect(metadata.configDigest).toBeUndefined()
  expect(imageId(metadata)).toBe('sha256:b075f69aff17d298785d4b3f6b2f954ba54b3e21110fb07f3f4b0d69be8170cc')
})

test('buildx build writes the same without a target', () => {
  const metadata = sample('metadata-build.json')
  expect(metadata).toMatchObject({ imageName: 'registry.test/bb:1', materials: [] })
  expect([...metadata.targets.keys()]).toEqual([''])
})

test('SLSA 1 names materials elsewhere', () => {
  const dependency = { uri: 'pkg:docker/x@1', digest: { sha256: 'ab' } }
  const provenance = { buildDefinition: { resolvedDependencies: [dependency] } }
  expect(materialDigests(parseMetadata(JSON.stringify({ 'buildx.build.provenance': provenance })))).toEqual(
    new Set(['sha256:ab']),
  )
})

describe('whether a base was read', () => {
  const base = `sha256:${'ab'.repeat(32)}`
  const read = (hex: string) => [{ uri: 'pkg:docker/x@1', digest: { sha256: hex.repeat(32) } }]
  const key = 'buildx.build.provenance'
  test.each([
    ['SLSA 0.2 with it', { [key]: { materials: read('ab') } }, 'used'],
    ['SLSA 0.2 without it', { [key]: { materials: read('cd') } }, 'unused'],
    ['SLSA 1 with it', { [key]: { buildDefinition: { resolvedDependencies: read('ab') } } }, 'used'],
    ['SLSA 1 without it', { [key]: { buildDefinition: { resolvedDependencies: read('cd') } } }, 'unused'],
    ['no provenance', {}, 'unknown'],
    ['what buildx 0.17 makes of SLSA 1', { [key]: { buildType: '', builder: { id: '' }, invocation: {} } }, 'unknown'],
    ['an empty list', { [key]: { materials: [] } }, 'unknown'],
    ['null', { [key]: null }, 'unknown'],
    ['a text', { [key]: 'eyJidWlsZFR5cGUiOiIifQ==' }, 'unknown'],
    ['materials of another form', { [key]: { materials: { a: 1 } } }, 'unknown'],
    ['the platform’s own, with it', { [`${key}/linux/arm64`]: { materials: read('ab') } }, 'used'],
    ['the platform’s own, without it', { [`${key}/linux/arm64`]: { materials: read('cd') } }, 'unused'],
    ['another platform’s, without it', { [`${key}/linux/amd64`]: { materials: read('cd') } }, 'unknown'],
    ['another platform’s, with it', { [`${key}/linux/amd64`]: { materials: read('ab') } }, 'used'],
    [
      'another platform’s full, its own empty',
      { [`${key}/linux/amd64`]: { materials: read('cd') }, [`${key}/linux/arm64`]: {} },
      'unknown',
    ],
  ])('%s', (_, facts, expected) => {
    const metadata = parseMetadata(JSON.stringify({ default: { 'containerimage.digest': base, ...facts } }))
    expect(baseUse(metadata, base, 'linux/arm64')).toBe(expected)
  })

  test('by what a linked build read too', () => {
    const text = JSON.stringify({ default: { [key]: {} }, other: { [key]: { materials: read('ab') } } })
    expect(baseUse(parseMetadata(text), base, 'linux/arm64')).toBe('used')
  })
})

test.each([
  ['SLSA 0.2', { invocation: { parameters: { args: { 'build-arg:HTTPS_PROXY': 'http://octo:s3cret@p:3128' } } } }],
  [
    'SLSA 1',
    { buildDefinition: { externalParameters: { request: { args: { 'build-arg:http_proxy': 'octo:s3cret@p' } } } } },
  ],
  ['a step', { buildConfig: { llbDefinition: [{ op: { meta: { proxyEnv: { ftpProxy: 'ftp://octo:s3cret@p' } } } }] } }],
  ['an environment', { buildConfig: { env: ['A=b', 'ALL_PROXY=http://octo:s3cret@p'] } }],
])('the login of a proxy is not given on: %s', (_, provenance) => {
  const { raw } = parseMetadata(JSON.stringify({ 'buildx.build.provenance/linux/arm64': provenance }))
  const text = JSON.stringify(raw)
  expect(text).not.toMatch(/octo|s3cret/)
  expect(text).toContain('***@p')
  expect(text.length).toBeGreaterThan(60)
})

test('other addresses are given on as they are', () => {
  const args = { 'build-arg:NO_PROXY': 'a@b', 'build-arg:URL': 'http://a@b', 'build-arg:HTTP_PROXY': 'http://p:1' }
  expect(parseMetadata(JSON.stringify({ 'containerimage.x': args })).raw).toEqual({ 'containerimage.x': args })
})

test('several targets are kept apart', () => {
  const metadata = parseMetadata('{"a":{"containerimage.digest":"sha256:1"},"b":{"containerimage.digest":"sha256:2"}}')
  expect([...metadata.targets].map(([name, target]) => [name, target.digest])).toEqual([
    ['a', 'sha256:1'],
    ['b', 'sha256:2'],
  ])
})

test('a build without outputs may say nothing', () => {
  expect(parseMetadata('{}')).toMatchObject({ digest: undefined, materials: [], warnings: [] })
})

test.each(['', 'null', '[]', '{'])('refuses %j', text => {
  expect(() => parseMetadata(text)).toThrow(expect.objectContaining({ code: 'BH105' }))
})
