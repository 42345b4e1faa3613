import { BasehitError } from '../../errors.ts'
import { hideLogins } from '../../login.ts'
import type { Credential } from './credentials.ts'
import { isRecord } from './error-body.ts'
import { oneLine } from './fault.ts'

/** Runs `docker-credential-NAME get` with `input` on stdin; undefined if there is no such program. */
export type RunHelper = (name: string, input: string) => Promise<HelperResult | undefined>

/** How a credential helper ended. */
export interface HelperResult {
  /** undefined if it was stopped for taking too long. */
  readonly status: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/**
 * Asks a credential helper for what it keeps under `key`; undefined if it says that it keeps nothing.
 * Stops with BH083 at one that is missing, fails, hangs or prints something else.
 * Source: docker-credential-helpers, client/client.go.
 */
export async function askHelper(
  runHelper: RunHelper,
  name: string,
  registry: string,
  key: string,
): Promise<Credential | undefined> {
  const program = `docker-credential-${name}`
  const fail = (fact: string, remedy: string) => new BasehitError('BH083', `${program} ${fact}`, { remedy })
  if (!/^[A-Za-z0-9._-]+$/.test(name)) throw fail('is not the name of a program', 'Correct Docker’s config.json.')
  const result = await runHelper(name, key)
  if (result === undefined) throw fail('is not on PATH', 'Install it, or remove it from Docker’s config.json.')
  if (result.status === undefined)
    throw fail('did not answer in time', `Run it by hand: echo ${registry} | ${program} get`)
  if (result.status !== 0) {
    if (/credentials not found/i.test(`${result.stdout} ${result.stderr}`)) return undefined
    const said = oneLine(`${withoutAnswer(result.stdout)} ${withoutAnswer(result.stderr)}`)
    throw fail(
      `failed for ${registry} with status ${result.status}${said === '' ? '' : `: ${said}`}`,
      `Run it by hand: echo ${registry} | ${program} get`,
    )
  }
  const answer = parseAnswer(result.stdout)
  if (answer === undefined)
    throw fail(
      'printed something other than {"Username", "Secret"}',
      `Run it by hand: echo ${registry} | ${program} get`,
    )
  if (answer.secret === '') return undefined
  if (answer.username === '<token>') return { kind: 'identity-token', token: answer.secret }
  return { kind: 'password', username: answer.username, password: answer.secret }
}

/** What a helper said besides an answer: one that fails may have printed the credential before. */
function withoutAnswer(text: string): string {
  return hideLogins(text)
    .replace(/\{.*\}|\{.*$/s, ' ')
    .replace(/\b(?:secret|password|token)\b["']?\s*[:=].*/gi, '')
}

function parseAnswer(stdout: string): { username: string; secret: string } | undefined {
  try {
    const answer: unknown = JSON.parse(stdout)
    if (!isRecord(answer)) return undefined
    const { Username: username, Secret: secret } = answer
    return typeof username === 'string' && typeof secret === 'string' ? { username, secret } : undefined
  } catch {
    return undefined
  }
}
