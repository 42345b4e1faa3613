/**
 * What a file system says of a file, link or directory beside its content. A change of content, mode or name, or of
 * what lies in a directory, gives another `ctime`, and no program can set that back.
 */
export type FileState =
  | {
      /** A file or a link; or a directory whose names were listed, which says nothing of its size. */
      readonly kind: 'file' | 'listed'
      /** In bytes; 0 for a directory. */
      readonly size: bigint
      /** When it last changed, in nanoseconds since 1970. */
      readonly ctime: bigint
    }
  | {
      /** A directory on the way to others: that names come and go in it is no change of it. */
      readonly kind: 'passed'
      readonly ctime: bigint
      /** When a name last came or went, in nanoseconds: then, but for nothing else, both times are one. */
      readonly mtime: bigint
    }

/** States by path, as a message may name it. */
export type FileStates = ReadonlyMap<string, FileState>

/** What did not stay as it was between two looks. */
export interface ChangedPath {
  readonly path: string
  readonly kind: FileState['kind']
}

/**
 * Lists what did not stay as it was between two looks at the same files, in the order of the first. Device and inode do
 * not count: network and desktop shares number files as they please, and every look hashes the content again.
 */
export function changedPaths(before: FileStates, after: FileStates): ChangedPath[] {
  return [...before].flatMap(([path, state]) => {
    const now = after.get(path)
    return now !== undefined && isUntouched(state, now) ? [] : [{ path, kind: state.kind }]
  })
}

function isUntouched(before: FileState, now: FileState): boolean {
  if (before.kind !== now.kind) return false
  if (now.kind === 'passed') return now.ctime === before.ctime || now.ctime === now.mtime
  return now.ctime === before.ctime && before.kind !== 'passed' && now.size === before.size
}
