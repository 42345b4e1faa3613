/** What the protocol would answer, before any rule. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** How a rule bends an answer. */
export type Act =
  /** Answers without looking at the request. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string | Uint8Array
    }
  /** Lets the request take effect, then changes the answer; `null` removes a header. */
  | {
      readonly kind: 'amend'
      readonly status?: number
      readonly headers?: Readonly<Record<string, string | null>>
      readonly body?: string | Uint8Array | ((body: Uint8Array) => Uint8Array)
    }
  /** Closes the connection before the request takes effect. */
  | { readonly kind: 'reset' }
  /** Lets the request take effect and closes the connection instead of answering. */
  | { readonly kind: 'lose' }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Writes bytes to the socket and closes it. */
  | { readonly kind: 'raw'; readonly text: string }
  /** Sends the headers and half of the body, then closes the connection (`cut`) or falls silent (`stall`). */
  | { readonly kind: 'half'; readonly end: 'cut' | 'stall' }
  /** Sends the headers and then one byte of the body at a time, with a pause in milliseconds before each. */
  | { readonly kind: 'drip'; readonly pause: number }
  /** Calls, waits for its end, and answers as if there were no rule. */
  | { readonly kind: 'call'; readonly call: () => Promise<void> }

/** One fault, and the requests it befalls. */
export interface Rule {
  readonly method?: string
  /** Matched against path and query. */
  readonly path: RegExp
  /** Matched against User-Agent; every client if not given. */
  readonly agent?: RegExp
  /** How many matching requests pass before it; none if not given. */
  readonly skip?: number
  /** Whether it is in force for a request with these headers at the moment; always if not given. */
  readonly while?: (headers: Readonly<Record<string, string | undefined>>) => boolean
  /** How many requests it befalls; all if not given. */
  readonly times?: number
  readonly act: Act
}

/** Applies the first rule that fits, counting for each how often it did. */
export class RuleBook {
  readonly #rules: { rule: Rule; matched: number }[] = []

  add(rule: Rule): void {
    this.#rules.push({ rule, matched: 0 })
  }

  actFor(method: string, target: string, headers: Readonly<Record<string, string | undefined>>): Act | undefined {
    for (const entry of this.#rules) {
      const { rule } = entry
      if (rule.method !== undefined && rule.method !== method) continue
      if (rule.agent !== undefined && !rule.agent.test(headers['user-agent'] ?? '')) continue
      if (!rule.path.test(target)) continue
      if (rule.while?.(headers) === false) continue
      const skipped = entry.matched++ < (rule.skip ?? 0)
      if (skipped || entry.matched - (rule.skip ?? 0) > (rule.times ?? Number.POSITIVE_INFINITY)) continue
      return rule.act
    }
    return undefined
  }
}

/** The bytes of a body given as text or bytes. */
export function bytesOf(body: string | Uint8Array | undefined): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array())
}
