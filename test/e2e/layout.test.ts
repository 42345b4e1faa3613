import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLayout } from '../../src/bases/layout/store.ts'
import { digestOf, type ManifestDigest, parseDigest } from '../../src/image/digest.ts'

const run = promisify(execFile)

/** An app whose first stage a base in a layout replaces: a plain build of it says `plain`. */
const app = 'FROM scratch AS deps\nCOPY plain /made\nFROM deps\nCOPY app /app\n'
const base = 'FROM busybox\nRUN echo "kept in a layout" > /made && mkdir /d && ln -s made /link\n'

let parent: string

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'basehit e2e, '))
  for (const [name, content] of Object.entries({
    Dockerfile: app,
    'base.Dockerfile': base,
    plain: 'plain',
    app: 'app',
  })) {
    writeFileSync(join(parent, name), content)
  }
})

afterEach(() => rmSync(parent, { recursive: true, force: true }))

/** Runs `buildx build` with the context that all tests share and returns its metadata. */
async function build(...args: string[]): Promise<Record<string, unknown>> {
  const metadata = join(parent, 'metadata.json')
  const common = ['--no-cache', '--provenance=false', '--sbom=false', '--metadata-file', metadata]
  await run('buildx', ['build', ...common, ...args, parent])
  return JSON.parse(readFileSync(metadata, 'utf8'))
}

async function buildBase(directory: string): Promise<ManifestDigest> {
  const receiver = await openLayout(directory).receive()
  const metadata = await build('--file', join(parent, 'base.Dockerfile'), '--output', receiver.output)
  const digest = parseDigest(String(metadata['containerimage.digest']))
  await receiver.accept(digest)
  await receiver.discard()
  return digest
}

/** Stores the image again with an annotation, under a tag, as publishing does. */
async function publish(directory: string, built: ManifestDigest): Promise<ManifestDigest> {
  const store = openLayout(directory)
  const answer = await store.manifest(built)
  if (answer.kind !== 'found' || answer.document.kind !== 'manifest') throw new Error(JSON.stringify(answer))
  for (const part of [answer.document.config, ...answer.document.layers]) {
    expect(await store.hasBlob(part.digest)).toEqual({ kind: 'found', size: part.size })
  }
  const annotated = { ...JSON.parse(answer.bytes.toString()), annotations: { 'dev.basehit.created': 'now' } }
  const bytes = new TextEncoder().encode(JSON.stringify(annotated))
  const { mediaType } = answer.document
  expect(await store.putManifest(digestOf(bytes), bytes, mediaType)).toMatchObject({ kind: 'stored' })
  expect(await store.putManifest('base', bytes, mediaType)).toMatchObject({ kind: 'stored' })
  expect(await store.manifest('base')).toMatchObject({ kind: 'found', digest: digestOf(bytes) })
  return digestOf(bytes)
}

const files = (...names: string[]) => names.map(name => readFileSync(join(parent, 'out', name), 'utf8').trim())
const csv = (field: string) => `"${field.replaceAll('"', '""')}"`
const out = () => ['--output', `type=local,${csv(`dest=${join(parent, 'out')}`)}`]

describe('a base kept in a layout', () => {
  it('is what the stage means without it', async () => {
    await build(...out())
    expect(files('made', 'app')).toEqual(['plain', 'app'])
  })

  it.each(['.basehit', 'a@b', 'ünï, "x"'])('in %s replaces a stage, by a digest no tag names', async name => {
    const directory = join(parent, name)
    const built = await buildBase(directory)
    const pinned = await publish(directory, built)
    for (const digest of [built, pinned]) {
      const context = `deps=${openLayout(directory).context(digest)}`
      const metadata = await build('--build-context', context, ...out())
      expect(files('made', 'link', 'app')).toEqual(['kept in a layout', 'kept in a layout', 'app'])
      expect(JSON.stringify(metadata['buildx.build.provenance'])).toContain(digest.slice('sha256:'.length))
      rmSync(join(parent, 'out'), { recursive: true })
    }
    expect(readdirSync(directory).sort()).toEqual([
      '.gitignore',
      '.work',
      'blobs',
      'index.json',
      'ingest',
      'oci-layout',
    ])
    expect(readdirSync(join(directory, '.work'))).toEqual([])
  })

  it('is given per platform through bake', async () => {
    const directory = join(parent, '.basehit')
    const context = openLayout(directory).context(await buildBase(directory))
    const definition = {
      target: {
        app: {
          context: parent,
          contexts: { 'deps::linux/amd64': context },
          platforms: ['linux/amd64'],
          output: [`type=local,${csv(`dest=${join(parent, 'out')}`)}`],
        },
      },
    }
    writeFileSync(join(parent, 'bake.json'), JSON.stringify(definition))
    await run('buildx', ['bake', '--file', join(parent, 'bake.json'), '--allow', 'fs=*', 'app'])
    expect(files('made')).toEqual(['kept in a layout'])
  })

  it('is read by other tools of OCI layouts as an image with its tag', async () => {
    const directory = join(parent, '.basehit')
    const pinned = await publish(directory, await buildBase(directory))
    writeFileSync(join(parent, 'by-tag.Dockerfile'), 'FROM deps\n')
    const metadata = await build(
      ...['--file', join(parent, 'by-tag.Dockerfile'), '--build-context', `deps=oci-layout://${directory}:base`],
      ...out(),
    )
    expect(JSON.stringify(metadata['buildx.build.provenance'])).toContain(pinned.slice('sha256:'.length))
  })

  it('is not there after a build that fails', async () => {
    const directory = join(parent, '.basehit')
    const store = openLayout(directory)
    const receiver = await store.receive()
    writeFileSync(join(parent, 'base.Dockerfile'), 'FROM busybox\nRUN false\n')
    await expect(buildWith(receiver.output)).rejects.toThrow()
    await receiver.discard()
    expect(readdirSync(join(directory, '.work'))).toEqual([])
    expect(existsSync(join(directory, 'blobs', 'sha256'))).toBe(true)
    expect(readdirSync(join(directory, 'blobs', 'sha256'))).toEqual([])
  })

  it('is not fed to buildx from a path with a colon, which buildx cannot read', async () => {
    const directory = join(parent, 'a:b', '.basehit')
    mkdirSync(join(parent, 'a:b'))
    await expect(openLayout(directory).receive()).rejects.toMatchObject({ code: 'BH005' })
    const plain = join(parent, 'plain-path')
    const built = await buildBase(plain)
    await run('cp', ['-r', plain, directory])
    const context = `deps=oci-layout://${directory}@${built}`
    await expect(build('--build-context', context, ...out())).rejects.toThrow('oci-layout')
  })
})

function buildWith(output: string): Promise<unknown> {
  return build('--file', join(parent, 'base.Dockerfile'), '--output', output)
}
