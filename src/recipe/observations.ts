import { BasehitError } from '../errors.ts'
import { parseImageConfig } from '../image/config.ts'
import { parseDigest } from '../image/digest.ts'
import { type Observations, observationKey } from '../lower/observations.ts'
import type { UpstreamImage } from '../lower/questions.ts'

const schema = 'basehit.observations/v1'

/** Prints what was seen of images, for later jobs: JSON with one entry per reference and platform. */
export function printObservations(images: Observations): string {
  return JSON.stringify({ schema, images: Object.fromEntries(images) })
}

/** Reads what an earlier job saw. Throws BH130. */
export function readObservations(text: string): Map<string, UpstreamImage> {
  try {
    const document = JSON.parse(text) as {
      schema?: unknown
      images?: Record<string, { digest: string; config: unknown }>
    }
    if (document.schema !== schema || document.images === undefined) throw new TypeError(`not ${schema}`)
    return new Map(
      Object.entries(document.images).map(([key, image]) => [
        observationKey({ ...(JSON.parse(key) as { reference: string; platform: string }), kind: 'image' }),
        { digest: parseDigest(image.digest), config: parseImageConfig(JSON.stringify(image.config)) },
      ]),
    )
  } catch (cause) {
    throw new BasehitError('BH130', `observations cannot be read: ${(cause as Error).message}`, {
      cause,
      remedy: 'pass on the output `observations` of an earlier step unchanged',
    })
  }
}
