import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { registryHost, required } from './project.ts'

/** A descriptor as OCI defines it. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string }
  readonly annotations?: Readonly<Record<string, string>>
}

/** A manifest or an index, as it is stored. */
export interface Stored {
  readonly digest: string
  readonly bytes: Buffer
  readonly mediaType: string
  readonly document: {
    readonly mediaType?: string
    readonly artifactType?: string
    readonly config?: Descriptor
    readonly layers?: readonly Descriptor[]
    readonly manifests?: readonly Descriptor[]
    readonly annotations?: Readonly<Record<string, string>>
  }
}

const accepted = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** The digest of bytes as registries write it. */
export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** The tags of a repository in order; undefined if there is no such repository. */
export async function tagsOf(repository: string): Promise<readonly string[] | undefined> {
  const answer = await ask(`${repository}/tags/list`)
  if (answer.status === 404) return undefined
  const { tags } = (await answer.json()) as { tags: string[] | null }
  return (tags ?? []).sort()
}

/** What is stored under a tag or digest; undefined if nothing is. Its bytes are checked against its digest. */
export async function manifestOf(repository: string, reference: string): Promise<Stored | undefined> {
  const answer = await ask(`${repository}/manifests/${reference}`, { headers: { accept: accepted } })
  if (answer.status === 404) return undefined
  const bytes = Buffer.from(await answer.arrayBuffer())
  const digest = answer.headers.get('docker-content-digest') ?? ''
  if (sha256(bytes) !== digest) throw new Error(`${repository}:${reference} does not hash to ${digest}`)
  const mediaType = answer.headers.get('content-type') ?? ''
  return { digest, bytes, mediaType, document: JSON.parse(bytes.toString()) as Stored['document'] }
}

/** What is stored under a tag or digest, which must be there. */
export async function storedAs(repository: string, reference: string): Promise<Stored> {
  const stored = await manifestOf(repository, reference)
  if (stored === undefined) throw new Error(`${repository} has no ${reference}`)
  return stored
}

/** The bytes of a blob, checked against its digest. */
export async function blobOf(repository: string, digest: string): Promise<Buffer> {
  const answer = await ask(`${repository}/blobs/${digest}`)
  if (!answer.ok) throw new Error(`${repository} has no blob ${digest}: ${answer.status}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (sha256(bytes) !== digest) throw new Error(`a blob of ${repository} does not hash to ${digest}`)
  return bytes
}

/** Stores bytes as a blob and returns their digest. */
export async function putBlob(repository: string, bytes: Uint8Array | string): Promise<string> {
  const digest = sha256(bytes)
  const session = await ask(`${repository}/blobs/uploads/`, { method: 'POST' })
  const url = new URL(session.headers.get('location') ?? '', `http://${registryHost()}`)
  url.searchParams.set('digest', digest)
  const stored = await fetch(url, {
    method: 'PUT',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  })
  if (stored.status !== 201) throw new Error(`${repository} refused a blob: ${stored.status}`)
  return digest
}

/** Makes a blob of one repository known in another. */
export async function mountBlob(digest: string, from: string, to: string): Promise<void> {
  const answer = await ask(`${to}/blobs/uploads/?mount=${digest}&from=${from}`, { method: 'POST' })
  if (answer.status !== 201) throw new Error(`${digest} of ${from} could not be mounted in ${to}: ${answer.status}`)
}

/** Puts a manifest under a tag and returns its digest. */
export async function putManifest(
  repository: string,
  tag: string,
  body: Uint8Array | string,
  type: string,
): Promise<string> {
  const answer = await ask(`${repository}/manifests/${tag}`, { method: 'PUT', body, headers: { 'content-type': type } })
  if (answer.status !== 201)
    throw new Error(`${repository}:${tag} was refused: ${answer.status} ${await answer.text()}`)
  return sha256(body)
}

/** Takes a manifest, and with it all its tags, away. */
export async function deleteManifest(repository: string, digest: string): Promise<void> {
  const answer = await ask(`${repository}/manifests/${digest}`, { method: 'DELETE' })
  if (answer.status !== 202) throw new Error(`${digest} of ${repository} was not deleted: ${answer.status}`)
}

/** Takes a blob away from a repository. */
export async function deleteBlob(repository: string, digest: string): Promise<void> {
  const answer = await ask(`${repository}/blobs/${digest}`, { method: 'DELETE' })
  if (answer.status !== 202) throw new Error(`the blob ${digest} of ${repository} was not deleted: ${answer.status}`)
}

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`http://${registryHost()}/v2/${path}`, init)
}

/** One request that the registry answered, from its access log. */
export interface Request {
  readonly method: string
  /** Without `/v2/`. */
  readonly path: string
  readonly status: number
  readonly agent: string
}

/** Starts watching the registry's access log; the result gives the requests of one repository since then. */
export function watchRequests(repository: string): () => readonly Request[] {
  const start = accessLog().length
  return () => {
    const lines = accessLog().slice(start).split('\n')
    return lines.map(readLine).filter(request => request?.path.startsWith(`${repository}/`)) as Request[]
  }
}

function accessLog(): string {
  return readFileSync(required('BASEHIT_REGISTRY_LOG'), 'utf8')
}

function readLine(line: string): Request | undefined {
  const match = /"([A-Z]+) \/v2\/(\S+) HTTP[^"]*" (\d+) .*"([^"]*)"$/.exec(line)
  if (match === null) return undefined
  const [, method = '', path = '', status = '', agent = ''] = match
  return { method, path, status: Number(status), agent }
}
