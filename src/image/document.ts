import { BasehitError } from '../errors.ts'
import type { Platform } from './platform.ts'

/** A JSON object whose members are not known yet. */
export type JsonObject = { readonly [name: string]: unknown }

/** Reads bytes as a JSON object, or stops with BH094. */
export function parseObject(bytes: Uint8Array | string, what: string): JsonObject {
  try {
    const text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return asObject(JSON.parse(text), what)
  } catch (cause) {
    if (cause instanceof BasehitError) throw cause
    throw malformed(`${what} is not JSON in UTF-8`, cause)
  }
}

/** Makes the error for a document that is not what OCI defines. */
export function malformed(fact: string, cause?: unknown): BasehitError {
  return new BasehitError('BH094', fact, {
    cause,
    remedy: 'look at what the registry serves with `docker buildx imagetools inspect --raw`',
  })
}

/** Checks that a value is an object. */
export function asObject(value: unknown, what: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw malformed(`${what} is not an object`)
}

/** Checks that a value is a string. */
export function asString(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  throw malformed(`${what} is not a string`)
}

/** Checks that a value is a whole number that JSON carries exactly. */
export function asInteger(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw malformed(`${what} is not an integer`)
}

/** Checks that a value is true or false. */
export function asBoolean(value: unknown, what: string): boolean {
  if (typeof value === 'boolean') return value
  throw malformed(`${what} is neither true nor false`)
}

/** Checks that a value is an array and each of its members is as `read` says. */
export function asArray<T>(value: unknown, what: string, read: (member: unknown, what: string) => T): readonly T[] {
  if (!Array.isArray(value)) throw malformed(`${what} is not an array`)
  return value.map((member, index) => read(member, `${what}[${index}]`))
}

/** Checks that a value is an object of strings. */
export function asStrings(value: unknown, what: string): Readonly<Record<string, string>> {
  const members = Object.entries(asObject(value, what))
  return Object.fromEntries(members.map(([name, member]) => [name, asString(member, `${what}.${name}`)]))
}

/** Reads a member that may be absent or null, as Go writes empty values. */
export function optional<T>(
  from: JsonObject,
  name: string,
  what: string,
  read: (value: unknown, what: string) => T,
): T | undefined {
  const value = from[name]
  return value === undefined || value === null ? undefined : read(value, `${what}.${name}`)
}

/** An object whose members that may be undefined are optional instead. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out the members that are undefined. */
export function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>
}

/** Reads a platform as descriptors and image configs spell it (`os.version`, `os.features`). */
export function asPlatform(value: unknown, what: string): Platform {
  const from = asObject(value, what)
  const variant = optional(from, 'variant', what, asString)
  const osVersion = optional(from, 'os.version', what, asString)
  const osFeatures = optional(from, 'os.features', what, (list, at) => asArray(list, at, asString))
  return {
    os: optional(from, 'os', what, asString) ?? '',
    architecture: optional(from, 'architecture', what, asString) ?? '',
    ...(variant ? { variant } : {}),
    ...(osVersion ? { osVersion } : {}),
    ...(osFeatures?.length ? { osFeatures } : {}),
  }
}
