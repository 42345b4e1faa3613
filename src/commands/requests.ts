import type { BuildRequest } from '../buildx/request.ts'
import { formatPlatform } from '../image/platform.ts'
import { buildPlatformArgs } from '../lower/globals.ts'
import { pinImages } from '../plan/pins.ts'
import { givenContexts } from './contexts.ts'
import type { Options } from './options.ts'
import { type LoweredBase, lowerOptions, type Plan, type PlannedBase } from './plan.ts'

/** What a base and an app are built with alike: the same context, args, network, hosts and secrets. */
export function sharedRequest(
  options: Options,
): Pick<
  BuildRequest,
  | 'cwd'
  | 'context'
  | 'buildArgs'
  | 'network'
  | 'addHosts'
  | 'ulimits'
  | 'shmSize'
  | 'cgroupParent'
  | 'ssh'
  | 'allow'
  | 'builder'
  | 'pull'
> {
  const { build } = options
  return {
    cwd: build.cwd,
    context: build.context,
    buildArgs: Object.fromEntries(build.buildArgs),
    network: build.network,
    addHosts: build.addHosts,
    ulimits: build.ulimits,
    shmSize: build.shmSize,
    cgroupParent: build.cgroupParent,
    ssh: build.ssh,
    allow: build.allow,
    builder: build.builder,
    pull: build.pull,
  }
}

/**
 * The build of one base: one platform, upstreams pinned, no tag, no attestations, no cache but the builder's own, and no
 * label of the commit (buildx: build/git.go), which the digest does not hold.
 */
export function baseRequest(
  options: Options,
  plan: Plan,
  base: PlannedBase,
  output: string,
  fresh: boolean,
): BuildRequest {
  const shared = sharedRequest(options)
  const { boundary, upstream } = options.base
  const settings = lowerOptions(options, plan.file, base.platform)
  const pins = upstream === 'follow' ? pinImages(base.lowered.upstreams, plan.file.dockerfile) : []
  const targetStage = base.lowered.readsTargetStage ? { TARGETSTAGE: settings.targetStage } : {}
  const builder = builderArgs(options, [base])
  return {
    ...shared,
    dockerfile: plan.file.absolute,
    source: { file: plan.file.path },
    ...(boundary.kind === 'stage' ? { target: boundary.stage.toLowerCase() } : {}),
    buildArgs: withoutIndex({ ...targetStage, ...builder, ...shared.buildArgs }),
    platforms: [formatPlatform(base.platform)],
    namedContexts: [...givenContexts(options, plan.images), ...pins],
    outputs: [output],
    noCache: fresh,
    provenance: 'false',
    sbom: 'false',
    env: { BUILDX_GIT_LABELS: '0' },
  }
}

/** What bases depend on of the platform that they were planned for as the builder's: the builder may be on another. */
export function builderArgs({ build }: Options, bases: readonly LoweredBase[]): Record<string, string> {
  const read = new Set(bases.flatMap(({ lowered }) => lowered.builderVariables))
  return Object.fromEntries(buildPlatformArgs(build.buildPlatform).filter(([name]) => read.has(name)))
}

/** A base is one platform's image, whatever asks for an index. */
function withoutIndex({ BUILDKIT_MULTI_PLATFORM: _, ...args }: Record<string, string>): Record<string, string> {
  return args
}
