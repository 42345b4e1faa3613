import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Login, Porter } from './login.ts'
import { answerRequest, type Habits, type ProtocolRequest } from './protocol.ts'
import { type Act, type Answer, bytesOf, type Rule, RuleBook } from './rules.ts'
import { Storage } from './storage.ts'

/** One request as it arrived, headers included: the witness of what was sent where. */
export interface Journaled {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly size: number
}

/** A running registry on a port of its own. */
export interface FakeRegistry {
  /** `127.0.0.1:PORT`. */
  readonly host: string
  readonly origin: string
  readonly storage: Storage
  readonly porter: Porter
  readonly journal: readonly Journaled[]
  rule(rule: Rule): void
  close(): Promise<void>
}

/** What kind of registry to start. */
export interface FakeRegistryOptions extends Partial<Habits> {
  readonly login?: Login
}

const habits: Habits = {
  tags: 'mutable',
  deletes: 'allowed',
  mounts: 'allowed',
  missing: 'unknown',
  pageSize: 100,
  apiVersion: 'said',
}

/** Starts a registry in memory that speaks the distribution API, and misbehaves by rule. */
export async function startFakeRegistry(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const storage = new Storage()
  const porter = new Porter(options.login ?? { kind: 'none' })
  const rules = new RuleBook()
  const journal: Journaled[] = []
  const server = createServer(async (incoming, outgoing) => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const request = await readRequest(incoming, origin)
    const target = `${request.url.pathname}${request.url.search}`
    journal.push({ method: request.method, target, headers: request.headers, size: request.body.byteLength })
    const answer = () =>
      request.url.pathname === '/token'
        ? porter.token(request)
        : (porter.refusal(request, origin) ?? answerRequest(request, storage, { ...habits, ...options }))
    await perform(rules.actFor(request.method, target, request.headers), answer, incoming, outgoing)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    origin: `http://${host}`,
    storage,
    porter,
    journal,
    rule: rule => rules.add(rule),
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

async function readRequest(incoming: IncomingMessage, origin: string): Promise<ProtocolRequest> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))
  return {
    method: incoming.method ?? '',
    url: new URL(incoming.url ?? '/', origin),
    headers,
    body: Buffer.concat(pieces),
  }
}

async function perform(
  act: Act | undefined,
  answer: () => Answer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (act === undefined) {
    write(answer(), incoming, outgoing)
    return
  }
  switch (act.kind) {
    case 'answer':
      write({ status: act.status, headers: act.headers ?? {}, body: bytesOf(act.body) }, incoming, outgoing)
      break
    case 'amend':
      write(amend(answer(), act), incoming, outgoing)
      break
    case 'reset':
      incoming.socket.resetAndDestroy()
      break
    case 'lose':
      answer()
      incoming.socket.resetAndDestroy()
      break
    case 'hang':
      break
    case 'raw':
      incoming.socket.end(act.text)
      break
    case 'half':
      writeHalf(answer(), act.end, outgoing)
      break
    case 'drip':
      await drip(answer(), act.pause, outgoing)
      break
    case 'call':
      await act.call()
      write(answer(), incoming, outgoing)
  }
}

function amend(answer: Answer, act: Extract<Act, { kind: 'amend' }>): Answer {
  const headers: Record<string, string> = { ...answer.headers }
  for (const [name, value] of Object.entries(act.headers ?? {})) {
    if (value === null) delete headers[name]
    else headers[name] = value
  }
  return {
    status: act.status ?? answer.status,
    headers,
    body:
      act.body === undefined ? answer.body : typeof act.body === 'function' ? act.body(answer.body) : bytesOf(act.body),
  }
}

function write(answer: Answer, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const length = { 'content-length': String(answer.body.byteLength) }
  outgoing.writeHead(answer.status, { ...length, ...answer.headers })
  outgoing.end(incoming.method === 'HEAD' ? undefined : answer.body)
}

function writeHalf(answer: Answer, end: 'cut' | 'stall', outgoing: ServerResponse): void {
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.byteLength) })
  outgoing.write(answer.body.subarray(0, answer.body.byteLength >> 1), () => {
    if (end === 'cut') outgoing.socket?.resetAndDestroy()
  })
}

async function drip(answer: Answer, pause: number, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.byteLength) })
  for (const byte of answer.body) {
    if (outgoing.destroyed) return
    outgoing.write(Uint8Array.of(byte))
    await new Promise(resolve => setTimeout(resolve, pause))
  }
  outgoing.end()
}
