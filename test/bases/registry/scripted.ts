/** A request that a scripted network saw. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
}

/** An answer of a scripted network: a body that is not text is written as JSON. */
export interface Scripted {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A `fetch` that answers from a table of `METHOD URL`, for hosts that no test may reach. Anything else is refused. */
export function scriptedNetwork(table: Readonly<Record<string, Scripted | ((seen: Seen) => Scripted)>>) {
  const seen: Seen[] = []
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init)
    const entry = {
      method: request.method,
      url: request.url,
      authorization: request.headers.get('authorization') ?? undefined,
    }
    seen.push(entry)
    const found = table[`${entry.method} ${entry.url}`]
    if (found === undefined) throw Object.assign(new Error(`nothing at ${entry.url}`), { code: 'ENOTFOUND' })
    const { status = 200, headers = {}, body } = typeof found === 'function' ? found(entry) : found
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const bare = request.method === 'HEAD' || text === undefined
    return new Response(bare ? null : text, { status, headers })
  }
  return { fetch, seen }
}
