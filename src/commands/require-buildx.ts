import { requireVersion } from '../buildx/version.ts'
import { digestFromHex } from '../image/digest.ts'
import type { Options } from './options.ts'
import type { Plan } from './plan.ts'
import { sharedRequest } from './requests.ts'
import type { World } from './world.ts'

/**
 * Makes sure, before a base is built, that this buildx can build the app on it: one version cannot read a base from a
 * directory. Throws BH100.
 */
export async function requireBuildx(options: Options, world: World, { bases, store }: Plan): Promise<void> {
  const published = bases.filter(({ decision }) => decision.kind === 'build')
  if (options.app.run === 'skip' || published.length === 0) return
  const { version } = await (await world.builder()).locate()
  const namedContexts = published.map(({ name, digest }) => ({ name, value: store.context(digestFromHex(digest)) }))
  requireVersion(version, { ...sharedRequest(options), namedContexts })
}
