import type { Position } from '../position.ts'
import { cleanPath, rootedPath } from './entry.ts'
import { compilePatterns, type Matcher } from './ignore.ts'
import { compileWildcard, hasWildcard } from './wildcard.ts'

/** What `--parents` makes of a source: where to start, and what below it to take. */
export interface ParentsSource {
  /** The part before the pivot `/./`, which does not land; the root if there is no pivot. */
  readonly start: string
  readonly include: Include
  /** A path that has to be among what is taken; absent if wildcards are used. */
  readonly required?: string
}

/** A filter that takes paths, and knows where none can be. */
export interface Include {
  readonly matcher: Matcher
  /** Tells whether something below a directory that is not taken itself can be. */
  readonly mayContain: (directory: string) => boolean
}

/** Splits a source of `COPY --parents`. BuildKit: dockerfile2llb/convert_copy.go. */
export function splitParents(source: string, position: Position | undefined): ParentsSource {
  const pivot = source.indexOf('/./')
  const start = pivot === -1 ? '' : source.slice(0, pivot)
  const rest = pivot === -1 ? source : source.slice(pivot + '/./'.length)
  const pattern = rest.startsWith('/') ? rest.slice(1) : rootedPath(rest)
  const isPlain = !hasWildcard(start) && !hasWildcard(rest)
  return {
    start: rootedPath(start),
    include: compileInclude(pattern, position),
    ...(isPlain ? { required: rootedPath(`${start}/${pattern}`) } : {}),
  }
}

function compileInclude(pattern: string, position: Position | undefined): Include {
  const matcher = compilePatterns([{ text: pattern, ...(position ? { position } : {}) }])
  const names = cleanPath(pattern).split('/')
  const parts = names.map(compileWildcard)
  const isAnywhere = pattern.startsWith('!') || names.some(name => /\*\*|\[/.test(name)) || parts.includes(undefined)
  return {
    matcher,
    mayContain: directory => {
      if (isAnywhere) return true
      const above = directory.split('/')
      return above.length < names.length && above.every((name, index) => parts[index]?.matches(name) === true)
    },
  }
}
