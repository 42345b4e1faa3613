import { digestOf, type ManifestDigest } from '../../../src/image/digest.ts'

/** How a builder reaches a registry. */
export interface PusherOptions {
  /** `HOST/REPOSITORY`; hosts are spoken to in plain HTTP. */
  readonly name: string
  readonly login?: { readonly username: string; readonly password: string } | undefined
}

/** What builders call themselves; faults that are meant for Basehit spare it. */
export const builderAgent = 'fake-buildkit'

/** Reads and writes one repository as BuildKit does; anything unexpected throws, as a failed build does. */
export class Pusher {
  readonly #origin: string
  readonly #repository: string
  readonly #login: PusherOptions['login']
  #authorization: string | undefined

  constructor({ name, login }: PusherOptions) {
    const cut = name.indexOf('/')
    this.#origin = `http://${name.slice(0, cut)}`
    this.#repository = name.slice(cut + 1)
    this.#login = login
  }

  async manifest(digest: string): Promise<Record<string, unknown>> {
    return (await this.#call('GET', `manifests/${digest}`, 200)).json() as Promise<Record<string, unknown>>
  }

  async blob(digest: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#call('GET', `blobs/${digest}`, 200)).arrayBuffer())
  }

  async putBlob(bytes: Uint8Array): Promise<ManifestDigest> {
    const digest = digestOf(bytes)
    const session = await this.#call('POST', 'blobs/uploads/', 202)
    const url = new URL(session.headers.get('location') ?? '', this.#origin)
    url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`
    await this.#call('PUT', url.href, 201, bytes, 'application/octet-stream')
    return digest
  }

  async putManifest(reference: string, bytes: Uint8Array, mediaType: string): Promise<void> {
    await this.#call('PUT', `manifests/${reference}`, 201, bytes, mediaType)
  }

  async #call(method: string, path: string, expected: number, body?: Uint8Array, type?: string): Promise<Response> {
    const url = path.startsWith('http') ? path : `${this.#origin}/v2/${this.#repository}/${path}`
    const ask = () =>
      fetch(url, {
        method,
        headers: {
          accept: 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json',
          'user-agent': builderAgent,
          ...(type === undefined ? {} : { 'content-type': type }),
          ...(this.#authorization === undefined ? {} : { authorization: this.#authorization }),
        },
        ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
      })
    let answer = await ask()
    if (answer.status === 401 && this.#login !== undefined) {
      this.#authorization = await this.#token(answer.headers.get('www-authenticate') ?? '')
      answer = await ask()
    }
    if (answer.status === expected) return answer
    throw new Error(`failed to push: unexpected status from ${method} request to ${url}: ${answer.status}`)
  }

  async #token(challenge: string): Promise<string> {
    const { username = '', password = '' } = this.#login ?? {}
    const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    const realm = /realm="([^"]+)"/.exec(challenge)?.[1]
    if (realm === undefined || challenge.startsWith('Basic')) return basic
    const url = new URL(realm)
    url.searchParams.set('service', /service="([^"]+)"/.exec(challenge)?.[1] ?? '')
    url.searchParams.append('scope', `repository:${this.#repository}:pull,push`)
    const answer = await fetch(url, { headers: { authorization: basic, 'user-agent': builderAgent } })
    const { token } = (await answer.json()) as { token: string }
    return `Bearer ${token}`
  }
}
