import type { Dockerfile } from '../dockerfile/instructions.ts'
import { expandWord } from '../dockerfile/words.ts'
import { formatPlatform, formatPlatformAll, type Platform } from '../image/platform.ts'
import type { Position } from '../position.ts'
import { Effort } from './effort.ts'
import type { LowerOptions } from './options.ts'

/** A variable visible to FROM, and to a stage that declares it without a default. */
export interface GlobalVariable {
  readonly value: string
  /** `platform` values are BuildKit's own and never secret. */
  readonly origin: 'platform' | 'arg'
  /** Its default was expanded from BuildKit's own TARGETSTAGE. */
  readonly readsTargetStage?: boolean
  /** The variables by which BuildKit says what the builder runs on that its default was expanded from. */
  readonly fromBuilder?: readonly string[]
  /** Where the file declares it. */
  readonly position?: Position
}

/**
 * Evaluates the variables that stand before the first FROM: BuildKit's platform args, then the file's own ARGs in order.
 * A build arg wins over a default and is taken as it is.
 * BuildKit: dockerfile2llb/platform.go defaultArgs, convert.go buildMetaArgs.
 */
export function evaluateGlobals(dockerfile: Dockerfile, options: LowerOptions): Map<string, GlobalVariable> {
  const globals = new Map<string, GlobalVariable>()
  const effort = new Effort()
  for (const [name, value] of platformArgs(options)) {
    globals.set(name, { value: options.buildArgs.get(name) ?? value, origin: 'platform' })
  }
  const { escape: escapeCharacter } = dockerfile.directives
  for (const { args, position } of dockerfile.globalArgs) {
    for (const { name, value } of args) {
      const given = options.buildArgs.get(name)
      if (given !== undefined) globals.set(name, { value: given, origin: 'arg', position })
      else if (value !== undefined) {
        let readsTargetStage = false
        const fromBuilder: string[] = []
        const lookup = (key: string) => {
          readsTargetStage ||= isTargetStage(key, globals.get(key), options)
          fromBuilder.push(...builderVariables(key, globals.get(key), options))
          return globals.get(key)?.value
        }
        const onMatch = (steps: number) => effort.match(steps, position)
        const how = { escape: escapeCharacter, position, owner: `ARG ${name}`, onMatch }
        const expanded = expandWord(value, { lookup }, how)
        globals.set(name, { value: expanded, origin: 'arg', readsTargetStage, fromBuilder, position })
      }
    }
  }
  return globals
}

/** Whether a global variable holds what BuildKit itself says of the stage a build ends in. */
export function isTargetStage(name: string, variable: GlobalVariable | undefined, options: LowerOptions): boolean {
  if (variable?.readsTargetStage) return true
  return name === 'TARGETSTAGE' && variable?.origin === 'platform' && !options.buildArgs.has(name)
}

/** The variables by which BuildKit itself says what the builder runs on that a global variable holds the value of. */
export function builderVariables(
  name: string,
  variable: GlobalVariable | undefined,
  options: LowerOptions,
): readonly string[] {
  const isOwn = variable?.origin === 'platform' && name.startsWith('BUILD') && !options.buildArgs.has(name)
  return isOwn ? [name] : (variable?.fromBuilder ?? [])
}

/** The variables by which BuildKit says what the builder runs on. BuildKit: dockerfile2llb/platform.go defaultArgs. */
export function buildPlatformArgs(platform: Platform): [string, string][] {
  return [['BUILDPLATFORM', formatPlatform(platform)], ...parts('BUILD', platform)]
}

function platformArgs(options: LowerOptions): [string, string][] {
  const { buildPlatform, platform, targetStage } = options
  return [
    ...buildPlatformArgs(buildPlatform),
    ['TARGETPLATFORM', formatPlatformAll(platform)],
    ...parts('TARGET', platform),
    ['TARGETSTAGE', targetStage],
  ]
}

function parts(prefix: string, platform: Platform): [string, string][] {
  return [
    [`${prefix}OS`, platform.os],
    [`${prefix}OSVERSION`, platform.osVersion ?? ''],
    [`${prefix}ARCH`, platform.architecture],
    [`${prefix}VARIANT`, platform.variant ?? ''],
  ]
}
