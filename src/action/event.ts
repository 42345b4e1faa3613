import type { context } from '@actions/github'
import type { Origin } from '../commands/read-provenance.ts'
import type { RunFacts } from '../commands/world.ts'
import { actorOf } from '../machine/actor.ts'
import type { Actor } from '../plan/trust.ts'

/** What @actions/github knows of the run. */
export type Context = Pick<
  typeof context,
  'eventName' | 'serverUrl' | 'repo' | 'sha' | 'ref' | 'actor' | 'runId' | 'runAttempt' | 'payload'
>

/** What a workflow run is, for the record of a base, for an image's provenance, and for what it may do. */
export interface EventFacts {
  readonly run: Omit<RunFacts, 'basehit'>
  readonly origin: Origin
  readonly actor: Actor
}

/**
 * Reads the facts of the event that started the run; `refProtected` is GITHUB_REF_PROTECTED. A repository that does not say
 * so is taken for a public one.
 */
export function readEvent(context: Context, refProtected: string | undefined): EventFacts {
  const { eventName, serverUrl, repo, sha, ref, actor, runId, runAttempt, payload } = context
  const source = `${serverUrl}/${repo.owner}/${repo.repo}`
  const url = `${source}/actions/runs/${runId}/attempts/${runAttempt || 1}`
  const isRefProtected = refProtected === 'true'
  return {
    run: {
      source,
      ...(runId > 0 ? { url } : {}),
      ...(sha ? { commit: sha } : {}),
      ...(ref ? { ref } : {}),
      ...(actor ? { actor } : {}),
    },
    origin: {
      builder: url,
      visibility: payload.repository?.private === true ? 'private' : 'public',
    },
    actor: actorOf({
      event: eventName ?? '',
      ref: ref ?? '',
      sha: sha ?? '',
      isRefProtected,
      login: actor ?? '',
      payload,
    }),
  }
}
