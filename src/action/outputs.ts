import type { BuildOutcome } from '../commands/build.ts'
import type { OutputName } from '../commands/inputs.ts'
import { formatPlatform } from '../image/platform.ts'
import { printObservations } from '../recipe/observations.ts'

/** Every output of a run that succeeded. `bakeFile` is where the outcome's bake file was written. */
export function outputsOf(outcome: BuildOutcome, bakeFile: string): Readonly<Record<OutputName, string>> {
  const { plan, bases, handover, app } = outcome
  const isHit = bases.every(base => base.how === 'reused')
  const described = bases.map(base => ({
    name: base.name,
    platform: formatPlatform(base.platform),
    dependencyDigest: base.digest,
    decision: base.decision.kind,
    how: base.how,
    tag: base.tag,
    reference: plan.store.reference(base.manifest),
    created: base.found.created,
  }))
  const changes = bases.map(base => {
    return { name: base.name, platform: formatPlatform(base.platform), changes: base.changes ?? null }
  })
  return {
    'dependency-digest': bases.map(base => base.digest).join('\n'),
    'base-image': described.map(base => base.reference).join('\n'),
    'base-hit': String(isHit),
    'base-decision': isHit ? 'reuse' : 'build',
    bases: JSON.stringify(described),
    'base-changes': JSON.stringify(changes),
    'build-contexts': handover.buildContexts,
    'bake-file': bakeFile,
    observations: printObservations(plan.images),
    digest: app?.digest ?? '',
    imageid: app?.imageId ?? '',
    metadata: app === undefined ? '' : JSON.stringify(app.metadata, undefined, 2),
  }
}
