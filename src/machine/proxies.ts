import { join } from 'node:path'
import { createCredentialSource, type DockerConfigPorts } from '../bases/registry/credentials.ts'
import { fieldsOf } from './docker-host.ts'

/** Build arg by field, in the order buildx has. buildx: store/storeutil/storeutil.go, GetProxyConfig. */
const fields = [
  ['httpProxy', 'HTTP_PROXY'],
  ['httpsProxy', 'HTTPS_PROXY'],
  ['noProxy', 'NO_PROXY'],
  ['ftpProxy', 'FTP_PROXY'],
] as const

/**
 * The proxies that buildx would pass to builds as build args: those of Docker's configuration for this Docker host, or
 * its default ones. Throws BH082, with the place, if the file is no JSON.
 */
export async function readProxies(
  docker: Pick<DockerConfigPorts, 'directory' | 'readFile'>,
  dockerHost: string,
): Promise<ReadonlyMap<string, string>> {
  const path = join(docker.directory, 'config.json')
  const text = await docker.readFile(path)
  const config = text === undefined || text.trim() === '' ? {} : await parseJson(docker.directory, path, text)
  const proxies = fieldsOf(fieldsOf(config).proxies)
  const chosen = fieldsOf(proxies[dockerHost] ?? proxies.default)
  const found = fields.flatMap(([field, name]) => {
    const value = chosen[field]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return new Map(found)
}

/** The fewest characters of a password that is hidden: a shorter one is met by chance wherever anything is printed. */
const shortest = 4

/** What is secret of the proxies among some variables: passwords, as written and as meant, and what of a login is sent. */
export function proxySecrets(variables: Iterable<readonly [string, string | undefined]>): readonly string[] {
  return [...variables].flatMap(([name, url = '']) => {
    if (!/^(?:https?|ftp|all)_proxy$/i.test(name)) return []
    const [, user, password] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^:@/]*):(?!\/\/)(.*)@/is.exec(url) ?? []
    if (user === undefined || !password) return []
    const [meant, login] = [decoded(password), `${decoded(user)}:${decoded(password)}`]
    return [...new Set([password, meant, Buffer.from(login).toString('base64')])].filter(
      text => text.length >= shortest,
    )
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function parseJson(directory: string, path: string, text: string): Promise<unknown> {
  try {
    return JSON.parse(text)
  } catch (error) {
    // What takes logins from the same file refuses it with the place of the fault.
    const readFile = async (at: string) => (at === path ? text : undefined)
    const logins = createCredentialSource({ directory, readFile, runHelper: async () => undefined })
    await logins.find({ registry: 'docker.io', repository: '', actions: [] })
    throw error
  }
}
