import type { FileFact, Operation } from '../lower/operations.ts'
import { fileLists } from '../lower/origins.ts'

/** What a recipe only has by digest, or by where it lands, as a user knows it. */
export interface Names {
  /** The reference an image was written as; undefined where it is not known. */
  image(image: string): string | undefined
  /** The path of a file in its context; undefined where it is not known. */
  file(file: FileFact): string | undefined
}

/** No names: a recipe that nothing else is known of. */
export const unnamed: Names = { image: () => undefined, file: () => undefined }

/** The names of one recipe, by its upstreams and the origins of its files. Either may be of another recipe, or anything. */
export function namesOf(operations: readonly Operation[], upstreams: unknown, origins: unknown): Names {
  const images = upstreamNames(upstreams)
  const files = fileNames(operations, origins)
  return { image: image => images.get(image), file: file => files.get(file) }
}

/** A file of a context as messages name it. */
export function fileName(path: string, context = ''): string {
  const shown = path === '' ? '.' : path
  return context === '' ? shown : `${shown} (context ${context})`
}

function upstreamNames(upstreams: unknown): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  for (const { digest, reference } of objects(upstreams)) {
    if (typeof digest === 'string' && typeof reference === 'string') known.set(digest, reference)
  }
  return known
}

/** Origins (`FileOrigin`) that do not fit the files one by one name none of them. */
function fileNames(operations: readonly Operation[], origins: unknown): ReadonlyMap<FileFact, string> {
  const files = fileLists(operations).flat()
  const names = new Map<FileFact, string>()
  let at = 0
  for (const { path, directory, count = 1, context = '' } of objects(origins)) {
    const parent = path ?? directory
    const end = at + (Number.isSafeInteger(count) && Number(count) >= 1 ? Number(count) : Number.NaN)
    if (typeof parent !== 'string' || typeof context !== 'string' || !(end <= files.length)) return new Map()
    for (const file of files.slice(at, end)) {
      names.set(file, fileName(path === undefined ? joined(parent, file.path) : parent, context))
    }
    at = end
  }
  return at === files.length ? names : new Map()
}

function joined(directory: string, path: string): string {
  return directory === '' || path === '' ? directory + path : `${directory}/${path}`
}

function objects(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter(each => typeof each === 'object' && each !== null) : []
}
