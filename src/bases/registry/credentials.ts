import { BasehitError } from '../../errors.ts'
import { askHelper, type RunHelper } from './credential-helper.ts'
import { isRecord } from './error-body.ts'

/** What proves who asks. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** An OAuth2 refresh token, exchanged at the token endpoint. */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** A bearer token, sent as it is. */
  | { readonly kind: 'registry-token'; readonly token: string }

/** What the credential is for. */
export interface CredentialRequest {
  /** `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly registry: string
  readonly repository: string
  readonly actions: readonly string[]
}

/** Finds credentials; undefined means the registry is used anonymously. */
export interface CredentialSource {
  find(request: CredentialRequest): Promise<Credential | undefined>
}

/** What the machine holds of Docker's configuration. */
export interface DockerConfigPorts {
  /** Docker's configuration directory, such as `/home/me/.docker`. */
  readonly directory: string
  /** Buildx's, if it is not `buildx` in there. */
  readonly buildxDirectory?: string | undefined
  /** The content of DOCKER_AUTH_CONFIG. */
  readonly inline?: string | undefined
  /** The text of a file; undefined if there is none. */
  readFile(path: string): Promise<string | undefined>
  readonly runHelper: RunHelper
}

/** A source that has none. */
export const anonymous: CredentialSource = { find: async () => undefined }

const hubNames: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])
/** Registries of Docker that admit Docker Hub's credentials. buildx: util/dockerutil/dockerconfig/configprovider.go */
const hubBacked: ReadonlySet<string> = new Set(['dhi.io', 'registry.scout.docker.com'])

/**
 * Finds credentials as Docker and buildx do: DOCKER_AUTH_CONFIG, then buildx's file for the repository or host, else
 * `config.json`; in a file the host's helper, else the store, else `auths`. A host matches whole or not at all.
 * Stops with BH082 at a file that cannot be read as it should, and with BH083 at a helper that fails.
 */
export function createCredentialSource(ports: DockerConfigPorts): CredentialSource {
  const find = async (request: CredentialRequest): Promise<Credential | undefined> => {
    const inline = ports.inline === undefined ? undefined : parseConfig('DOCKER_AUTH_CONFIG', ports.inline)
    const direct = inline === undefined ? undefined : inlineCredential(inline, request.registry)
    return direct ?? (await fromFile(ports, await configFor(ports, request), request.registry))
  }
  return {
    find: async request => {
      const found = await find(request)
      return found === undefined && hubBacked.has(request.registry)
        ? find({ ...request, registry: 'docker.io' })
        : found
    },
  }
}

/** Reduces a key of Docker's configuration to the host it means; undefined if it names more than a host. */
export function hostOfKey(key: string): string | undefined {
  const [host = '', ...path] = key.replace(/^https?:\/\//, '').split('/')
  if (!['', 'v1', 'v2'].includes(path.join('/').replace(/\/$/, ''))) return undefined
  const name = host.toLowerCase()
  return hubNames.has(name) ? 'docker.io' : name
}

interface DockerConfig {
  readonly path: string
  readonly text: string
  readonly auths: Readonly<Record<string, unknown>>
  readonly credHelpers: Readonly<Record<string, unknown>>
  readonly credsStore: string | undefined
}

async function configFor(ports: DockerConfigPorts, request: CredentialRequest): Promise<DockerConfig | undefined> {
  const buildx = ports.buildxDirectory ?? `${ports.directory}/buildx`
  for (const path of [...scopedPaths(`${buildx}/config`, request), `${ports.directory}/config.json`]) {
    const text = await ports.readFile(path)
    if (text !== undefined) return parseConfig(path, text)
  }
  return undefined
}

/** A repository's file goes before its host's, and one for more actions before one for fewer. */
function scopedPaths(root: string, request: CredentialRequest): string[] {
  const host = request.registry === 'docker.io' ? 'registry-1.docker.io' : request.registry
  const { actions } = request
  const pairs = actions.length === 2 ? [`@${actions.join(',')}`, `@${actions.toReversed().join(',')}`] : []
  const scopes = [...pairs, ...actions.map(action => `@${action}`), '']
  return [`${host}/${request.repository}`, host].flatMap(name =>
    scopes.map(scope => `${root}/${name}${scope}/config.json`),
  )
}

function parseConfig(path: string, text: string): DockerConfig {
  if (text.trim() === '') return { path, text, auths: {}, credHelpers: {}, credsStore: undefined }
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    // The parser's message quotes the text, which holds passwords: it is not kept as the cause.
    throw badConfig(path, text, jsonFaultOffset(text), 'is not JSON')
  }
  if (!isRecord(document)) throw badConfig(path, text, 0, 'is not a JSON object')
  const { auths = {}, credHelpers = {}, credsStore = '' } = document
  if (!isRecord(auths ?? {})) throw badConfig(path, text, text.indexOf('"auths"'), 'has `auths` that is not an object')
  if (!isRecord(credHelpers ?? {}))
    throw badConfig(path, text, text.indexOf('"credHelpers"'), 'has `credHelpers` that is not an object')
  if (typeof credsStore !== 'string')
    throw badConfig(path, text, text.indexOf('"credsStore"'), 'has `credsStore` that is not a string')
  return {
    path,
    text,
    auths: isRecord(auths) ? auths : {},
    credHelpers: isRecord(credHelpers) ? credHelpers : {},
    credsStore: credsStore === '' ? undefined : credsStore,
  }
}

async function fromFile(ports: DockerConfigPorts, config: DockerConfig | undefined, registry: string) {
  if (config === undefined) return undefined
  const helper = entryFor(config.credHelpers, registry)?.value ?? config.credsStore
  if (typeof helper === 'string' && helper !== '') return askHelper(ports.runHelper, helper, registry, keyOf(registry))
  return inlineCredential(config, registry)
}

function entryFor(
  table: Readonly<Record<string, unknown>>,
  registry: string,
): { key: string; value: unknown } | undefined {
  const exact = keyOf(registry)
  if (Object.hasOwn(table, exact)) return { key: exact, value: table[exact] }
  const key = Object.keys(table).find(name => hostOfKey(name) === registry.toLowerCase())
  return key === undefined ? undefined : { key, value: table[key] }
}

/** The key under which `docker login` keeps a registry. */
function keyOf(registry: string): string {
  return registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry
}

function inlineCredential(config: DockerConfig, registry: string): Credential | undefined {
  const entry = entryFor(config.auths, registry)
  if (entry === undefined) return undefined
  const fail = (fact: string) =>
    badConfig(config.path, config.text, config.text.indexOf(JSON.stringify(entry.key)), fact)
  if (!isRecord(entry.value)) throw fail(`has an entry for ${entry.key} that is not an object`)
  const { auth, username, password, identitytoken, registrytoken } = entry.value
  if (isWord(registrytoken)) return { kind: 'registry-token', token: registrytoken }
  if (isWord(identitytoken)) return { kind: 'identity-token', token: identitytoken }
  if (isWord(auth)) {
    const pair = decodePair(auth)
    if (pair === undefined) throw fail(`has an \`auth\` for ${entry.key} that is not base64 of user:password`)
    return { kind: 'password', ...pair }
  }
  if (isWord(username) && isWord(password)) return { kind: 'password', username, password }
  return undefined
}

function decodePair(auth: string): { username: string; password: string } | undefined {
  if (!/^[A-Za-z0-9+/\-_]+={0,2}$/.test(auth)) return undefined
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') }
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** The parser names a position for some faults only: the shortest prefix that nothing could complete ends at the fault. */
function jsonFaultOffset(text: string): number {
  let good = 0
  let bad = text.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (mayGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function mayGoOn(prefix: string): boolean {
  try {
    JSON.parse(prefix)
    return true
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    if (/end of JSON|Unterminated/.test(message)) return true
    const position = /at position (\d+)/.exec(message)?.[1]
    return position !== undefined && Number(position) >= prefix.length
  }
}

function badConfig(path: string, text: string, offset: number, fact: string): BasehitError {
  const before = text.slice(0, Math.max(0, offset)).split('\n')
  const position = { file: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  const remedy = `Correct ${path}, or remove it and log in again.`
  return new BasehitError('BH082', `${path} ${fact}`, { position, remedy })
}
