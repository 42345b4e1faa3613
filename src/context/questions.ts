import type { Position } from '../position.ts'
import type { Entry } from './entry.ts'
import type { IgnorePattern } from './ignore.ts'

/** What a selection asks of a context. Paths are relative to its root and free of symlinks on the way. */
export type ContextQuestion =
  /** What the path itself is; a symlink is not followed. */
  | { readonly kind: 'stat'; readonly path: string }
  /** What lies directly in a directory; with a pattern, only names that match it as Go's path.Match does. */
  | { readonly kind: 'list'; readonly path: string; readonly pattern?: string }
  /** The sha256 of the content of a file that is taken, as 64 hex digits. */
  | ({ readonly kind: 'hash'; readonly path: string } & Taker)
  /** Which pattern of the ignore file hides a path. Asked only on the way to an error. */
  | { readonly kind: 'explain'; readonly path: string }

/** What takes a file; it is no part of the question's identity. */
export interface Taker {
  /** A source as an instruction names it, expanded. */
  readonly source: string
  readonly position: Position | undefined
}

/** A path hidden by the ignore file does not exist: `undefined`, or absent from the list. */
export type StatAnswer = Entry | undefined
/** In code-point order of names; paths are relative to the root, as in questions. */
export type ListAnswer = readonly Entry[]
/** 64 hex digits. */
export type HashAnswer = string
/** `undefined` if no pattern hides the path. */
export type ExplainAnswer = IgnorePattern | undefined
/** Which of the four depends on the question. */
export type ContextAnswer = StatAnswer | ListAnswer | HashAnswer | ExplainAnswer

/** A computation that asks about a context and ends with a result. */
export type Selecting<Result> = Generator<ContextQuestion, Result, ContextAnswer>

/** Asks what a path is. */
export function* askStat(path: string): Selecting<StatAnswer> {
  return (yield { kind: 'stat', path }) as StatAnswer
}

/** Asks what lies in a directory. */
export function* askList(path: string, pattern?: string): Selecting<ListAnswer> {
  return (yield { kind: 'list', path, ...(pattern === undefined ? {} : { pattern }) }) as ListAnswer
}

/** Asks for a file's content hash. */
export function* askHash(path: string, { source, position }: Taker): Selecting<HashAnswer> {
  return (yield { kind: 'hash', path, source, position }) as HashAnswer
}

/** Asks which pattern hides a path. */
export function* askExplanation(path: string): Selecting<ExplainAnswer> {
  return (yield { kind: 'explain', path }) as ExplainAnswer
}
