import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPushed, outputAttributes } from '../../../src/buildx/outputs.ts'
import { digestOf } from '../../../src/image/digest.ts'
import { Pusher, type PusherOptions } from './pusher.ts'

/** The one target of a bake definition, as far as it matters here. */
export interface Target {
  readonly output?: readonly string[]
  readonly tags?: readonly string[]
  readonly platforms?: readonly string[]
  readonly contexts?: Readonly<Record<string, string>>
  readonly args?: Readonly<Record<string, string>>
  readonly dockerfile?: string
}

/** What a bake is run with. */
export interface Bake {
  /** The bake file's text. */
  readonly definition: string
  /** What the layer holds; another text is another image. */
  readonly content: string
  readonly login?: PusherOptions['login']
}

interface Image {
  readonly manifest: Uint8Array
  readonly blobs: readonly Uint8Array[]
}

interface Parts {
  readonly diffIds: readonly string[]
  readonly layers: readonly Layer[]
  readonly blobs: readonly Uint8Array[]
}

interface Layer {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json'
const configType = 'application/vnd.oci.image.config.v1+json'
const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip'
const empty: Parts = { diffIds: [], layers: [], blobs: [] }

/**
 * Does what `buildx bake` would do with a definition, without building: an image of one small layer on top of the base
 * that a named context gives, pushed over the distribution API or written as a layout. Answers the metadata file's text.
 */
export async function fakeBake({ definition, content, login }: Bake): Promise<string> {
  const { target } = JSON.parse(definition) as { target: Readonly<Record<string, Target>> }
  const wanted = target.default ?? {}
  const materials = materialsOf(wanted)
  const outputs = (wanted.output ?? []).map(outputAttributes)
  const facts: Record<string, unknown> = { 'buildx.build.provenance': { materials } }
  for (const output of outputs) {
    const type = output.get('type')
    if (type !== 'image' && type !== 'registry' && type !== 'oci') continue
    const image = makeImage(content, wanted.platforms?.[0] ?? 'linux/amd64', await basesOf(wanted, login))
    const digest = digestOf(image.manifest)
    if (type === 'oci') writeLayout(output.get('dest') ?? '', image)
    else if (isPushed(output))
      for (const name of output.get('name')?.split(',') ?? wanted.tags ?? []) {
        const cut = /^(.*\/[^:]*)(?::(.*))?$/.exec(name)
        await pushImage(
          { name: cut?.[1] ?? name, login },
          output.get('push-by-digest') ? digest : (cut?.[2] ?? 'latest'),
          image,
        )
      }
    facts['containerimage.digest'] = digest
    facts['containerimage.config.digest'] = digestOf(image.blobs.at(-1) ?? '')
  }
  return JSON.stringify({ default: facts })
}

function materialsOf({ contexts = {} }: Target): readonly unknown[] {
  return Object.entries(contexts).flatMap(([name, value]) => {
    const hex = /@sha256:([0-9a-f]{64})$/.exec(value)?.[1]
    return hex === undefined ? [] : [{ uri: `pkg:docker/${name}`, digest: { sha256: hex } }]
  })
}

/** The layers of the base an app is built on: of the last context that is an image of this kind. */
async function basesOf(target: Target, login: PusherOptions['login']): Promise<Parts> {
  const { contexts = {} } = target
  const value = Object.values(contexts).findLast(each => each.startsWith('docker-image://'))
  const [, name, digest] = /^docker-image:\/\/(.+)@(sha256:[0-9a-f]{64})$/.exec(value ?? '') ?? []
  if (name === undefined || digest === undefined || !isApp(target)) return empty
  const source = new Pusher({ name, login })
  const manifest = (await source.manifest(digest)) as unknown as { config: Layer; layers: readonly Layer[] }
  const config = JSON.parse(new TextDecoder().decode(await source.blob(manifest.config.digest))) as {
    rootfs: { diff_ids: readonly string[] }
  }
  const blobs = await Promise.all(manifest.layers.map(layer => source.blob(layer.digest)))
  return { diffIds: config.rootfs.diff_ids, layers: manifest.layers, blobs }
}

/** Whether it is an app that is built: it has tags, or is pushed by digest without the names that a base's push keeps. */
export function isApp({ tags = [], output = [] }: Target): boolean {
  if (tags.length > 0) return true
  return output.map(outputAttributes).some(each => each.has('push-by-digest') && !each.has('name-canonical'))
}

function makeImage(content: string, platform: string, base: Parts): Image {
  const layer = new TextEncoder().encode(content)
  const [os, architecture, variant] = platform.split('/')
  const config = encode({
    os,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    config: {},
    rootfs: {
      type: 'layers',
      diff_ids: [...base.diffIds, `sha256:${createHash('sha256').update(layer).digest('hex')}`],
    },
  })
  const describe = (mediaType: string, bytes: Uint8Array): Layer => ({
    mediaType,
    digest: digestOf(bytes),
    size: bytes.byteLength,
  })
  const manifest = encode({
    schemaVersion: 2,
    mediaType: manifestType,
    config: describe(configType, config),
    layers: [...base.layers, describe(layerType, layer)],
  })
  return { manifest, blobs: [...base.blobs, layer, config] }
}

async function pushImage(to: PusherOptions, reference: string, image: Image): Promise<void> {
  const pusher = new Pusher(to)
  for (const blob of image.blobs) await pusher.putBlob(blob)
  await pusher.putManifest(reference, image.manifest, manifestType)
}

function writeLayout(directory: string, image: Image): void {
  const blobs = join(directory, 'blobs/sha256')
  mkdirSync(blobs, { recursive: true })
  for (const bytes of [...image.blobs, image.manifest]) writeFileSync(join(blobs, digestOf(bytes).slice(7)), bytes)
  writeFileSync(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  const entry = { mediaType: manifestType, digest: digestOf(image.manifest), size: image.manifest.byteLength }
  writeFileSync(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [entry] }))
}

function encode(document: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document))
}
