import type { RunFacts } from '../commands/world.ts'

/** What the variables of GitHub Actions say about this run; nothing elsewhere. */
export function runFacts(env: Readonly<Record<string, string | undefined>>): Omit<RunFacts, 'basehit'> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env
  const attempt = env.GITHUB_RUN_ATTEMPT || '1'
  if (env.GITHUB_ACTIONS !== 'true' || !server || !repository) return {}
  const source = `${server}/${repository}`
  return {
    source,
    ...(env.GITHUB_SHA ? { commit: env.GITHUB_SHA } : {}),
    ...(env.GITHUB_REF ? { ref: env.GITHUB_REF } : {}),
    ...(env.GITHUB_ACTOR ? { actor: env.GITHUB_ACTOR } : {}),
    ...(run ? { url: `${source}/actions/runs/${run}/attempts/${attempt}` } : {}),
  }
}
