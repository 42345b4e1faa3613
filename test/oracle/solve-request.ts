import { basename, dirname, resolve } from 'node:path'
import { contextKey } from '../../src/buildx/bake.ts'
import { isRemote } from '../../src/buildx/context-value.ts'
import type { BuildRequest } from '../../src/buildx/request.ts'

/** A build as a frontend is asked for it: options, and directories by the name it asks for them. */
export interface SolveRequest {
  readonly opts: Readonly<Record<string, string>>
  readonly locals: Readonly<Record<string, string>>
}

/** What buildx asks BuildKit's frontend for when it is given a request. */
export function solveRequest(request: BuildRequest): SolveRequest {
  const dockerfile = resolve(request.cwd, request.dockerfile ?? 'Dockerfile')
  const contexts = (request.namedContexts ?? []).map(context => [contextKey(context), context.value] as const)
  const directories = contexts.filter(([, value]) => !isRemote(value) && !/^[a-z][a-z0-9+-]*:/.test(value))
  return {
    opts: {
      filename: basename(dockerfile),
      platform: (request.platforms ?? []).join(),
      ...(request.target === undefined ? {} : { target: request.target }),
      ...prefixed('build-arg', Object.entries(request.buildArgs ?? {})),
      ...prefixed('label', Object.entries(request.labels ?? {})),
      ...prefixed('context', contexts),
      ...prefixed(
        'context',
        directories.map(([name]) => [name, `local:${name}`]),
      ),
      ...settings(request),
    },
    locals: {
      context: resolve(request.cwd, request.context),
      dockerfile: dirname(dockerfile),
      ...Object.fromEntries(directories.map(([name, value]) => [name, resolve(request.cwd, value)])),
    },
  }
}

function settings(request: BuildRequest): Record<string, string> {
  const hosts = (request.addHosts ?? []).map(host => host.replace(':', '=')).join()
  const found: readonly (readonly [string, string | undefined])[] = [
    ['force-network-mode', request.network],
    ['add-hosts', hosts],
    ['ulimit', (request.ulimits ?? []).join()],
    ['shm-size', request.shmSize?.replace(/^(\d+)m$/, (_, megabytes) => String(Number(megabytes) * 1024 * 1024))],
    ['cgroup-parent', request.cgroupParent],
  ]
  return Object.fromEntries(found.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

function prefixed(prefix: string, entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}:${name}`, value]))
}
