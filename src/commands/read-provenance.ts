import { parseBool, splitCsv } from '../attributes.ts'

/** What a workflow run says about itself in provenance. */
export interface Origin {
  /** The URL of the run and its attempt, as the builder's id. */
  readonly builder: string
  readonly visibility: 'public' | 'private'
}

/** What decides an image's provenance besides the input. */
export interface ProvenanceFacts {
  readonly provenance: string | undefined
  readonly attests: readonly string[]
  readonly outputs: readonly string[]
  readonly load: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absent outside of a workflow, where buildx's own defaults stand. */
  readonly origin: Origin | undefined
}

/**
 * The app's provenance as docker/build-push-action sets it: in a workflow the run is the builder's id, and where nothing
 * is asked for a public repository gets `mode=max`, a private one `mode=min`, unless the image goes into Docker.
 * docker/build-push-action: src/context.ts, getAttestArgs.
 */
export function readProvenance(facts: ProvenanceFacts): Pick<ProvenanceFacts, 'provenance' | 'attests'> {
  const { provenance, attests, origin } = facts
  if (origin === undefined) return { provenance, attests }
  const identify = (attributes: string) => {
    const named = fieldsOf(attributes).some(field => field.startsWith('builder-id='))
    return named ? attributes : `${attributes},builder-id=${origin.builder}`
  }
  if (provenance !== undefined) {
    if (isTrue(provenance)) return { provenance: `builder-id=${origin.builder}`, attests }
    return { provenance: isFalse(provenance) ? 'false' : identify(provenance), attests }
  }
  if (attests.some(attest => hasType(attest, 'provenance'))) {
    return { provenance, attests: attests.map(attest => (hasType(attest, 'provenance') ? identify(attest) : attest)) }
  }
  const isOff = parseBool(facts.env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') === true
  if (isOff || facts.load || facts.outputs.some(output => hasType(output, 'docker'))) return { provenance, attests }
  return { provenance: identify(origin.visibility === 'private' ? 'mode=min,inline-only=true' : 'mode=max'), attests }
}

function isTrue(text: string): boolean {
  return /^(?:true|True|TRUE)$/.test(text)
}

function isFalse(text: string): boolean {
  return /^(?:false|False|FALSE)$/.test(text)
}

/** Keys and values are trimmed, as in docker/actions-toolkit: src/buildx/build.ts, hasAttestationType and hasExporterType. */
function hasType(attributes: string, type: string): boolean {
  return fieldsOf(attributes).some(field => /^type\s*=\s*(.*)$/.exec(field)?.[1] === type)
}

function fieldsOf(attributes: string): readonly string[] {
  const fields = splitCsv(attributes)
  return Array.isArray(fields) ? fields.map(field => field.trim()) : []
}
