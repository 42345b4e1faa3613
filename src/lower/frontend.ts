import type { Dockerfile } from '../dockerfile/instructions.ts'
import { BasehitError } from '../errors.ts'
import { contextKey, parseReference } from '../image/reference.ts'
import type { Position } from '../position.ts'
import type { LowerOptions } from './options.ts'

const official: ReadonlySet<string> = new Set(['docker/dockerfile', 'docker/dockerfile-upstream'])

/** The name under which BuildKit keeps the frontend that is part of it. BuildKit: solver/llbsolver/solver.go. */
const builtIn = 'dockerfile.v0'

/**
 * Refuses a file that another frontend would read: `# syntax=`, or BUILDKIT_SYNTAX, which wins over it.
 * Any tag or digest of the official image reads the language that is lowered here. Throws BH030.
 * BuildKit: frontend/dockerfile/builder/build.go Build, frontend/gateway/gateway.go for named contexts.
 */
export function refuseForeignFrontend({ directives }: Dockerfile, options: LowerOptions): void {
  const given = options.buildArgs.get('BUILDKIT_SYNTAX')
  const image = given === undefined ? directives.syntax?.image : given.trim().split(' ', 1)[0]
  if (image === undefined) return
  const position = given === undefined ? directives.syntax?.position : undefined
  if (!isOfficial(image)) throw foreign(image, position, given === undefined ? '# syntax=' : 'BUILDKIT_SYNTAX')
  const key = contextKey(image) ?? image
  if ([...options.namedContexts.keys()].some(name => name === key || name.startsWith(`${key}::`))) {
    throw new BasehitError('BH030', `the build context ${key} takes the place of the frontend ${image}`, {
      position,
      remedy: 'remove it from build-contexts',
    })
  }
}

function isOfficial(image: string): boolean {
  if (image === builtIn) return true
  try {
    const { registry, repository } = parseReference(image)
    return registry === 'docker.io' && official.has(repository)
  } catch (error) {
    if (error instanceof BasehitError) return false
    throw error
  }
}

function foreign(image: string, position: Position | undefined, where: string): BasehitError {
  return new BasehitError(
    'BH030',
    `${where} names the frontend ${image || '(empty)'}, whose language is not known here`,
    {
      position,
      remedy: 'use docker/dockerfile:1, or none',
    },
  )
}
