import type { Dockerfile, Stage } from '../dockerfile/instructions.ts'
import { targetStage } from '../dockerfile/stages.ts'
import { BasehitError } from '../errors.ts'
import { isSamePlatform, type Platform } from '../image/platform.ts'
import { contextKey } from '../image/reference.ts'
import { listed } from '../listing.ts'
import type { Position } from '../position.ts'
import { lineage, reachableFrom, type StageNode } from './graph.ts'

/** Where the base ends, as the user said it. */
export type BoundaryRequest =
  | { readonly kind: 'file'; readonly baseName?: string | undefined }
  | { readonly kind: 'stage'; readonly stage: string }

/** The name in the app's Dockerfile that the base takes the place of. */
export interface Replacement {
  /** The named context's name. */
  readonly name: string
  /** The stage that is replaced; without it an image's name is. */
  readonly stage: Stage | undefined
  readonly position: Position
  /** The stages of the app that remain. */
  readonly remaining: readonly StageNode[]
  /** Stages that remain and begin where the base ends. */
  readonly children: readonly StageNode[]
  /** Whether the app's image itself grows from the base, so that its first layers must be the base's. */
  readonly derived: boolean
}

/**
 * Finds what the base replaces in the app's Dockerfile, or refuses where an image in its place would mean another build.
 * The rules are those measured for named contexts: a name matches every stage and every image reference of that key.
 */
export function findReplacement(
  dockerfile: Dockerfile,
  graph: readonly StageNode[],
  request: BoundaryRequest,
  target: string | undefined,
  platforms: readonly Platform[],
): Replacement {
  refuseOldFrontend(dockerfile)
  const app = targetStage(dockerfile, target)
  const replacement =
    request.kind === 'stage'
      ? replaceStage(dockerfile, graph, request.stage, app)
      : replaceImage(graph, request.baseName, app)
  refusePlatforms(graph, replacement, platforms)
  return replacement
}

function replaceStage(dockerfile: Dockerfile, graph: readonly StageNode[], name: string, app: Stage): Replacement {
  const stage = targetStage(dockerfile, name)
  const { position } = stage.from
  const key = stage.from.name ?? ''
  refuseReservedName(key, position)
  const twin = graph.find(node => node.stage !== stage && node.stage.from.name === key)
  if (twin !== undefined) {
    throw new BasehitError('BH029', `two stages are called ${key}; a base would take the place of both`, {
      position: twin.stage.from.position,
      remedy: 'give the stages different names',
    })
  }
  const image = graph.flatMap(imagesOf).find(use => contextKey(use.image) === key)
  if (image !== undefined) {
    throw new BasehitError(
      'BH029',
      `the stage name ${key} is also the name of an image here; a base would take the place of both`,
      {
        position: image.position,
        remedy: `rename the stage, for example to ${key}-deps`,
      },
    )
  }
  const remaining = reachableFrom(graph, app, stage)
  if (stage === app) return { name: key, stage, position, remaining: [], children: [], derived: true }
  if (!reachableFrom(graph, app).some(node => node.stage === stage)) {
    throw new BasehitError('BH028', `the app's stage ${app.from.name ?? app.index} is not built from ${key}`, {
      position,
      remedy: `name a stage that ${app.from.name ?? 'the target'} uses in base-stage`,
    })
  }
  const children = remaining.filter(node => node.parent === stage)
  const derived = lineage(graph, app).some(node => node.stage === stage)
  return { name: key, stage, position, remaining, children, derived }
}

function replaceImage(graph: readonly StageNode[], baseName: string | undefined, app: Stage): Replacement {
  const remaining = reachableFrom(graph, app)
  const uses = remaining.flatMap(node => (node.image === undefined ? [] : [node.image]))
  const names = [...new Set(uses.map(use => contextKey(use.image) ?? use.image))]
  const wanted = baseName === undefined ? undefined : (contextKey(baseName) ?? baseName)
  const key = wanted ?? (names.length === 1 ? names[0] : undefined)
  if (key === undefined) {
    throw new BasehitError('BH038', `several images could be the base: ${listed(names)}`, {
      position: app.from.position,
      remedy: 'say which in base-name',
    })
  }
  const use = remaining.flatMap(imagesOf).find(each => contextKey(each.image) === key)
  if (use === undefined) {
    throw new BasehitError(
      'BH038',
      `no FROM takes the base ${key}; the app is built from ${listed(names) || 'scratch'}`,
      {
        position: app.from.position,
        remedy: `begin the app with FROM ${key}, or name its FROM in base-name`,
      },
    )
  }
  refuseReservedName(key, use.position)
  const twin = graph.find(node => node.stage.from.name === key)
  if (twin !== undefined) {
    throw new BasehitError('BH029', `the base's name ${key} is also a stage's; a base would take the place of both`, {
      position: twin.stage.from.position,
      remedy: 'rename the stage',
    })
  }
  const children = remaining.filter(node => node.image !== undefined && contextKey(node.image.image) === key)
  const derived = lineage(graph, app).some(node => children.includes(node))
  return { name: key, stage: undefined, position: use.position, remaining, children, derived }
}

/** Every image a stage names. */
export function imagesOf(node: StageNode): StageNode['images'] {
  return node.image === undefined ? node.images : [node.image, ...node.images]
}

function refuseReservedName(name: string, position: Position): void {
  if (name === 'scratch' || name === 'context') {
    throw new BasehitError('BH029', `${name} is a name BuildKit keeps for itself: nothing can take its place`, {
      position,
      remedy: 'rename the stage',
    })
  }
}

/** A named context is resolved for the platform of the FROM, so another platform's files could be taken in silence. */
function refusePlatforms(graph: readonly StageNode[], replacement: Replacement, platforms: readonly Platform[]): void {
  const fixed = replacement.stage === undefined ? replacement.children : lineage(graph, replacement.stage)
  for (const node of fixed) {
    const { platform } = node
    if (platform === undefined) continue
    if (platforms.length === 1 && platforms.every(each => isSamePlatform(each, platform))) continue
    throw new BasehitError('BH039', 'FROM --platform here would give every platform the same base', {
      position: node.stage.from.position,
      remedy: 'drop --platform from this FROM, or build for that one platform only',
    })
  }
}

/** Named contexts exist since Dockerfile 1.4; tags that say `experimental` are older. */
function refuseOldFrontend(dockerfile: Dockerfile): void {
  const { syntax } = dockerfile.directives
  if (syntax !== undefined && /:(?:1\.[0-3](?!\d)|(?:1-|1\.\d+-)?experimental$)/.test(syntax.image)) {
    throw new BasehitError(
      'BH030',
      `${syntax.image} knows no named contexts, which exist since docker/dockerfile:1.4`,
      {
        position: syntax.position,
        remedy: 'write # syntax=docker/dockerfile:1',
      },
    )
  }
}
