import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import type { LowerOptions } from '../../src/lower/options.ts'
import { findReplacement, type Replacement } from '../../src/plan/boundary.ts'
import { stageGraph } from '../../src/plan/graph.ts'

/** What else decides where a base takes its place. */
export interface Circumstances {
  readonly target?: string
  readonly platforms?: readonly string[]
  readonly args?: Readonly<Record<string, string>>
}

/** What the base of a stage replaces in a Dockerfile. */
export function replacementOf(text: string, stage: string, circumstances: Circumstances = {}): Replacement {
  return replace(text, { kind: 'stage', stage }, circumstances)
}

/** What the base of another file replaces in a Dockerfile. */
export function fileReplacementOf(text: string, baseName?: string, circumstances: Circumstances = {}): Replacement {
  return replace(text, { kind: 'file', baseName }, circumstances)
}

function replace(
  text: string,
  request: Parameters<typeof findReplacement>[2],
  { target, platforms = ['linux/amd64'], args = {} }: Circumstances,
): Replacement {
  const dockerfile = parseDockerfile({ path: 'Dockerfile', text })
  const wanted = platforms.map(each => parsePlatform(each))
  const options: LowerOptions = {
    platform: wanted[0] ?? parsePlatform('linux/amd64'),
    buildPlatform: parsePlatform('linux/amd64'),
    buildArgs: new Map(Object.entries(args)),
    targetStage: 'default',
    upstream: 'follow',
    namedContexts: new Map(),
  }
  return findReplacement(dockerfile, stageGraph(dockerfile, options), request, target, wanted)
}

/** The refusal of a plan as one line: `line:column: message [code]`; undefined when it is not refused. */
export function refusalOf(plan: () => unknown): string | undefined {
  try {
    plan()
    return undefined
  } catch (error) {
    const { code, message, position } = error as {
      code?: string
      message: string
      position?: { line: number; column: number }
    }
    if (code === undefined) throw error
    return `${position === undefined ? '' : `${position.line}:${position.column}: `}${message} [${code}]`
  }
}
