import { canonicalJson } from '../canonical.ts'
import type { Operation } from '../lower/operations.ts'

/** Two operations that do the same part of two builds; one side is absent where a step came or went. */
export interface OperationPair {
  readonly before: Operation | undefined
  readonly after: Operation | undefined
}

/**
 * Pairs the operations of two recipes. Operations with the same identity are anchors, by the longest common
 * subsequence; what lies between two anchors is paired in order when it is of the same kind.
 */
export function alignOperations(before: readonly Operation[], after: readonly Operation[]): OperationPair[] {
  const pairs: OperationPair[] = []
  let [i, j] = [0, 0]
  for (const [x, y] of [...anchors(before, after), [before.length, after.length] as const]) {
    pairs.push(...pairBetween(before.slice(i, x), after.slice(j, y)))
    if (x < before.length) pairs.push({ before: before[x], after: after[y] })
    ;[i, j] = [x + 1, y + 1]
  }
  return pairs
}

/** What makes an operation the same step in two builds, whatever it reads. */
function identity(operation: Operation): string {
  switch (operation.op) {
    case 'image':
      return 'image'
    case 'run':
      return canonicalJson(['run', operation.command])
    case 'copy':
      return canonicalJson(['copy', operation.destination])
    case 'mkdir':
      return canonicalJson(['mkdir', operation.path])
    case 'http':
      return canonicalJson(['http', operation.url])
    case 'git':
      return canonicalJson(['git', operation.remote])
  }
}

/** How many pairs of operations are compared at most: what is in a store may be of any length. */
const mostPairs = 4_000_000

/** The pairs of operations of one identity that make the longest row, the same image before another one. */
function anchors(before: readonly Operation[], after: readonly Operation[]): (readonly [number, number])[] {
  if (before.length * after.length > mostPairs) return []
  const [old, now] = [before.map(identity), after.map(identity)]
  const scores = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  const at = (i: number, j: number) => scores[i]?.[j] ?? 0
  const paired = (i: number, j: number) =>
    old[i] === now[j] ? at(i + 1, j + 1) + (isOtherImage(before[i], after[j]) ? 1 : 2) : 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = scores[i]
      if (row !== undefined) row[j] = Math.max(paired(i, j), at(i + 1, j), at(i, j + 1))
    }
  }
  const found: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j] && at(i, j) === paired(i, j)) found.push([i++, j++])
    else if (at(i + 1, j) === at(i, j)) i++
    else j++
  }
  return found
}

function isOtherImage(before: Operation | undefined, after: Operation | undefined): boolean {
  return before?.op === 'image' && after?.op === 'image' && before.image !== after.image
}

function pairBetween(before: readonly Operation[], after: readonly Operation[]): OperationPair[] {
  const left = Map.groupBy(before, operation => operation.op)
  const next = new Map<string, number>()
  const paired = new Set<Operation>()
  const pairs = after.map((operation): OperationPair => {
    const at = next.get(operation.op) ?? 0
    const partner = left.get(operation.op)?.[at]
    next.set(operation.op, at + 1)
    if (partner !== undefined) paired.add(partner)
    return { before: partner, after: operation }
  })
  const removed = before.filter(operation => !paired.has(operation))
  return [...removed.map(operation => ({ before: operation, after: undefined })), ...pairs]
}
