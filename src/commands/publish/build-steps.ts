import { isFault, toError } from '../../bases/registry/fault.ts'
import { BasehitError } from '../../errors.ts'
import { configPlatform } from '../../image/config.ts'
import { parseDigest } from '../../image/digest.ts'
import { formatPlatform, isSamePlatform } from '../../image/platform.ts'
import type { StepResult } from '../../publish/protocol.ts'
import { expectFound } from '../expect.ts'
import { readConfig } from '../read-config.ts'
import { baseRequest } from '../requests.ts'
import { runBuild } from '../run-build.ts'
import { type Publication, present, unreadable } from './publication.ts'

/** Builds the base into the store without a tag. */
export async function buildBase(publication: Publication): Promise<StepResult> {
  const { options, world, plan, base, why } = publication
  const receiver = await plan.store.receive()
  publication.receiver = receiver
  const fresh = why === 'expired' || why === 'rebuild'
  const request = baseRequest(options, plan, base, receiver.output, fresh)
  const what = `base ${base.name} for ${formatPlatform(base.platform)}`
  const result = await runBuild(world, options, request, what, why)
  if (result.digest === undefined)
    throw new BasehitError('BH105', `buildx did not say which image it stored for ${what}`)
  publication.built = parseDigest(result.digest)
  publication.durationMs = result.durationMs
  await receiver.accept(publication.built)
  return 'done'
}

/** Reads the manifest as the store has it; its bytes hash to its digest, and its config is of the platform asked for. */
export async function readBack(publication: Publication): Promise<StepResult> {
  const { plan, base } = publication
  const missing = () => unreadable(publication, 'the manifest that was just stored is not there')
  const { bytes, document } = expectFound(await plan.store.manifest(present(publication.built)), missing)
  if (document.kind !== 'manifest') throw unreadable(publication, 'buildx stored an index instead of one image')
  const config = await readConfig(plan.store, document)
  const stored = configPlatform(config)
  if (!isSamePlatform(stored, base.platform)) {
    throw new BasehitError(
      'BH092',
      `the base was built for ${formatPlatform(stored)}, not ${formatPlatform(base.platform)}`,
      {
        remedy: 'use a builder and upstream images that are there for this platform',
      },
    )
  }
  publication.plain = { bytes, document, config }
  return 'done'
}

/** Asks the store for every blob of the base. */
export async function checkBlobs(publication: Publication): Promise<StepResult> {
  const { document } = present(publication.plain)
  const blobs = [document.config, ...document.layers]
  const answers = await Promise.all(blobs.map(blob => publication.plan.store.hasBlob(blob.digest)))
  for (const [index, answer] of answers.entries()) {
    if (isFault(answer)) throw toError(answer)
    const blob = present(blobs[index])
    if (answer.kind === 'absent') throw unreadable(publication, `the blob ${blob.digest} is missing`)
    if (answer.size !== undefined && answer.size !== blob.size)
      throw unreadable(publication, `the blob ${blob.digest} has ${answer.size} bytes, not ${blob.size}`)
  }
  return 'done'
}
