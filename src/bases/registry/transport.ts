import { type BodyLimit, readBody } from './body.ts'
import { type Asked, type Fault, faultOf, isFault } from './fault.ts'
import { networkFault } from './network.ts'
import { refusalToFollow, sameOrigin } from './origin.ts'
import { defaultPatience, isPassing, nextTry, type Patience, parseRetryAfter, printPause } from './retry.ts'

/** What the transport needs of the machine besides the network. Times in milliseconds. */
export interface Clock {
  now(): number
  sleep(milliseconds: number): Promise<void>
  /** In [0, 1). */
  random(): number
}

/** What a request is for; it names the request in counts. */
export type RequestKind = 'ping' | 'token' | 'manifest' | 'blob' | 'upload' | 'tags'

/** One request, as often as it has to be made. */
export interface Exchange extends Asked {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly kind: RequestKind
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Sent to the origin of `url` only, whatever the redirects. */
  readonly authorization?: string | undefined
  readonly body?: Uint8Array | Blob | undefined
  /** The most bytes to read of a success, after decompression; a larger one is a fault. `skip` reads none. */
  readonly cap: number | 'skip'
  /** Whether a request that may have arrived can be made again. */
  readonly repeat: 'safe' | 'never'
}

/** What a server answered. */
export interface Reply {
  readonly kind: 'reply'
  readonly exchange: Exchange
  readonly status: number
  readonly headers: Headers
  /** Of a failure, the first 64 KiB. */
  readonly body: Uint8Array
  /** Where the answer came from, after redirects. */
  readonly url: URL
  /** Whether any redirect left the origin of the request. */
  readonly path: 'direct' | 'left-origin'
  readonly tries: number
  /** Why no further try was made of a status that may pass. */
  readonly gaveUp: string | undefined
}

/** Sends requests with time limits, retries and safe redirects. */
export interface Transport {
  send(exchange: Exchange): Promise<Reply | Fault>
  readonly requests: ReadonlyMap<string, number>
}

/** What a transport is made of. */
export interface TransportOptions {
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly patience?: Partial<Patience> | undefined
  readonly userAgent?: string | undefined
}

const mostRedirects = 10
const uploadBytesPerMillisecond = 64

/** Milliseconds. Unlike `performance`, it loads nothing. */
const uptime = () => process.uptime() * 1000
const startOfProcess = Date.now() - uptime()

/** The clock of this machine as it was at the start, running on evenly whatever is done to it. */
export const systemClock: Clock = {
  now: () => startOfProcess + uptime(),
  sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
}

/** A try that ended without an answer worth keeping. */
interface Lost {
  readonly kind: 'lost'
  readonly fault: Fault
}

/** Makes a transport over `fetch`. Redirects are followed here: `fetch` cannot refuse one, nor say that a credential was dropped. */
export function createTransport(options: TransportOptions): Transport {
  return new FetchTransport(options)
}

class FetchTransport implements Transport {
  readonly requests = new Map<string, number>()
  readonly #options: TransportOptions
  readonly #patience: Patience

  constructor(options: TransportOptions) {
    this.#options = options
    this.#patience = { ...defaultPatience, ...options.patience }
  }

  async send(exchange: Exchange): Promise<Reply | Fault> {
    const { clock } = this.#options
    const start = clock.now()
    for (let made = 1; ; made++) {
      const outcome = await this.#attempt(exchange, Math.max(0, this.#patience.budget - (clock.now() - start)))
      if (isFault(outcome)) return outcome
      if (outcome.kind === 'reply' && !isPassing(outcome.status)) return { ...outcome, tries: made }
      if (exchange.repeat === 'never') return outcome.kind === 'lost' ? outcome.fault : outcome
      const asked =
        outcome.kind === 'reply' ? parseRetryAfter(outcome.headers.get('retry-after'), clock.now()) : undefined
      const next = nextTry({ made, elapsed: clock.now() - start, asked, random: clock.random() }, this.#patience)
      if (next.kind === 'stop') return giveUp(outcome, made, next.why === 'asked-to-wait' ? asked : undefined)
      await clock.sleep(next.milliseconds)
    }
  }

  async #attempt(exchange: Exchange, budget: number): Promise<Reply | Fault | Lost> {
    const watch = new Watch(this.#patience.headers + bodySize(exchange) / uploadBytesPerMillisecond, budget)
    try {
      return await this.#follow(exchange, watch)
    } catch (error) {
      const { fault, passing } = networkFault(exchange, watch.expired ?? error)
      return passing ? { kind: 'lost', fault } : fault
    } finally {
      watch.stop()
    }
  }

  async #follow(exchange: Exchange, watch: Watch): Promise<Reply | Fault> {
    let url = exchange.url
    let authorization = exchange.authorization
    let path: Reply['path'] = 'direct'
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const response = await this.#fetch(exchange, url, authorization, watch)
      if (!isRedirect(response.status)) return await this.#read(exchange, response, { url, path }, watch)
      await response.body?.cancel()
      const next = redirectTarget(exchange, url, response)
      if (isFault(next)) return next
      // Once left, the origin is not trusted with the credential again within this request.
      if (!sameOrigin(next.url, exchange.url)) {
        path = 'left-origin'
        authorization = undefined
      }
      url = next.url
    }
    return faultOf(exchange, 'broken', 'BH089', { detail: `more than ${mostRedirects} redirects` })
  }

  #fetch(exchange: Exchange, url: URL, authorization: string | undefined, watch: Watch): Promise<Response> {
    const name = `${exchange.method} ${exchange.kind}`
    this.requests.set(name, (this.requests.get(name) ?? 0) + 1)
    const { fetch, userAgent = 'basehit' } = this.#options
    const { method, body } = exchange
    return fetch(url, {
      method,
      redirect: 'manual',
      signal: watch.signal,
      headers: {
        'accept-encoding': 'identity',
        'user-agent': userAgent,
        ...exchange.headers,
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(body === undefined ? {} : { body: body as Blob }),
    })
  }

  async #read(exchange: Exchange, response: Response, at: Pick<Reply, 'url' | 'path'>, watch: Watch) {
    const { status, headers } = response
    const body = await readBody(response, bodyLimit(exchange, status), () => watch.rearm(this.#patience.idle))
    if (body === 'too-large') {
      const detail = `the answer is larger than ${String(exchange.cap)} bytes`
      return faultOf(exchange, 'broken', 'BH089', { detail, status })
    }
    return { kind: 'reply', exchange, status, headers, body, ...at, tries: 1, gaveUp: undefined } satisfies Reply
  }
}

/** Stops a try that stays silent for too long. */
class Watch {
  readonly #controller = new AbortController()
  readonly #end: NodeJS.Timeout
  #silence: NodeJS.Timeout
  expired: Error | undefined

  constructor(first: number, budget: number) {
    this.#end = setTimeout(() => this.#expire(Math.max(first, budget)), Math.max(first, budget))
    this.#silence = setTimeout(() => this.#expire(first), first)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  rearm(milliseconds: number): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#expire(milliseconds), milliseconds)
  }

  stop(): void {
    clearTimeout(this.#end)
    clearTimeout(this.#silence)
  }

  #expire(after: number): void {
    this.expired ??= Object.assign(new Error(`no answer within ${printPause(after)}`), { code: 'TIMEOUT' })
    this.#controller.abort(this.expired)
  }
}

function redirectTarget(exchange: Exchange, from: URL, response: Response): { kind: 'to'; url: URL } | Fault {
  const { status } = response
  const location = response.headers.get('location')
  const broken = (detail: string) => faultOf(exchange, 'broken', 'BH089', { detail, status })
  if (location === null) return broken('redirects without saying where')
  const url = URL.parse(location, from.href)
  if (url === null) return broken('redirects to what is not a URL')
  const refusal = refusalToFollow(from, url)
  if (refusal !== undefined) return broken(`redirects to ${url.host}: ${refusal}`)
  const reads = exchange.method === 'GET' || exchange.method === 'HEAD'
  if (!reads && (!sameOrigin(from, url) || (status !== 307 && status !== 308))) {
    return broken(`redirects a ${exchange.method} to ${url.host}, which is not followed`)
  }
  return { kind: 'to', url }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

function bodyLimit(exchange: Exchange, status: number): BodyLimit {
  if (status < 200 || status > 299) return { most: 64 * 1024, beyond: 'cut' }
  return exchange.cap === 'skip' ? { most: 0, beyond: 'cut' } : { most: exchange.cap, beyond: 'refuse' }
}

function bodySize(exchange: Exchange): number {
  const { body } = exchange
  return body === undefined ? 0 : body instanceof Uint8Array ? body.byteLength : body.size
}

function giveUp(outcome: Reply | Lost, tries: number, asked: number | undefined): Reply | Fault {
  const gaveUp = asked === undefined ? `after ${tries} tries` : `it asks to wait ${printPause(asked)}`
  if (outcome.kind === 'reply') return { ...outcome, tries, gaveUp }
  return { ...outcome.fault, detail: `${outcome.fault.detail}, ${gaveUp}` }
}
