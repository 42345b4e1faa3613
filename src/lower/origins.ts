import type { FileFact, Operation } from './operations.ts'

/**
 * Where neighbouring files of a recipe come from: `count` entries that lie in one directory of a context under the path
 * they land by, or one entry at a path of its own, as behind a link. Not part of the recipe: it decides nothing.
 */
export type FileOrigin = {
  /** The named context; absent for the build context. */
  readonly context?: string
} & (
  | { readonly directory: string; readonly count: number }
  /** Relative to the context. */
  | { readonly path: string }
)

/** Every list of files of a recipe's operations, in their order. */
export function fileLists(operations: readonly Operation[]): (readonly FileFact[])[] {
  return operations.flatMap(operation => {
    if (operation.op !== 'copy' && operation.op !== 'run') return []
    const sources =
      operation.op === 'copy'
        ? operation.from
        : (operation.mounts ?? []).flatMap(mount => ('from' in mount && mount.from !== undefined ? [mount.from] : []))
    return sources.flatMap(source => (source.kind === 'files' ? [source.files] : []))
  })
}

/** The origins of one list, whose entries were found at `paths` of a context. */
export function originsOf(context: string, files: readonly FileFact[], paths: readonly string[]): FileOrigin[] {
  const named = context === '' ? {} : { context }
  const origins: FileOrigin[] = []
  for (const [index, file] of files.entries()) {
    const path = paths[index] ?? ''
    const directory = directoryOf(path, file.path)
    const last = origins.at(-1)
    if (directory === undefined) origins.push({ path, ...named })
    else if (last === undefined || 'path' in last || last.directory !== directory)
      origins.push({ directory, count: 1, ...named })
    else origins[origins.length - 1] = { ...last, count: last.count + 1 }
  }
  return origins
}

/** What is left of a path before the one it lands by. */
function directoryOf(path: string, landed: string): string | undefined {
  if (landed === '') return path
  if (path === landed) return ''
  return path.endsWith(`/${landed}`) ? path.slice(0, -landed.length - 1) : undefined
}
