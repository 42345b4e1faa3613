import type { BuildOutcome } from '../commands/build.ts'
import { isPinned } from '../commands/inline.ts'
import type { OutputName } from '../commands/inputs.ts'
import { formatPlatform } from '../image/platform.ts'
import { printObservations } from '../recipe/observations.ts'
import { cappedChanges } from '../report/capped.ts'

/**
 * Every output of a run that succeeded. `bakeFile` is where the outcome's bake file was written, `provenance` the
 * workflow's own BUILDX_METADATA_PROVENANCE.
 */
export function outputsOf(
  outcome: BuildOutcome,
  bakeFile: string,
  provenance: string | undefined,
): Readonly<Record<OutputName, string>> {
  const { plan, bases, handover, app } = outcome
  const isHit = bases.every(base => base.how === 'reused')
  const isInline = bases.some(base => base.how === 'inline')
  const described = bases.map(base => ({
    name: base.name,
    platform: formatPlatform(base.platform),
    dependencyDigest: base.digest,
    decision: base.how === 'built' ? 'build' : base.decision.kind,
    how: base.how,
    tag: base.tag,
    reference: isPinned(base) ? plan.store.reference(base.manifest) : null,
    created: isPinned(base) ? base.found.created : null,
  }))
  const capped = cappedChanges(bases)
  const changes = bases.map(({ name, platform }, index) => ({
    name,
    platform: formatPlatform(platform),
    ...capped[index],
  }))
  return {
    'dependency-digest': bases.map(base => base.digest).join('\n'),
    'base-image': described.flatMap(base => base.reference ?? []).join('\n'),
    'base-hit': String(isHit),
    'base-decision': isHit ? 'reuse' : isInline ? 'inline' : 'build',
    bases: JSON.stringify(described),
    'base-changes': JSON.stringify(changes),
    'build-contexts': handover.buildContexts,
    'bake-file': bakeFile,
    observations: printObservations(plan.images),
    digest: app?.digest ?? '',
    imageid: app?.imageId ?? '',
    metadata: app === undefined ? '' : JSON.stringify(reduceMetadata(app.metadata, provenance), undefined, 2),
  }
}

/**
 * The metadata with as much provenance as the workflow would have got: Basehit itself asks buildx for all of it, and that
 * may be more than the outputs of a job may hold. buildx: build/provenance.go.
 */
export function reduceMetadata(
  metadata: Readonly<Record<string, unknown>>,
  mode: string | undefined,
): Readonly<Record<string, unknown>> {
  if (mode === 'max') return metadata
  const isProvenance = (name: string) => /^buildx\.build\.provenance(?:\/|$)/.test(name)
  const entries = Object.entries(metadata)
  if (/^(?:disabled|0|f|F|false|False|FALSE)$/.test(mode ?? '')) {
    return Object.fromEntries(entries.filter(([name]) => !isProvenance(name)))
  }
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      isProvenance(name) ? withoutFields(value, ['buildConfig', 'metadata']) : value,
    ]),
  )
}

function withoutFields(value: unknown, fields: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !fields.includes(name)))
}
