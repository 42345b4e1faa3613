/** What one side makes of a build: a digest, or why not. */
export type Verdict = { readonly digest: string } | { readonly refusal: string }

/**
 * `unsound`: BuildKit builds something else, our digest stays. `imprecise`: our digest changes for nothing.
 * `refused`: only we refuse. `lenient`: only BuildKit refuses. `invalid`: both do.
 */
export type Outcome = 'changed' | 'same' | 'unsound' | 'imprecise' | 'refused' | 'lenient' | 'invalid'

/** Whether somebody has to look at a pair. */
export function isFault({ outcome, exemption }: { outcome: Outcome; exemption: string | undefined }): boolean {
  return (
    (outcome === 'unsound' && exemption === undefined) ||
    outcome === 'imprecise' ||
    outcome === 'refused' ||
    outcome === 'lenient'
  )
}

/** Compares our answers about two builds with BuildKit's. */
export function outcomeOf(ours: readonly [Verdict, Verdict], theirs: readonly [Verdict, Verdict]): Outcome {
  const [a, b] = theirs
  const [x, y] = ours
  if ('refusal' in a || 'refusal' in b) {
    return ('refusal' in a && 'digest' in x) || ('refusal' in b && 'digest' in y) ? 'lenient' : 'invalid'
  }
  if ('refusal' in x || 'refusal' in y) return 'refused'
  const changed = x.digest !== y.digest
  if (a.digest === b.digest) return changed ? 'imprecise' : 'same'
  return changed ? 'changed' : 'unsound'
}
