import { describe, expect, it } from 'vitest'
import { digestText, type World } from './memory.ts'

/** A Dockerfile, or one with the world it is lowered in. */
export type Side = string | readonly [text: string, world: World]
/** Why two builds are one, or two, and the two. */
export type Pair = readonly [reason: string, one: Side, other: Side]

/** Checks that BuildKit builds the same in each pair, so that one base serves both. */
export function same(world: World, pairs: readonly Pair[]): void {
  describe('the same base', () => {
    it.each(pairs)('%s', (_, one, other) => expect(digestOf(one, world)).toBe(digestOf(other, world)))
  })
}

/** Checks that BuildKit builds something else in each pair, so that neither base may serve the other. */
export function differs(world: World, pairs: readonly Pair[]): void {
  describe('another base', () => {
    it.each(pairs)('%s', (_, one, other) => expect(digestOf(one, world)).not.toBe(digestOf(other, world)))
  })
}

function digestOf(side: Side, world: World): string {
  return typeof side === 'string' ? digestText(side, world) : digestText(side[0], { ...world, ...side[1] })
}

/** Checks the place, code and text of what is refused: `line:column: message [code]`. */
export function refuses(world: World, cases: readonly (readonly [text: Side, expected: string])[]): void {
  describe('refused', () => {
    it.each(cases)('%j', (side, expected) => expect(refusal(side, world)).toBe(expected))
  })
}

function refusal(side: Side, world: World): string {
  try {
    return digestOf(side, world)
  } catch (error) {
    const { code, message, position } = error as {
      code?: string
      message: string
      position?: { line: number; column: number }
    }
    return `${position === undefined ? '' : `${position.line}:${position.column}: `}${message} [${code}]`
  }
}
