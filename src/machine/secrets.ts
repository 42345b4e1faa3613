import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Credential, CredentialSource } from '../bases/registry/credentials.ts'
import type { Options } from '../commands/options.ts'
import { proxySecrets } from './proxies.ts'

type Env = Readonly<Record<string, string | undefined>>

/** A larger file is data that a build reads in secret rather than a secret to be found in its log. */
const largest = 64 * 1024

/** The values of a build's secrets, wherever they are kept, and its proxies' passwords. A file that cannot be read has none. */
export async function readSecretValues({ build }: Options, env: Env): Promise<readonly string[]> {
  const values = await Promise.all(
    build.secrets.map(secret => {
      if (secret.kind === 'value') return secret.value
      return secret.kind === 'env' ? env[secret.variable] : readSmall(resolve(build.cwd, secret.path))
    }),
  )
  const given = values.filter(value => value !== undefined && value.trim() !== '') as string[]
  return [...given, ...proxySecrets(build.buildArgs), ...proxySecrets(Object.entries(env))]
}

async function readSmall(path: string): Promise<string | undefined> {
  try {
    const stats = await stat(path)
    // A FIFO gives what it holds to one reader, and keeps another waiting.
    return !stats.isFile() || stats.size > largest ? undefined : await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Credentials of another source, each told before it is given away. */
export function tellCredentials(
  source: CredentialSource,
  tell: (secrets: readonly string[]) => void,
): CredentialSource {
  return {
    find: async request => {
      const found = await source.find(request)
      if (found !== undefined) tell(partsOf(found))
      return found
    },
  }
}

/** What a credential is made of, and what of it is sent. */
function partsOf(credential: Credential): readonly string[] {
  if (credential.kind !== 'password') return [credential.token]
  const { username, password } = credential
  return [password, Buffer.from(`${username}:${password}`).toString('base64')]
}
