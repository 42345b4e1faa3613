import { StringDecoder } from 'node:string_decoder'
import { printable } from './printable.ts'
import type { LogFacts, ProgressEvent } from './progress-line.ts'

/** How many lines of a step are kept for the message of a failure. */
export const keptLines = 20
const maxLogLine = 4096

/** How much on both sides of a cut is looked at for secrets: more than any part of one that is looked for. */
const around = 64

/** The part of a text between two places without secrets; those that begin before or end after it are hidden too. */
export type Hide = (text: string, from?: number, to?: number) => string

interface Stream {
  readonly decoder: StringDecoder
  readonly step: string
  partial: string
  /** The end of what was given of a line that is not over, as it was printed. */
  seen: string
}

/** Turns the chunks that steps print into whole printable lines without secrets, and keeps the last ones of each step. */
export class LogLines {
  readonly #streams = new Map<string, Map<number, Stream>>()
  readonly #last = new Map<string, string[]>()
  readonly #hide: Hide

  constructor(hide: Hide = (text, from, to) => text.slice(from, to)) {
    this.#hide = hide
  }

  add(log: LogFacts, step: string): readonly ProgressEvent[] {
    const streams = this.#streams.get(log.vertex) ?? new Map<number, Stream>()
    this.#streams.set(log.vertex, streams)
    const stream = streams.get(log.stream) ?? { decoder: new StringDecoder('utf8'), step, partial: '', seen: '' }
    streams.set(log.stream, stream)
    const text = stream.partial + stream.decoder.write(log.bytes)
    const end = text.lastIndexOf('\n') + 1
    stream.partial = text.slice(end)
    const events = end === 0 ? [] : this.#whole(log.vertex, stream, text.slice(0, end))
    return stream.partial.length > maxLogLine ? [...events, ...this.#cut(log.vertex, stream)] : events
  }

  flush(vertex: string): readonly ProgressEvent[] {
    const streams = [...(this.#streams.get(vertex)?.values() ?? [])]
    this.#streams.delete(vertex)
    return streams.flatMap(stream => this.#whole(vertex, stream, stream.partial + stream.decoder.end()))
  }

  flushAll(): readonly ProgressEvent[] {
    return [...this.#streams.keys()].flatMap(vertex => this.flush(vertex))
  }

  last(vertex: string): readonly string[] {
    return this.#last.get(vertex) ?? []
  }

  #whole(digest: string, stream: Stream, text: string): readonly ProgressEvent[] {
    const from = stream.seen.length
    const whole = printable(stream.seen + text)
    stream.seen = ''
    return this.#emit(digest, stream, this.#hide(whole, from))
  }

  /** Gives what there is of a line that may never end, so that memory stays bounded, but for what could begin a secret. */
  #cut(digest: string, stream: Stream): readonly ProgressEvent[] {
    const from = stream.seen.length
    const [unfinished = ''] = terminalSequence.exec(stream.partial) ?? []
    const text = printable(stream.seen + stream.partial.slice(0, stream.partial.length - unfinished.length))
    const end = Math.max(from, text.length - around)
    const isInside = /[\udc00-\udfff]/.test(text.charAt(end)) && end > from
    const to = isInside ? end - 1 : end
    stream.seen = printable(text.slice(Math.max(0, to - around), to))
    stream.partial = text.slice(to) + unfinished
    return this.#emit(digest, stream, this.#hide(text, from, to))
  }

  #emit(digest: string, stream: Stream, text: string): readonly ProgressEvent[] {
    // A part of a line is printed as a line, where other text is a command.
    const lines = printable(text)
      .split('\n')
      .filter(line => line.trim() !== '')
    if (lines.length === 0) return []
    const cut = lines.map(line => (line.length > maxLogLine ? `${line.slice(0, maxLogLine)}…` : line))
    this.#last.set(digest, [...this.last(digest), ...cut].slice(-keptLines))
    return [{ kind: 'log', step: stream.step, digest, text: lines.join('\n') }]
  }
}

/** A terminal sequence at the end of a text, which may not be all of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const terminalSequence = /\u001b[^\u001b]{0,63}$/
