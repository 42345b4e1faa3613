import type { Selected } from '../context/selection.ts'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import type { Lowering } from './lowering.ts'

/** What BuildKit's client is asked to send of one context: what the instructions of the target name, and no more. */
export interface Transfer {
  /** Paths that are there, links followed; the empty text is the whole context. */
  readonly sent: Set<string>
  /** Directories that a wildcard is looked for in. */
  readonly needed: { readonly directory: string; readonly source: string; readonly position: Position }[]
}

/** Notes what one source takes of a context. */
export function noteTransfer(
  { facts }: Lowering,
  context: string,
  { sent, needed }: Pick<Selected, 'sent' | 'needed'>,
  source: string,
  position: Position,
): void {
  const transfer = facts.transfers.get(context) ?? { sent: new Set(), needed: [] }
  facts.transfers.set(context, transfer)
  for (const path of sent) transfer.sent.add(path)
  for (const directory of needed) transfer.needed.push({ directory, source, position })
}

/**
 * Refuses a wildcard that fits nothing, in a directory of which nothing is sent: to the builder, the directory is not
 * there, and it fails. A build of more stages may send some of it, and a builder that has met such a step may not look.
 * BuildKit: dockerfile2llb/convert.go filterPaths; fsutil, followlinks.go and copy.ResolveWildcards.
 */
export function refuseUnsentDirectories({ facts }: Lowering): void {
  for (const { sent, needed } of facts.transfers.values()) {
    const held = new Set([...sent].flatMap(pathsTo))
    for (const { directory, source, position } of needed) {
      if (held.has(directory) || ['', ...pathsTo(directory)].some(path => sent.has(path))) continue
      throw new BasehitError(
        'BH034',
        `\`${source}\` matches nothing, and no other source takes anything of \`${directory}\`: BuildKit is not sent the directory, and fails`,
        { position, remedy: `remove the source, or copy another file of \`${directory}\` in the base` },
      )
    }
  }
}

/** A path and every directory above it. */
function pathsTo(path: string): string[] {
  return path.split('/').map((_, at, names) => names.slice(0, at + 1).join('/'))
}
