import { isFault, toError } from '../../bases/registry/fault.ts'
import { BasehitError } from '../../errors.ts'
import { configPlatform, parseImageConfig } from '../../image/config.ts'
import { parseDigest } from '../../image/digest.ts'
import { parseHistory } from '../../image/history.ts'
import { formatPlatform, isSamePlatform } from '../../image/platform.ts'
import { ageOfBase, type BuiltBase, objectionToAge, runsBeside, upstreamLayersOf } from '../../plan/base-age.ts'
import type { StepResult } from '../../publish/protocol.ts'
import { expectFound } from '../expect.ts'
import { readConfigBytes } from '../read-config.ts'
import { baseRequest } from '../requests.ts'
import { runBuild } from '../run-build.ts'
import { type Publication, present, unreadable } from './publication.ts'

/**
 * Builds the base into the store without a tag. With a time stamp of the user's own, no layer tells when it was made: then
 * no cache is used.
 */
export async function buildBase(publication: Publication): Promise<StepResult> {
  const { why, base } = publication
  const isFresh = why === 'expired' || why === 'rebuild' || base.lowered.sourceDateEpoch !== undefined
  await runBaseBuild(publication, isFresh)
  return 'done'
}

async function runBaseBuild(publication: Publication, isFresh: boolean): Promise<void> {
  const { options, world, plan, base, why } = publication
  await publication.receiver?.discard()
  const receiver = await plan.store.receive()
  publication.receiver = receiver
  const request = baseRequest(options, plan, base, receiver.output, isFresh)
  const what = `base ${base.name} for ${formatPlatform(base.platform)}`
  const startedMs = world.clock.now()
  const result = await runBuild(world, options, request, what, why)
  if (result.digest === undefined)
    throw new BasehitError('BH105', `buildx did not say which image it stored for ${what}`)
  publication.built = parseDigest(result.digest)
  publication.durationMs += result.durationMs
  // A build that is repeated takes its steps from the one before.
  if (publication.repeatedStates === undefined || isFresh) {
    publication.run = { isFresh, startedMs, durationMs: result.durationMs, steps: result.vertices }
  }
  await receiver.accept(publication.built)
}

/**
 * Reads the base as the store has it, and how old it is. One that the next run would find too old is built once more,
 * without a cache: a builder that lives on has kept a step of it.
 */
export async function readBack(publication: Publication): Promise<StepResult> {
  await readBuilt(publication)
  const { options, world, base } = publication
  const { isFresh, startedMs } = present(publication.run)
  const built = builtBase(publication)
  const age = isFresh ? { createdMs: startedMs } : ageOfBase(built)
  const objection = objectionToAge(age, options.base.maxAge, built)
  if (objection === undefined && 'createdMs' in age) {
    publication.createdMs = age.createdMs
    return 'done'
  }
  const message = `the base ${base.name} (${formatPlatform(base.platform)}) is built once more, without cache: ${objection}`
  world.report({ kind: 'notice', message })
  await runBaseBuild(publication, true)
  await readBuilt(publication)
  publication.createdMs = present(publication.run).startedMs
  return 'done'
}

function builtBase({ plan, base, world, plain, run }: Publication): BuiltBase {
  const { config, history } = present(plain)
  const { steps, startedMs } = present(run)
  return {
    steps,
    layers: config.rootfs.diff_ids,
    upstreamLayers: upstreamLayersOf(base.lowered, plan.images),
    history,
    beside: runsBeside(base.lowered, plan.file.dockerfile, plan.images),
    startedMs,
    nowMs: world.clock.now(),
  }
}

/** Its bytes hash to its digest, and its config is of the platform asked for. */
async function readBuilt(publication: Publication): Promise<void> {
  const { plan, base } = publication
  const missing = () => unreadable(publication, 'the manifest that was just stored is not there')
  const { bytes, document } = expectFound(await plan.store.manifest(present(publication.built)), missing)
  if (document.kind !== 'manifest') throw unreadable(publication, 'buildx stored an index instead of one image')
  const written = await readConfigBytes(plan.store, document)
  const config = parseImageConfig(written)
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
  publication.plain = { bytes, document, config, history: parseHistory(written) }
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
