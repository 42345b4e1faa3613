import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

/** What a request was for. */
export type RequestKind =
  | 'reserve'
  | 'finalize'
  | 'lookup'
  | 'upload'
  | 'upload-block'
  | 'commit-blocks'
  | 'download'
  | 'probe'
  | 'other'

/** One line of the journal: a request, and the bytes of its bodies. */
export interface JournalLine {
  readonly time: string
  readonly kind: RequestKind
  readonly method: string
  readonly path: string
  readonly status: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly key?: string
  readonly matchedKey?: string
}

/** A request and its response, with their bytes counted. */
export class Exchange {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  kind: RequestKind = 'other'
  key: string | undefined
  matchedKey: string | undefined
  private readonly response: ServerResponse
  private readonly request: IncomingMessage
  private bytesIn = 0
  private bytesOut = 0

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request
    this.response = response
    this.method = request.method ?? 'GET'
    this.headers = request.headers
    this.url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`)
  }

  /** The request's body. */
  get body(): Readable {
    this.request.on('data', (chunk: Buffer) => {
      this.bytesIn += chunk.length
    })
    return this.request
  }

  /** The request's body as text. */
  async bodyText(): Promise<string> {
    return text(this.body)
  }

  /** Answers with JSON. */
  async answerJson(status: number, document: unknown): Promise<void> {
    await this.answer(status, { 'content-type': 'application/json' }, JSON.stringify(document))
  }

  /** Answers with a body that is at hand or a stream of known length. */
  async answer(status: number, headers: Record<string, string | number>, body: string | Readable = ''): Promise<void> {
    const length = typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {}
    this.response.writeHead(status, { ...length, ...headers })
    const source = typeof body === 'string' ? Readable.from(body === '' ? [] : [Buffer.from(body)]) : body
    source.on('data', (chunk: Buffer) => {
      this.bytesOut += chunk.length
    })
    await pipeline(source, this.response)
  }

  /** Answers that something broke, unless an answer is already under way. */
  async answerFailure(error: unknown): Promise<void> {
    if (this.response.headersSent) this.response.destroy()
    else await this.answerJson(500, { code: 'internal', msg: String(error) })
  }

  /** The journal's line for this exchange. */
  line(): JournalLine {
    return {
      time: new Date().toISOString(),
      kind: this.kind,
      method: this.method,
      path: this.url.pathname,
      status: this.response.statusCode,
      bytesIn: this.bytesIn,
      bytesOut: this.bytesOut,
      ...(this.key === undefined ? {} : { key: this.key }),
      ...(this.matchedKey === undefined ? {} : { matchedKey: this.matchedKey }),
    }
  }
}
