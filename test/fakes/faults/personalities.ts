import type { Login } from '../registry/login.ts'
import type { Habits } from '../registry/protocol.ts'

/** An answer as a registry gives it. */
export interface Said {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a registry answers, and to which request. */
export interface Refusal extends Said {
  readonly at: 'token' | 'manifest' | 'upload'
}

/** How one registry differs from the others, as far as a probe and a publication see it. */
export interface Personality {
  readonly name: string
  readonly login: Login['kind']
  readonly habits: Partial<Habits>
  /** To a tag that is not there. */
  readonly noTag: Said
  /** To a repository that is not there, until something is pushed. */
  readonly noRepository: Refusal
  /** To a push into it; without it, a push makes the repository. */
  readonly noCreation?: Said
  /** To somebody without a login; without it, the challenge. */
  readonly stranger?: Refusal
  /** To a login that was good once. */
  readonly expired: Refusal
  readonly limited: Refusal
  /** To a push by somebody who may only pull. */
  readonly readOnly: Refusal
  readonly down: Said
}

const json = { 'content-type': 'application/json' }
const text = { 'content-type': 'text/plain' }
const html = { 'content-type': 'text/html' }

function oci(status: number, code: string, message: string): Said {
  return { status, body: JSON.stringify({ errors: [{ code, message }] }), headers: json }
}

function at(place: Refusal['at'], said: Said): Refusal {
  return { at: place, ...said }
}

const unknown = oci(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
const nameUnknown = oci(404, 'NAME_UNKNOWN', 'repository name not known to registry')
const unavailable: Said = { status: 503, body: '<html>Service Unavailable</html>', headers: html }
const badGateway: Said = { status: 502, body: '<html>Bad Gateway</html>', headers: html }

/** Registries as they answer, from their threads and sources. */
export const personalities: readonly Personality[] = [
  {
    name: 'GHCR',
    login: 'bearer',
    habits: { apiVersion: 'said' },
    noTag: unknown,
    noRepository: at('token', oci(403, 'DENIED', 'requested access to the resource is denied')),
    stranger: at('token', oci(401, 'UNAUTHORIZED', 'authentication required')),
    expired: at('token', oci(403, 'DENIED', 'denied')),
    limited: at('manifest', { status: 429, body: '', headers: {} }),
    readOnly: at('upload', oci(403, 'DENIED', 'permission_denied: write_package')),
    down: { status: 499, body: '' },
  },
  {
    name: 'Docker Hub',
    login: 'bearer',
    habits: { apiVersion: 'said' },
    noTag: unknown,
    noRepository: at('manifest', oci(401, 'UNAUTHORIZED', 'authentication required')),
    expired: at('token', { status: 401, body: '{"details":"incorrect username or password"}', headers: json }),
    limited: at('manifest', {
      ...oci(429, 'TOOMANYREQUESTS', 'You have reached your pull rate limit.'),
      headers: { ...json, 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' },
    }),
    readOnly: at('upload', oci(401, 'UNAUTHORIZED', 'authentication required')),
    down: unavailable,
  },
  {
    name: 'ECR',
    login: 'basic',
    habits: { apiVersion: 'said', tags: 'immutable' },
    noTag: oci(404, 'MANIFEST_UNKNOWN', 'Requested image not found'),
    noRepository: at('manifest', oci(404, 'NAME_UNKNOWN', "The repository with name 'team/app-base' does not exist")),
    noCreation: oci(404, 'NAME_UNKNOWN', "The repository with name 'team/app-base' does not exist"),
    expired: at('manifest', {
      status: 403,
      body: 'Your Authorization Token has expired. Please re-authenticate',
      headers: text,
    }),
    limited: at('manifest', oci(429, 'TOOMANYREQUESTS', 'Rate exceeded')),
    readOnly: at('upload', oci(403, 'DENIED', 'User is not authorized to perform: ecr:InitiateLayerUpload')),
    down: { status: 500, body: '' },
  },
  {
    name: 'ECR Public',
    login: 'bearer',
    habits: { apiVersion: 'said' },
    noTag: oci(404, 'MANIFEST_UNKNOWN', 'Requested image not found'),
    noRepository: at('manifest', oci(404, 'NAME_UNKNOWN', 'The repository does not exist')),
    noCreation: oci(404, 'NAME_UNKNOWN', 'The repository does not exist'),
    expired: at('token', oci(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.')),
    limited: at('token', oci(429, 'TOOMANYREQUESTS', 'Rate exceeded')),
    readOnly: at('upload', oci(403, 'DENIED', 'not authorized to perform: ecr-public:InitiateLayerUpload')),
    down: unavailable,
  },
  {
    name: 'Artifact Registry',
    login: 'bearer',
    habits: { apiVersion: 'said', tags: 'immutable' },
    noTag: oci(404, 'MANIFEST_UNKNOWN', 'Failed to fetch'),
    noRepository: at(
      'manifest',
      oci(
        403,
        'DENIED',
        "Permission 'artifactregistry.repositories.downloadArtifacts' denied on resource (or it may not exist)",
      ),
    ),
    noCreation: oci(404, 'NAME_UNKNOWN', 'Repository not found'),
    expired: at('token', oci(401, 'UNAUTHORIZED', 'authentication failed')),
    limited: at('manifest', oci(429, 'TOOMANYREQUESTS', 'Quota exceeded')),
    readOnly: at('upload', oci(403, 'DENIED', "Permission 'artifactregistry.repositories.uploadArtifacts' denied")),
    down: { status: 500, body: '' },
  },
  {
    name: 'ACR',
    login: 'bearer',
    habits: { apiVersion: 'said' },
    noTag: oci(404, 'MANIFEST_UNKNOWN', 'manifest tagged by "x" is not found'),
    noRepository: at('manifest', nameUnknown),
    expired: at('token', oci(401, 'UNAUTHORIZED', 'authentication required, visit https://aka.ms/acr/authorization')),
    limited: at('manifest', {
      ...oci(429, 'TOOMANYREQUESTS', 'too many requests'),
      headers: { ...json, 'retry-after': '600' },
    }),
    readOnly: at('upload', oci(403, 'DENIED', 'requested access to the resource is denied')),
    down: unavailable,
  },
  {
    name: 'Quay',
    login: 'bearer',
    habits: { apiVersion: 'said', mounts: 'none' },
    noTag: oci(404, 'TAG_EXPIRED', 'Tag x was deleted or has expired. To pull, revive via time machine'),
    noRepository: at('manifest', oci(401, 'UNAUTHORIZED', 'access to the requested resource is not authorized')),
    expired: at('token', { status: 401, body: '{"error":"Invalid robot credentials"}', headers: json }),
    limited: at('manifest', { status: 429, body: '<html>429 Too Many Requests</html>', headers: html }),
    readOnly: at('upload', oci(401, 'UNAUTHORIZED', 'access to the requested resource is not authorized')),
    down: badGateway,
  },
  {
    name: 'GitLab',
    login: 'bearer',
    habits: { apiVersion: 'said' },
    noTag: unknown,
    noRepository: at('manifest', nameUnknown),
    expired: at('token', oci(403, 'DENIED', 'access forbidden')),
    limited: at('manifest', { status: 429, body: 'Retry later\n', headers: text }),
    readOnly: at('upload', oci(401, 'UNAUTHORIZED', 'requested access to the resource is denied')),
    down: { status: 502, body: 'GitLab is not responding', headers: text },
  },
  {
    name: 'Harbor',
    login: 'bearer',
    habits: { apiVersion: 'said' },
    noTag: oci(404, 'NOT_FOUND', 'artifact team/app-base:x not found'),
    noRepository: at('manifest', oci(404, 'NOT_FOUND', 'repository team/app-base not found')),
    expired: at('token', oci(401, 'UNAUTHORIZED', 'unauthorized')),
    limited: at('manifest', oci(429, 'TOOMANYREQUESTS', 'too many requests')),
    readOnly: at('upload', oci(401, 'UNAUTHORIZED', 'unauthorized to access repository: team/app-base, action: push')),
    down: badGateway,
  },
  {
    name: 'Artifactory',
    login: 'bearer',
    habits: { apiVersion: 'said' },
    noTag: {
      status: 404,
      body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"The named manifest is not known to the registry.","detail":{"manifest":"x"}}]}',
      headers: json,
    },
    // A virtual repository denies whatever it does not have, to everybody.
    noRepository: at('manifest', {
      status: 403,
      body: '{"errors":[{"status":403,"message":"Forbidden"}]}',
      headers: json,
    }),
    noCreation: { status: 403, body: '{"errors":[{"status":403,"message":"Forbidden"}]}', headers: json },
    expired: at('token', {
      status: 401,
      body: '{"errors":[{"status":401,"message":"Token failed verification: expired"}]}',
      headers: json,
    }),
    limited: at('manifest', { status: 429, body: '', headers: {} }),
    readOnly: at('upload', { status: 403, body: '{"errors":[{"status":403,"message":"Forbidden"}]}', headers: json }),
    down: unavailable,
  },
  {
    name: 'Nexus',
    login: 'basic',
    habits: { apiVersion: 'said' },
    noTag: unknown,
    noRepository: at('manifest', unknown),
    expired: at('manifest', oci(401, 'UNAUTHORIZED', 'access to the requested resource is not authorized')),
    limited: at('manifest', { status: 429, body: '', headers: {} }),
    readOnly: at('upload', oci(403, 'DENIED', 'access to the requested resource is denied')),
    down: unavailable,
  },
  {
    name: 'distribution',
    login: 'none',
    habits: { apiVersion: 'said' },
    noTag: unknown,
    noRepository: at('manifest', unknown),
    stranger: at('manifest', { status: 401, body: '', headers: { 'www-authenticate': 'Basic realm="r"' } }),
    expired: at('manifest', { status: 401, body: '', headers: { 'www-authenticate': 'Basic realm="r"' } }),
    limited: at('manifest', { status: 429, body: '', headers: {} }),
    readOnly: at('upload', oci(405, 'UNSUPPORTED', 'The operation is unsupported.')),
    down: { status: 503, body: '' },
  },
  {
    name: 'zot',
    login: 'basic',
    habits: { apiVersion: 'said' },
    noTag: oci(404, 'MANIFEST_UNKNOWN', 'manifest unknown to registry'),
    noRepository: at('manifest', nameUnknown),
    expired: at('manifest', {
      status: 401,
      body: '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
      headers: json,
    }),
    limited: at('manifest', { status: 429, body: 'Too Many Requests', headers: text }),
    readOnly: at('upload', oci(403, 'DENIED', 'requested access to the resource is denied')),
    down: { status: 500, body: '' },
  },
]
