import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Everything one request brought. */
export interface Witnessed {
  readonly method: string
  readonly url: string
  /** The request as bytes would show it: head and body in one text. */
  readonly text: string
}

/** A server that has no business with anybody's login, and remembers all it is told. */
export interface Witness {
  /** On another port of 127.0.0.1. */
  readonly beside: string
  /** By an address of this machine that is not loopback; `beside` if it has none. */
  readonly abroad: string
  readonly seen: readonly Witnessed[]
  forget(): void
  close(): Promise<void>
}

/** Starts a witness. It gives tokens to whoever asks, denies `/…/denied`, and has nothing else. */
export async function startWitness(): Promise<Witness> {
  let seen: Witnessed[] = []
  const server = createServer(async (incoming, outgoing) => {
    seen.push({ method: incoming.method ?? '', url: incoming.url ?? '', text: await readAll(incoming) })
    const [status, body] = answerTo(incoming.url ?? '')
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.address() as AddressInfo
  const address = Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .find(each => each.family === 'IPv4' && !each.internal)?.address
  return {
    beside: `http://127.0.0.1:${port}`,
    abroad: `http://${address ?? '127.0.0.1'}:${port}`,
    get seen() {
      return seen
    },
    forget: () => {
      seen = []
    },
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function answerTo(url: string): [number, unknown] {
  if (url.includes('/token')) return [200, { token: 'of-the-witness', expires_in: 300 }]
  if (url.includes('/denied')) return [403, { errors: [{ code: 'DENIED', message: 'not you' }] }]
  return [404, { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }]
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  const head = [`${incoming.method} ${incoming.url}`]
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    head.push(`${incoming.rawHeaders[at]}: ${incoming.rawHeaders[at + 1]}`)
  }
  return `${head.join('\n')}\n\n${Buffer.concat(pieces).toString('latin1')}`
}
