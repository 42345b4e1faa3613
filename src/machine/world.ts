import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openLayout } from '../bases/layout/store.ts'
import type { BaseStore } from '../bases/port.ts'
import { createRegistryClient, type RegistryClient } from '../bases/registry/client.ts'
import { createCredentialSource } from '../bases/registry/credentials.ts'
import { dockerConfigOf } from '../bases/registry/docker-config.ts'
import { followProxies } from '../bases/registry/proxy.ts'
import { openRepository, type Purpose } from '../bases/registry/store.ts'
import { systemClock } from '../bases/registry/transport.ts'
import { keepUpstreams } from '../bases/registry/upstreams.ts'
import type { Builder } from '../buildx/builder.ts'
import type { Hide } from '../buildx/log-lines.ts'
import type { Process } from '../buildx/process.ts'
import type { StoreLocation } from '../commands/options.ts'
import type { RawInputs } from '../commands/read-inputs.ts'
import type { Clock, RunFacts, World } from '../commands/world.ts'
import { openContext } from '../files/context.ts'
import { listNames, readWholeFile } from '../files/files.ts'
import { createLeases } from '../leases/leases.ts'
import type { Actor } from '../plan/trust.ts'
import { cacheFolder } from './cache-folder.ts'
import { readCacheService } from './cache-service.ts'
import type { Machine } from './machine.ts'
import { readHostSettings } from './registries.ts'
import { tellCredentials } from './secrets.ts'
import { createTemporary, type Temporary } from './temporary.ts'
import { createTurns } from './turns.ts'
import { version } from './version.ts'

/** What a shell brings to its world. */
export interface Shell {
  readonly machine: Machine
  readonly raw: RawInputs
  readonly process: Process
  readonly run: Omit<RunFacts, 'basehit'>
  readonly actor: Actor
  /** Is told every credential that is used, so that the shell shows none. */
  readonly tellSecrets: (secrets: readonly string[]) => void
  /** Hides what it was told. */
  readonly hide: Hide
  readonly report: World['report']
  readonly signal: AbortSignal
}

/** A world of real parts, with an end. */
export interface RealWorld extends World {
  /** Removes what only lives as long as the run. */
  close(): Promise<void>
}

/** Makes a world of this machine's parts. Throws BH076 and BH006 for bad registry settings. */
export function createWorld(shell: Shell): RealWorld {
  const { machine, raw, run, actor, tellSecrets, report, signal } = shell
  const { env } = machine
  const undoProxies = followProxies(env)
  const registry = createRegistryClient({
    ...readHostSettings(raw, env),
    credentials: tellCredentials(createCredentialSource(dockerConfigOf({ ...machine, signal })), tellSecrets),
    userAgent: `basehit/${version}`,
    fetch: (input, init) =>
      fetch(input, { ...init, signal: AbortSignal.any([signal, ...(init?.signal ? [init.signal] : [])]) }),
    clock: { ...systemClock, sleep: milliseconds => sleepUntil(milliseconds, signal) },
  })
  const temporary = createTemporary(machine.temp)
  let builder: Promise<Builder> | undefined
  return {
    files: { read: readWholeFile, openContext, names: listNames },
    registry,
    upstreams: keepUpstreams(registry, join(cacheFolder(machine.env, machine.home), 'upstream')),
    openStore: (location, purpose) => openStore(location, purpose, registry, machine.cwd),
    builder: () => {
      builder ??= makeBuilder(shell, temporary)
      return builder
    },
    temporary,
    leases: openLeases(machine, report),
    clock: { ...clock, sleep: milliseconds => sleepUntil(milliseconds, signal) },
    cacheService: readCacheService(env),
    run: { ...run, basehit: version },
    actor,
    report,
    signal,
    turn: createTurns(signal),
    close: async () => {
      undoProxies?.()
      await temporary.remove()
    },
  }
}

/** Most runs decide without: what drives buildx is loaded when it is needed. */
async function makeBuilder({ process, machine, hide }: Shell, temporary: Temporary): Promise<Builder> {
  const { createBuilder } = await import('../buildx/builder.ts')
  return createBuilder({ process, env: machine.env, temp: await temporary.directory(), hide })
}

const clock: Clock = {
  now: () => Date.now(),
  sleep: milliseconds => new Promise(done => setTimeout(done, milliseconds)),
}

/** Sleeps; what ends the run ends the sleep too, with its reason. */
async function sleepUntil(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

/** Leases are in the user's cache directory, which all runs of this user on this machine share. */
function openLeases(machine: Machine, report: World['report']): World['leases'] {
  return createLeases(cacheFolder(machine.env, machine.home), {
    ...clock,
    onWait: () => report({ kind: 'notice', message: 'another run on this machine builds this base: waiting for it' }),
    onFault: message => report({ kind: 'warning', message }),
  })
}

function openStore(location: StoreLocation, purpose: Purpose, registry: RegistryClient, cwd: string): BaseStore {
  if (location.kind === 'registry') return openRepository(registry, location.repository, purpose)
  return openLayout(resolve(cwd, location.directory))
}
