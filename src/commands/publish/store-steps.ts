import { isFault, toError } from '../../bases/registry/fault.ts'
import { type ChangedPath, changedPaths } from '../../context/state.ts'
import { BasehitError } from '../../errors.ts'
import { digestFromHex, digestOf } from '../../image/digest.ts'
import { listed } from '../../listing.ts'
import { annotateManifest, recordManifest } from '../../publish/manifests.ts'
import type { StepResult } from '../../publish/protocol.ts'
import { loadBaseDockerfile } from '../load.ts'
import { lowerBase } from '../plan.ts'
import { factsOf, recordOf } from '../record.ts'
import { verifyImage } from '../verify.ts'
import { circumstances, type Publication, present, recordTag } from './publication.ts'

/** Stores the recipe under its own hash, the record, and the artifact that holds both, without a tag. */
export async function storeRecord(publication: Publication): Promise<StepResult> {
  const { options, world, plan, base } = publication
  const said = recordOf(options, world, base, { ...circumstances(publication), manifest: present(publication.built) })
  const record = new TextEncoder().encode(JSON.stringify(said))
  const blobs = [
    { digest: digestFromHex(base.digest), bytes: base.bytes },
    { digest: digestOf(record), bytes: record },
    { digest: digestOf('{}'), bytes: new TextEncoder().encode('{}') },
  ]
  for (const { digest, bytes } of blobs) {
    const stored = await plan.store.putBlob(digest, bytes)
    if (isFault(stored)) throw toError(stored)
  }
  const manifest = recordManifest(base.bytes, record)
  const stored = await plan.store.putManifest(digestOf(manifest.bytes), manifest.bytes, manifest.mediaType)
  if (isFault(stored)) throw toError(stored)
  publication.record = manifest
  return 'done'
}

/** Stores the manifest with its annotations, by digest. */
export async function storeAnnotated(publication: Publication): Promise<StepResult> {
  const { options, world, plan, base } = publication
  const { bytes: plain, document } = present(publication.plain)
  const bytes = annotateManifest(plain, factsOf(options, world, base, circumstances(publication)))
  const annotated = { bytes, digest: digestOf(bytes), mediaType: document.mediaType }
  const stored = await plan.store.putManifest(annotated.digest, bytes, annotated.mediaType)
  if (isFault(stored)) throw toError(stored)
  // A registry may refuse to store a digest again: after a lost answer, it is this run's own.
  if (stored.kind === 'immutable' && (await plan.store.manifest(annotated.digest)).kind !== 'found') {
    throw new BasehitError('BH093', `${plan.store.name} refused ${annotated.digest}: ${stored.detail}`)
  }
  publication.annotated = annotated
  return 'done'
}

/** Runs the verify commands on the manifest that will get the tag. */
export async function verifyBase(publication: Publication): Promise<StepResult> {
  const { options, world, plan, base, why } = publication
  const manifest = present(publication.annotated).digest
  await verifyImage(options, world, plan, { base, image: { manifest }, commands: options.base.verify, why })
  return 'done'
}

/**
 * Reads the files once more, with what was seen of images: a file that changed while building stops here, and so does one
 * that is as it was again, for nobody knows what BuildKit read of it. Where names alone came or went in a directory, the
 * build is repeated once: it takes its steps from the one before, and lasts too short for more of that.
 */
export async function lookAgain(publication: Publication): Promise<StepResult> {
  const { options, world, plan, base, repeatedStates } = publication
  const file = await loadBaseDockerfile(world, options)
  const again = await lowerBase(options, world, file, base.platform, new Map(plan.images))
  const changed = changedPaths(repeatedStates ?? base.states, again.states)
  if (again.digest === base.digest && changed.length === 0) return 'done'
  const isSame = again.digest === base.digest && changed.every(({ kind }) => kind === 'listed')
  if (isSame && repeatedStates === undefined && !present(publication.run).isFresh) {
    publication.repeatedStates = again.states
    world.report({
      kind: 'notice',
      message: `${listedPaths(changed)} changed during the build: it is repeated, from its cache`,
    })
    return 'repeat'
  }
  const what = changed.length === 0 ? 'files of the base' : listedPaths(changed)
  const digests = again.digest === base.digest ? '' : ` (${base.digest} is now ${again.digest})`
  throw new BasehitError('BH048', `${what} changed during the build${digests}; nothing was tagged`, {
    remedy: 'run again when nothing writes to the context',
  })
}

/** The first few, and how many more there are. */
function listedPaths(changed: readonly ChangedPath[]): string {
  return listed(
    changed.map(({ path }) => `\`${path}\``),
    3,
  )
}

/**
 * Tags the record before the base, so that no base is without one. The record of a base that is being replaced stays until
 * the other base is there: this run may fail yet.
 */
export async function nameRecord(publication: Publication): Promise<StepResult> {
  const { plan, base } = publication
  const { bytes, mediaType } = present(publication.record)
  const there = await plan.store.manifest(recordTag(base))
  if (there.kind !== 'absent') return 'done'
  const stored = await plan.store.putManifest(recordTag(base), bytes, mediaType)
  if (isFault(stored)) throw toError(stored)
  return 'done'
}
