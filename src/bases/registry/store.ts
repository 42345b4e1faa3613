import { formatReference, type Repository } from '../../image/reference.ts'
import type { BaseStore } from '../port.ts'
import type { ManifestAnswer } from './answers.ts'
import type { RegistryClient } from './client.ts'
import { classifyDenied, createReadChecks, type ReadChecks } from './denied-tag.ts'
import type { Fault } from './fault.ts'

/**
 * What a run is going to do with bases: a look asks for the right to pull and for nothing else; to publish is required of
 * this run, or done if the registry lets it.
 */
export type Purpose = 'look' | 'publish' | 'publish-if-granted'

/** Bases in a repository of a registry, which is asked itself: a mirror may keep bases that were replaced or deleted. */
export function openRepository(
  client: RegistryClient,
  repository: Repository,
  purpose: Purpose = 'publish',
): BaseStore {
  const name = formatReference(repository)
  const checks = createReadChecks(client, repository)
  return {
    name,
    manifest: reference =>
      purpose === 'look'
        ? look(client, repository, reference)
        : lookAsPublisher(client, repository, reference, purpose, checks),
    blob: (digest, cap) => client.blob(repository, digest, cap, 'registry-alone'),
    hasBlob: digest => client.blobExists(repository, digest),
    putBlob: (digest, bytes) => client.putBlob(repository, digest, bytes),
    putManifest: (reference, bytes, mediaType) => client.putManifest(repository, reference, bytes, mediaType),
    mayPublish: () => client.mayPush(repository),
    reference: digest => `${name}@${digest}`,
    context: digest => `docker-image://${name}@${digest}`,
    receive: async () => ({
      output: `type=image,name=${name},push=true,push-by-digest=true,name-canonical=true,oci-mediatypes=true,compression=gzip`,
      accept: async () => {},
      discard: async () => {},
    }),
  }
}

/** Reads a manifest; a denial stands, and says what it may mean besides. */
async function look(client: RegistryClient, repository: Repository, reference: string): Promise<ManifestAnswer> {
  const answer = await client.manifest(repository, reference, 'registry-alone')
  if (!mayHide(answer)) return answer
  const hint = `If ${formatReference(repository)} is not there yet, the first build that may push makes it.`
  return { ...answer, remedy: answer.remedy === undefined ? hint : `${answer.remedy} ${hint}` }
}

/**
 * Reads a manifest. Docker Hub and others deny reading what is not there: whoever may push is then told the truth, by the
 * same question under the right to push. Where pushing is denied too, that is what stands in the way of a run that has to.
 */
async function lookAsPublisher(
  client: RegistryClient,
  repository: Repository,
  reference: string,
  purpose: Exclude<Purpose, 'look'>,
  checks: ReadChecks,
): Promise<ManifestAnswer> {
  const answer = await client.manifest(repository, reference, 'registry-alone')
  if (!mayHide(answer)) return answer
  const right = await client.mayPush(repository)
  if (right.kind === 'denied' && purpose === 'publish') return { ...right, detail: `${right.detail}; ${answer.detail}` }
  if (right.kind !== 'allowed') return answer
  const again = await client.manifestAsPusher(repository, reference)
  if (again.kind === 'absent') return { ...again, what: 'repository' }
  return again.kind === 'denied' ? classifyDenied(client, repository, reference, again, checks) : again
}

/** Whether a registry may have denied reading because there is nothing to read. */
function mayHide(answer: ManifestAnswer): answer is Fault {
  return answer.kind === 'denied' && answer.code === 'BH080'
}
