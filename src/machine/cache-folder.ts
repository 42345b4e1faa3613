import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** The home of this process's user; the root where the user has none, as for a user that the system does not know. */
export function homeFolder(): string {
  try {
    return homedir() || '/'
  } catch {
    return '/'
  }
}

/**
 * The folder that all runs of a user on a machine share.
 * A relative XDG_CACHE_HOME is as none: XDG Base Directory Specification, "Basics".
 */
export function cacheFolder(
  { XDG_CACHE_HOME = '' }: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  return join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(home, '.cache'), 'basehit')
}
