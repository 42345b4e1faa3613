import { isRecord, recordsOf, textOf } from './json.ts'
import { printable } from './printable.ts'

interface StepEvent {
  /** The step's name as BuildKit gives it: `[deps 2/5] RUN pip install …`. */
  readonly step: string
  /** The step's identity within one build. */
  readonly digest: string
}

/**
 * Something that a running build said. All text is printable.
 * A step may end more than once, with a longer duration each time, when BuildKit takes it up again: the last end counts.
 */
export type ProgressEvent =
  | ({ readonly kind: 'step-started' } & StepEvent)
  | ({ readonly kind: 'step-finished' | 'step-cached'; readonly durationMs: number } & StepEvent)
  | ({ readonly kind: 'step-failed'; readonly durationMs: number; readonly error: string } & StepEvent)
  /** Whole lines, without the last line feed. */
  | ({ readonly kind: 'log'; readonly text: string } & StepEvent)
  | ({ readonly kind: 'transfer' } & Transfer & StepEvent)
  | BuildWarning
  /** What buildx printed that is not progress: its own warnings and the error at the end. */
  | { readonly kind: 'text'; readonly text: string }
  /** What this reader has to say about its own work. */
  | { readonly kind: 'notice'; readonly text: string }

interface Transfer {
  /** What is moved: `sha256:…` of a layer, `transferring context:`, `exporting layers`. */
  readonly name: string
  /** Bytes, where BuildKit counts them; 0 of 0 for a stage of work without a size. */
  readonly current: number
  readonly total: number
  readonly isDone: boolean
}

/** A lint finding or another warning of the frontend, with its place in the Dockerfile. */
export interface BuildWarning {
  readonly kind: 'warning'
  readonly message: string
  readonly detail: readonly string[]
  readonly url?: string | undefined
  /** The Dockerfile's base name, as BuildKit knows it. */
  readonly file?: string | undefined
  readonly line?: number | undefined
}

/** What one line of progress says of a step. Times are ms since the epoch. */
export interface VertexFacts {
  readonly digest: string
  readonly name: string
  readonly cached: boolean
  readonly started?: number | undefined
  readonly completed?: number | undefined
  readonly error?: string | undefined
}

/** A chunk that a step printed; `stream` is 1 or 2. */
export interface LogFacts {
  readonly vertex: string
  readonly stream: number
  readonly bytes: Uint8Array
}

/** One line of `--progress=rawjson` (BuildKit: client/graph.go, SolveStatus). */
export interface StatusLine {
  readonly vertices: readonly VertexFacts[]
  readonly logs: readonly LogFacts[]
  readonly transfers: readonly (Transfer & { readonly vertex: string })[]
  readonly warnings: readonly BuildWarning[]
}

/** The facts on a line of progress, or undefined when the line is something else. Unknown fields are passed over. */
export function statusLine(line: string): StatusLine | undefined {
  if (!line.startsWith('{')) return undefined
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isRecord(json)) return undefined
  return {
    vertices: recordsOf(json.vertexes).flatMap(vertex),
    logs: recordsOf(json.logs).map(log => ({
      vertex: textOf(log.vertex),
      stream: typeof log.stream === 'number' ? log.stream : 1,
      bytes: Buffer.from(textOf(log.data), 'base64'),
    })),
    transfers: recordsOf(json.statuses).map(transfer),
    warnings: recordsOf(json.warnings).map(buildWarning),
  }
}

function vertex(facts: Record<string, unknown>): VertexFacts[] {
  const digest = textOf(facts.digest)
  if (digest === '') return []
  return [
    {
      digest,
      name: printable(textOf(facts.name)),
      cached: facts.cached === true,
      started: time(facts.started),
      completed: time(facts.completed),
      ...(textOf(facts.error) === '' ? {} : { error: printable(textOf(facts.error)) }),
    },
  ]
}

function transfer(facts: Record<string, unknown>): Transfer & { vertex: string } {
  return {
    vertex: textOf(facts.vertex),
    name: printable(textOf(facts.id) || textOf(facts.name)),
    current: count(facts.current),
    total: count(facts.total),
    isDone: time(facts.completed) !== undefined,
  }
}

/** A warning of the frontend, from progress or from a metadata file: both hold it in the same form. */
export function buildWarning(facts: Record<string, unknown>): BuildWarning {
  const source = isRecord(facts.sourceInfo) ? textOf(facts.sourceInfo.filename) : ''
  const start = recordsOf(facts.range)[0]?.start
  const line = isRecord(start) ? count(start.line) : 0
  const detail = Array.isArray(facts.detail) ? facts.detail.map(base64Text) : []
  return {
    kind: 'warning',
    message: base64Text(facts.short),
    detail,
    ...(textOf(facts.url) === '' ? {} : { url: printable(textOf(facts.url)) }),
    ...(source === '' ? {} : { file: printable(source) }),
    ...(line === 0 ? {} : { line }),
  }
}

function base64Text(value: unknown): string {
  return printable(Buffer.from(textOf(value), 'base64').toString('utf8'))
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function time(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}
