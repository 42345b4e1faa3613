import { canonicalJson } from '../canonical.ts'
import type { Position } from '../position.ts'

/**
 * A recorded string. Values that come from build args may be secret, so they are recorded as their hash: variables, labels,
 * URLs and text of here-documents. Paths, users and references of images are not: whoever may read the recipe of a base may
 * pull it, and sees them in its files and its config.
 */
export type Text = string | { readonly sha256: string }

/** An operation's place in the list of operations; null is the empty file system. */
export type Input = number | null

/**
 * One step of a build as BuildKit sees it. Stage names, comments and line numbers are not part of it
 * (BuildKit: solver/pb ops.proto, frontend/dockerfile/dockerfile2llb).
 */
export type Operation = ImageOperation | RunOperation | CopyOperation | MkdirOperation | HttpOperation | GitOperation

export interface ImageOperation {
  readonly op: 'image'
  /** `follow` records the platform manifest's digest; `as-written` the reference. */
  readonly image: string
  readonly platform: string
}

export interface RunOperation {
  readonly op: 'run'
  readonly input: Input
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, Text>>
  readonly cwd: string
  readonly user: string
  readonly platform: string
  readonly network?: string
  readonly security?: string
  readonly hostname?: string
  readonly mounts?: readonly RunMount[]
  readonly devices?: readonly string[]
  readonly extraHosts?: readonly string[]
  readonly ulimits?: readonly string[]
  readonly shmSize?: string
  readonly cgroupParent?: string
}

/** What a RUN sees besides its root file system. Ids of cache mounts and contents of secrets are not recorded. */
export type RunMount =
  | { readonly type: 'bind'; readonly target: string; readonly readonly: boolean; readonly from: Source }
  | {
      readonly type: 'cache'
      readonly target: string
      readonly readonly: boolean
      readonly from?: Source
      readonly owner?: Ownership
    }
  | { readonly type: 'tmpfs'; readonly target: string; readonly size?: number; readonly readonly?: true }
  | {
      readonly type: 'secret'
      readonly id: string
      readonly target?: string
      readonly env?: string
      readonly required: boolean
      readonly owner?: Ownership
    }
  | {
      readonly type: 'ssh'
      readonly id: string
      readonly target?: string
      readonly required: boolean
      readonly owner?: Ownership
    }
  | { readonly type: 'script'; readonly target: string; readonly text: string }

export interface Ownership {
  readonly uid?: number
  readonly gid?: number
  readonly mode?: string
}

/**
 * Where files come from: listed files of a context, a path of another operation's result, or text in the Dockerfile.
 * Archives among them are unpacked where ADD says so.
 */
export type Source =
  | { readonly kind: 'files'; readonly files: readonly FileFact[]; readonly unpack?: true }
  | {
      readonly kind: 'operation'
      readonly input: Input
      readonly path: string
      readonly exclude?: readonly string[]
      readonly parents?: string
      readonly unpack?: true
    }
  | { readonly kind: 'text'; readonly name: string; readonly text: Text; readonly exclude?: readonly string[] }

/** One entry that lands in the image: where, what, and with which mode. */
export interface FileFact {
  /**
   * Relative to the destination. Empty for the entry of a directory that is named itself, and for a lone file of a mount.
   * A file that is named itself has its own name here. The context's root has an entry without mode.
   */
  readonly path: string
  readonly kind: 'file' | 'directory' | 'symlink'
  readonly mode?: string
  readonly sha256?: string
  readonly link?: string
}

export interface CopyOperation {
  readonly op: 'copy'
  readonly input: Input
  readonly from: readonly Source[]
  /** Absolute; a trailing slash counts, as in BuildKit. */
  readonly destination: string
  readonly owner?: string
  readonly mode?: string
  readonly link?: true
}

export interface MkdirOperation {
  readonly op: 'mkdir'
  readonly input: Input
  readonly path: string
  readonly owner?: string
  readonly created?: number
}

export interface HttpOperation {
  readonly op: 'http'
  /** Without a login: BuildKit takes the file for what its checksum says, wherever it comes from. */
  readonly url: Text
  readonly filename: string
  readonly checksum: string
}

export interface GitOperation {
  readonly op: 'git'
  /** Host and path; the same over HTTPS and SSH. */
  readonly remote: Text
  readonly commit: string
  readonly subdir?: Text
  /** The result holds the Git directory. */
  readonly gitDir?: true
  readonly submodules?: false
  readonly mtime?: 'commit'
}

/** A list of operations in which equal operations are one, as in BuildKit's graph. */
export class OperationList {
  readonly operations: Operation[] = []
  /** Where each operation stands in the Dockerfile; the first place wins. Not part of the recipe. */
  readonly places: Position[] = []
  readonly #known = new Map<string, number>()

  /** Adds an operation unless an equal one is there, and returns its number. */
  add(operation: Operation, position: Position): number {
    const key = canonicalJson(operation)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const number = this.operations.length
    this.operations.push(operation)
    this.places.push(position)
    this.#known.set(key, number)
    return number
  }
}
