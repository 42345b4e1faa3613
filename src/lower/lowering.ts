import type { Dockerfile, EscapeCharacter } from '../dockerfile/instructions.ts'
import type { ManifestDigest } from '../image/digest.ts'
import type { Position } from '../position.ts'
import type { Effort } from './effort.ts'
import type { GlobalVariable } from './globals.ts'
import type { FileFact, OperationList } from './operations.ts'
import type { LowerOptions } from './options.ts'
import type { FileOrigin } from './origins.ts'
import type { StageState } from './stage.ts'
import type { Transfer } from './transfers.ts'

/** Everything one lowering shares between its stages. */
export interface Lowering {
  readonly dockerfile: Dockerfile
  readonly escape: EscapeCharacter
  readonly options: LowerOptions
  /** Seconds since 1970. */
  readonly sourceDateEpoch: number | undefined
  readonly globals: ReadonlyMap<string, GlobalVariable>
  readonly list: OperationList
  readonly effort: Effort
  /** Stages already lowered, by index. */
  readonly stages: Map<number, StageState>
  readonly facts: Facts
}

/** What lowering notices on its way: not recorded, but needed to build, to replace and to explain. */
export interface Facts {
  /** Upstream images in the order they are met, each once per platform. */
  readonly upstreams: Map<string, Upstream>
  readonly cacheMounts: CacheMount[]
  /** What each list of files was taken from. */
  readonly fileOrigins: Map<readonly FileFact[], readonly FileOrigin[]>
  readonly secrets: Set<string>
  readonly sshAgents: Set<string>
  /** By context; the empty text is the build context. */
  readonly transfers: Map<string, Transfer>
  /** Where something first depends on the stage the whole build ends in. */
  targetStageRead: Position | undefined
  /** The variables that BuildKit sets by the platform of the builder, and that something depends on. */
  readonly builderVariables: Set<string>
  /** Where a stage gives TARGETSTAGE a default of its own, which a build arg of that name would override. */
  ownTargetStage: Position | undefined
}

/** An image taken from a registry, pinned for one platform. */
export interface Upstream {
  /** registry/repository:tag or @digest, in full. */
  readonly reference: string
  readonly platform: string
  readonly digest: ManifestDigest
  readonly position: Position
}

export interface CacheMount {
  readonly id: string
  readonly target: string
  readonly sharing: string
  readonly position: Position
}
