import { compareCodePoints } from '../canonical.ts'
import { text } from './environment.ts'
import type { Text } from './operations.ts'
import type { Healthcheck, StageConfig } from './stage.ts'

/** The image config a base ends with: what its children inherit. History and times are left out. */
export interface RecordedConfig {
  readonly env: Readonly<Record<string, Text>>
  readonly user?: string
  readonly workdir?: string
  readonly shell?: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly cmd?: readonly string[]
  readonly labels?: Readonly<Record<string, Text>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly stopSignal?: string
  readonly onbuild?: readonly string[]
  readonly healthcheck?: Healthcheck
  readonly author?: string
  readonly argsEscaped?: true
  /** Of an image without layers, which no operation names. */
  readonly osVersion?: string
  readonly osFeatures?: readonly string[]
}

/** Records a stage's final config; sets are sorted, what is not set is left out. */
export function recordConfig(config: StageConfig): RecordedConfig {
  const { osVersion, osFeatures } = config.inherited?.isRecorded === true ? config.inherited : {}
  const env = Object.fromEntries([...config.env].map(([name, { value, concealed }]) => [name, text(value, concealed)]))
  return {
    env,
    ...(config.user ? { user: config.user } : {}),
    ...(config.workdir ? { workdir: config.workdir } : {}),
    ...(config.shell.length > 0 ? { shell: config.shell } : {}),
    ...(config.entrypoint ? { entrypoint: config.entrypoint } : {}),
    ...(config.cmd ? { cmd: config.cmd } : {}),
    ...(config.labels.size > 0 ? { labels: Object.fromEntries(config.labels) } : {}),
    ...(config.ports.size > 0 ? { ports: [...config.ports].sort(compareCodePoints) } : {}),
    ...(config.volumes.size > 0 ? { volumes: [...config.volumes].sort(compareCodePoints) } : {}),
    ...(config.stopSignal ? { stopSignal: config.stopSignal } : {}),
    ...(config.onbuild.length > 0 ? { onbuild: config.onbuild } : {}),
    ...(config.healthcheck ? { healthcheck: config.healthcheck } : {}),
    ...(config.author ? { author: config.author } : {}),
    ...(config.argsEscaped ? { argsEscaped: true as const } : {}),
    ...(osVersion ? { osVersion } : {}),
    ...(osFeatures ? { osFeatures } : {}),
  }
}
