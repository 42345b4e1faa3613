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

/** Cells of the table of common subsequences; with more, anchors are taken in order, which may find fewer. */
const mostCells = 4_000_000

/** Most recipes differ in the middle: what they begin and end with alike needs no table. */
function anchors(before: readonly Operation[], after: readonly Operation[]): Anchor[] {
  const [old, now] = [before.map(identity), after.map(identity)]
  const shorter = Math.min(old.length, now.length)
  let start = 0
  while (start < shorter && old[start] === now[start]) start++
  let end = 0
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++
  const [left, right] = [old.slice(start, old.length - end), now.slice(start, now.length - end)]
  const find = left.length * right.length > mostCells ? anchorsInOrder : longestAnchors
  return [
    ...Array.from({ length: start }, (_, at): Anchor => [at, at]),
    ...find(left, right).map(([i, j]): Anchor => [start + i, start + j]),
    ...Array.from({ length: end }, (_, at): Anchor => [old.length - end + at, now.length - end + at]),
  ]
}

/** Gives each of the old ones the next of the same identity that is left. */
function anchorsInOrder(old: readonly string[], now: readonly string[]): Anchor[] {
  const places = new Map<string, number[]>()
  for (let j = now.length - 1; j >= 0; j--) {
    const name = now[j] ?? ''
    const known = places.get(name)
    if (known === undefined) places.set(name, [j])
    else known.push(j)
  }
  const found: Anchor[] = []
  let next = 0
  for (const [i, name] of old.entries()) {
    const left = places.get(name) ?? []
    while ((left.at(-1) ?? next) < next) left.pop()
    const j = left.pop()
    if (j === undefined) continue
    found.push([i, j])
    next = j + 1
  }
  return found
}

function longestAnchors(old: readonly string[], now: readonly string[]): Anchor[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row !== undefined) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const found: Anchor[] = []
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) found.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return found
}

function pairBetween(before: readonly Operation[], after: readonly Operation[]): OperationPair[] {
  const left = [...before]
  const pairs = after.map((operation): OperationPair => {
    const at = left.findIndex(each => each.op === operation.op)
    return { before: at < 0 ? undefined : left.splice(at, 1)[0], after: operation }
  })
  return [...left.map(operation => ({ before: operation, after: undefined })), ...pairs]
}
