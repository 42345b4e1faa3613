import { type SelectedEntry, type SelectOptions, selectSource, selectTree } from '../context/selection.ts'
import type { Position } from '../position.ts'
import type { FileFact } from './operations.ts'
import { type Asking, inContext } from './questions.ts'

/** The files a source of COPY or ADD takes from a context, as they land. */
export function* selectContextFiles(context: string, source: string, options: SelectOptions): Asking<FileFact[]> {
  const { entries } = yield* inContext(context, selectSource(source, options))
  return entries.map(fileFact)
}

/** A path of a context and all below it, as a mount shows it. */
export function* selectContextTree(context: string, path: string, position: Position): Asking<FileFact[]> {
  const { entries } = yield* inContext(context, selectTree(path, { position }))
  return entries.map(fileFact)
}

function fileFact(entry: SelectedEntry): FileFact {
  if (entry.kind === 'symlink') return { path: entry.path, kind: 'symlink', link: entry.target }
  if (entry.kind === 'directory') return { path: entry.path, kind: 'directory', mode: entry.mode }
  return { path: entry.path, kind: 'file', mode: entry.mode, sha256: entry.sha256 }
}
