import { cleanPath } from '../context/entry.ts'

/**
 * Joins a path of an instruction to the directory it is relative to. The result is absolute; only what is joined is cleaned.
 * With `keepSlash` a trailing `/` or `/.` stays, as it decides how COPY reads a destination.
 * BuildKit: util/system/path.go NormalizePath.
 */
export function normalizePath(parent: string, path: string, keepSlash: 'keep-slash' | 'drop-slash'): string {
  const root = parent.startsWith('/') ? parent : `/${parent}`
  const joined = path === '' ? root : path.startsWith('/') ? path : cleanPath(`${root}/${path}`)
  if (keepSlash === 'drop-slash') return joined
  if (path.endsWith('/') && !joined.endsWith('/')) return `${joined}/`
  if (path.endsWith('/.')) return joined === '/' ? '/.' : `${joined}/.`
  return joined
}

/**
 * The absolute destination of a COPY or ADD: an empty path and `.` are the working directory itself. It is cleaned, whether
 * it was joined or not. BuildKit: client/llb/fileop.go normalizePath.
 */
export function destinationPath(cwd: string, path: string): string {
  const joined = normalizePath(cwd, path === '' || path === '.' ? './' : path, 'keep-slash')
  const clean = cleanPath(joined)
  const above = clean === '/' ? '/' : `${clean}/`
  if (joined.endsWith('/')) return above
  return joined.endsWith('/.') ? `${above}.` : clean
}
