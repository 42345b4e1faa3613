import { BasehitError } from '../errors.ts'
import type { GlobalVariable } from './globals.ts'
import type { LowerOptions } from './options.ts'

/**
 * The time stamp BuildKit writes, in seconds since 1970: the build arg SOURCE_DATE_EPOCH, else an ARG of that name before
 * the first FROM. An empty one is none. `context` and names of stages, which BuildKit resolves, are refused.
 * Throws BH072. BuildKit: dockerfile2llb/epoch.go resolveSourceDateEpochValue, convert.go getBuildArgValue.
 */
export function readSourceDateEpoch(
  options: LowerOptions,
  globals: ReadonlyMap<string, GlobalVariable>,
): number | undefined {
  const name = 'SOURCE_DATE_EPOCH'
  const text = options.buildArgs.get(name) ?? globals.get(name)?.value ?? ''
  if (text === '') return undefined
  if (/^[+-]?\d{1,12}$/.test(text)) return Number(text)
  throw new BasehitError('BH072', `${name}=${text} is not a number of seconds`, {
    position: options.buildArgs.has(name) ? undefined : globals.get(name)?.position,
    remedy: 'give seconds since 1970, for example $(git log -1 --format=%ct)',
  })
}
