import { rootedPath } from '../context/entry.ts'
import { type SelectedEntry, type SelectOptions, selectSource, selectTree } from '../context/selection.ts'
import { hasWildcard } from '../context/wildcard.ts'
import type { Position } from '../position.ts'
import type { Lowering } from './lowering.ts'
import type { FileFact } from './operations.ts'
import { originsOf } from './origins.ts'
import { type Asking, inContext } from './questions.ts'
import { noteTransfer } from './transfers.ts'

/** The files a source of COPY or ADD takes from a context, as they land. Where they come from is noted beside them. */
export function* selectContextFiles(
  lowering: Lowering,
  context: string,
  source: string,
  options: SelectOptions & { readonly position: Position },
): Asking<FileFact[]> {
  const selected = yield* inContext(context, selectSource(source, options))
  const { entries } = selected
  noteTransfer(lowering, context, selected, source, options.position)
  const isRoot = options.parents !== 'keep' && !hasWildcard(rootedPath(source))
  const { files, paths } = fileFacts(entries, isRoot && entries.length === 0)
  lowering.facts.fileOrigins.set(files, originsOf(context, files, paths))
  return files
}

/** A path of a context and all below it, as a mount shows it: a lone file has no name of its own. */
export function* selectContextTree(
  lowering: Lowering,
  context: string,
  path: string,
  position: Position,
): Asking<FileFact[]> {
  const selected = yield* inContext(context, selectTree(path, { position }))
  const { entries } = selected
  noteTransfer(lowering, context, selected, path, position)
  const { files: landed, paths } = fileFacts(entries, entries.length === 0)
  const files = landed.map((fact, index) => (index === 0 ? { ...fact, path: '' } : fact))
  lowering.facts.fileOrigins.set(files, originsOf(context, files, paths))
  return files
}

/**
 * The context's root has no entry of its own, for its mode never counts. Where files land differs all the same between
 * `COPY . /x` and `COPY file /x`, so it gets one here.
 */
function fileFacts(entries: readonly SelectedEntry[], isEmptyRoot: boolean): { files: FileFact[]; paths: string[] } {
  const files: FileFact[] = isEmptyRoot ? [{ ...root }] : []
  const paths = files.map(() => '')
  let inDirectory = false
  for (const entry of entries) {
    if (entry.depth === 'below' && !inDirectory) {
      files.push({ ...root })
      paths.push('')
    }
    inDirectory = entry.depth === 'below' || entry.kind === 'directory'
    files.push(fileFact(entry))
    paths.push(entry.from)
  }
  return { files, paths }
}

const root: FileFact = { path: '', kind: 'directory' }

function fileFact(entry: SelectedEntry): FileFact {
  if (entry.kind === 'symlink') return { path: entry.path, kind: 'symlink', link: entry.target }
  if (entry.kind === 'directory') return { path: entry.path, kind: 'directory', mode: entry.mode }
  return { path: entry.path, kind: 'file', mode: entry.mode, sha256: entry.sha256 }
}
