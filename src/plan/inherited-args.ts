import type { EscapeCharacter, Stage } from '../dockerfile/instructions.ts'
import { BasehitError } from '../errors.ts'
import { formatPlatform, normalizePlatform } from '../image/platform.ts'
import type { Lowered } from '../lower/lower.ts'
import type { Position } from '../position.ts'
import type { PlatformReplacement, Replacement } from './boundary.ts'

/** Lines to put after a line of a Dockerfile. */
export interface Insertion {
  /** The line after which the text goes, from 1. */
  readonly afterLine: number
  readonly lines: readonly string[]
}

/**
 * The ARG lines that give a replaced stage's children back what an image cannot carry. Every child gets them right
 * after its FROM; its own children inherit them. A name that BuildKit resolves by itself, from the build args or from the
 * variables before the first FROM, is declared bare, so that it may differ between platforms. `lowered` holds the base of
 * each platform that has one; a child's lines are for the platforms on which it grows from the base.
 * @throws BasehitError BH039 where they cannot: triggers run first, a value has a newline, platforms differ, or a child is
 * FROM something else on another platform that builds it.
 */
export function redeclareArgs(
  { stage, platforms }: Replacement,
  lowered: readonly Lowered[],
  buildArgs: ReadonlyMap<string, string>,
  escapeCharacter: EscapeCharacter,
): Insertion[] {
  if (stage === undefined) return []
  const children = new Set(platforms.flatMap(each => each.children.map(child => child.stage)))
  return [...children]
    .sort((one, other) => one.index - other.index)
    .flatMap(child => {
      const grown = platforms.filter(each => each.children.some(node => node.stage === child))
      const names = new Set(grown.map(each => formatPlatform(normalizePlatform(each.platform))))
      const bases = lowered.filter(each => names.has(each.platform))
      const lines = redeclareLines(stage, bases, buildArgs, escapeCharacter)
      if (lines.length === 0) return []
      refuseOtherParent(stage, child, platforms)
      return [{ afterLine: child.from.endLine, lines }]
    })
}

function redeclareLines(
  stage: Stage,
  lowered: readonly Lowered[],
  buildArgs: ReadonlyMap<string, string>,
  escapeCharacter: EscapeCharacter,
): string[] {
  const names = [...new Set(lowered.flatMap(each => [...each.lostArgs.keys()]))].sort()
  if (names.length > 0 && lowered.some(each => each.config.onbuild !== undefined)) {
    throw refusal(
      stage.from.position,
      'ONBUILD in the base stage would run without its ARGs',
      'use ENV for what the trigger reads',
    )
  }
  return names.map(name => redeclareArg(stage, name, lowered, buildArgs, escapeCharacter))
}

/** Every platform that builds the child would read its lines: where it is FROM something else, they declare what is new. */
function refuseOtherParent(stage: Stage, child: Stage, platforms: readonly PlatformReplacement[]): void {
  const isOther = ({ remaining }: PlatformReplacement) =>
    remaining.some(node => node.stage === child && node.parent !== stage && node.context === undefined)
  const other = platforms.find(isOther)
  if (other === undefined) return
  const { name = '' } = stage.from
  throw refusal(
    child.from.position,
    `FROM ${child.from.image} is ${name} on some platforms and not on ${formatPlatform(other.platform)}: the ARGs that it would inherit from ${name} cannot be declared again for some alone`,
    `use ENV instead of ARG in ${name}, or begin here with a stage that is FROM ${name} on its own line`,
  )
}

/** The longest line BuildKit reads, in bytes. */
const longestLine = 65_535

function redeclareArg(
  stage: Stage,
  name: string,
  lowered: readonly Lowered[],
  buildArgs: ReadonlyMap<string, string>,
  escapeCharacter: EscapeCharacter,
): string {
  const variables = lowered.map(each => each.lostArgs.get(name))
  const position = variables.find(variable => variable !== undefined)?.position ?? stage.from.position
  if (variables.every(variable => variable?.isGlobal || (variable && buildArgs.has(name)))) return `ARG ${name}`
  const values = new Set(variables.map(variable => variable?.value))
  const [value] = values
  if (values.size !== 1 || value === undefined) {
    throw refusal(
      position,
      `ARG ${name} differs between platforms, so the app cannot be given it back`,
      `declare ARG ${name} again in the app's stage`,
    )
  }
  if (/\n/.test(value)) {
    throw refusal(position, `ARG ${name} has a line break, which no ARG line can hold`, `pass ${name} in build-args`)
  }
  const line = `ARG ${name}="${quote(value, escapeCharacter)}"`
  if (Buffer.byteLength(line) < longestLine) return line
  throw refusal(position, `ARG ${name} is longer than a line of a Dockerfile may be`, `pass ${name} in build-args`)
}

/** Inside double quotes the quote, `$` and the escape character are escaped; everything else stands for itself. */
function quote(value: string, escapeCharacter: EscapeCharacter): string {
  return [...value]
    .map(each => (each === '"' || each === '$' || each === escapeCharacter ? escapeCharacter + each : each))
    .join('')
}

function refusal(position: Position, fact: string, remedy: string): BasehitError {
  return new BasehitError('BH039', fact, { position, remedy })
}

/** A text with lines put in; every other byte stays. */
export function insertLines(text: string, insertions: readonly Insertion[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text.split(/(?<=\n)/)
  return lines
    .flatMap((line, index) => {
      const added = insertions.filter(each => each.afterLine === index + 1).flatMap(each => each.lines)
      const ended = added.length > 0 && !line.endsWith('\n') ? line + newline : line
      return [ended, ...added.map(each => each + newline)]
    })
    .join('')
}
