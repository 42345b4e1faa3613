import { BasehitError } from '../../errors.ts'
import { isDigest, type ManifestDigest } from '../../image/digest.ts'
import { componentPattern, longestPath, type Repository, tagPattern } from '../../image/reference.ts'
import type {
  BlobAnswer,
  BlobHead,
  BlobStored,
  Deleted,
  HeadAnswer,
  ManifestAnswer,
  ManifestStored,
  PushRight,
  TagList,
} from './answers.ts'
import { createAuthorizer } from './auth.ts'
import { headBlob, readBlob } from './blobs.ts'
import { anonymous, type CredentialSource } from './credentials.ts'
import { type Fault, isFault } from './fault.ts'
import { endpointsOf, type HostSettings } from './hosts.ts'
import { readManifest, removeManifest, resolveManifest, storeManifest } from './manifests.ts'
import type { TokenHosts } from './realm.ts'
import type { Patience } from './retry.ts'
import { openSession, type Session } from './session.ts'
import { readTags } from './tags.ts'
import { type Clock, createTransport, systemClock } from './transport.ts'
import { askToPush, storeBlob } from './uploads.ts'

/**
 * One client for every registry of a run. Each expected outcome is a value; an HTTP status never throws.
 * What throws is a broken Docker configuration (BH082, BH083) and a name no registry can have.
 */
export interface RegistryClient {
  /** Reads a manifest or index by tag or digest. Docker Hub counts it as a pull. */
  manifest(from: Repository, reference: string, whom?: Whom): Promise<ManifestAnswer>
  /** Reads a manifest with a token that may push: some registries hide from readers that a repository is not there yet. */
  manifestAsPusher(from: Repository, reference: string): Promise<ManifestAnswer>
  /** Resolves a tag or digest without its bytes where the registry can, with a GET where it cannot. Mirrors are asked first. */
  headManifest(from: Repository, reference: string): Promise<HeadAnswer>
  /** Reads a blob of at most `cap` bytes; a larger one is `broken`. */
  blob(from: Repository, digest: ManifestDigest, cap: number, whom?: Whom): Promise<BlobAnswer>
  /** Asks for a blob without reading it. Mirrors are not asked: what they can fetch says nothing about the registry. */
  blobExists(from: Repository, digest: ManifestDigest): Promise<BlobHead>
  /** Stores a blob unless it is there; `mountFrom` names a repository of the same registry that may hold it. */
  putBlob(
    to: Repository,
    digest: ManifestDigest,
    content: Uint8Array | Blob,
    options?: PutBlobOptions,
  ): Promise<BlobStored>
  /** Stores a manifest under a tag or its own digest. */
  putManifest(to: Repository, reference: string, bytes: Uint8Array, mediaType: string): Promise<ManifestStored>
  /** Asks for the right to push by opening an upload session, and closes it. */
  mayPush(to: Repository): Promise<PushRight>
  /** Deletes a manifest by digest, or a tag. */
  deleteManifest(from: Repository, reference: string): Promise<Deleted>
  /** Lists all tags, following the pages of the same origin. */
  listTags(of: Repository): Promise<TagList>
  /** HTTP requests made so far, retries and redirects included, by method and kind: `GET manifest` → 2. */
  readonly requests: ReadonlyMap<string, number>
}

/** Who is asked: mirrors first if not given. What they keep says nothing of what the registry has now. */
export type Whom = 'mirrors-first' | 'registry-alone'

/** What `putBlob` may be told. */
export interface PutBlobOptions {
  readonly mountFrom?: string | undefined
}

/** What a client is made of; everything has a default but what only the user knows. */
export interface RegistryClientOptions extends HostSettings {
  readonly credentials?: CredentialSource | undefined
  /** Token services elsewhere that may be given credentials. */
  readonly tokenHosts?: TokenHosts | undefined
  readonly fetch?: typeof globalThis.fetch | undefined
  readonly clock?: Clock | undefined
  readonly patience?: Partial<Patience> | undefined
  readonly userAgent?: string | undefined
}

/** Makes a client of OCI registries. Source of the protocol: OCI distribution spec v1.1. */
export function createRegistryClient(options: RegistryClientOptions = {}): RegistryClient {
  const { clock = systemClock, credentials = anonymous, patience, userAgent, tokenHosts } = options
  const fetch = options.fetch ?? globalThis.fetch
  const transport = createTransport({ fetch, clock, patience, userAgent })
  const authorizer = createAuthorizer({ transport, clock, credentials, tokenHosts })
  const upstream = (of: Repository) => openSession(endpointsOf(of.registry, options).upstream, transport, authorizer)
  const readers = (of: Repository, whom?: Whom) => {
    if (whom === 'registry-alone') return [upstream(of)]
    const { mirrors, upstream: last } = endpointsOf(of.registry, options)
    return [...mirrors, last].map(endpoint => openSession(endpoint, transport, authorizer))
  }
  return {
    manifest: async (from, reference, whom) =>
      askInOrder(readers(checked(from, reference), whom), session => readManifest(session, from.repository, reference)),
    manifestAsPusher: async (from, reference) =>
      readManifest(upstream(checked(from, reference)), from.repository, reference, ['pull', 'push']),
    headManifest: async (from, reference) =>
      askInOrder(readers(checked(from, reference)), session => resolveManifest(session, from.repository, reference)),
    blob: async (from, digest, cap, whom) =>
      askInOrder(readers(checked(from), whom), session => readBlob(session, from.repository, digest, cap)),
    blobExists: async (from, digest) =>
      headBlob(upstream(checked(from)), { repository: from.repository, actions: ['pull'] }, digest),
    putBlob: async (to, digest, content, { mountFrom } = {}) =>
      storeBlob(upstream(checked(to)), { repository: to.repository, digest, content, mountFrom }),
    putManifest: async (to, reference, bytes, mediaType) =>
      storeManifest(upstream(checked(to, reference)), to.repository, reference, bytes, mediaType),
    mayPush: async to => askToPush(upstream(checked(to)), to.repository),
    deleteManifest: async (from, reference) =>
      removeManifest(upstream(checked(from, reference)), from.repository, reference),
    listTags: async of => readTags(upstream(checked(of)), of.repository),
    requests: transport.requests,
  }
}

/**
 * Asks mirrors first and the registry last; the first that has it answers, and what the registry itself says stands.
 * If it has a fault, those of the mirrors are told too.
 */
async function askInOrder<T extends { readonly kind: string }>(
  sessions: readonly Session[],
  ask: (session: Session) => Promise<T | Fault>,
): Promise<T | Fault> {
  const before: string[] = []
  for (const session of sessions) {
    const answer = await ask(session)
    if (session.endpoint.role === 'upstream') return isFault(answer) ? withMirrors(answer, before) : answer
    if (answer.kind === 'found') return answer
    before.push(`${session.endpoint.host}: ${isFault(answer) ? answer.detail : 'does not have it'}`)
  }
  throw new Error('a registry without a server')
}

function withMirrors(fault: Fault, before: readonly string[]): Fault {
  return before.length === 0
    ? fault
    : { ...fault, detail: `${fault.detail}; before, mirror ${before.join('; mirror ')}` }
}

/** A name outside the grammar would reach another path of the server, where a 404 means nothing. */
function checked(repository: Repository, reference?: string): Repository {
  const path = repository.repository
  if (path.length > longestPath || !path.split('/').every(part => componentPattern.test(part))) {
    throw new BasehitError('BH006', `\`${path}\` is not a repository`)
  }
  if (reference !== undefined && !isDigest(reference) && !tagPattern.test(reference)) {
    throw new BasehitError('BH006', `\`${reference}\` is neither a tag nor a digest`)
  }
  return repository
}
