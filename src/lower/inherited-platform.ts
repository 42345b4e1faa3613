import { BasehitError } from '../errors.ts'
import { configPlatform, type ImageConfig } from '../image/config.ts'
import { formatPlatform, normalizePlatform, type Platform } from '../image/platform.ts'
import type { Position } from '../position.ts'

/** What the config of an image says of its platform and leaves to the config of what is built on it. */
export interface InheritedPlatform {
  readonly variant?: string | undefined
  readonly osVersion?: string | undefined
  readonly osFeatures?: readonly string[] | undefined
  /** The image has no layers, so that no operation names it: what it says is recorded. */
  readonly isRecorded?: boolean
}

/**
 * What BuildKit leaves of an image's config to what is built on it for a platform: the version of the system, and the
 * variant where the platform names none, if system and architecture are spelled as in the platform; the features always.
 * BuildKit: convert.go finalizeResultImage.
 */
export function inheritedPlatform(platform: Platform, config: ImageConfig): InheritedPlatform {
  const target = normalizePlatform(platform)
  const { variant, osVersion, osFeatures } = normalizePlatform(configPlatform(config))
  const isSame = config.os === target.os && config.architecture === target.architecture
  return {
    variant: isSame && target.variant === undefined ? variant : undefined,
    osVersion: isSame ? osVersion : undefined,
    osFeatures,
  }
}

/**
 * Refuses a base whose config would name another variant than its platform: an app that takes the base in place of a stage
 * is run for that variant, which the same app without the base is not. Throws BH092.
 * BuildKit: convert.go resolveBaseImage, the branch for named contexts.
 */
export function refuseInheritedVariant(
  platform: Platform,
  inherited: (InheritedPlatform & { readonly position: Position }) | undefined,
): void {
  if (inherited?.variant === undefined) return
  const [said, asked] = [formatPlatform({ ...platform, variant: inherited.variant }), formatPlatform(platform)]
  throw new BasehitError('BH092', `the config of this image says ${said}, and the base is for ${asked}`, {
    position: inherited.position,
    remedy: `build for ${said}, or use another image`,
  })
}
