import type { Change } from '../recipe/change.ts'

/** The most changes that a log or a summary lists of one base. */
export const mostListed = 50

/**
 * Characters of all changes in one output of a job. GitHub takes 1 MB of outputs for each job, two bytes for a character,
 * and drops what has more.
 */
const mostCharacters = 100_000

/** Characters of one value: a command may be a whole script. */
const mostOfValue = 2000

/** Changes as an output of a job holds them. */
export interface CappedChanges {
  /** Null where no base before is known. */
  readonly changes: readonly Change[] | null
  /** How many there are besides. */
  readonly omittedChanges: number
}

/** The first changes of each base that fit into one output, each base having the same share of it. */
export function cappedChanges(bases: readonly { readonly changes: readonly Change[] | undefined }[]): CappedChanges[] {
  return bases.map(({ changes }) => {
    if (changes === undefined) return { changes: null, omittedChanges: 0 }
    let left = mostCharacters / bases.length
    const kept = changes.map(shortened).filter(change => {
      left -= JSON.stringify(change).length + 1
      return left >= 0
    })
    return { changes: kept, omittedChanges: changes.length - kept.length }
  })
}

function shortened(change: Change): Change {
  const { subject, before, after } = change
  return {
    ...change,
    subject: cut(subject),
    ...(before === undefined ? {} : { before: cut(before) }),
    ...(after === undefined ? {} : { after: cut(after) }),
  }
}

function cut(text: string): string {
  return text.length > mostOfValue ? `${text.slice(0, mostOfValue - 1).toWellFormed()}…` : text
}
