import type { BuildRequest, NamedContext } from '../buildx/request.ts'
import { formatPlatform } from '../image/platform.ts'
import { pinImages } from '../plan/pins.ts'
import type { Options } from './options.ts'
import { lowerOptions, type Plan, type PlannedBase } from './plan.ts'

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

/** The build of one base: one platform, upstreams pinned, no tag, no attestations, no cache but the builder's own. */
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
  return {
    ...shared,
    dockerfile: plan.file.absolute,
    ...(boundary.kind === 'stage' ? { target: boundary.stage.toLowerCase() } : {}),
    buildArgs: { ...targetStage, ...shared.buildArgs },
    platforms: [formatPlatform(base.platform)],
    namedContexts: [...userContexts(options), ...pins],
    outputs: [output],
    noCache: fresh,
    provenance: 'false',
    sbom: 'false',
  }
}

/** The named contexts the user gave. */
export function userContexts(options: Options): NamedContext[] {
  return [...options.build.contexts].map(([name, value]) => ({ name, value }))
}
