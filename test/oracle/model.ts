/** One instruction, in the parts that mutations change. */
export interface Line {
  readonly word: string
  readonly flags: readonly string[]
  readonly rest: string
  /** Text of here-documents with their terminators, ending in a line break. */
  readonly body?: string
  /** Comments and blank lines before it. */
  readonly lead?: string
}

export interface StageModel {
  readonly image: string
  readonly platform?: string
  readonly name: string
  readonly lines: readonly Line[]
}

/** A context held in memory: path → text; `→target` is a symlink. */
export type Tree = Readonly<Record<string, string>>

export interface Settings {
  readonly network?: 'none' | 'host'
  readonly hosts?: Readonly<Record<string, string>>
  readonly ulimits?: readonly string[]
  /** Megabytes. */
  readonly shm?: number
  readonly cgroup?: string
}

/** An image of the pool under another name or with other content. */
export interface Moved {
  /** The pool's name of it, where it has another one. */
  readonly from?: string
  readonly content?: string
  readonly config?: Readonly<Record<string, unknown>>
}

/** Everything a build is made of; the boundary is the stage that `target` names. */
export interface Build {
  /** Directives and comments at the head of the file. */
  readonly head: string
  readonly globals: readonly Line[]
  readonly stages: readonly StageModel[]
  readonly target: string
  /** The stage that a base takes the place of, in an app. */
  readonly boundary?: string
  readonly args: Readonly<Record<string, string>>
  /** Comma-separated where an app is built for several. */
  readonly platform: string
  /** How the app is exported, as buildx takes it. */
  readonly output?: string
  readonly files: Tree
  readonly modes: Readonly<Record<string, number>>
  readonly ignore: string | undefined
  /** The text of Dockerfile.dockerignore, which wins over the context's. */
  readonly ownIgnore?: string
  /** Named contexts: a directory, or `docker-image://…`. */
  readonly contexts: Readonly<Record<string, Tree | string>>
  readonly moved: Readonly<Record<string, Moved>>
  readonly settings: Settings
  readonly crlf: boolean
}

export function line(word: string, rest: string, flags: readonly string[] = [], body?: string): Line {
  return { word, flags, rest, ...(body === undefined ? {} : { body }) }
}

function printLine({ word, flags, rest, body = '', lead = '' }: Line): string {
  return `${lead}${[word, ...flags, rest].join(' ')}\n${body}`
}

/** The Dockerfile's text. */
export function printDockerfile({ head, globals, stages, crlf }: Build): string {
  const text =
    head +
    globals.map(printLine).join('') +
    stages
      .map(({ image, platform, name, lines }) => {
        const from = `FROM ${platform === undefined ? '' : `--platform=${platform} `}${image}${name === '' ? '' : ` AS ${name}`}\n`
        return from + lines.map(printLine).join('')
      })
      .join('')
  // Continuations are generated with a backslash.
  const escaped = head.startsWith('# escape=`') ? text.replaceAll(/\\([ \t]*)\n/g, '`$1\n') : text
  return crlf ? escaped.replaceAll('\n', '\r\n') : escaped
}

/** The platforms a build is for. */
export function platformsOf({ platform }: Build): string[] {
  return platform.split(',')
}

/** Stages that the target is built from on a platform, as far as names in the text tell, without going past a boundary. */
export function reachable(build: Build, platform = platformsOf(build)[0] ?? '', boundary?: string): number[] {
  const arch = platform.split('/')[1] ?? ''
  const byName = (name: string) => {
    const wanted = name.replace('$TARGETARCH', arch).toLowerCase()
    return build.stages.findIndex(stage => stage.name.toLowerCase() === wanted)
  }
  const found = new Set<number>()
  const visit = (index: number) => {
    const stage = build.stages[index]
    if (stage === undefined || found.has(index)) return
    found.add(index)
    if (stage.name === boundary) return
    visit(byName(stage.image))
    for (const { flags, rest } of stage.lines) {
      for (const [, from = ''] of `${flags.join(' ')} ${rest}`.matchAll(/from=([\w-]+)/g)) {
        visit(/^\d+$/.test(from) ? Number(from) : byName(from))
      }
    }
  }
  visit(byName(build.target))
  return [...found].sort((a, b) => a - b)
}
