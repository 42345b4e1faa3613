import { BasehitError } from '../errors.ts'
import type { GlobalVariable } from './globals.ts'
import type { LowerOptions } from './options.ts'

const name = 'SOURCE_DATE_EPOCH'

/**
 * The time stamp BuildKit writes, in seconds since 1970: the build arg SOURCE_DATE_EPOCH, else an ARG of that name before
 * the first FROM. An empty one is none. `context` and names of stages, which BuildKit resolves, are refused.
 * Throws BH072. BuildKit: dockerfile2llb/epoch.go resolveSourceDateEpochValue, convert.go getBuildArgValue.
 */
export function readSourceDateEpoch(
  options: LowerOptions,
  globals: ReadonlyMap<string, GlobalVariable>,
): number | undefined {
  const text = options.buildArgs.get(name) ?? globals.get(name)?.value ?? ''
  if (text === '') return undefined
  if (/^[+-]?\d{1,12}$/.test(text)) return Number(text)
  throw new BasehitError('BH072', `${name}=${text} is not a number of seconds`, {
    position: options.buildArgs.has(name) ? undefined : globals.get(name)?.position,
    remedy: 'give seconds since 1970, for example $(git log -1 --format=%ct)',
  })
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
