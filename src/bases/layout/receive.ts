import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ManifestDigest } from '../../image/digest.ts'
import { describeProcess, isKnownDead, isProcessAlive, parseHolder } from '../../leases/holder.ts'
import type { Receiver } from '../port.ts'
import { createLayout, readIfThere, workFolder } from './files.ts'
import { importImage } from './images.ts'

/** Milliseconds after which what nobody is known to use is garbage. */
const garbageAge = 7 * 86_400_000

/** Makes a temporary layout inside the layout for one build's image. buildx writes it; accepting renames its blobs. */
export async function receiveImage(root: string): Promise<Receiver> {
  await createLayout(root)
  const work = join(root, workFolder)
  const folder = join(work, `image-${randomUUID()}`)
  const image = join(folder, 'image')
  await mkdir(folder)
  await writeFile(join(folder, 'holder.json'), JSON.stringify(describeProcess()))
  await sweep(work, (await stat(folder)).mtimeMs).catch(() => {})
  return {
    output: ['type=oci', csvField(`dest=${image}`), 'tar=false', 'oci-mediatypes=true', 'compression=gzip'].join(','),
    accept: (digest: ManifestDigest) => importImage(image, root, digest),
    // What cannot be removed now is swept by a later run.
    discard: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {}),
  }
}

/** Removes what killed runs left. `now` is the file system's own time, so that no clock has to agree with it. */
async function sweep(work: string, now: number): Promise<void> {
  const here = describeProcess()
  for (const name of await readdir(work)) {
    if (!/^(image|file)-/.test(name)) continue
    const path = join(work, name)
    const text = (await readIfThere(join(path, 'holder.json')))?.toString()
    const holder = text === undefined ? undefined : parseHolder(text)
    const dead = holder !== undefined && isKnownDead(holder, here, isProcessAlive)
    const old = now - (await stat(path).catch(() => ({ mtimeMs: now }))).mtimeMs > garbageAge
    if (dead || old) await rm(path, { recursive: true, force: true })
  }
}

/** buildx reads an output as one line of CSV. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
