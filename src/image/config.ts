import { isDigest, type ManifestDigest } from './digest.ts'
import {
  asArray,
  asBoolean,
  asInteger,
  asObject,
  asPlatform,
  asString,
  asStrings,
  defined,
  malformed,
  optional,
  parseObject,
} from './document.ts'
import type { Platform } from './platform.ts'

/**
 * The configuration document of one platform's image, with the names OCI gives its members.
 * A member that is null in the document is absent here; history and unknown members are dropped.
 */
export interface ImageConfig {
  readonly architecture: string
  readonly os: string
  readonly variant?: string
  readonly 'os.version'?: string
  readonly 'os.features'?: readonly string[]
  readonly author?: string
  /** RFC 3339. */
  readonly created?: string
  readonly rootfs: {
    readonly type: string
    /** Digests of the uncompressed layers, lowest first. */
    readonly diff_ids: readonly ManifestDigest[]
  }
  readonly config?: ContainerConfig
}

/** What of an image's config acts on its containers and on the instructions of child stages. */
export interface ContainerConfig {
  /** Each `NAME=value`. */
  readonly Env?: readonly string[]
  readonly Entrypoint?: readonly string[]
  readonly Cmd?: readonly string[]
  readonly WorkingDir?: string
  readonly User?: string
  readonly Labels?: Readonly<Record<string, string>>
  /** Keys are `port/protocol`. */
  readonly ExposedPorts?: Readonly<Record<string, object>>
  readonly Volumes?: Readonly<Record<string, object>>
  readonly StopSignal?: string
  readonly Shell?: readonly string[]
  readonly OnBuild?: readonly string[]
  readonly Healthcheck?: ImageHealthcheck
  /** Windows only: the command line is escaped already. */
  readonly ArgsEscaped?: boolean
}

/** A HEALTHCHECK as images carry it; times are nanoseconds. */
export interface ImageHealthcheck {
  readonly Test?: readonly string[]
  readonly Interval?: number
  readonly Timeout?: number
  readonly StartPeriod?: number
  readonly StartInterval?: number
  readonly Retries?: number
}

/** Reads an image's configuration document, or stops with BH094. */
export function parseImageConfig(bytes: Uint8Array | string): ImageConfig {
  const what = 'image config'
  const document = parseObject(bytes, what)
  const rootfs = optional(document, 'rootfs', what, asObject) ?? {}
  return defined({
    architecture: optional(document, 'architecture', what, asString) ?? '',
    os: optional(document, 'os', what, asString) ?? '',
    variant: optional(document, 'variant', what, asString),
    'os.version': optional(document, 'os.version', what, asString),
    'os.features': optional(document, 'os.features', what, asWords),
    author: optional(document, 'author', what, asString),
    created: optional(document, 'created', what, asString),
    rootfs: {
      type: optional(rootfs, 'type', `${what}.rootfs`, asString) ?? 'layers',
      diff_ids: optional(rootfs, 'diff_ids', `${what}.rootfs`, (list, at) => asArray(list, at, asDiffId)) ?? [],
    },
    config: optional(document, 'config', what, asContainerConfig),
  })
}

/** Returns what an image runs on, as its config says. */
export function configPlatform(config: ImageConfig): Platform {
  return asPlatform(config, 'image config')
}

function asContainerConfig(value: unknown, what: string): ContainerConfig {
  const from = asObject(value, what)
  return defined({
    Env: optional(from, 'Env', what, asWords),
    Entrypoint: optional(from, 'Entrypoint', what, asWords),
    Cmd: optional(from, 'Cmd', what, asWords),
    WorkingDir: optional(from, 'WorkingDir', what, asString),
    User: optional(from, 'User', what, asString),
    Labels: optional(from, 'Labels', what, asStrings),
    ExposedPorts: optional(from, 'ExposedPorts', what, asNames),
    Volumes: optional(from, 'Volumes', what, asNames),
    StopSignal: optional(from, 'StopSignal', what, asString),
    Shell: optional(from, 'Shell', what, asWords),
    OnBuild: optional(from, 'OnBuild', what, asWords),
    Healthcheck: optional(from, 'Healthcheck', what, asHealthcheck),
    ArgsEscaped: optional(from, 'ArgsEscaped', what, asBoolean),
  })
}

function asHealthcheck(value: unknown, what: string): ImageHealthcheck {
  const from = asObject(value, what)
  return defined({
    Test: optional(from, 'Test', what, asWords),
    Interval: optional(from, 'Interval', what, asInteger),
    Timeout: optional(from, 'Timeout', what, asInteger),
    StartPeriod: optional(from, 'StartPeriod', what, asInteger),
    StartInterval: optional(from, 'StartInterval', what, asInteger),
    Retries: optional(from, 'Retries', what, asInteger),
  })
}

function asWords(value: unknown, what: string): readonly string[] {
  return asArray(value, what, asString)
}

function asNames(value: unknown, what: string): Readonly<Record<string, object>> {
  return Object.fromEntries(Object.keys(asObject(value, what)).map(name => [name, {}]))
}

function asDiffId(value: unknown, what: string): ManifestDigest {
  const digest = asString(value, what)
  if (isDigest(digest)) return digest
  throw malformed(`${what} \`${digest}\` is not a sha256 digest`)
}
