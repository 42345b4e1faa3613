import { parseObject } from './document.ts'

/** One entry of an image config's history. OCI image spec: config.md, `history`. */
export interface HistoryEntry {
  /** The instruction, as whoever built the image wrote it down. */
  readonly createdBy: string
  /** Milliseconds since 1970; undefined where the config gives no time, or a zero one. */
  readonly createdMs: number | undefined
  /** Whether it made a layer: entries that did stand in the order of the layers. */
  readonly hasLayer: boolean
}

/** Reads the history of an image's configuration document, lowest first; a config need not have one. Throws BH094. */
export function parseHistory(bytes: Uint8Array | string): readonly HistoryEntry[] {
  const { history } = parseObject(bytes, 'image config')
  if (!Array.isArray(history)) return []
  return history.map((entry: Readonly<Record<string, unknown>> | null) => ({
    createdBy: typeof entry?.created_by === 'string' ? entry.created_by : '',
    createdMs: parseTime(entry?.created),
    hasLayer: entry?.empty_layer !== true,
  }))
}

/** RFC 3339 as milliseconds since 1970; undefined for what is no time, and for the zero times of Go and of Unix. */
export function parseTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return time > 0 ? time : undefined
}
