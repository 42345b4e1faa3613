import type { EscapeCharacter } from '../dockerfile/instructions.ts'
import { type ExpandOptions, expandWord } from '../dockerfile/words.ts'
import type { ContainerConfig } from '../image/config.ts'
import type { Platform } from '../image/platform.ts'
import type { Position } from '../position.ts'
import type { Effort } from './effort.ts'
import { Environment, type Variable } from './environment.ts'
import type { InheritedPlatform } from './inherited-platform.ts'
import { type Missing, noteMissing } from './missing.ts'
import type { Input, Text } from './operations.ts'
import { normalizePath } from './paths.ts'

/** A stage at one point of its lowering. Instructions change it in order. */
export interface StageState {
  /** The operation whose result the next instruction sees. */
  root: Input
  readonly env: Environment
  readonly config: StageConfig
  readonly platform: Platform
  /** Shared by all stages of a lowering. */
  readonly effort: Effort
  cwd: string
  /** A CMD of this very stage survives an ENTRYPOINT, an inherited one does not. */
  commandSet: boolean
}

/** The image config a stage ends with, as recorded. */
export interface StageConfig {
  env: Map<string, Variable>
  user: string
  workdir: string
  shell: readonly string[]
  entrypoint: readonly string[] | undefined
  cmd: readonly string[] | undefined
  labels: Map<string, Text>
  ports: Set<string>
  volumes: Set<string>
  stopSignal: string | undefined
  author: string | undefined
  argsEscaped: boolean
  onbuild: readonly string[]
  healthcheck: Healthcheck | undefined
  /** What the config of the image it grows from leaves to its own, and the FROM that takes that image. */
  inherited: (InheritedPlatform & { readonly position: Position }) | undefined
}

/** The check an image declares. Durations are nanoseconds. */
export interface Healthcheck {
  readonly test: readonly string[]
  readonly interval?: number
  readonly timeout?: number
  readonly startPeriod?: number
  readonly startInterval?: number
  readonly retries?: number
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** The config of `FROM scratch`. BuildKit: dockerfile2llb/image.go emptyImage. */
export const emptyConfig: ContainerConfig = { WorkingDir: '/', Env: [`PATH=${defaultPath}`] }

/** The state of a stage that begins with an image; `author` is the one its config names. */
export function startFromImage(
  root: Input,
  image: ContainerConfig,
  platform: Platform,
  position: Position,
  effort: Effort,
  author?: string,
): StageState {
  const config: StageConfig = {
    env: new Map((image.Env ?? []).map(entry => environmentEntry(entry, position))),
    user: image.User ?? '',
    workdir: image.WorkingDir ?? '',
    shell: image.Shell ?? [],
    entrypoint: image.Entrypoint ?? undefined,
    cmd: image.Cmd ?? undefined,
    labels: new Map(Object.entries(image.Labels ?? {})),
    ports: new Set(Object.keys(image.ExposedPorts ?? {})),
    volumes: new Set(Object.keys(image.Volumes ?? {})),
    stopSignal: image.StopSignal || undefined,
    author,
    argsEscaped: image.ArgsEscaped ?? false,
    onbuild: image.OnBuild ?? [],
    healthcheck: image.Healthcheck === undefined ? undefined : readHealthcheck(image.Healthcheck),
    inherited: undefined,
  }
  return begin(root, config, new Environment(), platform, effort)
}

/** The state of a stage that begins where another one ends. ARGs are inherited, triggers are not. */
export function startFromStage(parent: StageState): StageState {
  const { config } = parent
  const copy: StageConfig = {
    ...config,
    env: new Map(config.env),
    labels: new Map(config.labels),
    ports: new Set(config.ports),
    volumes: new Set(config.volumes),
    onbuild: [],
  }
  return begin(parent.root, copy, parent.env.copy(), parent.platform, parent.effort)
}

/** What BuildKit does at the head of every stage: PATH is set, and the config's ENV wins over inherited ARGs. */
function begin(root: Input, config: StageConfig, env: Environment, platform: Platform, effort: Effort): StageState {
  if (!config.env.has('PATH')) {
    config.env.set('PATH', { value: defaultPath, origin: 'env', concealed: false, position: undefined })
  }
  for (const [name, variable] of config.env) env.set(name, variable)
  if (config.workdir !== '') config.workdir = normalizePath(config.workdir, config.workdir, 'drop-slash')
  return { root, env, config, platform, effort, cwd: config.workdir || '/', commandSet: false }
}

function environmentEntry(entry: string, position: Position): [string, Variable] {
  const at = entry.indexOf('=')
  const [name, value] = at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)]
  return [name, { value, origin: 'env', concealed: false, position }]
}

function readHealthcheck(check: NonNullable<ContainerConfig['Healthcheck']>): Healthcheck {
  return {
    test: check.Test ?? [],
    ...(check.Interval ? { interval: check.Interval } : {}),
    ...(check.Timeout ? { timeout: check.Timeout } : {}),
    ...(check.StartPeriod ? { startPeriod: check.StartPeriod } : {}),
    ...(check.StartInterval ? { startInterval: check.StartInterval } : {}),
    ...(check.Retries ? { retries: check.Retries } : {}),
  }
}

/** A word after expansion. */
export interface Expanded {
  readonly written: string
  readonly value: string
  /** A value that may be secret went into it. */
  readonly concealed: boolean
  /** The variables in it that are not set or are empty. */
  readonly missing: readonly Missing[]
}

/** Expands a word with the variables of a stage. */
export function expandIn(
  state: StageState,
  word: string,
  position: Position,
  escapeCharacter: EscapeCharacter,
  options: Partial<ExpandOptions> = {},
): Expanded {
  let concealed = false
  const missing: Missing[] = []
  const note = noteMissing(missing)
  const value = expandWord(word, state.env, {
    ...options,
    escape: escapeCharacter,
    position,
    onMatch: steps => state.effort.match(steps, position),
    onRead: (name, read) => {
      note(name, read)
      if (read) concealed ||= state.env.variable(name)?.concealed ?? false
    },
  })
  state.effort.spend(value.length, position)
  return { written: word, value, concealed, missing }
}
