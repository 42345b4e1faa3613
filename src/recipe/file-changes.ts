import type { FileFact } from '../lower/operations.ts'
import { type Change, difference } from './change.ts'
import type { Names } from './names.ts'

/** What one side of a comparison knows of its files. */
export interface FileSide {
  readonly files: readonly FileFact[]
  readonly names: Names
  /** Where they land, for a file whose path in its context is not known. */
  readonly destination: string
}

/** Compares two lists of files by where they land; each is named by its path in the context, the newer one's first. */
export function fileChanges(before: FileSide, after: FileSide): Change[] {
  const [old, now] = [before, after].map(({ files }) => new Map(files.map(file => [file.path, file])))
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap(path => {
    const [one, other] = [old?.get(path), now?.get(path)]
    const subject = nameOn(after, other) ?? nameOn(before, one) ?? landed(path, after.destination)
    return difference('file', subject, printedFile(one), printedFile(other))
  })
}

function nameOn({ names }: FileSide, file: FileFact | undefined): string | undefined {
  return file === undefined ? undefined : names.file(file)
}

function landed(path: string, destination: string): string {
  return path === '' ? `what is copied to ${destination}` : `${path} (copied to ${destination})`
}

function printedFile(file: FileFact | undefined): string | undefined {
  if (file === undefined) return undefined
  return [file.kind, file.mode, file.sha256 ?? file.link].filter(part => part !== undefined).join(' ')
}
