import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bakeDefinition } from '../../src/buildx/bake.ts'
import type { BuildRequest } from '../../src/buildx/request.ts'
import { fullRequest, smallRequest } from './requests.ts'

// The toolchain's buildx (scripts/toolchain); where it was never built, this file says so and is passed over.
const cache =
  process.env.BASEHIT_TOOLCHAIN_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'basehit')
const toolchain = join(cache, 'toolchain')
const buildx = (existsSync(toolchain) ? readdirSync(toolchain) : [])
  .map(name => join(toolchain, name, 'buildx'))
  .find(file => existsSync(file))

describe.skipIf(buildx === undefined)('what the real buildx reads in a definition', () => {
  test('is every field of the request', async () => {
    const agent = createServer()
    const socket = join(mkdtempSync(join(tmpdir(), 'basehit-test-')), 'agent.sock')
    await once(agent.listen(socket), 'listening')
    const secrets = [
      { id: 'token', env: 'TOKEN' },
      { id: 'file', file: fileURLToPath(import.meta.url) },
    ]
    const target = printed({ ...fullRequest, secrets, ssh: [`default=${socket}`] })
    agent.close()
    rmSync(dirname(socket), { recursive: true })
    expect(target).toMatchObject({
      context: '/srv',
      dockerfile: '/srv/docker/app.Dockerfile',
      target: 'app',
      platforms: ['linux/amd64', 'linux/arm64'],
      contexts: {
        'deps::linux/amd64': fullRequest.namedContexts?.[0]?.value,
        'deps::linux/arm/v7': fullRequest.namedContexts?.[1]?.value,
        'python:3.12': fullRequest.namedContexts?.[2]?.value,
        shared: '/shared',
      },
      labels: { 'org.example/${key}': 'value' },
      tags: fullRequest.tags,
      output: [{ type: 'image', 'oci-mediatypes': 'true', push: 'true', unpack: 'false' }],
      'cache-to': [{ type: 'registry', ref: 'registry.test/app:cache', mode: 'max' }],
      'no-cache': true,
      'no-cache-filter': ['app'],
      pull: true,
      secret: [
        { id: 'token', env: 'TOKEN' },
        { id: 'file', src: fileURLToPath(import.meta.url) },
      ],
      ssh: [{ id: 'default', paths: [socket] }],
      network: 'none',
      'extra-hosts': { 'a.test': '10.0.0.1,10.0.0.2', 'six.test': '::1' },
      ulimits: ['nofile=1024:2048'],
      'shm-size': '128m',
      entitlements: ['security.insecure'],
      attest: [
        { type: 'sbom', generator: 'example/generator' },
        { type: 'provenance', mode: 'max' },
      ],
    })
    expect(unescaped(target.args)).toEqual(fullRequest.buildArgs)
    expect(unescaped(target.annotations)).toEqual(fullRequest.annotations)
  })

  test('is any text, unchanged, as a value and as a name', () => {
    const piece = fc.constantFrom(
      '$',
      '%',
      '{',
      '}',
      '"',
      '\\',
      '~',
      'a',
      ' ',
      '\n',
      '\t',
      'é',
      '☃',
      '😀',
      '${',
      '%{',
      '$${',
      '<',
      '&',
      '\ufeff',
    )
    const text = fc
      .array(piece, { maxLength: 9 })
      .map(pieces => pieces.join(''))
      .filter(each => !each.startsWith('\ufeff'))
    const texts = fc.sample(text, 400)
    const buildArgs = Object.fromEntries(texts.map((value, index) => [`A${index}`, value]))
    const labels = Object.fromEntries(texts.map((value, index) => [`${index}:${value}`, 'x']))
    const target = printed({ ...smallRequest, buildArgs, labels })
    expect(unescaped(target.args)).toEqual(buildArgs)
    expect(target.labels).toEqual(labels)
  })
})

/** The target as `bake --print` shows it, `--call` left out because it changes what is printed. */
function printed(request: BuildRequest): Record<string, unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'basehit-test-'))
  try {
    const file = join(directory, 'bake.json')
    writeFileSync(file, bakeDefinition(request))
    const env = { ...process.env, TOKEN: 't', BUILDX_CONFIG: directory, DOCKER_CONFIG: directory }
    const args = ['bake', '--file', file, '--print', '--progress', 'quiet', 'default']
    return JSON.parse(execFileSync(buildx ?? '', args, { encoding: 'utf8', cwd: directory, env })).target.default
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** `--print` escapes values of args and annotations again, so that its output is a definition (buildx: Target.MarshalJSON). */
function unescaped(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/([$%])\1\{/g, '$1{'))
}
