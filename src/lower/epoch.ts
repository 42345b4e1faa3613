import { BasehitError } from '../errors.ts'
import type { GlobalVariable } from './globals.ts'
import type { LowerOptions } from './options.ts'

const name = 'SOURCE_DATE_EPOCH'

/** The first second of the year 0 and the last of the year 9999: of another one BuildKit cannot write the image's config. */
const first = -62_167_219_200
const last = 253_402_300_799

/**
 * The time stamp BuildKit writes, in seconds since 1970: the build arg SOURCE_DATE_EPOCH, else an ARG of that name before
 * the first FROM. An empty one is none. `context` and names of stages, which BuildKit resolves, are refused.
 * Throws BH072. BuildKit: dockerfile2llb/epoch.go resolveSourceDateEpochValue, convert.go getBuildArgValue.
 * Go: strconv.ParseInt, time.Time.MarshalJSON.
 */
export function readSourceDateEpoch(
  options: LowerOptions,
  globals: ReadonlyMap<string, GlobalVariable>,
): number | undefined {
  const text = options.buildArgs.get(name) ?? globals.get(name)?.value ?? ''
  if (text === '') return undefined
  const position = options.buildArgs.has(name) ? undefined : globals.get(name)?.position
  const remedy = 'give seconds since 1970, for example $(git log -1 --format=%ct)'
  if (!/^[+-]?[0-9]+$/.test(text)) {
    throw new BasehitError('BH072', `${name}=${text} is not a number of seconds`, { position, remedy })
  }
  // A zero has no sign.
  const seconds = Number(text) + 0
  if (seconds >= first && seconds <= last) return seconds
  throw new BasehitError('BH072', `${name}=${text} is not in the years 0 to 9999`, { position, remedy })
}

/**
 * The build args and global variables that stages see: with the time stamp in its one spelling, and without an empty one,
 * so that a default in a stage counts. BuildKit: dockerfile2llb/convert.go setBuildArgValue.
 */
export function settleSourceDateEpoch(
  options: LowerOptions,
  globals: ReadonlyMap<string, GlobalVariable>,
  epoch: number | undefined,
): { readonly options: LowerOptions; readonly globals: ReadonlyMap<string, GlobalVariable> } {
  const isGiven = options.buildArgs.has(name)
  const global = globals.get(name)
  if (!isGiven && (global === undefined || epoch === undefined)) return { options, globals }
  const buildArgs = new Map(options.buildArgs)
  const settled = new Map(globals)
  if (epoch === undefined) {
    buildArgs.delete(name)
    settled.delete(name)
  } else {
    if (isGiven) buildArgs.set(name, String(epoch))
    if (global !== undefined) settled.set(name, { ...global, value: String(epoch) })
  }
  return { options: { ...options, buildArgs }, globals: settled }
}
