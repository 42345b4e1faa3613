import { join } from 'node:path'
import type { BuildRequest, LinkedBuild } from '../buildx/request.ts'
import type { ManifestDigest } from '../image/digest.ts'
import { formatPlatform, type Platform } from '../image/platform.ts'
import type { BuildReason } from '../plan/decide.ts'
import type { Options } from './options.ts'
import type { LoweredBase, Plan } from './plan.ts'
import { runBuild } from './run-build.ts'
import type { World } from './world.ts'

/** Commands to run on a base. */
export interface Verification {
  readonly base: LoweredBase
  /** The stored base, or the build that makes it. */
  readonly image: { readonly manifest: ManifestDigest } | { readonly linked: LinkedBuild }
  readonly commands: readonly string[]
  readonly why: BuildReason | 'verify'
}

/** Runs commands on a base in a build that keeps nothing; a command that fails stops the run. */
export async function verifyImage(
  options: Options,
  world: World,
  plan: Plan,
  verification: Verification,
): Promise<void> {
  const { base, image, commands, why } = verification
  if (commands.length === 0) return
  const linked = 'linked' in image ? image.linked : undefined
  const context = 'linked' in image ? `target:${image.linked.name}` : plan.store.context(image.manifest)
  const request = { ...(await verifyRequest(options, world, context, base.platform, commands)), linked }
  await runBuild(world, options, request, `checks of ${base.name}`, why)
}

async function verifyRequest(
  options: Options,
  world: World,
  context: string,
  platform: Platform,
  commands: readonly string[],
): Promise<BuildRequest> {
  const { build } = options
  const lines = ['FROM basehit-base', ...commands.map(command => `RUN ${command}`)]
  const dockerfile = await world.temporary.write('Dockerfile', `${lines.join('\n')}\n`)
  return {
    cwd: build.cwd,
    context: join(dockerfile, '..'),
    dockerfile,
    platforms: [formatPlatform(platform)],
    namedContexts: [{ name: 'basehit-base', value: context }],
    network: build.network,
    addHosts: build.addHosts,
    allow: build.allow,
    builder: build.builder,
    outputs: ['type=cacheonly'],
    noCache: true,
    provenance: 'false',
    sbom: 'false',
  }
}
