import type { Position } from '../position.ts'

/**
 * The typed form of a Dockerfile. Strings are as written, unexpanded, unless a field says otherwise;
 * expansion needs an environment and happens while lowering (BuildKit: frontend/dockerfile/instructions).
 */
export interface Dockerfile {
  readonly path: string
  readonly directives: Directives
  /** ARG instructions before the first FROM, in order. */
  readonly globalArgs: readonly ArgInstruction[]
  readonly stages: readonly Stage[]
}

/** Parser directives at the head of the file. */
export interface Directives {
  /** The frontend image of `# syntax=`: its first word. */
  readonly syntax?: { readonly image: string; readonly position: Position }
  readonly escape: EscapeCharacter
  readonly check?: string
}

export type EscapeCharacter = '\\' | '`'

/** One FROM and what follows it. */
export interface Stage {
  /** Position in the file, from 0. */
  readonly index: number
  readonly from: FromInstruction
  readonly instructions: readonly Instruction[]
}

interface Located {
  /** The keyword's first character. */
  readonly position: Position
  /** The last physical line of the instruction, heredoc bodies included. */
  readonly endLine: number
  /** The instruction's text on one line, as BuildKit keeps it in `Original`. */
  readonly text: string
}

export interface FromInstruction extends Located {
  readonly kind: 'from'
  readonly image: string
  readonly platform?: string
  /** The stage's name in lower case. */
  readonly name?: string
}

export interface ArgInstruction extends Located {
  readonly kind: 'arg'
  readonly args: readonly { readonly name: string; readonly value?: string }[]
}

export interface KeyValue {
  readonly key: string
  readonly value: string
}

export interface EnvInstruction extends Located {
  readonly kind: 'env'
  readonly pairs: readonly KeyValue[]
}

export interface LabelInstruction extends Located {
  readonly kind: 'label'
  readonly pairs: readonly KeyValue[]
}

/** A command line: `exec` is the JSON form; `shell` is one string that the stage's SHELL runs. */
export type CommandLine =
  | { readonly form: 'exec'; readonly args: readonly string[] }
  | { readonly form: 'shell'; readonly text: string }

/** A here-document as written after `<<`. */
export interface Heredoc {
  readonly name: string
  /** The body with its final newline; leading tabs are still there when `chomp` is set. */
  readonly content: string
  /** False when the name was quoted. */
  readonly expand: boolean
  /** `<<-`: leading tabs are stripped from the body. */
  readonly chomp: boolean
  readonly fileDescriptor: number
}

export interface RunInstruction extends Located {
  readonly kind: 'run'
  readonly command: CommandLine
  readonly heredocs: readonly Heredoc[]
  /** The values of `--mount=`, in order, as written. Read them with `parseMount`. */
  readonly mounts: readonly string[]
  /** Where each of `mounts` stands. */
  readonly mountPositions: readonly Position[]
  readonly network?: 'default' | 'none' | 'host'
  readonly security?: 'sandbox' | 'insecure'
  readonly devices: readonly string[]
}

/** A file whose content stands in the Dockerfile. */
export interface InlineFile {
  readonly name: string
  /** Tabs already stripped for `<<-`. */
  readonly content: string
  readonly expand: boolean
}

interface CopyLike extends Located {
  /** Sources that are paths or addresses, in order, without the heredocs. */
  readonly sources: readonly string[]
  readonly inline: readonly InlineFile[]
  readonly destination: string
  readonly chown?: string
  readonly chmod?: string
  readonly link: boolean
  readonly excludes: readonly string[]
}

export interface CopyInstruction extends CopyLike {
  readonly kind: 'copy'
  readonly from?: string
  readonly parents: boolean
}

export interface AddInstruction extends CopyLike {
  readonly kind: 'add'
  readonly checksum?: string
  readonly keepGitDir?: boolean
  readonly unpack?: boolean
}

export interface WorkdirInstruction extends Located {
  readonly kind: 'workdir'
  readonly path: string
}

export interface UserInstruction extends Located {
  readonly kind: 'user'
  readonly user: string
}

export interface VolumeInstruction extends Located {
  readonly kind: 'volume'
  readonly paths: readonly string[]
}

export interface ExposeInstruction extends Located {
  readonly kind: 'expose'
  readonly ports: readonly string[]
}

export interface StopsignalInstruction extends Located {
  readonly kind: 'stopsignal'
  readonly signal: string
}

export interface ShellInstruction extends Located {
  readonly kind: 'shell'
  readonly shell: readonly string[]
}

export interface CmdInstruction extends Located {
  readonly kind: 'cmd'
  readonly command: CommandLine
}

export interface EntrypointInstruction extends Located {
  readonly kind: 'entrypoint'
  readonly command: CommandLine
}

export interface HealthcheckInstruction extends Located {
  readonly kind: 'healthcheck'
  /** `none` disables an inherited check. */
  readonly test: CommandLine | 'none'
  /** Durations in nanoseconds, as the image config holds them. */
  readonly interval?: number
  readonly timeout?: number
  readonly startPeriod?: number
  readonly startInterval?: number
  readonly retries?: number
}

export interface OnbuildInstruction extends Located {
  readonly kind: 'onbuild'
  /** The trigger as BuildKit stores it in the image config. */
  readonly expression: string
}

export interface MaintainerInstruction extends Located {
  readonly kind: 'maintainer'
  readonly name: string
}

export type Instruction =
  | ArgInstruction
  | EnvInstruction
  | LabelInstruction
  | RunInstruction
  | CopyInstruction
  | AddInstruction
  | WorkdirInstruction
  | UserInstruction
  | VolumeInstruction
  | ExposeInstruction
  | StopsignalInstruction
  | ShellInstruction
  | CmdInstruction
  | EntrypointInstruction
  | HealthcheckInstruction
  | OnbuildInstruction
  | MaintainerInstruction
