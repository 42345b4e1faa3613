/** A cache that a build was to read and did not. Such a build goes on without it. */
export interface UnreadCache {
  /** Where the cache was looked for: a reference, a directory, or `TYPE:HASH`. */
  readonly source: string
  /** Nothing is there, as before the first build that writes it. */
  readonly isMissing: boolean
  readonly reason: string
}

const step = /^(?:\[[^\]]*\] )?importing cache manifest from (.+)$/s

/** Whether a step only reads a cache: it may fail, and no build fails by it. BuildKit: solver/llbsolver/bridge.go. */
export function isCacheImport(name: string): boolean {
  return step.test(name)
}

/**
 * What became of the cache behind a step that failed; undefined if the step is another one. A registry that has no such
 * tag or repository is `…: not found` (containerd: remotes/docker/resolver.go).
 */
export function unreadCache(name: string, error: string): UnreadCache | undefined {
  const source = step.exec(name)?.[1]
  if (source === undefined) return undefined
  const reason = error.replace(/^failed to configure \S+ cache importer: /, '')
  return { source, isMissing: /(?:^|: )not found$/.test(reason), reason }
}

/** The same of a directory, which buildx itself looks into (BuildKit: client/solve.go). */
export function unreadDirectory(line: string): UnreadCache | undefined {
  const [, source, reason] = /^WARNING: local cache import at (.+) skipped due to err: (.+)$/.exec(line) ?? []
  if (source === undefined || reason === undefined) return undefined
  return { source, isMissing: /: no such file or directory$/.test(reason), reason }
}
