import { randomUUID } from 'node:crypto'
import { canonicalJson } from '../../canonical.ts'
import { digestOf, isDigest } from '../../image/digest.ts'
import { mediaTypes } from '../../image/manifest.ts'
import { formatReference, type Repository } from '../../image/reference.ts'
import type { ManifestAnswer } from './answers.ts'
import type { RegistryClient } from './client.ts'
import { type Fault, isFault } from './fault.ts'

/** What a repository does, found out once and only where it matters. */
export interface ReadChecks {
  /** Whether it denies a tag that is certainly not there, as it would one that must not be read. */
  readonly deniesMissingTags: () => Promise<boolean>
  /** Whether this account can read what it stores there. */
  readonly readsBack: () => Promise<boolean>
}

/**
 * What a tag is that a registry denies to an account which may push. Virtual repositories of Artifactory answer 403 for
 * whatever they do not have (google/go-containerregistry#1691), and registries that block single images answer 403 for what
 * they have. It is absent only if three checks agree: the registry's own list of tags does not hold it, a tag that nobody
 * ever made is denied like it, and what this account stores in the repository it can read. Anything else is the denial.
 */
export async function classifyDenied(
  client: RegistryClient,
  repository: Repository,
  reference: string,
  denial: Fault,
  checks: ReadChecks,
): Promise<ManifestAnswer> {
  if (isDigest(reference)) return denial
  const listed = await client.listTags(repository)
  if (isFault(listed)) return unreadable(denial, repository, 'its tags cannot be listed either')
  const isThere = listed.kind === 'found' && listed.tags.includes(reference)
  if (isThere) return { ...denial, detail: `${denial.detail}; pushing is allowed, and the tag is listed` }
  if (!(await checks.deniesMissingTags()))
    return unreadable(denial, repository, 'a tag that does not exist gets another answer')
  if (!(await checks.readsBack()))
    return unreadable(denial, repository, 'an artifact that was just stored there cannot be read')
  const isEmpty = listed.kind === 'absent' || listed.tags.length === 0
  return { kind: 'absent', what: isEmpty ? 'repository' : 'manifest' }
}

function unreadable(denial: Fault, repository: Repository, what: string): Fault {
  const name = formatReference(repository)
  return {
    ...denial,
    detail: `${denial.detail}; ${what}; pushing is allowed, but a base that cannot be read is of no use`,
    remedy: `Give this account the right to pull; if ${name} is a virtual repository, set base-repository to the local repository behind it.`,
  }
}

/** The checks of one repository. */
export function createReadChecks(client: RegistryClient, repository: Repository): ReadChecks {
  return {
    deniesMissingTags: once(async () => {
      const answer = await client.manifest(repository, `absent-${randomUUID()}`, 'registry-alone')
      return answer.kind === 'denied' && answer.code === 'BH080'
    }),
    readsBack: once(() => readBack(client, repository)),
  }
}

function once(ask: () => Promise<boolean>): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined
  return () => {
    answer ??= ask()
    return answer
  }
}

/** Stores an empty artifact, without a tag, and reads it. */
async function readBack(client: RegistryClient, repository: Repository): Promise<boolean> {
  const empty = new TextEncoder().encode('{}')
  const descriptor = { mediaType: mediaTypes.ociEmpty, digest: digestOf(empty), size: empty.byteLength }
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: 'application/vnd.basehit.read-check.v1+json',
    config: descriptor,
    layers: [descriptor],
  }
  const bytes = new TextEncoder().encode(canonicalJson(manifest))
  const digest = digestOf(bytes)
  if ((await client.putBlob(repository, descriptor.digest, empty)).kind !== 'stored') return false
  if ((await client.putManifest(repository, digest, bytes, mediaTypes.ociManifest)).kind !== 'stored') return false
  return (await client.manifest(repository, digest, 'registry-alone')).kind === 'found'
}
