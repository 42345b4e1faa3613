import { nearest } from '../nearest.ts'

/** The remedy that names the nearest known name, or lists all of them. */
export function suggestRemedy(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  return meant === undefined ? `use one of ${known.join(', ')}` : `did you mean ${meant}?`
}
