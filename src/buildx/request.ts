/** One named context: a name in the Dockerfile and what stands for it. */
export interface NamedContext {
  /** A stage name or an image reference as the Dockerfile writes it, in lower case. */
  readonly name: string
  /** `os/arch[/variant]` as BuildKit normalises it; without it the context stands for every platform. */
  readonly platform?: string | undefined
  /** `docker-image://…`, `oci-layout://…`, a URL, or a directory relative to `BuildRequest.cwd`. */
  readonly value: string
}

/** A secret by its id and where its bytes are: a file, or a variable of the build's environment. */
export type Secret = { readonly id: string; readonly file: string } | { readonly id: string; readonly env: string }

/** The user's file behind a copy of a Dockerfile. */
export interface DockerfileSource {
  readonly file: string
  /** Line n of the copy is line `lines[n - 1]` of the file, or of none; absent, the lines are the same. */
  readonly lines?: readonly (number | undefined)[] | undefined
}

/** A build that is only an input of another one, run with it. */
export interface LinkedBuild {
  /** Not `default`, which is the other one's name. */
  readonly name: string
  /** Its own `linked`, `builder`, `call` and `env` do not count. */
  readonly request: BuildRequest
}

/** One build as docker/build-push-action's inputs describe it, with every value resolved. */
export interface BuildRequest {
  /** The directory that relative paths start from. */
  readonly cwd: string
  /** A directory, or the URL of a Git repository or archive. */
  readonly context: string
  /** Relative to `cwd` for a local context, to the context's root for a remote one; absent, the context's own Dockerfile. */
  readonly dockerfile?: string | undefined
  readonly target?: string | undefined
  readonly buildArgs?: Readonly<Record<string, string>> | undefined
  readonly platforms?: readonly string[] | undefined
  readonly namedContexts?: readonly NamedContext[] | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** `[type:]key=value`, as `--annotation` takes them. */
  readonly annotations?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  /** `type=…,…`, as `--output` takes them. */
  readonly outputs?: readonly string[] | undefined
  readonly push?: boolean | undefined
  readonly load?: boolean | undefined
  readonly cacheFrom?: readonly string[] | undefined
  readonly cacheTo?: readonly string[] | undefined
  readonly noCache?: boolean | undefined
  readonly noCacheFilters?: readonly string[] | undefined
  readonly pull?: boolean | undefined
  readonly secrets?: readonly Secret[] | undefined
  /** `default` or `id[=socket|key[,…]]`, as `--ssh` takes them. */
  readonly ssh?: readonly string[] | undefined
  readonly network?: string | undefined
  /** `host:ip` or `host=ip`, as `--add-host` takes them. */
  readonly addHosts?: readonly string[] | undefined
  readonly ulimits?: readonly string[] | undefined
  readonly shmSize?: string | undefined
  readonly cgroupParent?: string | undefined
  /** Entitlements: `network.host`, `security.insecure`, `device[=…]`. */
  readonly allow?: readonly string[] | undefined
  /** `true`, `false`, or attributes such as `mode=max`, as `--provenance` takes them. */
  readonly provenance?: string | undefined
  readonly sbom?: string | undefined
  /** `type=…,…`, as `--attest` takes them. */
  readonly attests?: readonly string[] | undefined
  /** Whether buildx adds its own provenance when nothing is said; absent, as the environment says. */
  readonly defaultAttestations?: boolean | undefined
  readonly builder?: string | undefined
  /** `check`, `outline`, `targets`, with `,format=…`; absent, a build. */
  readonly call?: string | undefined
  /** Another build whose result this one uses: a named context refers to it as `target:NAME`. Nothing of it is exported. */
  readonly linked?: LinkedBuild | undefined
  /** Where the Dockerfile comes from, when a copy of it is built: messages name this file instead. */
  readonly source?: DockerfileSource | undefined
  /** Added to the environment of buildx: values of `env` secrets, cache credentials. */
  readonly env?: Readonly<Record<string, string>> | undefined
}
