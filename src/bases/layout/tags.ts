import { join } from 'node:path'
import { isDigest, type ManifestDigest } from '../../image/digest.ts'
import { asArray, asObject, asString, asStrings, type JsonObject, optional, parseObject } from '../../image/document.ts'
import { brokenFile } from './faults.ts'
import { locked, parsed, placeBytes, readIfThere } from './files.ts'

/** The annotation of an entry of index.json that is its tag (OCI image layout). */
export const refName = 'org.opencontainers.image.ref.name'

/** What index.json says of a tag. */
export interface TagEntry {
  readonly digest: ManifestDigest
  readonly mediaType: string
}

/** An entry to be written; its members are those of an OCI descriptor. */
export interface NewEntry extends TagEntry {
  readonly size: number
  readonly artifactType?: string | undefined
}

/** Finds what a tag names; undefined if nothing has it. */
export async function findTag(root: string, tag: string): Promise<TagEntry | undefined> {
  const path = indexPath(root)
  const tagged = (await readIndex(root)).entries.filter(entry => tagOf(path, entry) === tag)
  const [first, ...others] = tagged.map(entry => parsed(path, () => readEntry(entry, tag)))
  if (others.some(other => other.digest !== first?.digest)) {
    throw brokenFile(path, `names ${tagged.length} images ${tag}`)
  }
  return first
}

/** Moves a tag. Other entries stay as they are, whatever other processes write meanwhile. */
export async function moveTag(root: string, tag: string, entry: NewEntry): Promise<void> {
  const path = indexPath(root)
  await locked(root, async () => {
    const { document, entries } = await readIndex(root)
    const kept = entries.filter(other => tagOf(path, other) !== tag)
    const manifests = [...kept, { ...entry, annotations: { [refName]: tag } }]
    await placeBytes(root, path, `${JSON.stringify({ ...document, manifests })}\n`)
  })
}

function indexPath(root: string): string {
  return join(root, 'index.json')
}

async function readIndex(root: string): Promise<{ document: JsonObject; entries: readonly JsonObject[] }> {
  const path = indexPath(root)
  const bytes = await readIfThere(path)
  if (bytes === undefined) return { document: { schemaVersion: 2 }, entries: [] }
  return parsed(path, () => {
    const document = parseObject(bytes, 'index.json')
    return { document, entries: asArray(document.manifests, 'index.json: manifests', asObject) }
  })
}

function tagOf(path: string, entry: JsonObject): string | undefined {
  return parsed(path, () => optional(entry, 'annotations', 'an entry', asStrings))?.[refName]
}

function readEntry(entry: JsonObject, tag: string): TagEntry {
  const digest = asString(entry.digest, `the digest of ${tag}`)
  if (!isDigest(digest)) throw new TypeError(`the digest of ${tag} is \`${digest}\``)
  return { digest, mediaType: asString(entry.mediaType, `the media type of ${tag}`) }
}
