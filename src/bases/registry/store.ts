import { formatReference, type Repository } from '../../image/reference.ts'
import type { BaseStore } from '../port.ts'
import type { ManifestAnswer } from './answers.ts'
import type { RegistryClient } from './client.ts'

/** Bases in a repository of a registry. */
export function openRepository(client: RegistryClient, repository: Repository): BaseStore {
  const name = formatReference(repository)
  return {
    name,
    manifest: reference => readBase(client, repository, reference),
    blob: (digest, cap) => client.blob(repository, digest, cap),
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

/**
 * Reads a manifest. Docker Hub and others deny reading what is not there: whoever may push is then told the truth, by the
 * same question under the right to push. A denial that stands is a denial.
 */
async function readBase(client: RegistryClient, repository: Repository, reference: string): Promise<ManifestAnswer> {
  const answer = await client.manifest(repository, reference)
  if (answer.kind !== 'denied' || answer.code !== 'BH080') return answer
  if ((await client.mayPush(repository)).kind !== 'allowed') return answer
  const again = await client.manifestAsPusher(repository, reference)
  if (again.kind === 'found') return again
  return again.kind === 'absent' ? { ...again, what: 'repository' } : answer
}
