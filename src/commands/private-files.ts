import { rootedPath } from '../context/entry.ts'
import type { Taker } from '../context/selection.ts'
import { BasehitError } from '../errors.ts'

/** A directory or file `.git`, and the file of Docker's logins, wherever they are. */
const unwanted = /^(?:.*?\/)?(?:(\.git)(?=\/|$)|(\.docker)\/config\.json$)/

/**
 * Refuses to make a base of what a checkout or a login leaves in a context, unless a source has its name. BuildKit copies
 * it, so leaving it out would be another base than BuildKit's.
 */
export function refuseUnnamed(path: string, { source, position }: Taker, ignoredIn: string): void {
  const match = unwanted.exec(path)
  if (match === null) return
  const [found, git, docker] = match
  const names = rootedPath(source).split('/')
  if (names.includes(git ?? docker ?? '')) return
  const why = git === undefined ? 'it holds logins' : "it may hold the checkout's token, and changes with every commit"
  throw new BasehitError('BH050', `\`${found}\` would be part of the base, and no source names it: ${why}`, {
    position,
    remedy: `add the line \`${found}\` to ${ignoredIn}, or name it, as in \`COPY ${found} …\``,
  })
}
