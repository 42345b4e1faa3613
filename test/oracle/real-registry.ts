import { createHash } from 'node:crypto'

const accepted = ['application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.manifest.v1+json'].join(', ')

/** What an index or a manifest holds, as far as images are made here. */
export interface Document {
  readonly manifests?: readonly { readonly digest: string; readonly platform?: { readonly architecture: string } }[]
  readonly config?: { readonly digest: string }
  readonly layers?: readonly { readonly mediaType: string; readonly digest: string; readonly size: number }[]
}

export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** The little that an oracle asks of the world's registry, `HOST:PORT`. */
export class Registry {
  readonly #base: string

  constructor(host: string) {
    this.#base = `http://${host}/v2`
  }

  async manifest(repository: string, reference: string): Promise<Document> {
    return (await (
      await this.#ask(`${repository}/manifests/${reference}`, 200, { headers: { accept: accepted } })
    ).json()) as Document
  }

  async json<T>(repository: string, digest: string): Promise<T> {
    return (await (await this.#ask(`${repository}/blobs/${digest}`, 200)).json()) as T
  }

  async mount(digest: string, from: string, to: string): Promise<void> {
    await this.#ask(`${to}/blobs/uploads/?mount=${digest}&from=${from}`, 201, { method: 'POST' })
  }

  async putBlob(repository: string, body: Uint8Array<ArrayBuffer> | string): Promise<string> {
    const digest = sha256(body)
    const session = await this.#ask(`${repository}/blobs/uploads/`, 202, { method: 'POST' })
    const url = new URL(session.headers.get('location') ?? '', this.#base)
    url.searchParams.set('digest', digest)
    const headers = { 'content-type': 'application/octet-stream' }
    const stored = await fetch(url, { method: 'PUT', body, headers })
    if (stored.status !== 201) throw new Error(`${repository} refused a blob: ${stored.status}`)
    return digest
  }

  async putManifest(repository: string, tag: string, body: string, type: string): Promise<void> {
    await this.#ask(`${repository}/manifests/${tag}`, 201, { method: 'PUT', body, headers: { 'content-type': type } })
  }

  async #ask(path: string, status: number, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${this.#base}/${path}`, init)
    if (answer.status !== status) throw new Error(`${path}: the registry says ${answer.status} ${await answer.text()}`)
    return answer
  }
}
