import type { Dockerfile } from '../../src/dockerfile/instructions.ts'
import { decodeDockerfile, parseDockerfile } from '../../src/dockerfile/parse.ts'
import { targetStage } from '../../src/dockerfile/stages.ts'
import { BasehitError } from '../../src/errors.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import type { Lowered } from '../../src/lower/lower.ts'
import type { LowerOptions } from '../../src/lower/options.ts'
import { findBaseName, findReplacement } from '../../src/plan/boundary.ts'
import { stageGraph } from '../../src/plan/graph.ts'
import { redeclareArgs } from '../../src/plan/inherited-args.ts'
import { firstDownload } from '../../src/plan/lazy.ts'
import type { Position } from '../../src/position.ts'
import { dependencyDigest, recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'
import { lowerText, type World } from '../lower/memory.ts'

/** What became of one input. */
export type Outcome = { readonly kind: 'lowered' } | { readonly kind: 'refused'; readonly code: string } | Failure

/** An end that no input may have. */
export interface Failure {
  readonly kind: 'failure'
  /** The same for inputs that fail in the same way. */
  readonly what: string
  readonly detail: string
}

/** An outcome, and the processor's milliseconds that a run of the product takes for it: a busy machine makes none slow. */
export interface Attempt {
  readonly outcome: Outcome
  readonly ms: number
}

const path = 'Dockerfile'

/** No input takes longer, in milliseconds. */
export const patience = 1000

/**
 * Takes bytes as a Dockerfile through everything that a run does with it: decoding, parsing, lowering, the recipe's digest,
 * and the plan of the app where the base is a stage, which it is for every second input.
 */
export function attempt(bytes: Uint8Array, world: World): Attempt {
  const started = process.threadCpuUsage()
  let again = 0
  try {
    const text = decodeDockerfile(bytes, path)
    const parsing = process.threadCpuUsage()
    const dockerfile = parseDockerfile({ path, text })
    again = milliseconds(parsing)
    const stage = bytes.length % 2 === 0 ? undefined : dockerfile.stages.find(each => each.from.name !== undefined)
    const target = stage?.from.name
    const lowered = lowerText(text, target === undefined ? world : { ...world, target })
    dependencyDigest(recipeBytes(recipeOf(lowered, {})))
    if (target !== undefined) planApp(dockerfile, target, lowered)
    return { outcome: { kind: 'lowered' }, ms: milliseconds(started) - again }
  } catch (error) {
    return { outcome: judge(error, bytes), ms: milliseconds(started) - again }
  }
}

/** The same for inputs that must not be slow; one that was is tried again, as a garbage collection may have come in. */
export function timedAttempt(bytes: Uint8Array, world: World): Attempt {
  let best = attempt(bytes, world)
  for (let round = 0; round < 2 && best.ms > patience && best.ms < 5 * patience; round++) {
    const next = attempt(bytes, world)
    if (next.ms < best.ms) best = next
  }
  const { outcome, ms } = best
  if (ms <= patience || outcome.kind === 'failure') return best
  const detail = `${(ms / 1000).toFixed(1)} s, then ${outcome.kind === 'refused' ? outcome.code : 'lowered'}`
  return { outcome: { kind: 'failure', what: 'slow', detail }, ms }
}

function milliseconds(started: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(started)
  return (user + system) / 1000
}

function planApp(dockerfile: Dockerfile, name: string, lowered: Lowered): void {
  const options = appOptions(dockerfile.stages.at(-1)?.from.name ?? 'default')
  const graphs = [stageGraph(dockerfile, options)]
  const app = targetStage(dockerfile)
  const base = findBaseName(dockerfile, graphs, { kind: 'stage', stage: name }, app)
  const replacement = findReplacement(dockerfile, graphs, base, app)
  redeclareArgs(replacement, [lowered], options.buildArgs, dockerfile.directives.escape)
  firstDownload(replacement, dockerfile)
}

function appOptions(stage: string): LowerOptions {
  const platform = parsePlatform('linux/amd64')
  return {
    platform,
    buildPlatform: platform,
    buildArgs: new Map(),
    targetStage: stage,
    upstream: 'follow',
    namedContexts: new Map(),
  }
}

function judge(error: unknown, bytes: Uint8Array): Outcome {
  if (!(error instanceof BasehitError)) return crash(error)
  const fault = misplaced(error.position, bytes)
  if (fault === undefined) return { kind: 'refused', code: error.code }
  return { kind: 'failure', what: `${error.code} ${fault}`, detail: `${error.code} ${error.message.slice(0, 300)}` }
}

function crash(error: unknown): Failure {
  const [kind, message, stack] =
    error instanceof Error ? [error.name, error.message, error.stack ?? ''] : ['thrown', String(error), '']
  const at = /(src\/[^\s)]+)/.exec(stack)?.[1] ?? 'no place in src'
  // Where a stack that is too deep ends is chance.
  const what = /call stack/.test(message) ? `${kind}: the stack is too deep` : `${kind} at ${at.replace(/:\d+$/, '')}`
  return { kind: 'failure', what, detail: `${message.slice(0, 300)} (${at})` }
}

/** What is wrong with the place of a refusal; undefined for a line and a column that the file has. */
function misplaced(position: Position | undefined, bytes: Uint8Array): string | undefined {
  if (position === undefined) return 'without a place'
  const { file, line, column } = position
  if (file !== path) return `in the file ${file}`
  if (!Number.isInteger(line) || !Number.isInteger(column) || line < 1 || column < 1) return 'in no place'
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\n')[line - 1]
  if (text === undefined) return 'after the last line'
  return column > text.length + 1 ? 'after the end of its line' : undefined
}
