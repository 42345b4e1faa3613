import { BasehitError } from '../errors.ts'
import type { Flag, Node } from './nodes.ts'
import { suggestRemedy } from './suggest.ts'

/** What a flag takes: `boolean` may stand alone, `text` and `list` need `=value`, only `list` may repeat. */
export type FlagKind = 'boolean' | 'text' | 'list'

/** A flag's value and its place. */
export interface FlagValue {
  readonly value: string
  readonly flag: Flag
}

/** The flags of one instruction, read. */
export class FlagValues {
  readonly #values: ReadonlyMap<string, readonly FlagValue[]>

  constructor(values: ReadonlyMap<string, readonly FlagValue[]>) {
    this.#values = values
  }

  all(name: string): readonly FlagValue[] {
    return this.#values.get(name) ?? []
  }

  /** The value of a text flag; an empty one is none. */
  text(name: string): string | undefined {
    return this.all(name)[0]?.value || undefined
  }

  /** The value of a boolean flag, or undefined when it is not given. */
  boolean(name: string): boolean | undefined {
    const value = this.all(name)[0]?.value
    return value === undefined ? undefined : value === 'true'
  }
}

/** Reads an instruction's flags. Throws BH036 at the flag. BuildKit: instructions/bflag.go BFlags.Parse. */
export function readFlags(node: Node, kinds: Readonly<Record<string, FlagKind>> = {}): FlagValues {
  const values = new Map<string, FlagValue[]>()
  for (const flag of node.flags) {
    const { name, value } = splitFlag(flag)
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined) throw unknownFlag(node, flag, name, Object.keys(kinds))
    const given = values.get(name)
    if (given !== undefined && kind !== 'list') throw flagFault(flag, `--${name} is given twice`, 'keep one of them')
    const one = { value: readValue(flag, name, kind, value), flag }
    if (given === undefined) values.set(name, [one])
    else given.push(one)
  }
  return new FlagValues(values)
}

/** A BH036 at a flag. */
export function flagFault(flag: Flag, fact: string, remedy?: string): BasehitError {
  return new BasehitError('BH036', fact, { position: flag.position, remedy })
}

function splitFlag(flag: Flag): { name: string; value: string | undefined } {
  const at = flag.text.indexOf('=')
  return at < 0
    ? { name: flag.text.slice(2), value: undefined }
    : { name: flag.text.slice(2, at), value: flag.text.slice(at + 1) }
}

function readValue(flag: Flag, name: string, kind: FlagKind, value: string | undefined): string {
  if (kind !== 'boolean') {
    if (value === undefined) throw flagFault(flag, `--${name} needs a value`, `write --${name}=VALUE`)
    return value
  }
  const lower = value?.toLowerCase() ?? 'true'
  if (lower === 'true' || lower === 'false') return lower
  throw flagFault(flag, `--${name}=${value} is neither true nor false`, `write --${name} or --${name}=false`)
}

function unknownFlag(node: Node, flag: Flag, name: string, known: readonly string[]): BasehitError {
  const keyword = node.keyword.toUpperCase()
  const remedy =
    known.length === 0
      ? `remove it: ${keyword} takes no flags`
      : suggestRemedy(
          `--${name}`,
          known.map(one => `--${one}`),
        )
  return flagFault(flag, `${keyword} has no flag --${name}`, remedy)
}
