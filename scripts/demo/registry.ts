import { readFileSync, statSync } from 'node:fs'
import type { WorldEnvironment } from './world.ts'

/** What a registry did between two moments, by its own access log. */
export interface Traffic {
  /** Bytes of its answers. */
  readonly pulled: number
  /** Bytes of the blobs and manifests it was given. */
  readonly pushed: number
  /** `METHOD path`, one for each request. */
  readonly requests: readonly string[]
}

/** Where the access log ends now. */
export function logEnd(env: WorldEnvironment): number {
  return statSync(env.BASEHIT_REGISTRY_LOG ?? '').size
}

/** Reads the access log from a place on. */
export async function trafficSince(env: WorldEnvironment, start: number): Promise<Traffic> {
  const text = readFileSync(env.BASEHIT_REGISTRY_LOG ?? '')
    .subarray(start)
    .toString()
  const lines = [...text.matchAll(/"(\w+) (\S+) HTTP\/[\d.]+" (\d+) (\d+)/g)]
  const sizes = await Promise.all(
    lines.map(([, method = '', path = '', status]) => pushedBytes(env, method, path, status)),
  )
  return {
    pulled: lines.reduce((sum, [, method, , , size]) => sum + (method === 'GET' ? Number(size) : 0), 0),
    pushed: sizes.reduce((sum, size) => sum + size, 0),
    requests: lines.map(([, method, path]) => `${method} ${path}`),
  }
}

/** The log has no size of what was sent, so the registry is asked how large the stored blob is. */
async function pushedBytes(
  env: WorldEnvironment,
  method: string,
  path: string,
  status: string | undefined,
): Promise<number> {
  const upload = /^\/v2\/(.+)\/blobs\/uploads\/[^?]*\?.*digest=([^&]+)/.exec(path)
  if (method !== 'PUT' || status !== '201' || upload === null) return 0
  const blob = `http://${env.BASEHIT_REGISTRY}/v2/${upload[1]}/blobs/${decodeURIComponent(upload[2] ?? '')}`
  return Number((await fetch(blob, { method: 'HEAD' })).headers.get('content-length') ?? 0)
}

/** The tags of a repository; none when it is not there. */
export async function tagsOf(env: WorldEnvironment, repository: string): Promise<string[]> {
  const answer = await fetch(`http://${env.BASEHIT_REGISTRY}/v2/${repository}/tags/list`)
  if (answer.status === 404) return []
  return ((await answer.json()) as { tags: string[] | null }).tags ?? []
}

/** The diff_ids of the first platform of an image. */
export async function diffIds(env: WorldEnvironment, repository: string, reference: string): Promise<string[]> {
  const url = `http://${env.BASEHIT_REGISTRY}/v2/${repository}`
  const accept = { accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json' }
  let manifest = (await (await fetch(`${url}/manifests/${reference}`, { headers: accept })).json()) as Manifest
  const child = manifest.manifests?.[0]
  if (child !== undefined)
    manifest = (await (await fetch(`${url}/manifests/${child.digest}`, { headers: accept })).json()) as Manifest
  const config = (await (await fetch(`${url}/blobs/${manifest.config?.digest}`)).json()) as {
    rootfs: { diff_ids: string[] }
  }
  return config.rootfs.diff_ids
}

interface Manifest {
  readonly config?: { readonly digest: string }
  readonly manifests?: readonly { readonly digest: string }[]
}
