import { mkdirSync, rmSync } from 'node:fs'
import { enableForeignPrograms } from './binfmt.ts'
import {
  configureBuildx,
  releaseRoot,
  removeBuilderContainer,
  runsOwnBuilder,
  startBuilder,
  wipeBuilder,
} from './builder.ts'
import { startCache } from './cache.ts'
import { holdsEveryImage, seedRegistry } from './image/seed.ts'
import { type Daemon, isRunning, stopDaemon } from './process.ts'
import { startRegistry } from './registry.ts'
import type { ServerName, WorldFolder, WorldState } from './state.ts'

const SERVERS: readonly ServerName[] = ['registry', 'builder', 'cache']

const START: Readonly<Record<ServerName, (folder: WorldFolder, state: WorldState) => Promise<Daemon>>> = {
  registry: startRegistry,
  builder: startBuilder,
  cache: startCache,
}

/** Starts whatever of a world does not run, and pushes the upstream images its registry lacks. */
export async function bringUp(folder: WorldFolder, toolchain: string, cache: string): Promise<void> {
  mkdirSync(folder.root, { recursive: true })
  const old = folder.load()
  if (old !== undefined && old.toolchain !== toolchain) await stopAll(folder)
  const state = await folder.open(toolchain)
  if (isComplete(state)) {
    report(folder)
    return
  }
  folder.save(state)
  if (runsOwnBuilder()) enableForeignPrograms()
  try {
    await Promise.all(serversHere().map(name => ensure(folder, state, name)))
  } finally {
    folder.save(state)
  }
  configureBuildx(folder, state)
  await seedRegistry(state, cache)
  folder.save(state)
  report(folder)
}

/** Stops every server of a world; what they stored stays. */
export async function stopAll(folder: WorldFolder): Promise<void> {
  const state = folder.load()
  if (state === undefined) return
  if (!runsOwnBuilder()) removeBuilderContainer(folder, state)
  await Promise.all(SERVERS.map(name => stopServer(folder, state, name)))
  folder.save({ ...state, daemons: {} })
}

/** Stops a world and deletes its folder. */
export async function purge(folder: WorldFolder): Promise<void> {
  await stopAll(folder)
  rmSync(folder.root, { recursive: true, force: true })
}

/** Starts one server again, at its old address. */
export async function startOne(folder: WorldFolder, name: ServerName): Promise<void> {
  const state = folder.require()
  await ensure(folder, state, name)
  folder.save(state)
}

/** Stops one server. */
export async function stopOne(folder: WorldFolder, name: ServerName): Promise<void> {
  const state = folder.require()
  await stopServer(folder, state, name)
  delete state.daemons[name]
  folder.save(state)
}

/** Replaces the builder by one that has never built anything. */
export async function rebuildBuilder(folder: WorldFolder, wait: boolean): Promise<void> {
  const state = folder.require()
  if (!runsOwnBuilder()) {
    removeBuilderContainer(folder, state)
    configureBuildx(folder, state)
    return
  }
  await wipeBuilder(folder, state.daemons.builder, wait)
  await startOne(folder, 'builder')
}

/** Prints what runs, and returns whether everything does. */
export function report(folder: WorldFolder): boolean {
  const state = folder.load()
  const lines = serversHere().map(name => {
    const daemon = state?.daemons[name]
    const running = isRunning(daemon)
    return {
      running,
      text: `${name.padEnd(9)} ${running ? `up    pid ${daemon.pid}` : 'down'}  ${place(folder, state, name)}`,
    }
  })
  process.stdout.write(`world     ${folder.root}\n${lines.map(line => `${line.text}\n`).join('')}`)
  return lines.every(line => line.running)
}

async function stopServer(folder: WorldFolder, state: WorldState, name: ServerName): Promise<void> {
  await stopDaemon(state.daemons[name])
  if (name === 'builder' && runsOwnBuilder()) releaseRoot(folder)
}

// Making sure of the images asks apt and pip about this machine, which takes seconds; a world that runs has them.
function isComplete(state: WorldState): boolean {
  return serversHere().every(name => isRunning(state.daemons[name])) && holdsEveryImage(state)
}

async function ensure(folder: WorldFolder, state: WorldState, name: ServerName): Promise<void> {
  if (!isRunning(state.daemons[name])) state.daemons[name] = await START[name](folder, state)
}

function place(folder: WorldFolder, state: WorldState | undefined, name: ServerName): string {
  if (name === 'builder') return folder.builderSocket
  return state === undefined ? '' : `127.0.0.1:${state.ports[name]}`
}

function serversHere(): readonly ServerName[] {
  return runsOwnBuilder() ? SERVERS : SERVERS.filter(name => name !== 'builder')
}
