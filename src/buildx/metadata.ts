import { BasehitError } from '../errors.ts'
import { hideLogin } from '../login.ts'
import { bakeTarget } from './bake.ts'
import { isRecord, recordsOf, textOf } from './json.ts'
import { type BuildWarning, buildWarning } from './progress-line.ts'

/** Something that a build read from outside, pinned: an image, a Git commit, a file. */
export interface Material {
  /** `pkg:docker/…`, `pkg:oci/…` for an OCI layout, `https://…`. */
  readonly uri: string
  /** `sha256:…`; for Git, `sha1:…`. */
  readonly digest: string
}

/** What buildx writes about one target that it built. */
export interface TargetMetadata {
  /** The manifest digest of what was pushed or exported: of the index if there is one. */
  readonly digest?: string | undefined
  readonly configDigest?: string | undefined
  /** Comma-separated references, as exported. */
  readonly imageName?: string | undefined
  readonly mediaType?: string | undefined
  readonly buildRef?: string | undefined
  readonly materials: readonly Material[]
  /** Per platform of a multi-platform build; the one key '' otherwise. */
  readonly materialsByPlatform: ReadonlyMap<string, readonly Material[]>
}

/** A metadata file: the facts of its only target, and everything as it was written. */
export interface Metadata extends TargetMetadata {
  readonly targets: ReadonlyMap<string, TargetMetadata>
  readonly warnings: readonly BuildWarning[]
  /** The target's own object, in the shape `buildx build --metadata-file` writes, warnings included. */
  readonly raw: Readonly<Record<string, unknown>>
}

const provenanceKey = 'buildx.build.provenance'
const warningsKey = 'buildx.build.warnings'

/**
 * Reads the file that `buildx bake --metadata-file` or `buildx build --metadata-file` wrote, the logins of proxies left out:
 * it is given on as an output. Throws BH105 if it is not one.
 */
export function parseMetadata(text: string): Metadata {
  const json = parseJson(text)
  const warnings = json[warningsKey]
  const isBake = Object.entries(json).every(
    ([key, value]) => key === warningsKey || (isRecord(value) && !key.includes('.')),
  )
  const objects = isBake ? Object.entries(json).filter(([key]) => key !== warningsKey) : [['', json] as const]
  const targets = new Map<string, TargetMetadata>()
  for (const [name, value] of objects) if (isRecord(value)) targets.set(name, targetMetadata(value))
  // A target that another one is linked with is the one that was asked for.
  const only = objects.length === 1 ? objects[0] : objects.find(([name]) => name === bakeTarget)
  const raw = only !== undefined && isRecord(only[1]) ? only[1] : json
  return {
    ...(targets.get(only?.[0] ?? '') ?? targetMetadata({})),
    targets,
    warnings: recordsOf(warnings).map(buildWarning),
    raw: warnings === undefined ? raw : { ...raw, [warningsKey]: warnings },
  }
}

/** The digests of everything the build read from outside: a base that was used is among them. */
export function materialDigests(metadata: Metadata): Set<string> {
  return new Set([...metadata.targets.values()].flatMap(target => target.materials.map(material => material.digest)))
}

/**
 * Whether a build read the image with this manifest digest, for a platform as `os/arch[/variant]`. Provenance that is
 * absent, empty or of a form that buildx did not know lists nothing, and says nothing: old versions of buildx write an empty
 * one for what a new BuildKit keeps (buildx: build/provenance.go before 0.26).
 */
export function baseUse(metadata: Metadata, digest: string, platform: string): 'used' | 'unused' | 'unknown' {
  if (materialDigests(metadata).has(digest)) return 'used'
  const read = metadata.materialsByPlatform.get(platform) ?? metadata.materialsByPlatform.get('') ?? []
  return read.length === 0 ? 'unknown' : 'unused'
}

/** What docker/build-push-action gives as `imageid`: the config digest, or the manifest digest of an index. */
export function imageId(metadata: TargetMetadata): string | undefined {
  return metadata.configDigest ?? metadata.digest
}

function parseJson(text: string): Record<string, unknown> {
  let json: unknown
  try {
    json = JSON.parse(text, withoutProxyLogin)
  } catch (cause) {
    throw notMetadata('is not JSON', cause)
  }
  if (!isRecord(json)) throw notMetadata('is not a JSON object')
  return json
}

/** Proxies are build args, and buildx may have taken them from Docker's configuration without being asked. */
function withoutProxyLogin(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (/^(?:build-arg:)?(?:https?|ftp|all)_?proxy$/i.test(key)) return hideLogin(value)
  const [, name, url] = /^((?:https?|ftp|all)_proxy=)(.*)$/is.exec(value) ?? []
  return name === undefined || url === undefined ? value : `${name}${hideLogin(url)}`
}

function notMetadata(what: string, cause?: unknown): BasehitError {
  return new BasehitError('BH105', `the metadata file of buildx ${what}`, {
    remedy: 'Run the build again; if this stays, report the version of buildx.',
    cause,
  })
}

function targetMetadata(json: Record<string, unknown>): TargetMetadata {
  const descriptor = isRecord(json['containerimage.descriptor']) ? json['containerimage.descriptor'] : {}
  const byPlatform = new Map<string, readonly Material[]>()
  for (const [key, value] of Object.entries(json)) {
    if (key !== provenanceKey && !key.startsWith(`${provenanceKey}/`)) continue
    byPlatform.set(key.slice(provenanceKey.length + 1), materials(value))
  }
  return {
    digest: filled(json['containerimage.digest']),
    configDigest: filled(json['containerimage.config.digest']),
    imageName: filled(json['image.name']),
    mediaType: filled(descriptor.mediaType),
    buildRef: filled(json['buildx.build.ref']),
    materials: [...byPlatform.values()].flat(),
    materialsByPlatform: byPlatform,
  }
}

/** SLSA 0.2 has `materials`, SLSA 1 `buildDefinition.resolvedDependencies`; both hold {uri, digest: {algorithm: hex}}. */
function materials(provenance: unknown): readonly Material[] {
  if (!isRecord(provenance)) return []
  const definition = isRecord(provenance.buildDefinition) ? provenance.buildDefinition : {}
  return [...recordsOf(provenance.materials), ...recordsOf(definition.resolvedDependencies)].flatMap(material =>
    Object.entries(isRecord(material.digest) ? material.digest : {}).map(([algorithm, hex]) => ({
      uri: textOf(material.uri),
      digest: `${algorithm}:${textOf(hex)}`,
    })),
  )
}

function filled(value: unknown): string | undefined {
  return textOf(value) || undefined
}
