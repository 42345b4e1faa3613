import type { context } from '@actions/github'
import type { Origin } from '../commands/read-provenance.ts'
import type { RunFacts } from '../commands/world.ts'

/** What @actions/github knows of the run. */
export type Context = Pick<
  typeof context,
  'serverUrl' | 'repo' | 'sha' | 'ref' | 'actor' | 'runId' | 'runAttempt' | 'payload'
>

/** What a workflow run is, for the record of a base and for an image's provenance. */
export interface EventFacts {
  readonly run: Omit<RunFacts, 'basehit'>
  readonly origin: Origin
}

/** Reads the facts of the event that started the run. A repository that does not say so is taken for a public one. */
export function readEvent({ serverUrl, repo, sha, ref, actor, runId, runAttempt, payload }: Context): EventFacts {
  const source = `${serverUrl}/${repo.owner}/${repo.repo}`
  const url = `${source}/actions/runs/${runId}`
  return {
    run: { source, url, ...(sha ? { commit: sha } : {}), ...(ref ? { ref } : {}), ...(actor ? { actor } : {}) },
    origin: {
      builder: `${url}/attempts/${runAttempt || 1}`,
      visibility: payload.repository?.private === true ? 'private' : 'public',
    },
  }
}
