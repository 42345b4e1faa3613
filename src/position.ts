/** A place in a text file. Lines and columns count from 1. */
export interface Position {
  /** Path as the user gave it, so that editors and annotations can follow it. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Prints `file:line:column`, the form editors and runners link. */
export function formatPosition(position: Position): string {
  return `${position.file}:${position.line}:${position.column}`
}
