import { lastPoint, words } from './points.ts'

/** Code points from the first to the second of each pair; in any order, and they may overlap. */
export type Ranges = readonly (readonly [number, number])[]

/** A part of a regular expression. */
export type Node =
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly branches: readonly Node[] }
  /** Nothing or once, or any number of times. */
  | { readonly kind: 'repeat'; readonly part: Node; readonly most: 'one' | 'many' }

type Assertion = 'start' | 'end' | 'boundary' | 'no-boundary'

/** What an expression asks step by step: a set or an assertion goes on to the next one, `go` to each it names. */
type Instruction =
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'go'; readonly to: number[] }
  | { readonly kind: 'match' }

/** More instructions than any pattern of a person; Go takes more. */
const mostInstructions = 65_536
/** Places and transitions that the kept states of one automaton hold together; beyond, they are made again. */
const mostKept = 20_000

/** Makes an automaton of an expression; undefined if it is too large. */
export function buildAutomaton(node: Node): Automaton | undefined {
  const program: Instruction[] = []
  emit(node, program)
  program.push({ kind: 'match' })
  return program.length > mostInstructions ? undefined : new Automaton(program)
}

function emit(node: Node, program: Instruction[]): void {
  if (node.kind === 'set' || node.kind === 'assert') program.push(node)
  else if (node.kind === 'sequence') for (const part of node.parts) emit(part, program)
  else if (node.kind === 'choice') emitChoice(node.branches, program)
  else emitRepeat(node.part, node.most, program)
}

function emitChoice(branches: readonly Node[], program: Instruction[]): void {
  const starts: number[] = []
  const ends: number[][] = []
  program.push({ kind: 'go', to: starts })
  for (const branch of branches) {
    starts.push(program.length)
    emit(branch, program)
    const to: number[] = []
    ends.push(to)
    program.push({ kind: 'go', to })
  }
  for (const to of ends) to.push(program.length)
}

function emitRepeat(part: Node, most: 'one' | 'many', program: Instruction[]): void {
  const start = program.length
  const to = [start + 1]
  program.push({ kind: 'go', to })
  emit(part, program)
  if (most === 'many') program.push({ kind: 'go', to: [start] })
  to.push(program.length)
}

/** What is known after some characters: where in the program a match may be, before assertions are decided. */
interface State {
  readonly at: readonly number[]
  readonly isStart: boolean
  readonly isAfterWord: boolean
  /** By the class of the next character. */
  readonly next: (State | undefined)[]
  /** Whether a text that ends here fits. */
  fits: boolean | undefined
}

const matched: State = { at: [], isStart: false, isAfterWord: false, next: [], fits: true }
const failed: State = { at: [], isStart: false, isAfterWord: false, next: [], fits: false }

/**
 * Finds an expression anywhere in a text, in steps of at most the length of the expression times that of the text.
 * States are made when they are met first, and kept. The method: Thompson; RE2 and Go have it too.
 */
export class Automaton {
  readonly #program: readonly Instruction[]
  /** Where classes of characters begin: an instruction takes all of a class or none. */
  readonly #starts: readonly number[]
  readonly #ascii: Uint16Array
  readonly #isAnchored: boolean
  readonly #seen: Uint32Array
  #generation = 0
  #states = new Map<string, State>()
  #first: State
  /** What the kept states hold, in places and transitions. */
  kept = 0
  /** What was done so far, in visits of an instruction or a character. */
  steps = 0

  constructor(program: readonly Instruction[]) {
    this.#program = program
    this.#seen = new Uint32Array(program.length)
    this.#starts = classStarts(program)
    this.#ascii = Uint16Array.from({ length: 128 }, (_, point) => classOf(this.#starts, point))
    this.#first = newState([], true, false)
    this.#isAnchored = this.#close([0], () => true, 'start').length === 0
  }

  /** Tells whether the expression fits some part of a text. */
  test(text: string): boolean {
    const ascii = this.#ascii
    let state = this.#first
    this.steps += text.length
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      let kind = ascii[unit]
      if (kind === undefined) {
        const point = text.codePointAt(index) ?? unit
        if (point > 0xffff) index++
        kind = classOf(this.#starts, point)
      }
      state = state.next[kind] ?? this.#advance(state, kind)
      if (state === matched) return true
      if (state === failed) return false
    }
    state.fits ??= this.#fitsAtEnd(state)
    return state.fits
  }

  #advance(state: State, kind: number): State {
    const point = this.#starts[kind] ?? 0
    const isWord = includes(words, point)
    const open = this.#closure(state, isWord, false)
    const next = open === 'match' ? matched : this.#stateAfter(open, point, isWord)
    state.next[kind] = next
    return next
  }

  #stateAfter(open: readonly number[], point: number, isWord: boolean): State {
    const at: number[] = []
    for (const index of open) {
      const instruction = this.#program[index]
      if (instruction?.kind !== 'set') continue
      this.steps += instruction.ranges.length
      if (includes(instruction.ranges, point)) at.push(index + 1)
    }
    if (at.length === 0 && this.#isAnchored) return failed
    at.sort((one, other) => one - other)
    const key = `${isWord ? 'w' : ''}${at.join(',')}`
    const known = this.#states.get(key)
    if (known !== undefined) return known
    this.kept += at.length + this.#starts.length
    if (this.kept > mostKept) {
      this.#states = new Map()
      this.#first = newState([], true, false)
      this.kept = 0
    }
    const state = newState(at, false, isWord)
    this.#states.set(key, state)
    return state
  }

  #fitsAtEnd(state: State): boolean {
    return this.#closure(state, false, true) === 'match'
  }

  /** Decides the assertions before the next character, and says which instructions want one; a match may begin here too. */
  #closure({ at, isStart, isAfterWord }: State, isWord: boolean, isEnd: boolean): readonly number[] | 'match' {
    const isBoundary = isAfterWord !== isWord
    const holds = { start: isStart, end: isEnd, boundary: isBoundary, 'no-boundary': !isBoundary }
    const from = this.#isAnchored && !isStart ? at : [...at, 0]
    const open = this.#close(from, what => holds[what])
    return open.some(index => this.#program[index]?.kind === 'match') ? 'match' : open
  }

  /** The sets and matches that are reached without a character. */
  #close(from: readonly number[], holds: (what: Assertion) => boolean, closed?: Assertion): number[] {
    this.#generation++
    const open: number[] = []
    const waiting = [...from]
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (this.#seen[index] === this.#generation) continue
      this.#seen[index] = this.#generation
      this.steps++
      const instruction = this.#program[index]
      if (instruction?.kind === 'go') waiting.push(...instruction.to)
      else if (instruction?.kind !== 'assert') open.push(index)
      else if (instruction.what !== closed && holds(instruction.what)) waiting.push(index + 1)
    }
    return open
  }
}

function newState(at: readonly number[], isStart: boolean, isAfterWord: boolean): State {
  return { at, isStart, isAfterWord, next: [], fits: undefined }
}

function includes(ranges: Ranges, point: number): boolean {
  return ranges.some(([low, high]) => low <= point && point <= high)
}

function classStarts(program: readonly Instruction[]): number[] {
  const starts = new Set([0])
  const add = (ranges: Ranges) => {
    for (const [low, high] of ranges) starts.add(low).add(high + 1)
  }
  for (const instruction of program) if (instruction.kind === 'set') add(instruction.ranges)
  if (program.some(({ kind }) => kind === 'assert')) add(words)
  return [...starts].filter(start => start <= lastPoint).sort((one, other) => one - other)
}

/** The index of the last start at or before a code point. */
function classOf(starts: readonly number[], point: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= point) low = middle
    else high = middle - 1
  }
  return low
}
