/** Returns the candidate that was probably meant by a mistyped word, or undefined if none is close. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 4))
  let best: { readonly candidate: string; readonly edits: number } | undefined
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue
    const edits = countEdits(word.toLowerCase(), candidate.toLowerCase())
    if (edits <= limit && (best === undefined || edits < best.edits)) best = { candidate, edits }
  }
  return best?.candidate
}

/** Counts insertions, deletions and replacements that turn one word into another; a swap of neighbours is half of one. */
function countEdits(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, index) => index)]
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1
      const before = rows[row - 1] ?? []
      const edits = [(before[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (before[column - 1] ?? 0) + cost]
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        edits.push((rows[row - 2]?.[column - 2] ?? 0) + 0.5)
      }
      current.push(Math.min(...edits))
    }
    rows.push(current)
  }
  return rows[from.length]?.[to.length] ?? 0
}
