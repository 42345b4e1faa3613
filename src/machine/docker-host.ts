import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DockerConfigPorts } from '../bases/registry/credentials.ts'
import { BasehitError } from '../errors.ts'

type Env = Readonly<Record<string, string | undefined>>
type Fields = Readonly<Record<string, unknown>>

/** Where Docker is when nothing says so. docker/cli: opts/hosts.go */
export const defaultDockerHost = 'unix:///var/run/docker.sock'

/** What Docker's client calls every host that it reaches over ssh. docker/cli: cli/connhelper/connhelper.go */
const overSsh = 'http://docker.example.com'

/**
 * The Docker host by whose name buildx looks up proxies: that of DOCKER_HOST, else of the context that DOCKER_CONTEXT or
 * Docker's configuration names. Throws BH082 for a host that is not known where the configuration has proxies for hosts.
 * docker/cli: cli/command/cli.go (resolveContextName, resolveDockerEndpoint); buildx: store/storeutil/storeutil.go.
 */
export async function readDockerHost(
  docker: Pick<DockerConfigPorts, 'directory' | 'readFile'>,
  env: Env,
): Promise<string> {
  const config = parseFields(await docker.readFile(join(docker.directory, 'config.json')))
  if (Object.keys(fieldsOf(config.proxies)).every(host => host === 'default')) return defaultDockerHost
  if (env.DOCKER_HOST) return daemonHost(parseHost(env.DOCKER_HOST, env))
  const name = env.DOCKER_CONTEXT || config.currentContext || 'default'
  return daemonHost(name === 'default' ? parseHost('', env) : await contextHost(docker, String(name)))
}

/** A host as the client of it is called. */
function daemonHost(host: string): string {
  return /^ssh:/i.test(host) ? overSsh : host
}

async function contextHost(docker: Pick<DockerConfigPorts, 'directory' | 'readFile'>, name: string): Promise<string> {
  const id = createHash('sha256').update(name).digest('hex')
  const path = join(docker.directory, 'contexts', 'meta', id, 'meta.json')
  const endpoints = fieldsOf(named(parseFields(await docker.readFile(path)), 'endpoints'))
  if (typeof endpoints.docker !== 'object') {
    throw unknownHost(`the Docker context ${name} has no host in ${path}`, 'choose another context')
  }
  const host = named(fieldsOf(endpoints.docker), 'host')
  return typeof host === 'string' && host !== '' ? host : defaultDockerHost
}

/** The whole address of a host that may be given in part. docker/cli: opts/hosts.go ParseHost, ParseTCPAddr */
export function parseHost(text: string, { DOCKER_TLS, DOCKER_TLS_VERIFY }: Env = {}): string {
  const given = text.trim()
  if (given === '') return DOCKER_TLS || DOCKER_TLS_VERIFY ? 'tcp://localhost:2376' : defaultDockerHost
  const [, scheme = 'tcp', rest = ''] = /^(?:(.*?):\/\/)?(.*)$/s.exec(given) ?? []
  if (scheme === 'unix') return rest === '' ? defaultDockerHost : given
  if (scheme === 'npipe' || scheme === 'fd' || scheme === 'ssh') return given
  const address = /^(\[[0-9A-Fa-f:.]+\](?=:)|[\w.-]*)(?::(\d*))?(\/[\w./~-]*)?$/.exec(rest)
  if (scheme !== 'tcp' || address === null || rest.includes('://')) {
    throw unknownHost(`DOCKER_HOST is ${JSON.stringify(text)}`, 'write it as tcp://HOST:PORT')
  }
  const [, host, port, path = ''] = address
  return `tcp://${host || 'localhost'}:${port || '2375'}${path}`
}

/** A field by its name in lower case: Go reads the fields of its own structures in any case. */
function named(fields: Fields, name: string): unknown {
  return Object.entries(fields).find(([key]) => key.toLowerCase() === name)?.[1]
}

/** The fields of a JSON document; none if it is another text, which whoever reads proxies refuses. */
function parseFields(text: string | undefined): Fields {
  try {
    return fieldsOf(JSON.parse(text ?? ''))
  } catch {
    return {}
  }
}

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function unknownHost(fact: string, remedy: string): BasehitError {
  return new BasehitError('BH082', `${fact}: which proxies are meant for that host is not known`, {
    remedy: `${remedy}, or set DOCKER_HOST`,
  })
}
