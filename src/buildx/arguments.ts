import { bakeTarget } from './bake.ts'
import type { BuildRequest } from './request.ts'

/** The files that one run of `buildx bake` reads and writes. */
export interface BakeFiles {
  readonly definition: string
  readonly metadata: string
}

/** The arguments of `buildx` that build the definition, without the command itself. Everything else is in the definition. */
export function bakeArguments(request: BuildRequest, files: BakeFiles): string[] {
  return [
    'bake',
    '--file',
    files.definition,
    '--metadata-file',
    files.metadata,
    '--progress',
    'rawjson',
    ...(request.builder ? ['--builder', request.builder] : []),
    ...(request.call ? ['--call', request.call] : []),
    ...entitlements(request).flatMap(entitlement => ['--allow', entitlement]),
    bakeTarget,
  ]
}

/** Bake grants what the command line names, whatever the definition asks for (buildx: bake/entitlements.go). */
function entitlements(request: BuildRequest): string[] {
  const granted = new Set(request.allow ?? [])
  if (request.network === 'host') granted.add('network.host')
  return [...granted]
}

/**
 * The environment of buildx: the given one, made independent of what a workflow may have set.
 * SOURCE_DATE_EPOCH goes, because buildx would turn it into a build arg the request does not name.
 */
export function bakeEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  request: Pick<BuildRequest, 'defaultAttestations' | 'env'>,
): Record<string, string | undefined> {
  const { SOURCE_DATE_EPOCH: _dropped, ...rest } = env
  const attestations = request.defaultAttestations
  return {
    ...rest,
    ...(attestations === undefined ? {} : { BUILDX_NO_DEFAULT_ATTESTATIONS: attestations ? '0' : '1' }),
    BUILDX_METADATA_PROVENANCE: 'max',
    BUILDX_METADATA_WARNINGS: 'true',
    BUILDX_BAKE_ENTITLEMENTS_FS: '0',
    BUILDX_BAKE_FILE_RELATIVE_PATHS: '0',
    ...request.env,
  }
}
