import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { printable } from '../buildx/printable.ts'
import type { Options } from '../commands/options.ts'
import { createRedactor, type Redactor } from '../report/redact.ts'

type Env = Readonly<Record<string, string | undefined>>

/** A larger file is data that a build reads in secret rather than a secret to be found in its log. */
const largest = 64 * 1024

/** The values of a build's secrets, wherever they are kept. A file that cannot be read is left to buildx to complain about. */
export async function readSecretValues({ build }: Options, env: Env): Promise<readonly string[]> {
  const values = await Promise.all(
    build.secrets.map(secret => {
      if (secret.kind === 'value') return secret.value
      return secret.kind === 'env' ? env[secret.variable] : readSmall(resolve(build.cwd, secret.path))
    }),
  )
  return values.filter(value => value !== undefined && value.trim() !== '') as string[]
}

async function readSmall(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path)
    return size > largest ? undefined : await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

/** What hides these secrets, and the token of the Actions runtime, from everything that is said. */
export function redactorOf(secrets: readonly string[], { ACTIONS_RUNTIME_TOKEN: token = '' }: Env): Redactor {
  return createRedactor([...secrets, token], printable)
}
