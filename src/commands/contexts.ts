import { contextKind } from '../buildx/context-value.ts'
import type { NamedContext as GivenContext } from '../buildx/request.ts'
import { BasehitError } from '../errors.ts'
import { contextKey, formatReference, parseReference } from '../image/reference.ts'
import { fullReference } from '../lower/from.ts'
import { type Observations, observedImages } from '../lower/observations.ts'
import type { NamedContext } from '../lower/options.ts'
import type { Position } from '../position.ts'
import type { BuildOptions, Options } from './options.ts'

const imageScheme = 'docker-image://'

/** The named contexts the user gave, by BuildKit's key, with `::os/arch` where one is for a platform alone. */
export function namedContexts(build: BuildOptions): Map<string, NamedContext> {
  return new Map([...build.contexts].map(([name, value]) => [normalizedName(name), readContext(name, value)]))
}

function normalizedName(name: string): string {
  const [plain = '', platform] = name.split('::')
  const key = contextKey(plain) ?? plain
  return platform === undefined ? key : `${key}::${platform}`
}

function readContext(name: string, value: string): NamedContext {
  const kind = contextKind(value)
  if (kind === 'image') return { kind, reference: value.slice(imageScheme.length) }
  return kind === 'directory' ? { kind, name } : { kind: 'unsupported', value }
}

/** The named contexts the user gave as buildx takes them. Images that were resolved stay what they were then. */
export function givenContexts(options: Options, images: Observations): GivenContext[] {
  return [...options.build.contexts].flatMap(([name, value]) => {
    const [key = '', platform] = normalizedName(name).split('::')
    const given = { name: key, value, ...(platform === undefined ? {} : { platform }) }
    const pins = options.base.upstream === 'follow' ? pinContext(given, images) : []
    return pins.length > 0 ? pins : [given]
  })
}

/** A context for each platform its image was resolved for; none for a context that is no image, or was not used. */
function pinContext(given: GivenContext, images: Observations): GivenContext[] {
  const { name, value } = given
  if (!value.startsWith(imageScheme) || value === `${imageScheme}scratch`) return []
  const reference = fullReference(value.slice(imageScheme.length), nowhere)
  return observedImages(images)
    .filter(image => image.reference === reference && (given.platform ?? image.platform) === image.platform)
    .map(({ platform, digest }) => {
      const { registry, repository } = parseReference(reference)
      return { name, platform, value: imageScheme + formatReference({ registry, repository, digest }) }
    })
}

const nowhere: Position = { file: 'build-contexts', line: 1, column: 1 }

/** Refuses a context of the name that the base takes: only one of them can stand there. */
export function refuseBaseContext(build: BuildOptions, name: string, position: Position): void {
  const taken = [...namedContexts(build).keys()].find(key => key.split('::')[0] === name)
  if (taken === undefined) return
  throw new BasehitError('BH075', `build-contexts gives ${taken}, which is what the base stands for`, {
    position,
    remedy: `drop ${taken} from build-contexts`,
  })
}
