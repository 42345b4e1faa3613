import type { FileOrigin } from '../lower/origins.ts'
import type { Position } from '../position.ts'
import type { DependencyDigest } from './recipe.ts'

/** The media type of a record blob. */
export const recordMediaType = 'application/vnd.basehit.record.v1+json'

/** The circumstances of a base's build: none of them decides it, all of them explain it. */
export interface BaseRecord {
  readonly schema: 'basehit.record/v1'
  readonly dependencyDigest: DependencyDigest
  /** The boundary's name: a stage, or the name the app's FROM uses. */
  readonly name: string
  readonly platform: string
  /** The base's manifest. */
  readonly manifest: string
  /** When its oldest step ran: `max-age` counts from here. ISO 8601. */
  readonly created: string
  /** When it was built, which is later if a step was taken from a cache. ISO 8601. */
  readonly built: string
  /** What building all of it took; absent where a step of it was taken from a cache. */
  readonly durationMs?: number
  readonly bytes: number
  readonly reason: string
  /** Who asked for a rebuild, and why. */
  readonly actor?: string
  readonly source?: string
  readonly commit?: string
  readonly ref?: string
  readonly run?: string
  readonly upstreams: readonly { readonly reference: string; readonly digest: string }[]
  /** Where each operation of the recipe stands. */
  readonly places: readonly Position[]
  /** What its files were taken from, in their order. */
  readonly fileOrigins: readonly FileOrigin[]
  /** What BuildKit's own keys cannot see, named once each. */
  readonly blindSpots: readonly string[]
  readonly verified: readonly string[]
  readonly basehit: string
}
