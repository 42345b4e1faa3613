import { splitCsv } from '../attributes.ts'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { clip, lowerCase } from './characters.ts'
import { parseSize } from './sizes.ts'
import { suggestRemedy } from './suggest.ts'

/** What a mount is made of. */
export type MountType = 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh'
/** Whether builds use a cache mount at the same time, each its own, or one after the other. */
export type Sharing = 'shared' | 'private' | 'locked'

/**
 * One `--mount` of a RUN. A field that is not given, or empty where empty means not given, is absent; no default but
 * `readonly` is filled in. BuildKit: instructions/commands_runmount.go Mount.
 */
export interface Mount {
  readonly type: MountType
  /** A stage, named context or image; never expanded. */
  readonly from?: string
  readonly source?: string
  readonly target?: string
  readonly readonly: boolean
  /** `id` of a cache, secret or ssh mount. */
  readonly id?: string
  readonly sharing?: Sharing
  /** Of a secret or ssh mount: the build fails without it. */
  readonly required: boolean
  /** The environment variable that holds a secret. */
  readonly env?: string
  /** Bytes of a tmpfs; 0 or absent is no limit. */
  readonly size?: number
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
}

type Fields = { -readonly [Key in keyof Mount]?: Mount[Key] | undefined }
type Expand = (word: string) => string
type Reader = (value: string, key: string, mount: Fields, fail: Fail) => Fields
type Fail = (fact: string, remedy?: string) => never

const types: readonly string[] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh']
const sharings: readonly string[] = ['shared', 'private', 'locked']
const maxUint32 = 0xffff_ffff

const booleans = new Map<string, boolean>([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map(word => [word, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map(word => [word, false] as const),
])

const readReadonly: Reader = (value, key, _, fail) => ({ readonly: readBoolean(value, key, fail) })
const readWritable: Reader = (value, key, _, fail) => ({ readonly: !readBoolean(value, key, fail) })
const readTarget: Reader = value => ({ target: value })
const readSource: Reader = value => ({ source: value })

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['type', (value, key, _, fail) => ({ type: oneOf(types, value, key, fail) as MountType })],
  ['from', value => ({ from: value })],
  ['source', readSource],
  ['target', readTarget],
  ['readonly', readReadonly],
  ['id', value => ({ id: value })],
  ['sharing', (value, key, _, fail) => ({ sharing: oneOf(sharings, value, key, fail) as Sharing })],
  [
    'required',
    (value, key, mount, fail) => ({ required: allowRequired(mount, fail) && readBoolean(value, key, fail) }),
  ],
  ['size', readSizeField],
  ['mode', (value, key, _, fail) => ({ mode: readNumber(value, key, 8, fail) })],
  ['uid', (value, key, _, fail) => ({ uid: readNumber(value, key, 10, fail) })],
  ['gid', (value, key, _, fail) => ({ gid: readNumber(value, key, 10, fail) })],
  ['src', readSource],
  ['dst', readTarget],
  ['destination', readTarget],
  ['ro', readReadonly],
  ['rw', readWritable],
  ['readwrite', readWritable],
  ['env', value => ({ env: value })],
])

/**
 * Reads the value of `--mount=` as it stands in the file, each value expanded.
 * Throws BH036 at `at`, and what `expand` throws. BuildKit: instructions/commands_runmount.go parseMount.
 */
export function parseMount(value: string, expand: Expand, at: Position): Mount {
  const fail = failAt(value, at)
  checkMount(value, at)
  const fields: Fields = { type: 'bind' }
  for (const field of fieldsOf(value, fail)) {
    const { key, value: written } = splitField(field)
    if (written === undefined) {
      Object.assign(fields, readBareField(key, fields, field, fail))
      continue
    }
    const expanded = expand(written)
    const reader = readers.get(key)
    if (reader === undefined) return fail(`${key} is not a field of a mount`, suggestRemedy(key, [...readers.keys()]))
    Object.assign(fields, reader(expanded, key, fields, fail))
    if (key === 'from' && expanded !== '') fields.from = written
  }
  return finish(fields, fail)
}

/** Checks what BuildKit checks of a mount before anything is expanded. Throws BH036, and BH027 for a variable in `from`. */
export function checkMount(value: string, at: Position): void {
  const fields = fieldsOf(value, failAt(value, at))
  for (const field of fields) {
    const { key, value: from } = splitField(field)
    const dollar = from?.indexOf('$') ?? -1
    if (key !== 'from' || from === undefined || dollar < 0 || dollar === from.length - 1) continue
    throw new BasehitError('BH027', `a mount's from=${from} is not expanded`, {
      position: at,
      remedy: `declare FROM ${from} AS NAME before, and write from=NAME`,
    })
  }
}

/** The `from` of a mount as written, or undefined when it has none. Throws BH036. */
export function mountSourceName(value: string, at: Position): string | undefined {
  const fields = fieldsOf(value, failAt(value, at)).map(splitField)
  return fields.findLast(({ key, value: from }) => key === 'from' && from !== undefined)?.value || undefined
}

function failAt(value: string, at: Position): Fail {
  return (fact, remedy) => {
    throw new BasehitError('BH036', `--mount=${clip(value)}: ${fact}`, { position: at, remedy })
  }
}

function fieldsOf(value: string, fail: Fail): readonly string[] {
  const fields = splitCsv(value)
  const remedy = 'write fields such as type=cache,target=/path, and a field that holds a comma in double quotes'
  return 'fault' in fields ? fail(fields.fault, remedy) : fields
}

function splitField(field: string): { key: string; value: string | undefined } {
  const at = field.indexOf('=')
  return at < 0
    ? { key: lowerCase(field), value: undefined }
    : { key: lowerCase(field.slice(0, at)), value: field.slice(at + 1) }
}

function readBareField(key: string, mount: Fields, field: string, fail: Fail): Fields {
  if (key === 'readonly' || key === 'ro') return { readonly: true }
  if (key === 'readwrite' || key === 'rw') return { readonly: false }
  if (key === 'required') return { required: allowRequired(mount, fail) }
  return fail(`${field} is not of the form key=value`, suggestRemedy(key, [...readers.keys()]))
}

function allowRequired(mount: Fields, fail: Fail): true {
  if (mount.type === 'secret' || mount.type === 'ssh') return true
  return fail(
    `required is not a field of a ${mount.type} mount`,
    'required is for type=secret and type=ssh, and stands after it',
  )
}

function readSizeField(value: string, key: string, mount: Fields, fail: Fail): Fields {
  if (mount.type !== 'tmpfs') {
    return fail(`size is not a field of a ${mount.type} mount`, 'size is for type=tmpfs, and stands after it')
  }
  return { size: parseSize(value) ?? fail(`${key}=${value} is not a size`, 'write a size such as 64m') }
}

function readBoolean(value: string, key: string, fail: Fail): boolean {
  return booleans.get(value) ?? fail(`${key}=${value} is neither true nor false`, `write ${key} or ${key}=false`)
}

function readNumber(value: string, key: string, base: 8 | 10, fail: Fail): number {
  const digits = base === 8 ? /^[0-7]+$/ : /^[0-9]+$/
  const number = digits.test(value) ? Number.parseInt(value, base) : Number.NaN
  if (number <= maxUint32) return number
  const [what, example] = base === 8 ? ['an octal', '0755'] : ['a decimal', '1000']
  return fail(`${key}=${value} is not ${what} number of 32 bits`, `write ${key}=${example}, or another number`)
}

function oneOf(allowed: readonly string[], value: string, key: string, fail: Fail): string {
  const lower = lowerCase(value)
  return allowed.includes(lower) ? lower : fail(`${key}=${value} is not known`, suggestRemedy(value, allowed))
}

function finish(fields: Fields, fail: Fail): Mount {
  const type = fields.type ?? 'bind'
  if (type === 'bind' || type === 'tmpfs') {
    const wrong = (['mode', 'uid', 'gid'] as const).find(key => fields[key] !== undefined)
    if (wrong !== undefined) {
      fail(`${wrong} is not a field of a ${type} mount`, `${wrong} is for type=cache, type=secret and type=ssh`)
    }
  }
  if (type === 'secret') checkSecret(fields, fail)
  if (type === 'ssh' && fields.source) fail('an ssh mount has no source', 'remove it: id names the agent')
  if (fields.sharing !== undefined && type !== 'cache') {
    fail(`sharing is not a field of a ${type} mount`, 'sharing is for type=cache')
  }
  const isReadonly = fields.readonly ?? (type !== 'cache' && type !== 'tmpfs')
  const given = Object.entries(fields).filter(([key, value]) => value !== undefined && (value !== '' || key === 'env'))
  return { ...Object.fromEntries(given), type, readonly: isReadonly, required: fields.required ?? false }
}

function checkSecret(fields: Fields, fail: Fail): void {
  if (fields.from) fail('a secret mount has no from', 'remove from')
  if (fields.sharing !== undefined) fail('a secret mount has no sharing', 'remove sharing')
  if (!fields.source && !fields.target && !fields.id) fail('a secret mount needs an id or a target', 'add id=NAME')
  if (fields.source && fields.id) fail('a secret mount has either a source or an id', 'keep id, and remove source')
}
