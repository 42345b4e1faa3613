import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Daemon, run, startDaemon, stopDaemon, waitReady } from './process.ts'
import { registryHost, tool, type WorldFolder, type WorldState } from './state.ts'

/** The name of a world's builder, in its own buildx configuration. */
export const BUILDER = 'basehit-world'

/**
 * Whether this machine runs buildkitd itself: that takes Linux and root.
 * Elsewhere the builder is a container of the Docker engine found there; that way has not been tried on our machines.
 */
export function runsOwnBuilder(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}

/** Starts buildkitd and waits until it lists its workers. */
export async function startBuilder(folder: WorldFolder, state: WorldState): Promise<Daemon> {
  mkdirSync(folder.builderRoot, { recursive: true })
  releaseRoot(folder)
  rmSync(folder.builderSocket, { force: true })
  writeFileSync(folder.builderConfig, builderConfig(folder, state))
  const address = `unix://${folder.builderSocket}`
  const daemon = startDaemon({
    command: tool(state, 'buildkitd'),
    args: ['--config', folder.builderConfig, '--root', folder.builderRoot, '--addr', address],
    stdout: folder.builderLog,
    stderr: folder.builderLog,
  })
  await waitReady('buildkitd', daemon, folder.builderLog, async () => {
    try {
      run(tool(state, 'buildctl'), ['--addr', address, 'debug', 'workers'])
      return true
    } catch {
      return false
    }
  })
  return daemon
}

/** Ends buildkitd and takes away all it ever built or fetched; without wait, deleting that goes on behind. */
export async function wipeBuilder(folder: WorldFolder, daemon: Daemon | undefined, wait: boolean): Promise<void> {
  // Nothing it could still write is wanted, so it gets just the time to end its containers.
  await stopDaemon(daemon, 500)
  releaseRoot(folder)
  const old = `${folder.builderRoot}-old`
  mkdirSync(old, { recursive: true })
  if (existsSync(folder.builderRoot)) renameSync(folder.builderRoot, join(old, String(Date.now())))
  if (wait) run('rm', ['-rf', old])
  else startDaemon({ command: 'rm', args: ['-rf', old], stdout: folder.builderLog, stderr: folder.builderLog })
}

/** Names the builder in a buildx configuration of the world's own, once. */
export function configureBuildx(folder: WorldFolder, state: WorldState): void {
  const plugins = join(folder.docker, 'cli-plugins')
  mkdirSync(plugins, { recursive: true })
  writeFileSync(join(folder.docker, 'config.json'), '{}\n')
  const plugin = join(plugins, 'docker-buildx')
  rmSync(plugin, { force: true })
  symlinkSync(tool(state, 'buildx'), plugin)
  const known = buildx(folder, state, ['ls', '--format', '{{.Name}}']).split('\n').includes(BUILDER)
  if (known) return
  const how = runsOwnBuilder()
    ? ['--driver', 'remote', `unix://${folder.builderSocket}`]
    : containerDriver(folder, state)
  buildx(folder, state, ['create', '--name', BUILDER, ...how])
}

/** Removes the builder container, where the builder is one; untried on our machines, as runsOwnBuilder says. */
export function removeBuilderContainer(folder: WorldFolder, state: WorldState): void {
  buildx(folder, state, ['rm', '--force', BUILDER])
}

/** Where a world's docker CLI and buildx keep their configuration. */
export function buildxEnvironment(folder: WorldFolder): Record<string, string> {
  return { DOCKER_CONFIG: folder.docker, BUILDX_CONFIG: join(folder.docker, 'buildx'), BUILDX_BUILDER: BUILDER }
}

function containerDriver(folder: WorldFolder, state: WorldState): string[] {
  writeFileSync(folder.builderConfig, registriesConfig(state))
  const driver = ['--driver', 'docker-container', '--driver-opt', 'network=host']
  return [...driver, '--buildkitd-config', folder.builderConfig, '--bootstrap']
}

function buildx(folder: WorldFolder, state: WorldState, args: readonly string[]): string {
  const { BUILDX_BUILDER: _, ...env } = buildxEnvironment(folder)
  return run(tool(state, 'buildx'), args, env)
}

function builderConfig(folder: WorldFolder, state: WorldState): string {
  return `root = ${JSON.stringify(folder.builderRoot)}
[worker.oci]
  enabled = true
  binary = "runc"
  snapshotter = "overlayfs"
  networkMode = "host"
  gc = false
[worker.containerd]
  enabled = false
${registriesConfig(state)}`
}

function registriesConfig(state: WorldState): string {
  const host = registryHost(state)
  return `[registry."docker.io"]
  mirrors = ["${host}"]
[registry."${host}"]
  http = true
[registry."localhost:${state.ports.registry}"]
  http = true
`
}

/** Ends the containers and detaches the overlays that a killed buildkitd leaves below its root. */
export function releaseRoot(folder: WorldFolder): void {
  endContainersOf(folder.builderRoot)
  unmountBelow(folder.builderRoot)
}

// runc keeps one list for the machine; a container belongs to the builder below whose root its bundle lies.
function endContainersOf(root: string): void {
  const containers = JSON.parse(run('runc', ['list', '--format', 'json'])) as { id: string; bundle: string }[] | null
  for (const { id, bundle } of containers ?? []) {
    if (bundle.startsWith(`${root}/`)) run('runc', ['delete', '--force', id])
  }
}

function unmountBelow(root: string): void {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map(line => line.split(' ')[4]?.replaceAll('\\040', ' ') ?? '')
    .filter(path => path.startsWith(`${root}/`))
  for (const path of mounts.reverse()) run('umount', ['--lazy', path])
}
