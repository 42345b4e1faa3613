import { join } from 'node:path'
import { buildFailure, printed } from '../buildx/failure.ts'
import type { BuildRequest, LinkedBuild } from '../buildx/request.ts'
import { BasehitError } from '../errors.ts'
import type { ManifestDigest } from '../image/digest.ts'
import { formatPlatform } from '../image/platform.ts'
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

/** Refuses verify commands for a base whose ONBUILD instructions would run before them. Throws BH112. */
export function requireVerifiable({ base: { verify } }: Options, bases: readonly LoweredBase[]): void {
  if (verify.length === 0) return
  const first = bases.find(({ lowered }) => lowered.config.onbuild !== undefined)
  if (first === undefined) return
  const [trigger = ''] = first.lowered.config.onbuild ?? []
  throw new BasehitError(
    'BH112',
    `the base ${first.name} has ONBUILD ${trigger}, which runs before any verify command`,
    {
      remedy: 'leave out `verify`, or give the ONBUILD instructions to a stage on the base',
    },
  )
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
  const request = { ...(await verifyRequest(options, world, context, base, commands)), linked }
  try {
    await runBuild(world, options, request, `checks of ${base.name}`, why)
  } catch (error) {
    throw failedCommand(error, request, base.name, commands) ?? error
  }
}

/** The command that failed, by its line in the file that is gone; undefined where something else did. */
function failedCommand(
  error: unknown,
  { dockerfile }: BuildRequest,
  name: string,
  commands: readonly string[],
): BasehitError | undefined {
  const failure = buildFailure(error)
  if (failure?.exitCode === undefined || failure.position === undefined) return undefined
  if (failure.position.file !== dockerfile) return undefined
  const command = commands[failure.position.line - linesBefore - 1]
  if (command === undefined || !(error instanceof Error)) return undefined
  const fact = `the verify command \`${command}\` fails in ${name} (exit ${failure.exitCode})`
  return new BasehitError('BH102', `${fact}${printed(failure)}`, {
    remedy: 'correct the command, or what it finds in the base',
    cause: error.cause,
  })
}

/** The FROM. */
const linesBefore = 1

async function verifyRequest(
  options: Options,
  world: World,
  context: string,
  { lowered, platform }: LoweredBase,
  commands: readonly string[],
): Promise<BuildRequest> {
  const { build } = options
  const { shell = ['/bin/sh', '-c'] } = lowered.config
  // In the shell form, a command that ends in a backslash would take the next one in, and `<<` the rest of the file.
  const lines = ['FROM basehit-base', ...commands.map(command => `RUN ${JSON.stringify([...shell, command])}`)]
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
