import { tmpdir } from 'node:os'
import { dockerConfigOf } from '../bases/registry/docker-config.ts'
import type { Surroundings } from '../commands/read-options.ts'
import { homeFolder } from './cache-folder.ts'
import { readDockerHost } from './docker-host.ts'
import { hostPlatform } from './host.ts'
import { readProxies } from './proxies.ts'

/** What a process knows of its machine, read once. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  /** Node's name of the processor's architecture. */
  readonly architecture: string
  /** Where temporary files go. */
  readonly temp: string
}

/** Reads this process's environment. */
export function readMachine(): Machine {
  const env = { ...process.env }
  return {
    env,
    cwd: process.cwd(),
    home: homeFolder(),
    architecture: process.arch,
    temp: env.RUNNER_TEMP || tmpdir(),
  }
}

/** What inputs depend on here, apart from what the shells know. Throws BH082 for a Docker configuration that is not understood. */
export async function readSurroundings(
  machine: Machine,
): Promise<Pick<Surroundings, 'cwd' | 'env' | 'proxies' | 'hostPlatform' | 'cache'>> {
  const { env, cwd } = machine
  const docker = dockerConfigOf(machine)
  return {
    cwd,
    env,
    proxies: await readProxies(docker, await readDockerHost(docker, env)),
    hostPlatform: hostPlatform(machine.architecture),
    cache: env.GITHUB_ACTIONS === 'true' ? 'gha' : 'none',
  }
}
