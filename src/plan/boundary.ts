import type { Dockerfile, Stage } from '../dockerfile/instructions.ts'
import { targetStage } from '../dockerfile/stages.ts'
import { BasehitError } from '../errors.ts'
import { isSamePlatform, type Platform } from '../image/platform.ts'
import { contextKey } from '../image/reference.ts'
import { listed } from '../listing.ts'
import type { Position } from '../position.ts'
import { type ImageUse, imagesOf, lineage, reachableFrom, type StageGraph, type StageNode } from './graph.ts'

/** Where the base ends, as the user said it. */
export type BoundaryRequest =
  | { readonly kind: 'file'; readonly baseName?: string | undefined }
  | { readonly kind: 'stage'; readonly stage: string }

/** What the base takes the place of: a stage, or an image by name. */
export interface BaseName {
  /** The named context's name. */
  readonly name: string
  /** The stage that is replaced; without it an image's name is. */
  readonly stage: Stage | undefined
}

/** The name in the app's Dockerfile that the base takes the place of. */
export interface Replacement extends BaseName {
  readonly position: Position
  /** The same for each platform of the app. */
  readonly platforms: readonly PlatformReplacement[]
}

/** What the base replaces in the build for one platform: each has a graph of its own, as FROM may read TARGETARCH. */
export interface PlatformReplacement {
  readonly platform: Platform
  /** Whether the app is built from the base, or copies from it; if not, it needs none. */
  readonly isReached: boolean
  /** The stages of the app that remain. */
  readonly remaining: readonly StageNode[]
  /** Stages that remain and begin where the base ends. */
  readonly children: readonly StageNode[]
  /** Whether the app's image itself grows from the base, so that its first layers must be the base's. */
  readonly derived: boolean
}

/** Finds what the base takes the place of by the file alone: the image that the base is need not exist. */
export function findBaseName(
  dockerfile: Dockerfile,
  graphs: readonly StageGraph[],
  request: BoundaryRequest,
  app: Stage,
): BaseName {
  refuseOldFrontend(dockerfile)
  if (request.kind === 'stage') {
    const stage = targetStage(dockerfile, request.stage)
    return { name: stage.from.name ?? '', stage }
  }
  if (request.baseName !== undefined) return { name: keyOf(request.baseName), stage: undefined }
  const names = imageNames(graphs, app)
  const [name] = names
  if (name !== undefined && names.length === 1) return { name, stage: undefined }
  throw new BasehitError('BH038', `several images could be the base: ${listed(names)}`, {
    position: app.from.position,
    remedy: 'say which in base-name',
  })
}

/** The images that the app is FROM on any platform. */
function imageNames(graphs: readonly StageGraph[], app: Stage): string[] {
  const nodes = graphs.flatMap(graph => reachableFrom(graph, app))
  return [...new Set(nodes.flatMap(({ image }) => (image === undefined ? [] : [keyOf(image.image)])))]
}

function keyOf(image: string): string {
  return contextKey(image) ?? image
}

/**
 * Finds what the base replaces in the app's Dockerfile, or refuses where an image in its place would mean another build on
 * any platform. The rules are those measured for named contexts: a name matches every stage and every image reference of
 * that key.
 */
export function findReplacement(
  dockerfile: Dockerfile,
  graphs: readonly StageGraph[],
  base: BaseName,
  app: Stage,
): Replacement {
  const replacement =
    base.stage === undefined
      ? replaceImage(dockerfile, graphs, base, app)
      : replaceStage(dockerfile, graphs, { ...base, stage: base.stage }, app)
  refusePlatforms(graphs, replacement)
  return replacement
}

function replaceStage(
  dockerfile: Dockerfile,
  graphs: readonly StageGraph[],
  { name, stage }: { readonly name: string; readonly stage: Stage },
  app: Stage,
): Replacement {
  const { position } = stage.from
  refuseReservedName(name, position)
  const twin = dockerfile.stages.find(each => each !== stage && each.from.name === name)
  if (twin !== undefined) {
    throw new BasehitError('BH029', `two stages are called ${name}; a base would take the place of both`, {
      position: twin.from.position,
      remedy: 'give the stages different names',
    })
  }
  const image = allImages(graphs).find(use => contextKey(use.image) === name)
  if (image !== undefined) {
    throw new BasehitError(
      'BH029',
      `the stage name ${name} is also the name of an image here; a base would take the place of both`,
      {
        position: image.position,
        remedy: `rename the stage, for example to ${name}-deps`,
      },
    )
  }
  const platforms = graphs.map(graph => replacedStage(graph, stage, app))
  if (!platforms.some(each => each.isReached)) throw notBuiltFrom(name, position, platforms, app)
  return { name, stage, position, platforms }
}

function replacedStage(graph: StageGraph, stage: Stage, app: Stage): PlatformReplacement {
  const remaining = reachableFrom(graph, app, stage)
  const children = remaining.filter(node => node.parent === stage)
  const isReached = stage === app || children.length > 0 || remaining.some(node => node.uses.includes(stage))
  const derived = lineage(graph, app).some(node => node.stage === stage)
  return { platform: graph.platform, isReached, remaining, children, derived }
}

/** Says which build context takes the place of a stage that the app is built from: the base may lie below it. */
function notBuiltFrom(
  name: string,
  position: Position,
  platforms: readonly PlatformReplacement[],
  app: Stage,
): BasehitError {
  const nodes = platforms.flatMap(each => each.remaining)
  const replaced = nodes.find(node => node.context !== undefined)?.stage.from.name
  const target = app.from.name ?? 'the target'
  const fact = `the app's stage ${app.from.name ?? app.index} is not built from ${name}`
  if (replaced === undefined) {
    return new BasehitError('BH028', fact, { position, remedy: `name a stage that ${target} uses in base-stage` })
  }
  return new BasehitError('BH028', `${fact}; the build context ${replaced} takes the place of the stage ${replaced}`, {
    position,
    remedy: `remove ${replaced} from build-contexts, or name a stage that ${target} uses in base-stage`,
  })
}

function replaceImage(
  dockerfile: Dockerfile,
  graphs: readonly StageGraph[],
  { name }: BaseName,
  app: Stage,
): Replacement {
  const platforms = graphs.map(graph => replacedImage(graph, name, app))
  const use = platforms
    .flatMap(each => each.remaining.flatMap(imagesOf))
    .find(({ image }) => contextKey(image) === name)
  if (use === undefined) {
    const names = listed(imageNames(graphs, app)) || 'scratch'
    throw new BasehitError('BH038', `no FROM takes the base ${name}; the app is built from ${names}`, {
      position: app.from.position,
      remedy: `begin the app with FROM ${name}, or name its FROM in base-name`,
    })
  }
  refuseReservedName(name, use.position)
  const twin = dockerfile.stages.find(stage => stage.from.name === name)
  if (twin !== undefined) {
    throw new BasehitError('BH029', `the base's name ${name} is also a stage's; a base would take the place of both`, {
      position: twin.from.position,
      remedy: 'rename the stage',
    })
  }
  return { name, stage: undefined, position: use.position, platforms }
}

function replacedImage(graph: StageGraph, name: string, app: Stage): PlatformReplacement {
  const remaining = reachableFrom(graph, app)
  const children = remaining.filter(({ image }) => image !== undefined && contextKey(image.image) === name)
  const isReached = remaining.flatMap(imagesOf).some(({ image }) => contextKey(image) === name)
  const derived = lineage(graph, app).some(node => children.includes(node))
  return { platform: graph.platform, isReached, remaining, children, derived }
}

function allImages(graphs: readonly StageGraph[]): ImageUse[] {
  return graphs.flatMap(graph => graph.nodes).flatMap(imagesOf)
}

/** What the base takes the place of on one platform. */
export function replacedOn({ platforms }: Replacement, platform: Platform): PlatformReplacement | undefined {
  return platforms.find(each => isSamePlatform(each.platform, platform))
}

/** The stages that remain on any platform; one that differs between platforms is there as each of them has it. */
export function remainingStages({ platforms }: Replacement): StageNode[] {
  return platforms.flatMap(each => each.remaining)
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
function refusePlatforms(graphs: readonly StageGraph[], { stage, platforms }: Replacement): void {
  for (const { platform: target, children, isReached } of platforms) {
    if (!isReached) continue
    const graph = graphs.find(each => each.platform === target)
    const fixed = stage === undefined || graph === undefined ? children : lineage(graph, stage)
    for (const { platform, stage: named } of fixed) {
      if (platform === undefined || isSamePlatform(platform, target)) continue
      throw new BasehitError('BH039', 'FROM --platform here would give every platform the same base', {
        position: named.from.position,
        remedy: 'drop --platform from this FROM, or build for that one platform only',
      })
    }
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
