import type { Dockerfile } from '../dockerfile/instructions.ts'
import { BasehitError } from '../errors.ts'
import { contextKey, formatReference, parseReference } from '../image/reference.ts'
import type { Upstream } from '../lower/lowering.ts'

/** A named context that holds an upstream at what it was when it was resolved. */
export interface Pin {
  /** BuildKit's key of the reference. */
  readonly name: string
  readonly platform: string
  readonly value: string
}

/**
 * Pins upstreams for a build, one named context for each reference and platform. A reference that carries its digest
 * needs none. A name that is also a stage's would replace the stage, so it is refused.
 */
export function pinImages(upstreams: readonly Upstream[], dockerfile: Dockerfile): Pin[] {
  const pins = new Map<string, Pin>()
  for (const { reference, platform, digest, position } of upstreams) {
    const parsed = parseReference(reference, position)
    const name = contextKey(reference)
    if (parsed.digest !== undefined || name === undefined) continue
    if (dockerfile.stages.some(stage => stage.from.name === name)) {
      throw new BasehitError(
        'BH029',
        `the stage name ${name} is also the name of the image ${reference}, which cannot be pinned then`,
        {
          position,
          remedy: `rename the stage, for example to ${name}-stage`,
        },
      )
    }
    const { registry, repository } = parsed
    const value = `docker-image://${formatReference({ registry, repository, digest })}`
    pins.set(`${name} ${platform}`, { name, platform, value })
  }
  return [...pins.values()]
}
