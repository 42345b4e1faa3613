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

type Anchor = readonly [before: number, after: number]

/** Operations of one recipe, with what makes each the same step in another. */
type Steps = readonly { readonly operation: Operation; readonly identity: string }[]

/** Cells of the table of common subsequences; with more, anchors are taken in order, which may find fewer. */
const mostCells = 4_000_000

/** Most recipes differ in the middle: what they begin and end with alike needs no table. */
function anchors(before: readonly Operation[], after: readonly Operation[]): Anchor[] {
  const old = before.map(operation => ({ operation, identity: identity(operation) }))
  const now = after.map(operation => ({ operation, identity: identity(operation) }))
  const shorter = Math.min(old.length, now.length)
  let start = 0
  while (start < shorter && worth(old[start], now[start]) === 2) start++
  let end = 0
  while (end < shorter - start && worth(old.at(-1 - end), now.at(-1 - end)) === 2) end++
  const [left, right] = [old.slice(start, old.length - end), now.slice(start, now.length - end)]
  const find = left.length * right.length > mostCells ? anchorsInOrder : longestAnchors
  return [
    ...Array.from({ length: start }, (_, at): Anchor => [at, at]),
    ...find(left, right).map(([i, j]): Anchor => [start + i, start + j]),
    ...Array.from({ length: end }, (_, at): Anchor => [old.length - end + at, now.length - end + at]),
  ]
}

/** What a pair of steps is worth: nothing unless they are of one identity, the same image more than another one. */
function worth(before: Steps[number] | undefined, after: Steps[number] | undefined): 0 | 1 | 2 {
  if (before === undefined || after === undefined || before.identity !== after.identity) return 0
  return isOtherImage(before.operation, after.operation) ? 1 : 2
}

/** Gives each of the old ones the next of the same identity that is left. */
function anchorsInOrder(old: Steps, now: Steps): Anchor[] {
  const places = new Map<string, number[]>()
  for (const [j, { identity }] of [...now.entries()].reverse()) {
    const known = places.get(identity)
    if (known === undefined) places.set(identity, [j])
    else known.push(j)
  }
  const found: Anchor[] = []
  let next = 0
  for (const [i, { identity }] of old.entries()) {
    const left = places.get(identity) ?? []
    while ((left.at(-1) ?? next) < next) left.pop()
    const j = left.pop()
    if (j === undefined) continue
    found.push([i, j])
    next = j + 1
  }
  return found
}

/** The common subsequence that is worth most. */
function longestAnchors(old: Steps, now: Steps): Anchor[] {
  const scores = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  const at = (i: number, j: number) => scores[i]?.[j] ?? 0
  const paired = (i: number, j: number) => {
    const own = worth(old[i], now[j])
    return own === 0 ? 0 : at(i + 1, j + 1) + own
  }
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = scores[i]
      if (row !== undefined) row[j] = Math.max(paired(i, j), at(i + 1, j), at(i, j + 1))
    }
  }
  const found: Anchor[] = []
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (worth(old[i], now[j]) > 0 && at(i, j) === paired(i, j)) found.push([i++, j++])
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
