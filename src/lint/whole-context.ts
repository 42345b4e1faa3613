import { rootedPath } from '../context/entry.ts'
import { BasehitError } from '../errors.ts'
import type { Taken } from './taken.ts'

/** Sources that take all there is. */
const everything: ReadonlySet<string> = new Set(['', '*', '**'])

/** The first source of a base that takes the whole build context, whatever the user puts there. */
export function wholeContext(taken: readonly Taken[]): Taken | undefined {
  return taken.find(({ context, source }) => context === '' && everything.has(rootedPath(source)))
}

/** BH033 for such a source. */
export function wholeContextFault({ source, position, ignoredIn }: Taken): BasehitError {
  return new BasehitError(
    'BH033',
    `the base takes the whole context (\`${source || '.'}\`): every file of the context is part of the base's key`,
    { position, remedy: `name the files that the base needs, or hide all others in ${ignoredIn}` },
  )
}
