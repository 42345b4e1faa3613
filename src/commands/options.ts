import type { Platform } from '../image/platform.ts'
import type { Repository } from '../image/reference.ts'
import type { BoundaryRequest } from '../plan/boundary.ts'

/** Everything a user can ask for, checked and resolved once. Shells make it, commands read it. */
export interface Options {
  readonly base: BaseOptions
  readonly app: AppOptions
  /** What the base and the app are both built with. */
  readonly build: BuildOptions
}

/** What decides the base and where it lives. */
export interface BaseOptions {
  readonly boundary: BoundaryRequest
  /** The Dockerfile that holds the base: `base-file`, or the app's own for `base-stage`. Relative to the working directory. */
  readonly file: string
  /** Where bases are kept: a repository of a registry, or an OCI layout directory on this machine. */
  readonly store: StoreLocation
  readonly upstream: 'follow' | 'as-written'
  /** Days after which a base is built anew. */
  readonly maxAge: number
  readonly rebuild: 'none' | 'base' | 'all'
  /** Why a rebuild was asked for; recorded with the base. */
  readonly reason: string | undefined
  /** Commands a base must pass before it gets its tag. */
  readonly verify: readonly string[]
  readonly salt: string | undefined
  /** The digests an earlier job planned, one for each platform; another result stops the run. */
  readonly expectDigest: readonly string[]
  /** What an earlier job found out about the outside, as JSON. */
  readonly observations: string | undefined
  readonly failOnMiss: boolean
}

export type StoreLocation =
  | { readonly kind: 'registry'; readonly repository: Repository; readonly tagPrefix: '' | 'base-' }
  | { readonly kind: 'layout'; readonly directory: string }

/** docker/build-push-action's inputs that reach both builds. */
export interface BuildOptions {
  /** Directory all relative paths start from. */
  readonly cwd: string
  /** A local directory, relative to `cwd`. */
  readonly context: string
  readonly buildArgs: ReadonlyMap<string, string>
  readonly platforms: readonly Platform[]
  readonly buildPlatform: Platform
  /** Named contexts as given: name and value. */
  readonly contexts: ReadonlyMap<string, string>
  readonly secrets: readonly Secret[]
  readonly ssh: readonly string[]
  readonly network: 'default' | 'none' | 'host' | undefined
  readonly addHosts: readonly string[]
  readonly ulimits: readonly string[]
  /** As given, such as `2g`. */
  readonly shmSize: string | undefined
  readonly cgroupParent: string | undefined
  readonly allow: readonly string[]
  readonly builder: string | undefined
  readonly pull: boolean
}

export type Secret =
  | { readonly id: string; readonly kind: 'file'; readonly path: string }
  | { readonly id: string; readonly kind: 'env'; readonly variable: string }
  /** A value given in the workflow; it is written to a file only buildx reads. */
  | { readonly id: string; readonly kind: 'value'; readonly value: string }

/** docker/build-push-action's inputs that reach the app's build only. */
export interface AppOptions {
  /** `skip` stops after the base. */
  readonly run: 'build' | 'skip'
  readonly file: string
  readonly target: string | undefined
  readonly tags: readonly string[]
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
  readonly outputs: readonly string[]
  readonly push: boolean
  readonly load: boolean
  readonly noCache: boolean
  readonly noCacheFilters: readonly string[]
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  /** Where the app's own cache goes when cache-from and cache-to are not given. */
  readonly cache: 'gha' | 'registry' | 'none'
  readonly provenance: string | undefined
  readonly sbom: string | undefined
  readonly attests: readonly string[]
  /** Whether buildx labels the app with its commit and the place of its Dockerfile. */
  readonly gitLabels: boolean
  readonly call: string | undefined
}
