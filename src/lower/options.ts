import type { Platform } from '../image/platform.ts'

/** What the lowering of a stage depends on besides the Dockerfile and the outside. */
export interface LowerOptions {
  /** The platform the stage is built for. */
  readonly platform: Platform
  /** The platform of the builder: `$BUILDPLATFORM`. */
  readonly buildPlatform: Platform
  /** Build args by name, every value resolved. */
  readonly buildArgs: ReadonlyMap<string, string>
  /** The stage to lower; without it the last one. */
  readonly target?: string
  /** What `$TARGETSTAGE` holds: the stage the whole build ends in, `default` when it has no name. */
  readonly targetStage: string
  /** `follow` records what a tag names now, `as-written` records the reference. */
  readonly upstream: 'follow' | 'as-written'
  /** Named contexts by BuildKit's normalised key. */
  readonly namedContexts: ReadonlyMap<string, NamedContext>
  /** The directory of each local context by its name, as the user wrote it, for messages; `''` is the main one. */
  readonly contextDirectories?: ReadonlyMap<string, string>
  readonly network?: 'default' | 'none' | 'host'
  /** Names of added hosts; their addresses are not in BuildKit's keys. */
  readonly extraHosts?: readonly string[]
  readonly ulimits?: readonly string[]
  /** As given, such as `2g`. */
  readonly shmSize?: string
  readonly cgroupParent?: string
  /** What every sandbox is called: BUILDKIT_SANDBOX_HOSTNAME. */
  readonly hostname?: string
}

/** What a build context given by name stands for. */
export type NamedContext =
  | { readonly kind: 'image'; readonly reference: string }
  | { readonly kind: 'directory'; readonly name: string }
  | { readonly kind: 'unsupported'; readonly value: string }
