import type { Position } from '../position.ts'

/** The files that one source of an instruction takes from a context, in the order they were asked for. */
export interface Taken {
  /** The named context, or the empty text for the build context. */
  readonly context: string
  /** As the instruction names it, expanded. */
  readonly source: string
  readonly position: Position | undefined
  /** The context's directory, as the user wrote it. */
  readonly directory: string
  /** The ignore file over the context, as the user would write its path. */
  readonly ignoredIn: string
  /** Relative to the context; a file may be taken twice. */
  readonly paths: string[]
  /** Bytes of one of `paths`. */
  readonly sizeOf: (path: string) => number
}
