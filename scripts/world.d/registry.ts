import { mkdirSync, writeFileSync } from 'node:fs'
import { type Daemon, startDaemon, waitReady } from './process.ts'
import { registryHost, tool, type WorldFolder, type WorldState } from './state.ts'

/** Starts the registry; its access log is a file of its own, for tests that count requests and bytes. */
export async function startRegistry(folder: WorldFolder, state: WorldState): Promise<Daemon> {
  mkdirSync(folder.storage, { recursive: true })
  writeFileSync(folder.registryConfig, registryConfig(folder, state))
  const daemon = startDaemon({
    command: tool(state, 'registry'),
    args: ['serve', folder.registryConfig],
    // Without this, distribution 3 sends traces to a collector that nobody runs.
    env: { OTEL_TRACES_EXPORTER: 'none' },
    stdout: folder.registryAccessLog,
    stderr: folder.registryLog,
  })
  await waitReady('the registry', daemon, folder.registryLog, () => answers(`http://${registryHost(state)}/v2/`))
  return daemon
}

/** Whether a plain GET succeeds. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok
  } catch {
    return false
  }
}

function registryConfig(folder: WorldFolder, state: WorldState): string {
  return `version: 0.1
log:
  level: warn
  formatter: json
  accesslog:
    disabled: false
storage:
  filesystem:
    rootdirectory: ${JSON.stringify(folder.storage)}
  delete:
    enabled: true
http:
  addr: ${registryHost(state)}
  secret: basehit-world
`
}
