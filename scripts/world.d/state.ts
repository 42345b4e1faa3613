import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Daemon } from './process.ts'

/** The servers of a world. */
export type ServerName = 'registry' | 'builder' | 'cache'

/** What a world remembers from one command to the next. */
export interface WorldState {
  readonly toolchain: string
  readonly ports: Readonly<Record<'registry' | 'cache', number>>
  readonly daemons: Partial<Record<ServerName, Daemon>>
  /** Image references in the registry's storage, with the key of the artefact pushed there. */
  readonly seeded: Record<string, string>
}

/** Where a world keeps its files. */
export class WorldFolder {
  readonly root: string
  readonly storage: string
  readonly registryConfig: string
  readonly registryLog: string
  readonly registryAccessLog: string
  readonly builderRoot: string
  readonly builderConfig: string
  readonly builderSocket: string
  readonly builderLog: string
  readonly cacheStorage: string
  readonly cacheLog: string
  readonly cacheJournal: string
  readonly docker: string
  private readonly stateFile: string

  constructor(root: string) {
    this.root = root
    this.storage = join(root, 'registry')
    this.registryConfig = join(root, 'registry.yml')
    this.registryLog = join(root, 'registry.log')
    this.registryAccessLog = join(root, 'registry-access.log')
    this.builderRoot = join(root, 'builder')
    this.builderConfig = join(root, 'buildkitd.toml')
    this.builderSocket = join(root, 'buildkitd.sock')
    this.builderLog = join(root, 'buildkitd.log')
    this.cacheStorage = join(root, 'actions-cache')
    this.cacheLog = join(root, 'actions-cache.log')
    this.cacheJournal = join(root, 'actions-cache.jsonl')
    this.docker = join(root, 'docker')
    this.stateFile = join(root, 'world.json')
    if (this.builderSocket.length >= 100) {
      throw new Error(`${this.builderSocket} is too long for a Unix socket: set BASEHIT_WORLD to a shorter path`)
    }
  }

  /** The remembered state, or none before the first up. */
  load(): WorldState | undefined {
    if (!existsSync(this.stateFile)) return undefined
    return JSON.parse(readFileSync(this.stateFile, 'utf8')) as WorldState
  }

  /** The remembered state of a world that must exist. */
  require(): WorldState {
    const state = this.load()
    if (state === undefined) throw new Error(`there is no world in ${this.root}: run scripts/world up first`)
    return state
  }

  /** Remembers the state. */
  save(state: WorldState): void {
    mkdirSync(this.root, { recursive: true })
    writeFileSync(`${this.stateFile}.new`, `${JSON.stringify(state, undefined, 2)}\n`)
    renameSync(`${this.stateFile}.new`, this.stateFile)
  }

  /** The remembered state, or a new one with ports that are free now. */
  async open(toolchain: string): Promise<WorldState> {
    const old = this.load()
    if (old !== undefined) return { ...old, toolchain }
    const [registry, cache] = await freePorts(2)
    if (registry === undefined || cache === undefined) throw new Error('this machine has no free loopback ports')
    return { toolchain, ports: { registry, cache }, daemons: {}, seeded: {} }
  }
}

/** A command of the toolchain. */
export function tool(state: WorldState, name: string): string {
  return join(state.toolchain, name)
}

/** The registry's address as clients write it. */
export function registryHost(state: WorldState): string {
  return `127.0.0.1:${state.ports.registry}`
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(
      server =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject)
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address !== null ? address.port : 0)
          })
        }),
    ),
  )
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  return ports
}
