import type { CacheService } from '../commands/world.ts'

const variables = [
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_RESULTS_URL',
  'ACTIONS_CACHE_URL',
  'ACTIONS_CACHE_SERVICE_V2',
] as const

/**
 * The Actions cache service as this run may use it; undefined outside of GitHub Actions and where `cache-mode` is `none`.
 * It may be written if neither `cache-mode` nor every scope of the token forbids it; a token that cannot be read may.
 */
export function readCacheService(env: Readonly<Record<string, string | undefined>>): CacheService | undefined {
  const mode = env.ACTIONS_CACHE_MODE
  if (env.GITHUB_ACTIONS !== 'true' || mode === 'none') return undefined
  const given = variables.flatMap(name => {
    const value = env[name]
    return value ? [[name, value] as const] : []
  })
  const mayWrite = mode !== 'read' && tokenMayWrite(env.ACTIONS_RUNTIME_TOKEN ?? '')
  return { env: Object.fromEntries(given), mayWrite }
}

/** The token's claim `ac` is JSON in a string: `[{"Scope":"refs/heads/main","Permission":3}]`, where 2 is the bit to write. */
function tokenMayWrite(token: string): boolean {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const claim = typeof payload === 'object' && payload !== null && 'ac' in payload ? payload.ac : undefined
    const scopes: unknown = JSON.parse(String(claim))
    return !Array.isArray(scopes) || scopes.some(scope => (Number(Object(scope).Permission) & 2) !== 0)
  } catch {
    return true
  }
}
