import { readFile } from 'node:fs/promises'
import type { Actor } from '../plan/trust.ts'

/** What GitHub Actions says of the event that started a run. */
export interface EventSource {
  readonly event: string
  readonly ref: string
  readonly sha: string
  /** GITHUB_REF_PROTECTED. */
  readonly isRefProtected: boolean
  /** Who started the run. */
  readonly login: string
  /** The event's payload; nothing in it is taken for granted. */
  readonly payload: unknown
}

/** Who runs here, by the variables of GitHub Actions and the file they name. Elsewhere it is a person. */
export async function readActor(env: Readonly<Record<string, string | undefined>>): Promise<Actor> {
  if (env.GITHUB_ACTIONS !== 'true') return { kind: 'person' }
  return actorOf({
    event: env.GITHUB_EVENT_NAME ?? '',
    ref: env.GITHUB_REF ?? '',
    sha: env.GITHUB_SHA ?? '',
    isRefProtected: env.GITHUB_REF_PROTECTED === 'true',
    login: env.GITHUB_ACTOR ?? '',
    payload: await readPayload(env.GITHUB_EVENT_PATH),
  })
}

/** Without its payload a run is trusted with less, never with more. */
async function readPayload(path: string | undefined): Promise<unknown> {
  if (!path) return undefined
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Reads who runs from an event. What the payload does not say counts as foreign, and as not protected. */
export function actorOf(source: EventSource): Actor {
  const { event, payload } = source
  const repository = recordOf(recordOf(payload).repository)
  const isForeign = isOfDependabot(source) || isOfFork(event, recordOf(payload), repository)
  return {
    kind: 'workflow',
    event,
    code: isForeign ? 'foreign' : 'own',
    ref: isTrustedRef(source, repository) ? 'protected' : 'unprotected',
  }
}

const dependabot = 'dependabot[bot]'
/**
 * The events for which GitHub gives Dependabot's runs a token that may only read. A schedule has the login of whoever last
 * changed it, which may be Dependabot too.
 */
const dependabotEvents =
  /^(?:push|create|deployment|deployment_status|pull_request|pull_request_target|pull_request_review|pull_request_review_comment)$/

function isOfDependabot({ event, login, payload }: EventSource): boolean {
  if (!dependabotEvents.test(event)) return false
  const { pull_request: request, sender } = recordOf(payload)
  const logins = [login, recordOf(sender).login, recordOf(recordOf(request).user).login]
  return logins.includes(dependabot)
}

function isOfFork(event: string, payload: Fields, repository: Fields): boolean {
  if (event.startsWith('pull_request')) {
    return !isSameRepository(recordOf(recordOf(recordOf(payload.pull_request).head).repo), repository)
  }
  if (event !== 'workflow_run') return false
  return !isSameRepository(recordOf(recordOf(payload.workflow_run).head_repository), repository)
}

/** A fork that was deleted is null, and so the same as nothing. */
function isSameRepository(one: Fields, other: Fields): boolean {
  if (typeof one.id === 'number' && typeof other.id === 'number') return one.id === other.id
  return typeof one.full_name === 'string' && one.full_name === other.full_name
}

/** What a workflow_run may follow and still build the code of the default branch; after a pull request it never does. */
const plainEvents = /^(?:push|schedule|workflow_dispatch|repository_dispatch)$/

/**
 * Whether the code that a run builds is under a rule of the repository or on its default branch. Most repositories protect
 * no branch; there the default branch is what everybody builds on anyway.
 */
function isTrustedRef({ event, ref, sha, isRefProtected, payload }: EventSource, repository: Fields): boolean {
  if (event === 'workflow_run') {
    // Its own commit is the default branch's last one. A name would prove nothing: a tag may be called like a branch.
    const { head_sha: built, event: before } = recordOf(recordOf(payload).workflow_run)
    return sha !== '' && built === sha && plainEvents.test(String(before))
  }
  // They run on the default branch only, and a schedule's payload may not say which that is.
  if (event === 'schedule' || event === 'repository_dispatch') return true
  const main = repository.default_branch
  return isRefProtected || (typeof main === 'string' && main !== '' && ref === `refs/heads/${main}`)
}

type Fields = Readonly<Record<string, unknown>>

function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
