import { posix } from 'node:path'

/**
 * Joins a path of an instruction to the directory it is relative to and cleans it. The result is absolute.
 * With `keepSlash` a trailing `/` or `/.` stays, as it decides how COPY reads a destination.
 * BuildKit: util/system/path.go NormalizePath.
 */
export function normalizePath(parent: string, path: string, keepSlash: 'keep-slash' | 'drop-slash'): string {
  const root = posix.join('/', parent)
  const joined = path.startsWith('/') ? posix.normalize(path) : posix.join(root, path)
  const clean = joined.length > 1 && joined.endsWith('/') ? joined.slice(0, -1) : joined
  if (keepSlash === 'drop-slash') return clean
  if (path.endsWith('/')) return clean === '/' ? clean : `${clean}/`
  if (path.endsWith('/.')) return clean === '/' ? '/.' : `${clean}/.`
  return clean
}

/** The absolute destination of a COPY or ADD: an empty path and `.` are the working directory itself. */
export function destinationPath(cwd: string, path: string): string {
  return normalizePath(cwd, path === '' || path === '.' ? './' : path, 'keep-slash')
}
