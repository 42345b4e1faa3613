import { resolve } from 'node:path'
import { BasehitError } from '../errors.ts'
import { attestation, isAttributeFault, parseAttestation } from './attributes.ts'
import { contextKind, isRemote } from './context-value.ts'
import { pushOutputs } from './outputs.ts'
import type { BuildRequest, NamedContext, Secret } from './request.ts'

/** The bake target that a definition made here holds; it is also the target `buildx bake` builds unasked. */
export const bakeTarget = 'default'

type Entry = string | boolean | readonly string[] | Readonly<Record<string, string>> | readonly Secret[]

/**
 * The bake file that says what the request says, as JSON text ending in a newline.
 * Paths are made absolute, because bake resolves a Dockerfile against the context where `buildx build` takes the working directory.
 * Throws BH104 for what a bake file cannot say, BH110 for a secret without an id or with another's.
 */
export function bakeDefinition(request: BuildRequest): string {
  const { linked } = request
  const others = linked === undefined ? {} : { [linked.name]: bakeFields(linked.request) }
  return `${JSON.stringify({ target: { [bakeTarget]: bakeFields(request), ...others } }, null, 2)}\n`
}

/** The fields of one target. Throws as `bakeDefinition` does. */
export function bakeFields(request: BuildRequest): Readonly<Record<string, unknown>> {
  refuseInexpressible(request)
  const target: Record<string, unknown> = {}
  for (const [field, value] of entries(request)) {
    if (value === undefined || isEmpty(value)) continue
    target[field] = literal(value, field)
  }
  return target
}

function entries(request: BuildRequest): readonly (readonly [string, Entry | undefined])[] {
  return [
    ['context', isRemote(request.context) ? request.context : resolve(request.cwd, request.context)],
    ['dockerfile', dockerfile(request)],
    ['target', request.target],
    ['args', request.buildArgs],
    ['platforms', request.platforms],
    ['contexts', contexts(request)],
    ['labels', request.labels],
    ['annotations', request.annotations],
    ['tags', request.tags],
    ['output', pushOutputs(request)],
    ['cache-from', request.cacheFrom],
    ['cache-to', request.cacheTo],
    ['no-cache', request.noCache],
    ['no-cache-filter', request.noCacheFilters],
    ['pull', request.pull],
    ['secret', secrets(request.secrets ?? [])],
    ['ssh', request.ssh],
    ['network', request.network],
    ['extra-hosts', extraHosts(request.addHosts ?? [])],
    ['ulimits', request.ulimits],
    ['shm-size', request.shmSize],
    ['entitlements', request.allow],
    ['attest', attests(request)],
  ]
}

function isEmpty(value: Entry): boolean {
  if (typeof value === 'boolean') return !value
  return typeof value === 'string' ? value === '' : Object.keys(value).length === 0
}

function dockerfile(request: BuildRequest): string | undefined {
  if (request.dockerfile === undefined || request.dockerfile === '') return undefined
  return isRemote(request.context) ? request.dockerfile : resolve(request.cwd, request.dockerfile)
}

function contexts(request: BuildRequest): Record<string, string> {
  const byKey: Record<string, string> = {}
  for (const context of request.namedContexts ?? []) {
    const key = contextKey(context)
    if (context.name === '' || context.value === '')
      throw inexpressible(`the named context ${key}=${context.value}`, 'Give a name and a value.')
    if (Object.hasOwn(byKey, key)) throw inexpressible(`the named context ${key} twice`, 'Remove one of the two.')
    byKey[key] = contextKind(context.value) === 'directory' ? resolve(request.cwd, context.value) : context.value
  }
  return byKey
}

/** The key of a named context in a bake file, as BuildKit looks it up (BuildKit: frontend/dockerui/namedcontext.go). */
export function contextKey(context: NamedContext): string {
  return context.platform === undefined ? context.name : `${context.name}::${context.platform}`
}

function secrets(given: readonly Secret[]): readonly Secret[] {
  const ids = new Set<string>()
  for (const { id } of given) {
    if (id === '')
      throw new BasehitError('BH110', 'a secret has no id', {
        remedy: 'Write it as id=NAME,src=FILE or id=NAME,env=VARIABLE.',
      })
    if (ids.has(id))
      throw new BasehitError('BH110', `the secret ${id} is given twice`, { remedy: 'Remove one of the two.' })
    ids.add(id)
  }
  return given
}

/** `host=ip` or `host:ip`; the addresses of one host are joined, because a bake file holds a host once (buildx: build/utils.go). */
function extraHosts(hosts: readonly string[]): Record<string, string> {
  const byHost: Record<string, string> = {}
  for (const entry of hosts) {
    const cut = entry.includes('=') ? entry.indexOf('=') : entry.indexOf(':')
    const host = entry.slice(0, cut)
    const address = entry.slice(cut + 1)
    if (cut < 1 || address === '') throw inexpressible(`the host ${JSON.stringify(entry)}`, 'Write it as host:ip.')
    byHost[host] = Object.hasOwn(byHost, host) ? `${byHost[host]},${address}` : address
  }
  return byHost
}

/** The first word on a type counts for `buildx build`, the last for bake: only the first is kept (buildx: util/buildflags/attests.go). */
function attests(request: BuildRequest): string[] {
  const given = [...(request.attests ?? [])]
  if (request.provenance) given.push(attestation('provenance', request.provenance))
  if (request.sbom) given.push(attestation('sbom', request.sbom))
  const types = new Set<string>()
  return given.filter(entry => {
    const attributes = parseAttestation(entry)
    const type = isAttributeFault(attributes) ? entry : (attributes.get('type') ?? '')
    return !types.has(type) && types.add(type)
  })
}

function literal(value: Entry, field: string): unknown {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return escapedText(value, field)
  if (Array.isArray(value)) return value.map(item => literal(item, field))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      escapedText(secretField(field, key), field),
      escapedText(item, `${field} ${key}`),
    ]),
  )
}

function secretField(field: string, key: string): string {
  return field === 'secret' && key === 'file' ? 'src' : key
}

/**
 * Every string of a bake file is an HCL template, keys included: it loses a byte order mark at its beginning (hcl:
 * hclsyntax/token.go) and is normalised to NFC when it is read (go-cty: StringVal).
 */
function escapedText(text: string, field: string): string {
  if (text.startsWith('\ufeff')) {
    throw inexpressible(`${field}, whose text begins with a byte order mark (U+FEFF)`, 'Remove that character.')
  }
  if (!text.isWellFormed() || text.normalize('NFC') !== text) {
    throw inexpressible(
      `${field} ${JSON.stringify(text)}, whose accents are separate characters`,
      'Write it in the composed form (NFC).',
    )
  }
  return text.replace(/[$%]\{/g, opening => `${opening[0]}${opening}`)
}

function refuseInexpressible(request: BuildRequest): void {
  if (request.cgroupParent) throw inexpressible('cgroup-parent', 'Remove cgroup-parent.')
  if (request.dockerfile === '-' || request.context === '-') {
    throw inexpressible('standard input as Dockerfile or context', 'Write it to a file.')
  }
  if (request.dockerfile !== undefined && /^https?:\/\//.test(request.dockerfile)) {
    throw inexpressible(`a Dockerfile from a URL (${request.dockerfile})`, 'Save it as a file.')
  }
}

function inexpressible(what: string, remedy: string): BasehitError {
  return new BasehitError('BH104', `buildx bake, which builds with one base per platform, does not take ${what}`, {
    remedy,
  })
}
