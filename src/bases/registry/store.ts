import { formatReference, type Repository } from '../../image/reference.ts'
import type { BaseStore } from '../port.ts'
import type { RegistryClient } from './client.ts'

/** Bases in a repository of a registry. */
export function openRepository(client: RegistryClient, repository: Repository): BaseStore {
  const name = formatReference(repository)
  return {
    name,
    manifest: reference => client.manifest(repository, reference),
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
