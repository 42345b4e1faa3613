import { parseBool, splitCsv } from '../attributes.ts'

/** The attributes of one entry, keys as buildx looks them up. Of a key written twice the last value counts. */
export type Attributes = ReadonlyMap<string, string>

/** Why buildx or BuildKit refuses an entry, without its values: one clause. */
export interface AttributeFault {
  readonly fault: string
}

/** Tells what is wrong with an entry from the entry. */
export function isAttributeFault<T extends object>(parsed: T | AttributeFault): parsed is AttributeFault {
  return 'fault' in parsed
}

/**
 * An entry of `--output`. Keys are trimmed and in lower case, values are as written; one field that does not begin with
 * `type=` is the destination of a local output. buildx: util/buildflags/export.go ExportEntry.UnmarshalText
 */
export function parseOutput(text: string): Attributes | AttributeFault {
  const fields = splitCsv(text)
  if ('fault' in fields) return fields
  if (fields.length === 1 && fields[0] === text && !text.startsWith('type=')) {
    return new Map([
      ['type', text === '-' ? 'tar' : 'local'],
      ['dest', text],
    ])
  }
  return typed(pairs(fields, key => key.toLowerCase().trim()))
}

/**
 * An entry of `--cache-from` or `--cache-to`; a text without `=` is a list of registry references. Keys are in lower case
 * and not trimmed. buildx: util/buildflags/cache.go ParseCacheEntry
 */
export function parseCache(text: string): readonly Attributes[] | AttributeFault {
  if (text.includes('=')) {
    const entry = cacheEntry(text)
    return isAttributeFault(entry) ? entry : [entry]
  }
  const references = splitCsv(text)
  if ('fault' in references) return references
  const entries: Attributes[] = []
  for (const reference of references) {
    const entry = cacheEntry(reference)
    if (isAttributeFault(entry)) return entry
    entries.push(entry)
  }
  return entries
}

/** Whether a cache that is written stays on this machine, or in the image. BuildKit: client/solve.go, cache/remotecache/{local,inline} */
export function isPrivateCache(text: string): boolean {
  const entries = parseCache(text)
  return !isAttributeFault(entries) && entries.every(entry => /^(?:local|inline)$/.test(entry.get('type') ?? ''))
}

function cacheEntry(text: string): Attributes | AttributeFault {
  const fields = splitCsv(text)
  if ('fault' in fields) return fields
  const [only = ''] = fields
  if (fields.length === 1 && !only.includes('=')) {
    return new Map([
      ['type', 'registry'],
      ['ref', only],
    ])
  }
  return typed(pairs(fields, key => key.toLowerCase()))
}

/**
 * An entry of `--attest`: the keys `type` and `disabled` in any case, trimmed, others as written; `disabled` is a boolean.
 * buildx: util/buildflags/attests.go Attest.UnmarshalText
 */
export function parseAttestation(text: string): Attributes | AttributeFault {
  const fields = splitCsv(text)
  if ('fault' in fields) return fields
  const known = (key: string) => /^(?:type|disabled)$/.exec(key.toLowerCase().trim())?.[0] ?? key
  const isWrong = (key: string, value: string) => key === 'disabled' && parseBool(value) === undefined
  return typed(pairs(fields, known, (key, value) => (isWrong(key, value) ? 'disabled is not a boolean' : undefined)))
}

/** `--provenance` and `--sbom` as an attestation. buildx: util/buildflags/attests.go CanonicalizeAttest */
export function attestation(type: string, value: string): string {
  const on = parseBool(value)
  return on === undefined ? `type=${type},${value}` : `type=${type},disabled=${!on}`
}

/** What `--secret` says; without `src` and `env` the id is the name of a variable, or of a file if there is none. */
export interface SecretAttributes {
  readonly id: string
  readonly src: string | undefined
  readonly env: string | undefined
}

/** An entry of `--secret`. Keys are in lower case and not trimmed. buildx: util/buildflags/secrets.go Secret.UnmarshalText */
export function parseSecret(text: string): SecretAttributes | AttributeFault {
  const fields = splitCsv(text)
  if ('fault' in fields) return fields
  const attributes = pairs(fields, key => key.toLowerCase().replace(/^source$/, 'src'), secretFault)
  if (isAttributeFault(attributes)) return attributes
  const type = attributes.get('type')
  const id = attributes.get('id') || undefined
  const src = attributes.get('src') || undefined
  const env = attributes.get('env') || undefined
  if (id === undefined) return { fault: 'id is missing' }
  return type === 'env' && env === undefined ? { id, src: undefined, env: src } : { id, src, env }
}

function secretFault(key: string, value: string): string | undefined {
  if (key === 'type') return /^(?:file|env)$/.test(value) ? undefined : 'type is neither file nor env'
  return /^(?:id|src|env)$/.test(key) ? undefined : 'a key is none of id, src, source, env and type'
}

/** What BuildKit would say of the first attribute that is no boolean; those of `open` may be empty, which is true. */
export function booleanFault(
  attributes: Attributes,
  strict: readonly string[],
  open: readonly string[],
): AttributeFault | undefined {
  const isWrong = (key: string, empty: boolean) => {
    const value = attributes.get(key)
    return value !== undefined && !(empty && value === '') && parseBool(value) === undefined
  }
  const wrong = strict.find(key => isWrong(key, false)) ?? open.find(key => isWrong(key, true))
  return wrong === undefined ? undefined : { fault: `${wrong} is not a boolean` }
}

/** Fields as keys and values; a value that a later field replaces is checked too. */
function pairs(
  fields: readonly string[],
  nameOf: (key: string) => string,
  faultIn?: (key: string, value: string) => string | undefined,
): Attributes | AttributeFault {
  const attributes = new Map<string, string>()
  for (const [index, field] of fields.entries()) {
    const cut = field.indexOf('=')
    if (cut < 0) return { fault: `field ${index + 1} has no =` }
    const key = nameOf(field.slice(0, cut))
    const value = field.slice(cut + 1)
    const fault = faultIn?.(key, value)
    if (fault !== undefined) return { fault }
    attributes.set(key, value)
  }
  return attributes
}

function typed(attributes: Attributes | AttributeFault): Attributes | AttributeFault {
  if (isAttributeFault(attributes) || attributes.get('type')) return attributes
  return { fault: 'type is missing' }
}
