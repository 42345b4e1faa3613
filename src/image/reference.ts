import { BasehitError, type ErrorCode } from '../errors.ts'
import { hideLogin } from '../login.ts'
import type { Position } from '../position.ts'
import { isDigest, type ManifestDigest } from './digest.ts'

/** Where images are kept: a registry host, with its port if any, and a path in it. */
export interface Repository {
  readonly registry: string
  readonly repository: string
}

/** An image by name, after Docker's normalisation: `python` is `docker.io` and `library/python`. */
export interface Reference extends Repository {
  readonly tag?: string
  readonly digest?: ManifestDigest
}

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const host = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])`
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'

/** The form of a registry host with an optional port. */
export const registryPattern: RegExp = new RegExp(`^${host}(?::[0-9]+)?$`)
/** The form of one path component of a repository. */
export const componentPattern: RegExp = new RegExp(`^${component}$`)
/** The form of a tag. */
export const tagPattern: RegExp = /^\w[\w.-]{0,127}$/

/** The longest path of a repository, in characters. */
export const longestPath = 255

/**
 * Reads an image reference with Docker's normalisation, or stops with BH002, BH006, BH007 or BH011.
 * Source of the rules: github.com/distribution/reference, normalize.go and regexp.go.
 */
export function parseReference(text: string, position?: Position): Reference {
  const shown = shownName(text)
  const fail = (
    code: ErrorCode,
    fact: string,
    remedy = 'write `[HOST/]NAME[:TAG]`, for example `ghcr.io/owner/app:1.0`',
  ) => new BasehitError(code, `\`${shown}\` is not an image reference: ${fact}`, { position, remedy })
  if (text === '') throw fail('BH006', 'it is empty')
  if (shown !== text) throw fail('BH006', 'it has a login', noLogin)
  if (/^[a-f0-9]{64}$/.test(text)) throw fail('BH006', '64 hex digits alone name an image of one machine')
  const { registry, rest } = splitRegistry(text)
  const { path, tag, digest } = splitSuffixes(rest)
  if (path !== path.toLowerCase())
    throw fail('BH002', 'the repository must be lower case', `use \`${text.toLowerCase()}\``)
  if (!registryPattern.test(registry)) throw fail('BH006', `\`${registry}\` is not a registry host`)
  for (const part of path.split('/')) {
    if (!componentPattern.test(part)) throw fail('BH006', `path component \`${part}\` breaks the OCI name rule`)
  }
  if (path.length > longestPath) throw fail('BH007', `${path.length} characters, limit ${longestPath}`)
  if (tag !== undefined && !tagPattern.test(tag)) throw fail('BH006', `\`${tag}\` is not a tag`)
  if (digest !== undefined && !isDigest(digest)) {
    const meant =
      tag === undefined && tagPattern.test(digest)
        ? `use \`${text.replace('@', ':')}\`: a tag follows \`:\``
        : undefined
    throw fail('BH011', `\`${digest}\` is not a sha256 digest`, meant)
  }
  return {
    registry,
    repository: path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}

const path = `${component}(?:/${component})*`
/** The parts of a name after normalisation: what may be a host, the path, the text before a tag, the digest. */
const wholePattern = new RegExp(
  `^(?:${host}(?::[0-9]+)?/)?(?<path>${path})(?::\\w[\\w.-]{0,127})?(?:@(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}))?$`,
)

/**
 * Whether BuildKit reads a text as the name of an image, be there one or not: more than `parseReference` takes, which can
 * do nothing with a digest that is not sha256. Source of the rule: github.com/distribution/reference, ParseNormalizedNamed.
 */
export function isReference(text: string): boolean {
  if (/^[a-f0-9]{64}$/.test(text)) return false
  const { registry, rest } = splitRegistry(text)
  const found = wholePattern.exec(`${registry}/${rest}`)?.groups?.path
  return found !== undefined && found.length <= longestPath && !/^[^:]*[A-Z]/.test(rest)
}

/**
 * A name as messages show it, without the login of a URL: one has a scheme or a password, and a path after its host. What
 * follows the `@` of an image is its digest.
 */
export function shownName(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^@]*@(?!sha\d+:)|^[^@/]*:.*@[^/]*\//is.test(text) ? hideLogin(text) : text
}

/** Prints a reference in full: `registry/repository[:tag][@digest]`. */
export function formatReference(reference: Reference): string {
  return `${reference.registry}/${reference.repository}${formatSuffixes(reference)}`
}

/** Prints a reference as Docker shows it: without `docker.io/` and, on Docker Hub, without `library/`. */
export function familiarName(reference: Reference): string {
  const { registry, repository } = reference
  if (registry !== defaultRegistry) return formatReference(reference)
  const official = /^library\/([^/]+)$/.exec(repository)
  return `${official?.[1] ?? repository}${formatSuffixes(reference)}`
}

/**
 * Returns the key under which BuildKit looks up a named context for this name, or undefined if the name is no reference.
 * BuildKit: frontend/dockerui/config.go, NamedContext.
 */
export function contextKey(name: string): string | undefined {
  try {
    return familiarName(parseReference(name)).replace(/:latest$/, '')
  } catch (error) {
    if (error instanceof BasehitError) return undefined
    throw error
  }
}

/** Adds the tag `latest` to a reference that has neither tag nor digest. */
export function withDefaultTag(reference: Reference): Reference {
  return reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference
}

/** What to do about a name with a login. */
export const noLogin = 'Write the name only, and log in with `docker login` before.'

const defaultRegistry = 'docker.io'

/** Splits a name into its registry and what follows, as Docker decides what a registry is. */
export function splitRegistry(name: string): { readonly registry: string; readonly rest: string } {
  const slash = name.indexOf('/')
  if (slash === -1) return { registry: defaultRegistry, rest: `library/${name}` }
  const first = name.slice(0, slash)
  const rest = name.slice(slash + 1)
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase()
  const registry = !isHost || first === 'index.docker.io' ? defaultRegistry : first
  const path = isHost ? rest : name
  return { registry, rest: registry === defaultRegistry && !path.includes('/') ? `library/${path}` : path }
}

function splitSuffixes(rest: string): { path: string; tag?: string; digest?: string } {
  const at = rest.indexOf('@')
  const digest = at === -1 ? undefined : rest.slice(at + 1)
  const named = at === -1 ? rest : rest.slice(0, at)
  const colon = named.indexOf(':')
  return {
    path: colon === -1 ? named : named.slice(0, colon),
    ...(colon === -1 ? {} : { tag: named.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  }
}

function formatSuffixes({ tag, digest }: Reference): string {
  return `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}
