import { StringDecoder } from 'node:string_decoder'
import { printable } from './printable.ts'
import type { LogFacts, ProgressEvent } from './progress-line.ts'

/** How many lines of a step are kept for the message of a failure. */
export const keptLines = 20
const maxLogLine = 4096

interface Stream {
  readonly decoder: StringDecoder
  readonly step: string
  partial: string
}

/** Turns the chunks that steps print into whole printable lines, and keeps the last ones of each step. */
export class LogLines {
  readonly #streams = new Map<string, Map<number, Stream>>()
  readonly #last = new Map<string, string[]>()

  add(log: LogFacts, step: string): readonly ProgressEvent[] {
    const streams = this.#streams.get(log.vertex) ?? new Map<number, Stream>()
    this.#streams.set(log.vertex, streams)
    const stream = streams.get(log.stream) ?? { decoder: new StringDecoder('utf8'), step, partial: '' }
    streams.set(log.stream, stream)
    const text = stream.partial + stream.decoder.write(log.bytes)
    const end = text.lastIndexOf('\n') + 1
    stream.partial = text.slice(end)
    // A program that never ends its line is cut here, so that memory stays bounded.
    if (stream.partial.length > maxLogLine) return this.#emit(log.vertex, stream, text, '')
    return end === 0 ? [] : this.#emit(log.vertex, stream, text.slice(0, end), stream.partial)
  }

  flush(vertex: string): readonly ProgressEvent[] {
    const streams = [...(this.#streams.get(vertex)?.values() ?? [])]
    this.#streams.delete(vertex)
    return streams.flatMap(stream => this.#emit(vertex, stream, stream.partial + stream.decoder.end(), ''))
  }

  flushAll(): readonly ProgressEvent[] {
    return [...this.#streams.keys()].flatMap(vertex => this.flush(vertex))
  }

  last(vertex: string): readonly string[] {
    return this.#last.get(vertex) ?? []
  }

  #emit(digest: string, stream: Stream, text: string, partial: string): readonly ProgressEvent[] {
    stream.partial = partial
    const lines = printable(text)
      .split('\n')
      .filter(line => line.trim() !== '')
    if (lines.length === 0) return []
    const cut = lines.map(line => (line.length > maxLogLine ? `${line.slice(0, maxLogLine)}…` : line))
    this.#last.set(digest, [...this.last(digest), ...cut].slice(-keptLines))
    return [{ kind: 'log', step: stream.step, digest, text: lines.join('\n') }]
  }
}
