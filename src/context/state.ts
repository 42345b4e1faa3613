/**
 * What a file system says of a file, link or directory beside its content. A change of content, mode or name, or of
 * what lies in a directory, gives another `ctime`, and no program can set that back.
 */
export interface FileState {
  /** In bytes; 0 for a directory, whose size says nothing. */
  readonly size: bigint
  /** When it last changed, in nanoseconds since 1970. */
  readonly ctime: bigint
}

/** States by path, as a message may name it. */
export type FileStates = ReadonlyMap<string, FileState>

/**
 * Lists what did not stay as it was between two looks at the same files, in the order of the first. Device and inode do
 * not count: network and desktop shares number files as they please, and every look hashes the content again.
 */
export function changedFiles(before: FileStates, after: FileStates): string[] {
  return [...before].flatMap(([path, { size, ctime }]) => {
    const now = after.get(path)
    return now !== undefined && now.size === size && now.ctime === ctime ? [] : [path]
  })
}
