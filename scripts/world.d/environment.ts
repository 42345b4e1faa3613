import { delimiter, join } from 'node:path'
import { runtimeToken } from '../../test/fakes/actions-cache/token.ts'
import { buildxEnvironment } from './builder.ts'
import { registryHost, type WorldFolder, type WorldState } from './state.ts'

const repository = join(import.meta.dirname, '..', '..')

/** The variables that point Basehit, buildx and the Actions toolkit at a world. */
export function worldEnvironment(folder: WorldFolder, state: WorldState): Record<string, string> {
  const host = registryHost(state)
  return {
    BASEHIT_WORLD: folder.root,
    BASEHIT_REGISTRY: host,
    BASEHIT_REGISTRY_MIRRORS: `docker.io=http://${host}`,
    BASEHIT_INSECURE_REGISTRIES: host,
    BASEHIT_REGISTRY_LOG: folder.registryAccessLog,
    BASEHIT_CACHE_LOG: folder.cacheJournal,
    ...buildxEnvironment(folder),
    ACTIONS_RESULTS_URL: `http://127.0.0.1:${state.ports.cache}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken([{ scope: 'refs/heads/main', permission: 3 }]),
    ACTIONS_CACHE_SERVICE_V2: 'true',
    PATH: worldPath(state),
  }
}

/** The same variables as lines for a shell to evaluate. */
export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('')
}

function worldPath(state: WorldState): string {
  const first = [state.toolchain, join(repository, 'node_modules', '.bin')]
  const rest = (process.env.PATH ?? '').split(delimiter).filter(entry => entry !== '' && !first.includes(entry))
  return [...first, ...rest].join(delimiter)
}
