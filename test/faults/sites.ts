import type { FaultKind, Means, RequestKind } from '../fakes/faults/faults.ts'
import type { Rule } from '../fakes/registry/rules.ts'
import type { Journaled } from '../fakes/registry/server.ts'

/** What a registry holds when a run begins: the base is yet to be made, or is there. */
export type SceneName = 'publish' | 'reuse'

/** One request of a run that goes well. */
export interface Site {
  readonly scene: SceneName
  readonly name: string
  readonly kind: RequestKind
  /** `passed`: whatever comes of it, the run goes on. */
  readonly need: 'needed' | 'passed'
  /** Without a method, every request to the path. */
  readonly method?: string
  readonly path: RegExp
  /** How many requests like it a good run makes before. */
  readonly before: number
  /** How a good run's answer is read. */
  readonly good: 'found' | 'absent'
  /** What an absence means here; without it, it is no answer to such a request. */
  readonly absent?: Means
  /** What a fault means here that means something else elsewhere: by its name or by what it means there. */
  readonly instead?: Readonly<Record<string, Means>>
  /** What every lasting fault means here: a right answer is waited for, and what was answered is said in the end. */
  readonly always?: Means
}

const hex = '[0-9a-f]{64}'
const base = '/v2/team/app-base'
const tagOf = new RegExp(`^${base}/manifests/${hex}$`)
const scope = (name: string, actions: string) =>
  new RegExp(`^/token.*scope=repository%3Ateam%2F${name}%3A${actions}(?:&|$)`)
const blobs = (repository: string) => new RegExp(`^/v2/team/${repository}/blobs/sha256:`)

/** Before a login is asked for, a refusal is one of a stranger. */
const stranger = { 'a challenge for ever': 'BH080', BH080: 'BH081' } as const
/** A registry that says so does not make repositories by itself. */
const pushing = { '404 NAME_UNKNOWN': 'BH080' } as const
const upstream = (scene: SceneName): readonly Site[] => [
  {
    scene,
    name: 'token for the upstream',
    kind: 'token',
    need: 'needed',
    path: scope('upstream', 'pull'),
    before: 0,
    good: 'found',
  },
  {
    scene,
    name: 'upstream tag',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: /upstream\/manifests\/1$/,
    before: 0,
    good: 'found',
    absent: 'BH095',
    instead: stranger,
  },
  {
    scene,
    name: 'upstream image',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: /upstream\/manifests\/sha256:/,
    before: 0,
    good: 'found',
    absent: 'BH095',
  },
  {
    scene,
    name: 'upstream config',
    kind: 'blob',
    need: 'needed',
    method: 'GET',
    path: blobs('upstream'),
    before: 0,
    good: 'found',
    absent: 'BH095',
  },
  {
    scene,
    name: 'token for the probe',
    kind: 'token',
    need: 'needed',
    path: scope('app-base', 'pull'),
    before: 0,
    good: 'found',
  },
]

/** Every request of Basehit, by what the run wants to know at that point. */
export const sites: readonly Site[] = [
  ...upstream('publish'),
  {
    scene: 'publish',
    name: 'probe',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: tagOf,
    before: 0,
    good: 'absent',
    absent: 'passes',
  },
  {
    scene: 'publish',
    name: 'newest record',
    kind: 'manifest',
    need: 'passed',
    method: 'GET',
    path: /\/last-[^/]+$/,
    before: 0,
    good: 'found',
  },
  {
    scene: 'publish',
    name: 'newest recipe',
    kind: 'blob',
    need: 'passed',
    method: 'GET',
    path: /blobs\/sha256:OLD$/,
    before: 0,
    good: 'found',
  },
  {
    scene: 'publish',
    name: 'newest record blob',
    kind: 'blob',
    need: 'passed',
    method: 'GET',
    path: /blobs\/sha256:REC$/,
    before: 0,
    good: 'found',
  },
  {
    scene: 'publish',
    name: 'probe again',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: tagOf,
    before: 1,
    good: 'absent',
    absent: 'passes',
  },
  {
    scene: 'publish',
    name: 'token to push',
    kind: 'token',
    need: 'needed',
    path: scope('app-base', 'pull%2Cpush'),
    before: 0,
    good: 'found',
    instead: pushing,
  },
  {
    scene: 'publish',
    name: 'ask to push',
    kind: 'open-upload',
    need: 'needed',
    method: 'POST',
    path: /uploads\/$/,
    before: 0,
    good: 'found',
    instead: pushing,
  },
  {
    scene: 'publish',
    name: 'withdraw the question',
    kind: 'close-upload',
    need: 'passed',
    method: 'DELETE',
    path: /uploads\//,
    before: 0,
    good: 'found',
  },
  {
    scene: 'publish',
    name: 'read back',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: /app-base\/manifests\/sha256:/,
    before: 0,
    good: 'found',
    absent: 'BH097',
  },
  {
    scene: 'publish',
    name: 'read the config',
    kind: 'blob',
    need: 'needed',
    method: 'GET',
    path: blobs('app-base'),
    before: 2,
    good: 'found',
    absent: 'BH097',
  },
  {
    scene: 'publish',
    name: 'check a blob',
    kind: 'head',
    need: 'needed',
    path: blobs('app-base'),
    before: 3,
    good: 'found',
    absent: 'BH097',
  },
  {
    scene: 'publish',
    name: 'check the last blob',
    kind: 'head',
    need: 'needed',
    path: blobs('app-base'),
    before: 4,
    good: 'found',
    absent: 'BH097',
  },
  {
    scene: 'publish',
    name: 'look for the recipe',
    kind: 'head',
    need: 'needed',
    path: blobs('app-base'),
    before: 5,
    good: 'absent',
    absent: 'passes',
  },
  {
    scene: 'publish',
    name: 'open the upload of the recipe',
    kind: 'open-upload',
    need: 'needed',
    method: 'POST',
    path: /uploads\/$/,
    before: 1,
    good: 'found',
    instead: pushing,
  },
  {
    scene: 'publish',
    name: 'upload the recipe',
    kind: 'end-upload',
    need: 'needed',
    method: 'PUT',
    path: /uploads\//,
    before: 0,
    good: 'found',
    instead: pushing,
  },
  {
    scene: 'publish',
    name: 'store the record',
    kind: 'put-manifest',
    need: 'needed',
    method: 'PUT',
    path: /manifests\/sha256:/,
    before: 0,
    good: 'found',
    instead: pushing,
  },
  {
    scene: 'publish',
    name: 'store the annotated image',
    kind: 'put-manifest',
    need: 'needed',
    method: 'PUT',
    path: /manifests\/sha256:/,
    before: 1,
    good: 'found',
    instead: pushing,
  },
  {
    scene: 'publish',
    name: 'look for a record',
    kind: 'manifest',
    need: 'passed',
    method: 'GET',
    path: new RegExp(`/${hex}\\.record$`),
    before: 0,
    good: 'absent',
  },
  {
    scene: 'publish',
    name: 'name the record',
    kind: 'put-manifest',
    need: 'needed',
    method: 'PUT',
    path: /[0-9a-f]\.record$/,
    before: 0,
    good: 'found',
    instead: { ...pushing, BH093: 'passes' },
  },
  {
    scene: 'publish',
    name: 'probe the tag',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: tagOf,
    before: 2,
    good: 'absent',
    absent: 'passes',
  },
  {
    scene: 'publish',
    name: 'put the tag',
    kind: 'put-manifest',
    need: 'needed',
    method: 'PUT',
    path: tagOf,
    before: 0,
    good: 'found',
    instead: pushing,
  },
  {
    scene: 'publish',
    name: 'confirm the tag',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: tagOf,
    before: 3,
    good: 'found',
    absent: 'passes',
    always: 'BH097',
  },
  {
    scene: 'publish',
    name: 'tag the record',
    kind: 'put-manifest',
    need: 'passed',
    method: 'PUT',
    path: /[0-9a-f]\.record$/,
    before: 1,
    good: 'found',
  },
  {
    scene: 'publish',
    name: 'last records',
    kind: 'manifest',
    need: 'passed',
    method: 'GET',
    path: /\/last-[^/]+$/,
    before: 1,
    good: 'found',
  },
  {
    scene: 'publish',
    name: 'point at the newest record',
    kind: 'put-manifest',
    need: 'passed',
    method: 'PUT',
    path: /\/last-[^/]+$/,
    before: 0,
    good: 'found',
  },
  {
    scene: 'reuse',
    name: 'probe',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: tagOf,
    before: 0,
    good: 'found',
    absent: 'passes',
  },
  {
    scene: 'reuse',
    name: 'token for the app',
    kind: 'token',
    need: 'needed',
    path: scope('app', 'pull'),
    before: 0,
    good: 'found',
  },
  {
    scene: 'reuse',
    name: 'read the app',
    kind: 'manifest',
    need: 'needed',
    method: 'GET',
    path: /team\/app\/manifests\//,
    before: 0,
    good: 'found',
    absent: 'BH106',
  },
  {
    scene: 'reuse',
    name: "read the app's config",
    kind: 'blob',
    need: 'needed',
    method: 'GET',
    path: blobs('app'),
    before: 0,
    good: 'found',
    absent: 'BH106',
  },
  {
    scene: 'reuse',
    name: "read the base's config",
    kind: 'blob',
    need: 'needed',
    method: 'GET',
    path: blobs('app-base'),
    before: 0,
    good: 'found',
    absent: 'BH097',
  },
  {
    scene: 'reuse',
    name: 'token to tag the app',
    kind: 'token',
    need: 'needed',
    path: scope('app', 'pull%2Cpush'),
    before: 0,
    good: 'found',
    instead: pushing,
  },
  {
    scene: 'reuse',
    name: 'tag the app',
    kind: 'put-manifest',
    need: 'needed',
    method: 'PUT',
    path: /team\/app\/manifests\/1$/,
    before: 0,
    good: 'found',
    instead: pushing,
  },
]

/** Requests of a reuse that are those of a publication once more. */
export const sameAgain: readonly Site[] = upstream('reuse')

/** Puts the digests of the base before into the paths that name them. */
export function atDigests(site: Site, { recipe, record }: { readonly recipe: string; readonly record: string }): Site {
  return { ...site, path: new RegExp(site.path.source.replace('OLD', recipe).replace('REC', record)) }
}

/** The requests of Basehit itself, with those that only learn that a login is wanted. */
export const ofBasehit = /^basehit/

/** The rule that makes a fault befall the site. */
export function ruleAt(site: Site, fault: FaultKind, act: Rule['act']): Rule {
  const { method, path, before, kind } = site
  // Blobs are asked for side by side, and each is asked for twice before its absence is believed.
  const times = kind === 'head' && fault.means === 'absent' ? undefined : fault.times
  return {
    path,
    agent: ofBasehit,
    skip: before,
    act,
    ...(method === undefined ? {} : { method }),
    ...(times === undefined ? {} : { times }),
  }
}

/** Whether a journaled request is one the rule of a site looks at. */
export function isAt({ method, path }: Site, request: Journaled): boolean {
  const agent = request.headers['user-agent'] ?? ''
  return ofBasehit.test(agent) && path.test(request.target) && (method === undefined || method === request.method)
}

/** Whether a fault can befall a site. */
export function applies(fault: FaultKind, site: Site): boolean {
  if (fault.onlyFound && site.good !== 'found') return false
  return fault.kinds === undefined ? true : fault.kinds.includes(site.kind)
}

/** What has to come of a fault at a site. */
export function declaredMeans(fault: FaultKind, site: Site): Means {
  if (site.need === 'passed') return 'passes'
  const means = fault.unless?.[site.kind] ?? fault.means
  const own = site.instead?.[fault.name] ?? site.instead?.[means]
  if (own !== undefined) return own
  if (means.startsWith('BH') && site.always !== undefined) return site.always
  if (means !== 'absent') return means
  return site.absent ?? 'BH089'
}
