import { mediaTypes } from '../../src/image/manifest.ts'
import type { Rule } from '../fakes/registry/rules.ts'
import { type FakeRegistry, type FakeRegistryOptions, startFakeRegistry } from '../fakes/registry/server.ts'

/** What is special about the registry of a document's examples. */
interface Trouble {
  readonly options?: FakeRegistryOptions
  readonly rules?: readonly Rule[]
  readonly fill?: (registry: FakeRegistry) => void
  /** Whether the user is logged in there. */
  readonly loggedIn?: true
}

/** An answer of a registry, or of what stands in for it. */
const answer = (status: number, body: string, type = 'application/json'): Rule['act'] => ({
  kind: 'answer',
  status,
  headers: { 'content-type': type },
  body,
})
const refusal = (code: string, message: string) => JSON.stringify({ errors: [{ code, message }] })
const manifests = /\/manifests\//

const login = { kind: 'basic', username: 'me', password: 'secret' } as const
const emptyManifest = `{"schemaVersion":2,"mediaType":"${mediaTypes.ociManifest}","config":{"mediaType":"${mediaTypes.ociEmpty}","digest":"sha256:${'0'.repeat(64)}","size":2},"layers":[]}`

const troubles: Readonly<Record<string, Trouble>> = {
  BH080: {
    options: { login },
    loggedIn: true,
    rules: [
      { path: manifests, skip: 1, act: answer(403, refusal('DENIED', 'requested access to the resource is denied')) },
    ],
  },
  BH081: { options: { login } },
  BH083: { options: { login } },
  BH086: { rules: [{ path: manifests, act: answer(200, '<html><title>Please log in</title>', 'text/html') }] },
  BH089: { rules: [{ path: manifests, act: answer(418, refusal('UNKNOWN', 'no coffee here')) }] },
  BH090: { rules: [{ path: manifests, act: answer(200, emptyManifest, mediaTypes.ociManifest) }] },
  BH094: {
    fill: registry => pushImage(registry, 'team/python', '3.12', '{"config":[]}'),
  },
  README: { fill: registry => pushPython(registry, 'library/python', '3.10-slim') },
  BH095: { fill: registry => pushPython(registry, 'team/python', '3.12') },
  BH096: {
    fill: registry => {
      const image = pushPython(registry, 'team/python', '3.12')
      const platform = { os: 'linux', architecture: 'amd64' }
      const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [{ ...image, platform }] }
      const stored = { mediaType: mediaTypes.ociIndex, bytes: bytes(JSON.stringify(index)) }
      registry.storage.putManifest('team/python', '3.12', stored)
    },
  },
}

/** A registry for the examples of a document, and the files of the user that go with it. */
export interface Setting {
  readonly registry: FakeRegistry
  readonly files: Readonly<Record<string, string>>
}

/** Starts the registry that a document's examples need; most need a plain one. */
export async function startSetting(document: string): Promise<Setting> {
  const { options, rules = [], fill, loggedIn } = troubles[document] ?? {}
  const registry = await startFakeRegistry(options)
  for (const rule of rules) registry.rule(rule)
  fill?.(registry)
  const auths = { [registry.host]: { auth: btoa(`${login.username}:${login.password}`) } }
  return { registry, files: loggedIn ? { '../.docker/config.json': JSON.stringify({ auths }) } : {} }
}

/** The image that scripts/world put in the place of python when the README's output was recorded; its layer is not needed. */
const python = {
  config:
    '{"architecture":"amd64","os":"linux","created":"2025-01-01T00:00:00Z","config":{"Env":["PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin","LANG=C.UTF-8"],"Cmd":["python3"]},"rootfs":{"type":"layers","diff_ids":["sha256:b30190a0a21649b82f01fcba1fb988e0e7fbdd37c0e31e154349ea37642591ee"]},"history":[{"created":"2025-01-01T00:00:00Z","created_by":"scripts/world"}]}',
  layer: { digest: 'sha256:2851fad354805ea09590e05b285a23c4a750262157cc1d51c75badd8e260638c', size: 78293009 },
}

/** Pushes the stand-in for python, the same one each time; gives its descriptor. */
function pushPython(registry: FakeRegistry, repository: string, tag: string) {
  return pushImage(registry, repository, tag, python.config)
}

function pushImage({ storage }: FakeRegistry, repository: string, tag: string, configText: string) {
  const config = bytes(configText)
  const manifest = bytes(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      config: { mediaType: mediaTypes.ociConfig, digest: storage.putBlob(repository, config), size: config.length },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', ...python.layer }],
    }),
  )
  const digest = storage.putManifest(repository, tag, { mediaType: mediaTypes.ociManifest, bytes: manifest })
  return { mediaType: mediaTypes.ociManifest, digest, size: manifest.length }
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
