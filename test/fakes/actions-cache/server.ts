import { appendFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerBlob, blobOf } from './blobs.ts'
import { Exchange, type JournalLine } from './exchange.ts'
import { answerCall, SERVICE } from './service.ts'
import { CacheStore } from './store.ts'

/** How to run the service: port 0 is any free port; the journal file is optional. */
export interface ActionsCacheOptions {
  readonly directory: string
  readonly port?: number
  readonly journalFile?: string
}

/** A running cache service; the journal grows while it runs. */
export interface ActionsCache {
  /** The value for ACTIONS_RESULTS_URL. */
  readonly url: string
  readonly journal: readonly JournalLine[]
  readonly close: () => Promise<void>
}

/** Starts an Actions cache service (version 2) on loopback that keeps its entries in a folder. */
export async function startActionsCache(options: ActionsCacheOptions): Promise<ActionsCache> {
  const store = new CacheStore(options.directory)
  const journal: JournalLine[] = []
  const record = (line: JournalLine) => {
    journal.push(line)
    if (options.journalFile !== undefined) appendFileSync(options.journalFile, `${JSON.stringify(line)}\n`)
  }
  const server = createServer((request, response) => void serve(request, response, store, record))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}/`, journal, close }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  store: CacheStore,
  record: (line: JournalLine) => void,
): Promise<void> {
  const exchange = new Exchange(request, response)
  try {
    await route(exchange, store)
  } catch (error) {
    await exchange.answerFailure(error).catch(() => response.destroy())
  }
  record(exchange.line())
}

async function route(exchange: Exchange, store: CacheStore): Promise<void> {
  const path = exchange.url.pathname
  const blob = blobOf(path)
  if (blob !== undefined) await answerBlob(exchange, store, blob)
  else if (exchange.method === 'POST' && path.startsWith(SERVICE)) await answerCall(exchange, store)
  else if (path === '/') await exchange.answerJson(200, { ok: true })
  else await exchange.answerJson(404, { code: 'bad_route', msg: `nothing is served at ${path}` })
}
