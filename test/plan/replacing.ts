import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { targetStage } from '../../src/dockerfile/stages.ts'
import type { ContainerConfig } from '../../src/image/config.ts'
import { digestOf } from '../../src/image/digest.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import type { LowerOptions, NamedContext } from '../../src/lower/options.ts'
import type { ImageQuestion, UpstreamImage } from '../../src/lower/questions.ts'
import {
  type BoundaryRequest,
  findBaseName,
  findReplacement,
  type PlatformReplacement,
  type Replacement,
} from '../../src/plan/boundary.ts'
import { stageGraph } from '../../src/plan/graph.ts'
import { addImageTriggers, type TriggeredGraph, type Walk } from '../../src/plan/triggered-graph.ts'

/** What else decides where a base takes its place. */
export interface Circumstances {
  readonly target?: string
  readonly platforms?: readonly string[]
  readonly args?: Readonly<Record<string, string>>
  /** Configs of images by short name; others have an empty one. */
  readonly images?: Readonly<Record<string, ContainerConfig>>
  /** Named contexts that stand for an image, by BuildKit's key. */
  readonly contexts?: Readonly<Record<string, string>>
  /** The ONBUILD triggers of a base that is an image. */
  readonly triggers?: readonly string[]
  readonly ask?: Walk['ask']
}

/** What the base of a stage replaces in a Dockerfile. */
export function replacementOf(text: string, stage: string, circumstances: Circumstances = {}): Replacement {
  return replace(text, { kind: 'stage', stage }, circumstances).replacement
}

/** What the base of another file replaces in a Dockerfile. */
export function fileReplacementOf(text: string, baseName?: string, circumstances: Circumstances = {}): Replacement {
  return replace(text, { kind: 'file', baseName }, circumstances).replacement
}

/** What a base replaces on the only platform. */
export function onlyPlatform({ platforms }: Replacement): PlatformReplacement {
  const [only] = platforms
  if (only === undefined || platforms.length > 1) throw new TypeError(`${platforms.length} platforms`)
  return only
}

/** What a base replaces, with the graphs of all platforms and what was asked for them. */
export function replace(
  text: string,
  request: BoundaryRequest,
  circumstances: Circumstances = {},
): {
  readonly replacement: Replacement
  readonly graphs: readonly TriggeredGraph[]
  readonly asked: readonly string[]
} {
  const { target, platforms = ['linux/amd64'], triggers = [], ask = 'all' } = circumstances
  const dockerfile = parseDockerfile({ path: 'Dockerfile', text })
  const graphs = platforms.map(each => stageGraph(dockerfile, lowerOptions(each, circumstances)))
  const app = targetStage(dockerfile, target)
  const base = findBaseName(dockerfile, graphs, request, app)
  const asked: string[] = []
  const triggered = graphs.map(graph => {
    const walking = addImageTriggers(graph, { target: app, ...base, triggers, ask })
    let step = walking.next()
    while (!step.done) {
      const question = step.value as ImageQuestion
      asked.push(`${shortName(question.reference)} ${question.platform}`)
      step = walking.next(answer(question, circumstances))
    }
    return step.value
  })
  return { replacement: findReplacement(dockerfile, triggered, base, app), graphs: triggered, asked }
}

function lowerOptions(platform: string, { args = {}, contexts = {} }: Circumstances): LowerOptions {
  const given = Object.entries(contexts).map(([name, reference]): [string, NamedContext] => [
    name,
    reference === '.' ? { kind: 'directory', name } : { kind: 'image', reference },
  ])
  return {
    platform: parsePlatform(platform),
    buildPlatform: parsePlatform('linux/amd64'),
    buildArgs: new Map(Object.entries(args)),
    targetStage: 'default',
    upstream: 'follow',
    namedContexts: new Map(given),
  }
}

function answer({ reference, platform }: ImageQuestion, { images = {} }: Circumstances): UpstreamImage {
  const [os = '', architecture = ''] = platform.split('/')
  const config = images[shortName(reference)] ?? {}
  const rootfs = { type: 'layers' as const, diff_ids: [digestOf(reference)] }
  return { digest: digestOf(`${reference} ${platform}`), config: { os, architecture, rootfs, config } }
}

function shortName(reference: string): string {
  return reference.replace(/^docker\.io\/(library\/)?/, '').replace(/:latest$/, '')
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
