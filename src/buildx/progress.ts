import { StringDecoder } from 'node:string_decoder'
import { type Hide, LogLines } from './log-lines.ts'
import { type ProgressEvent, type StatusLine, statusLine, type VertexFacts } from './progress-line.ts'

export type { ProgressEvent } from './progress-line.ts'

/** One step of a build as buildx saw it in the end. */
export interface Vertex {
  readonly digest: string
  readonly name: string
  readonly cached: boolean
  /** The time it ran: what several builds report at once counts once, pauses not at all. */
  readonly durationMs: number
  readonly isFinished: boolean
  readonly error?: string | undefined
}

/** Reads `--progress=rawjson` as it arrives. Lines that are not progress are kept as text: buildx prints its error there. */
export interface ProgressReader {
  push(chunk: Uint8Array): readonly ProgressEvent[]
  end(): readonly ProgressEvent[]
  vertices(): readonly Vertex[]
  /** The last lines that a step printed, oldest first. */
  lastLines(digest: string): readonly string[]
  /** What buildx printed that is not progress, the last 64 KiB of it. */
  text(): string
}

/** The longest line read, in UTF-16 units; a longer one is dropped with a notice. */
export const maxLineLength = 4 * 1024 * 1024
const maxTextLength = 64 * 1024

interface State {
  name: string
  cached: boolean
  error: string | undefined
  /** Start → end in ms since the epoch; NaN while it runs. */
  readonly intervals: Map<number, number>
  told: 'nothing' | 'started' | 'ended'
}

/** A reader of one build's progress, whose output comes without what `hide` hides. It holds state and touches nothing outside itself. */
export function createProgressReader(hide?: Hide): ProgressReader {
  return new Reader(hide)
}

class Reader implements ProgressReader {
  readonly #states = new Map<string, State>()
  readonly #logs: LogLines
  readonly #decoder = new StringDecoder('utf8')
  #partial = ''
  #isSkipping = false
  #text = ''

  constructor(hide: Hide | undefined) {
    this.#logs = new LogLines(hide)
  }

  push(chunk: Uint8Array): readonly ProgressEvent[] {
    return this.#take(this.#decoder.write(chunk))
  }

  end(): readonly ProgressEvent[] {
    const events = [...this.#take(this.#decoder.end())]
    if (this.#partial !== '') events.push(...this.#line(this.#partial))
    this.#partial = ''
    return [...events, ...this.#logs.flushAll()]
  }

  vertices(): readonly Vertex[] {
    return [...this.#states].map(([digest, state]) => ({
      digest,
      name: state.name,
      cached: state.cached,
      durationMs: duration(state),
      isFinished: isFinished(state),
      ...(state.error === undefined ? {} : { error: state.error }),
    }))
  }

  lastLines(digest: string): readonly string[] {
    return this.#logs.last(digest)
  }

  text(): string {
    return this.#text
  }

  #take(text: string): readonly ProgressEvent[] {
    const lines = text.split('\n')
    const events: ProgressEvent[] = []
    for (const [index, part] of lines.entries()) {
      const isLast = index === lines.length - 1
      if (!this.#isSkipping) this.#partial += part
      if (this.#partial.length > maxLineLength) {
        this.#isSkipping = true
        this.#partial = ''
        events.push({
          kind: 'notice',
          text: `a line of more than ${maxLineLength} characters from buildx was not read`,
        })
      }
      if (isLast) break
      if (!this.#isSkipping) events.push(...this.#line(this.#partial))
      this.#isSkipping = false
      this.#partial = ''
    }
    return events
  }

  #line(line: string): readonly ProgressEvent[] {
    const status = statusLine(line)
    if (status !== undefined) return this.#apply(status)
    this.#text = `${this.#text}${line}\n`.slice(-maxTextLength)
    return line.trim() === '' ? [] : [{ kind: 'text', text: line }]
  }

  #apply(status: StatusLine): readonly ProgressEvent[] {
    const events: ProgressEvent[] = []
    const touched = new Set(status.vertices.map(vertex => this.#merge(vertex)))
    for (const digest of touched) events.push(...this.#begun(digest))
    for (const log of status.logs) events.push(...this.#logs.add(log, this.#name(log.vertex)))
    for (const { vertex, ...transfer } of status.transfers) {
      events.push({ kind: 'transfer', step: this.#name(vertex), digest: vertex, ...transfer })
    }
    for (const digest of touched) events.push(...this.#ended(digest))
    return [...events, ...status.warnings]
  }

  #name(digest: string): string {
    return this.#states.get(digest)?.name ?? ''
  }

  #merge(facts: VertexFacts): string {
    const state = this.#states.get(facts.digest) ?? {
      name: facts.name,
      cached: false,
      error: undefined,
      intervals: new Map(),
      told: 'nothing' as const,
    }
    this.#states.set(facts.digest, state)
    if (facts.name !== '') state.name = facts.name
    if (facts.cached) state.cached = true
    if (facts.error !== undefined) state.error = facts.error
    if (facts.started !== undefined) state.intervals.set(facts.started, facts.completed ?? Number.NaN)
    return facts.digest
  }

  #begun(digest: string): readonly ProgressEvent[] {
    const state = this.#states.get(digest)
    if (state === undefined || state.intervals.size === 0 || state.told !== 'nothing') return []
    state.told = 'started'
    return [{ kind: 'step-started', step: state.name, digest }]
  }

  // A step may be looked at several times (resolved, then pulled); it has ended when nothing of it runs any more.
  #ended(digest: string): readonly ProgressEvent[] {
    const state = this.#states.get(digest)
    if (state === undefined || !isFinished(state)) return []
    state.told = 'ended'
    const step = { step: state.name, digest, durationMs: duration(state) }
    const logs = this.#logs.flush(digest)
    if (state.error !== undefined) return [...logs, { kind: 'step-failed', ...step, error: state.error }]
    return [...logs, state.cached ? { kind: 'step-cached', ...step } : { kind: 'step-finished', ...step }]
  }
}

function isFinished(state: State): boolean {
  return state.intervals.size > 0 && ![...state.intervals.values()].some(Number.isNaN)
}

/**
 * The length of the union of a step's intervals. Builds that are run together report a step of both once each, with times
 * of their own.
 */
function duration(state: State): number {
  let sum = 0
  let reached = Number.NEGATIVE_INFINITY
  for (const [start, end] of [...state.intervals].sort(([one], [other]) => one - other)) {
    if (Number.isNaN(end)) continue
    sum += Math.max(0, end - Math.max(start, reached))
    reached = Math.max(reached, end)
  }
  return sum
}
