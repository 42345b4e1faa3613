import type { Dockerfile } from '../dockerfile/instructions.ts'
import type { HistoryEntry } from '../image/history.ts'
import { parseTime } from '../image/history.ts'
import type { Lowered } from '../lower/lower.ts'
import { type Observations, observationKey } from '../lower/observations.ts'
import type { Input, Operation } from '../lower/operations.ts'
import type { UpstreamImage } from '../lower/questions.ts'
import { clockSkew } from './decide.ts'

/** One step of a build, as the builder reported it. */
export interface BuiltStep {
  /** As BuildKit names it: `[deps 2/5] RUN pip install …`. */
  readonly name: string
  readonly cached: boolean
  readonly isFinished: boolean
}

/** RUNs whose results a base copies or mounts, in stages that it does not grow from: its layers do not tell their times. */
export interface RunsBeside {
  /** The stages as BuildKit names them. */
  readonly stages: ReadonlySet<string>
  /** None of them ran before this, when the oldest image under them was made. Milliseconds since 1970; undefined if unknown. */
  readonly since: number | undefined
}

/** What is known of a base that was just built. */
export interface BuiltBase {
  readonly steps: readonly BuiltStep[]
  /** Digests of its uncompressed layers, lowest first, and of those of the image it grows from. */
  readonly layers: readonly string[]
  readonly upstreamLayers: readonly string[]
  readonly history: readonly HistoryEntry[]
  readonly beside: RunsBeside
  /** When its build was started and what the clock says now; milliseconds since 1970. */
  readonly startedMs: number
  readonly nowMs: number
}

/** When the oldest step of a base ran, in milliseconds since 1970, or why that is not known. */
export type BaseAge = { readonly createdMs: number } | { readonly unknown: string }

/**
 * When the oldest step of a base ran. A builder keeps the time of a layer with it, however often it takes it from its
 * cache, and writes it into the history of every image that has the layer; entries without a layer get the time of a
 * neighbour and say nothing. A directory that WORKDIR makes is the same at any time, and kept even without cache.
 * BuildKit: exporter/containerimage/writer.go normalizeLayersAndHistory, dockerfile2llb/convert.go dispatchWorkdir.
 */
export function ageOfBase(built: BuiltBase): BaseAge {
  const { steps, layers, upstreamLayers, history, beside, startedMs, nowMs } = built
  if (!steps.some(isTakenFromCache)) return { createdMs: startedMs }
  const made = history.filter(entry => entry.hasLayer)
  if (made.length !== layers.length) return { unknown: 'its history does not tell the times of its layers' }
  const own = made.slice(sharedLength(layers, upstreamLayers)).filter(entry => !/^WORKDIR /.test(entry.createdBy))
  const times = own.map(entry => entry.createdMs)
  const other = steps
    .filter(isTakenFromCache)
    .map(stageOfRun)
    .find(stage => stage && beside.stages.has(stage))
  if (other !== undefined) times.push(beside.since)
  if (times.some(time => time === undefined))
    return {
      unknown: other === undefined ? 'a layer of it has no time' : `the stage ${other} has steps of an unknown time`,
    }
  const known = times.filter(time => time !== undefined)
  if (known.some(time => time > nowMs + clockSkew)) return { unknown: 'a layer of it is dated ahead of this clock' }
  return { createdMs: Math.min(startedMs, ...known) }
}

/**
 * Whether a step of the Dockerfile was taken from the builder's cache, or not looked at because a later one was. Images
 * that are there already, directories that WORKDIR makes and layers that COPY --link puts in place cost nothing.
 */
export function isTakenFromCache({ name, cached, isFinished }: BuiltStep): boolean {
  return (cached || !isFinished) && /^\[[^\]]*\d+\/\d+\] (?!(?:ONBUILD )?(?:FROM|WORKDIR|LINK) )/.test(name)
}

function stageOfRun({ name }: BuiltStep): string | undefined {
  return /^\[(?:\S+ )*?(\S+) +\d+\/\d+\] (?:ONBUILD )?RUN\b/.exec(name)?.[1]
}

function sharedLength(layers: readonly string[], others: readonly string[]): number {
  const first = layers.findIndex((layer, at) => layer !== others[at])
  return first < 0 ? layers.length : first
}

/** Why a base must not be published as it was built, by its age; undefined if it may. `maxAge` is in days. */
export function objectionToAge(age: BaseAge, maxAge: number, { nowMs, startedMs }: BuiltBase): string | undefined {
  if ('unknown' in age) return age.unknown
  if (age.createdMs === startedMs || nowMs - age.createdMs <= maxAge * 86_400_000) return undefined
  return `a step of it is of ${new Date(age.createdMs).toISOString()}, older than max-age`
}

/** The RUNs of a base that are not among its own layers. */
export function runsBeside(
  { operations, root, places, upstreams }: Lowered,
  { stages }: Dockerfile,
  images: Observations,
): RunsBeside {
  const own = new Set(lineOf(operations, root))
  const runs = [...operations.keys()].filter(at => operations[at]?.op === 'run' && !own.has(at))
  const names = runs.map(at => {
    const line = places[at]?.line ?? 0
    const stage = stages.findLast(({ from }) => from.position.line <= line)
    return stage?.from.name?.toLowerCase() ?? `stage-${stage?.index}`
  })
  const times = runs.map(at => {
    const image = imageUnder(operations, at, upstreams, images)
    // Read as written, another image may have been there when the step ran.
    return image?.isPinned ? parseTime(image.config.created) : undefined
  })
  const known = times.filter(time => time !== undefined)
  return {
    stages: new Set(names),
    since: known.length === 0 || known.length < times.length ? undefined : Math.min(...known),
  }
}

/** The layers of the image that a base grows from; none for scratch. */
export function upstreamLayersOf({ operations, root, upstreams }: Lowered, images: Observations): readonly string[] {
  return imageUnder(operations, root, upstreams, images)?.config.rootfs.diff_ids ?? []
}

/** An operation and those that it grows from, down to an image or nothing. */
function lineOf(operations: readonly Operation[], from: Input): number[] {
  const line: number[] = []
  for (let at = from; at !== null; ) {
    line.push(at)
    const operation = operations[at]
    at = operation !== undefined && 'input' in operation ? operation.input : null
  }
  return line
}

function imageUnder(
  operations: readonly Operation[],
  from: Input,
  upstreams: Lowered['upstreams'],
  images: Observations,
): (UpstreamImage & { readonly isPinned: boolean }) | undefined {
  const lowest = operations[lineOf(operations, from).at(-1) ?? -1]
  if (lowest?.op !== 'image') return undefined
  const { image, platform } = lowest
  const named = upstreams.find(each => each.platform === platform && [each.digest, each.reference].includes(image))
  if (named === undefined) return undefined
  const found = images.get(observationKey({ kind: 'image', reference: named.reference, platform }))
  return found && { ...found, isPinned: image === named.digest }
}
