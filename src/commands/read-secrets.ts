import { resolve } from 'node:path'
import { isAttributeFault, parseSecret } from '../buildx/attributes.ts'
import { BasehitError } from '../errors.ts'
import type { InputName } from './inputs.ts'
import type { BuildOptions, Secret } from './options.ts'
import { type RawInputs, readEntries, readListed, splitPair } from './read-inputs.ts'
import type { World } from './world.ts'

/**
 * The secrets of a build: `secrets` (ID=VALUE), `secret-envs` (ID=VARIABLE), `secret-files` (ID=PATH), and flags in
 * buildx's own form. An empty value gives no secret, because that is what a workflow passes where it has none.
 * Throws BH110 for an entry without an id, an id given twice, and a variable that is not set; it never shows a value.
 */
export function readSecrets(raw: RawInputs, env: Readonly<Record<string, string | undefined>>): readonly Secret[] {
  const secrets = [
    ...readListed(raw, 'secrets').flatMap((entry, index) => valueSecret(entry, index)),
    ...(raw.list('secrets') ?? []).map((entry, index) => flagSecret(entry, index, env)),
    ...readEntries(raw, 'secret-envs').map((entry, index): Secret => {
      const [id, variable] = idAndRest('secret-envs', entry, index)
      return { id, kind: 'env', variable }
    }),
    ...readEntries(raw, 'secret-files').map((entry, index): Secret => {
      const [id, path] = idAndRest('secret-files', entry, index)
      return { id, kind: 'file', path }
    }),
  ]
  refuseTwins(secrets)
  for (const secret of secrets) if (secret.kind === 'env') refuseUnset(secret.id, secret.variable, env)
  return secrets
}

/** The ids in `secrets` that come with an empty value, and so are no secrets. */
export function emptySecrets(raw: RawInputs): readonly string[] {
  return readListed(raw, 'secrets').flatMap(entry => {
    const [id, value] = splitPair(entry) ?? ['', '']
    return value === '' ? [id] : []
  })
}

/** Throws BH110 for the first secret whose file a build could not read: buildx looks for all of them, whatever uses them. */
export async function requireSecretFiles(
  { cwd, secrets }: BuildOptions,
  { files }: Pick<World, 'files'>,
): Promise<void> {
  for (const secret of secrets) {
    if (secret.kind !== 'file') continue
    const fault = await files.read(resolve(cwd, secret.path)).then(
      bytes => (bytes === undefined ? 'is not there' : undefined),
      (error: unknown) => `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
    if (fault === undefined) continue
    throw new BasehitError(
      'BH110',
      `the secret \`${secret.id}\` is to come from the file ${secret.path}, which ${fault}`,
      {
        remedy: `write ${secret.path} before this run, relative to the working directory, or remove the secret`,
      },
    )
  }
}

function valueSecret(entry: string, index: number): Secret[] {
  const pair = splitPair(entry)
  if (pair === undefined || pair[0].trim() === '') throw notASecret('secrets', index, 'ID=VALUE')
  const [id, value] = pair
  if (id === 'id' && /,(?:src|source|env|type)=/.test(value)) {
    throw new BasehitError('BH110', `entry ${index + 1} of \`secrets\` is written as buildx's flag, not as ID=VALUE`, {
      remedy: 'use `secret-files` with ID=PATH, or `secret-envs` with ID=VARIABLE',
    })
  }
  return value === '' ? [] : [{ id: id.trim(), kind: 'value', value }]
}

/** buildx's own form; without a source, the variable that the id names, or the file if there is none. BuildKit: secretsprovider/store.go */
function flagSecret(entry: string, index: number, env: Readonly<Record<string, string | undefined>>): Secret {
  const secret = parseSecret(entry)
  if (isAttributeFault(secret))
    throw notASecret('--secret', index, 'id=ID,src=FILE or id=ID,env=VARIABLE', secret.fault)
  const { id, src } = secret
  const variable = secret.env ?? (src === undefined && env[id] !== undefined ? id : undefined)
  return variable === undefined ? { id, kind: 'file', path: src ?? id } : { id, kind: 'env', variable }
}

function idAndRest(name: InputName, entry: string, index: number): readonly [string, string] {
  const [id, rest] = splitPair(entry) ?? ['', '']
  if (id.trim() === '' || rest.trim() === '') {
    throw notASecret(name, index, name === 'secret-envs' ? 'ID=VARIABLE' : 'ID=PATH')
  }
  return [id.trim(), rest.trim()]
}

function notASecret(name: string, index: number, form: string, why?: string): BasehitError {
  return new BasehitError(
    'BH110',
    `entry ${index + 1} of \`${name}\` is not a secret${why === undefined ? '' : `: ${why}`}`,
    {
      remedy: `write it as ${form}; a value of several lines goes into double quotes, id included`,
    },
  )
}

function refuseTwins(secrets: readonly Secret[]): void {
  const seen = new Set<string>()
  for (const { id } of secrets) {
    if (seen.has(id)) {
      throw new BasehitError('BH110', `the secret \`${id}\` is given twice`, { remedy: 'remove one of the two' })
    }
    seen.add(id)
  }
}

function refuseUnset(id: string, variable: string, env: Readonly<Record<string, string | undefined>>): void {
  if (env[variable] !== undefined) return
  throw new BasehitError('BH110', `the secret \`${id}\` is to come from the variable ${variable}, which is not set`, {
    remedy: `set ${variable} in \`env:\` of the step, or in the shell`,
  })
}
